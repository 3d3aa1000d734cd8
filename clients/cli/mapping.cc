#include "clients/cli/mapping.h"

#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/text_format.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/contract.h"
#include "clients/cli/import_mapping.pb.h"
#include "clients/cli/mapping_place.h"
#include "clients/cli/value.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/record_import.pb.h"
#include "gainful/placement/v1/placement.pb.h"

namespace gainful::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;

const FieldDescriptor* FieldOf(const Descriptor* type, const char* name) { return type->FindFieldByName(name); }

// Fields that every row gets without a column, or that name another record by its id, which no file knows.
bool FilledIn(const FieldDescriptor& field) {
  static const auto* const kNames = new std::set<std::string>{"source",     "source_key",         "participant_id",
                                                              "journey_id", "continues_spell_id", "application_id"};
  return field.cpp_type() == FieldDescriptor::CPPTYPE_STRING && kNames->count(field.name()) != 0;
}

std::string FieldsOf(const FieldDescriptor& record) {
  std::vector<std::string> names;
  for (int i = 0; i < record.message_type()->field_count(); ++i) {
    const FieldDescriptor& field = *record.message_type()->field(i);
    if (!RuleOf(field).output_only() && !FilledIn(field)) names.push_back(field.name());
  }
  return absl::StrJoin(names, ", ");
}

// What servers take as the name of a local characteristic.
bool IsName(absl::string_view text) {
  return !text.empty() && text.size() <= 60 && absl::ascii_islower(static_cast<unsigned char>(text[0])) &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == absl::string_view::npos;
}

absl::StatusOr<Target> Resolve(const Descriptor& row, const std::string& path) {
  const std::vector<std::string> parts = absl::StrSplit(path, absl::MaxSplits('.', 2));
  Target target{path, row.FindFieldByName(parts[0]), nullptr, ""};
  if (target.record == nullptr || target.record->message_type() == nullptr || parts.size() < 2) {
    std::vector<std::string> records;
    for (int i = 0; i < row.field_count(); ++i) {
      if (row.field(i)->message_type() != nullptr) records.push_back(row.field(i)->name());
    }
    return absl::InvalidArgumentError(
        absl::StrCat("'", path, "' is no field; paths begin with ", absl::StrJoin(records, ". or "), "."));
  }
  target.field = target.record->message_type()->FindFieldByName(parts[1]);
  if (target.field == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", path, "' is no field; a ", parts[0], " has ", FieldsOf(*target.record)));
  }
  if (RuleOf(*target.field).output_only() || FilledIn(*target.field)) {
    return absl::InvalidArgumentError(absl::StrCat("'", path, "' is filled in by the import itself, or not at all"));
  }
  if (target.field->is_map() != (parts.size() == 3) || (parts.size() == 3 && parts[2].empty())) {
    return absl::InvalidArgumentError(target.field->is_map()
                                          ? absl::StrCat("'", path, "' needs a name after it: ", path, ".NAME")
                                          : absl::StrCat("'", path, "' is no field: ", parts[1], " has no parts"));
  }
  if (parts.size() == 3) target.name = parts[2];
  if (parts.size() == 3 && !IsName(target.name)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", target.name, "' is no name: wants small letters, digits and _, beginning with a letter, at most 60"));
  }
  return target;
}

// Reads one file's part of the mapping.
class FileReader {
 public:
  FileReader(const Descriptor* row, const std::string& name, const FileMapping& file, const Place& place,
             Faults* faults)
      : file_(file), place_(place), faults_(faults) {
    plan_.row = row;
    plan_.name = name;
  }

  FilePlan Read() {
    const Descriptor* type = FileMapping::descriptor();
    plan_.source = file_.source();
    if (plan_.source.empty()) Blame(type, "source", -1, "source: give the name of the system that the file comes from");
    plan_.key.assign(file_.key().begin(), file_.key().end());
    if (plan_.key.empty()) Blame(type, "key", -1, "key: name the columns that identify a row");
    plan_.journey_key.assign(file_.journey_key().begin(), file_.journey_key().end());
    plan_.person_key.assign(file_.person_key().begin(), file_.person_key().end());
    plan_.people_source = file_.people_source();
    if (!IsOfRecords()) CheckKeys();
    plan_.separator = One(place_, type, "separator", file_.separator(), ',');
    CheckDateFormat(place_, type, file_.date_format());
    for (int i = 0; i < file_.column_size(); ++i) ReadColumn(i);
    for (int i = 0; i < file_.constant_size(); ++i) ReadConstant(i);
    ChooseRecords();
    if (IsOfRecords()) CheckRecord();
    return std::move(plan_);
  }

 private:
  // Whether the file is one of records, each with the key of a person or a journey.
  bool IsOfRecords() const { return plan_.row->FindFieldByName("person_key") != nullptr; }

  // People have no keys but their own, and jobs that of the journey.
  void CheckKeys() {
    const Descriptor* type = FileMapping::descriptor();
    const bool jobs = plan_.row->FindFieldByName("journey_key") != nullptr;
    if (jobs == plan_.journey_key.empty()) {
      Blame(type, "journey_key", -1,
            jobs ? "journey_key: name the columns that say whose job it is"
                 : "journey_key: is for jobs and records only");
    }
    for (const char* name : {"person_key", "people_source", "name"}) {
      const FieldDescriptor* field = FieldOf(type, name);
      const auto* reflection = file_.GetReflection();
      const bool given =
          field->is_repeated() ? reflection->FieldSize(file_, field) > 0 : !reflection->GetString(file_, field).empty();
      if (given) Blame(type, name, -1, absl::StrCat(name, ": is for records only"));
    }
  }

  // One kind of record, and a key of what it hangs on.
  void CheckRecord() {
    const Descriptor* type = FileMapping::descriptor();
    if (plan_.records.size() != 1) {
      std::vector<std::string> kinds;
      for (const FieldDescriptor* record : plan_.records) kinds.push_back(record->name());
      return Blame(type, "column", 0,
                   kinds.empty()
                       ? "no column feeds a record"
                       : absl::StrCat("a file holds one kind of record, not ", absl::StrJoin(kinds, " and ")));
    }
    const FieldDescriptor& record = *plan_.records.front();
    if (plan_.name.empty()) plan_.name = record.name();
    const FieldDescriptor* journey = record.message_type()->FindFieldByName("journey_id");
    if (journey != nullptr && RuleOf(*journey).required()) {
      if (plan_.journey_key.empty()) {
        Blame(type, "journey_key", -1,
              absl::StrCat("journey_key: name the columns that say whose journey it is; every ", record.name(),
                           " belongs to one"));
      }
    } else if (plan_.person_key.empty() && plan_.journey_key.empty()) {
      Blame(type, "person_key", -1, "person_key: name the columns that say whom a row is about");
    }
  }

  void Blame(const Descriptor* type, const char* field, int index, const std::string& what) {
    faults_->Add(place_, FieldOf(type, field), index, what);
  }

  char One(const Place& place, const Descriptor* type, const char* field, const std::string& text, char otherwise) {
    if (text.empty()) return otherwise;
    if (text.size() != 1 || text[0] == '"' || text[0] == '\n' || text[0] == '\r') {
      faults_->Add(place, FieldOf(type, field), -1, absl::StrCat(field, ": wants one character"));
    }
    return text[0];
  }

  // A format is right when it reads back what it writes.
  void CheckDateFormat(const Place& place, const Descriptor* type, const std::string& format) {
    if (format.empty()) return;
    const absl::CivilDay day(1999, 12, 31);
    const auto back =
        DayIn(format)(absl::FormatTime(format, absl::FromCivil(day, absl::UTCTimeZone()), absl::UTCTimeZone()));
    if (back.ok() && *back == day) return;
    faults_->Add(place, FieldOf(type, "date_format"), -1,
                 "date_format: wants day, month and year in the letters of strptime, such as %d/%m/%Y");
  }

  void ReadColumn(int index) {
    const Column& column = file_.column(index);
    const Descriptor* type = Column::descriptor();
    const Place place = Place::Of(place_, FieldOf(FileMapping::descriptor(), "column"), index);
    ColumnPlan plan;
    plan.from = column.from();
    plan.required = column.required();
    if (plan.from.empty()) faults_->Add(place, FieldOf(type, "from"), -1, "from: name the column");
    if (column.to().empty()) faults_->Add(place, FieldOf(type, "to"), 0, "to: name the field that the column feeds");
    const auto& blank = column.blank().empty() ? file_.blank() : column.blank();
    plan.blank.insert(blank.begin(), blank.end());
    if (plan.blank.empty()) plan.blank.insert("");
    CheckDateFormat(place, type, column.date_format());
    const std::string& format = column.date_format().empty() ? file_.date_format() : column.date_format();
    plan.parse_day = format.empty() ? DayParser(ParseIsoDay) : DayIn(format);
    plan.list_separator = One(place, type, "list_separator", column.list_separator(), ';');
    for (const Code& code : column.code()) plan.codes[code.from()] = code.to();
    for (int i = 0; i < column.to_size(); ++i) AddTarget(place, column, i, &plan);
    plan_.columns.push_back(std::move(plan));
  }

  // What every row gets must be right once and for all.
  void ReadConstant(int index) {
    const Constant& constant = file_.constant(index);
    const Descriptor* type = Constant::descriptor();
    const Place place = Place::Of(place_, FieldOf(FileMapping::descriptor(), "constant"), index);
    ColumnPlan plan{constant.text(), {}, {}, {}, false, DayParser(ParseIsoDay), ';'};
    if (constant.to().empty()) faults_->Add(place, FieldOf(type, "to"), 0, "to: name the field that gets the text");
    for (int i = 0; i < constant.to_size(); ++i) {
      const auto blame = [&](const std::string& what) { faults_->Add(place, FieldOf(type, "to"), i, what); };
      const Target* target = Feed(constant.to(i), blame, &plan);
      if (target == nullptr || target->field->is_map()) continue;
      google::protobuf::DynamicMessageFactory factory;
      const std::unique_ptr<google::protobuf::Message> scratch(
          factory.GetPrototype(target->record->message_type())->New());
      const absl::Status status =
          SetFromText(*target->field, plan.from, plan.parse_day, plan.list_separator, scratch.get());
      if (!status.ok()) blame(absl::StrCat(target->path, ": ", status.message()));
    }
    plan_.constants.push_back(std::move(plan));
  }

  // Adds a field to what is fed; null where it is none or has its value already. Several values may come of several columns.
  template <class Blamer>
  const Target* Feed(const std::string& path, const Blamer& blame, ColumnPlan* plan) {
    const absl::StatusOr<Target> target = Resolve(*plan_.row, path);
    if (!target.ok()) {
      blame(std::string(target.status().message()));
      return nullptr;
    }
    const bool several = target->field->is_repeated() && !target->field->is_map();
    if (!fed_.insert(target->path).second && !several) {
      blame(absl::StrCat("'", target->path, "' is fed by two columns"));
      return nullptr;
    }
    plan->to.push_back(*target);
    return &plan->to.back();
  }

  void AddTarget(const Place& place, const Column& column, int index, ColumnPlan* plan) {
    const auto blame = [&](const std::string& what) {
      faults_->Add(place, FieldOf(Column::descriptor(), "to"), index, what);
    };
    const Target* target = Feed(column.to(index), blame, plan);
    if (target == nullptr || target->field->enum_type() == nullptr) return;
    for (int i = 0; i < column.code_size(); ++i) {
      if (FindValue(*target->field->enum_type(), column.code(i).to()) != nullptr) continue;
      faults_->Add(place, FieldOf(Column::descriptor(), "code"), i,
                   absl::StrCat("'", column.code(i).to(), "' is no code of ", target->path));
    }
  }

  // The row's records that a column feeds, or that no row can do without; those need all their required fields fed.
  void ChooseRecords() {
    for (int i = 0; i < plan_.row->field_count(); ++i) {
      const FieldDescriptor* record = plan_.row->field(i);
      if (record->message_type() == nullptr) continue;
      const bool needed = RuleOf(*record).required() || !plan_.MaskOf(*record).empty();
      if (!needed) continue;
      plan_.records.push_back(record);
      for (int f = 0; f < record->message_type()->field_count(); ++f) {
        const FieldDescriptor& field = *record->message_type()->field(f);
        const std::string path = absl::StrCat(record->name(), ".", field.name());
        const bool ours = FilledIn(field) || field.name() == "team_id" || field.name() == "programme_id";
        if (!RuleOf(field).required() || ours || fed_.count(path) != 0) continue;
        Blame(FileMapping::descriptor(), "column", 0,
              absl::StrCat("no column feeds ", path, ", which every row needs"));
      }
    }
  }

  const FileMapping& file_;
  const Place place_;
  Faults* faults_;
  FilePlan plan_;
  std::set<std::string> fed_;
};

}  // namespace

std::vector<std::string> FilePlan::MaskOf(const FieldDescriptor& record) const {
  std::set<std::string> paths;
  for (const auto* plans : {&columns, &constants}) {
    for (const ColumnPlan& column : *plans) {
      for (const Target& target : column.to) {
        if (target.record == &record) paths.insert(target.field->name());
      }
    }
  }
  return {paths.begin(), paths.end()};
}

bool FilePlan::NamesStaff() const {
  for (const FieldDescriptor* record : records) {
    const std::vector<std::string> mask = MaskOf(*record);
    if (std::find(mask.begin(), mask.end(), "staff_member_id") != mask.end()) return true;
  }
  return false;
}

namespace {

// Each part of records has a name of its own: by it the command line says which file it is of.
void ReadRecords(const ImportMapping& message, const Place& whole, Faults* faults, Mapping* mapping) {
  std::set<std::string> names{"people", "jobs"};
  for (int i = 0; i < message.records_size(); ++i) {
    const FileMapping& file = message.records(i);
    const Place place = Place::Of(whole, FieldOf(ImportMapping::descriptor(), "records"), i);
    FilePlan plan = FileReader(caseload::v1::RecordRow::descriptor(), file.name(), file, place, faults).Read();
    const FieldDescriptor* name = FieldOf(FileMapping::descriptor(), "name");
    if (!plan.name.empty() && !names.insert(plan.name).second)
      faults->Add(place, name, -1, absl::StrCat("name: '", plan.name, "' is the name of two parts; give each its own"));
    if (plan.name.find('=') != std::string::npos) faults->Add(place, name, -1, "name: may hold no =");
    mapping->records.push_back(std::move(plan));
  }
}

}  // namespace

absl::StatusOr<Mapping> LoadMapping(const std::string& text, const std::string& file) {
  Faults faults(file);
  TextFormat::ParseInfoTree tree;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&faults);
  parser.WriteLocationsTo(&tree);
  ImportMapping message;
  if (!parser.ParseFromString(text, &message)) return faults.ToStatus();
  Mapping mapping{message.programme(), message.team(), std::nullopt, std::nullopt, {}};
  const Descriptor* type = ImportMapping::descriptor();
  const Place whole{&tree, TextFormat::ParseLocation(0, 0)};
  if (message.has_people()) {
    const Place people = Place::Of(whole, FieldOf(type, "people"), -1);
    mapping.people =
        FileReader(caseload::v1::ImportRow::descriptor(), "people", message.people(), people, &faults).Read();
  }
  if (message.has_jobs()) {
    const Place jobs = Place::Of(whole, FieldOf(type, "jobs"), -1);
    mapping.jobs = FileReader(placement::v1::ImportRow::descriptor(), "jobs", message.jobs(), jobs, &faults).Read();
  }
  ReadRecords(message, whole, &faults, &mapping);
  if (!message.has_people() && !message.has_jobs() && message.records().empty())
    faults.AddError(0, 0, "the mapping has neither people nor jobs nor records");
  const absl::Status status = faults.ToStatus();
  if (!status.ok()) return status;
  return mapping;
}

}  // namespace gainful::cli
