#include "clients/cli/rows.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/names.h"
#include "clients/cli/text.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void SetText(Message* record, const char* name, const std::string& text) {
  const FieldDescriptor* field = record->GetDescriptor()->FindFieldByName(name);
  const bool is_text = field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  if (is_text && !text.empty()) record->GetReflection()->SetString(record, field, text);
}

void AddEntry(const FieldDescriptor& map, const std::string& name, const std::string& text, Message* record) {
  Message* entry = record->GetReflection()->AddMessage(record, &map);
  entry->GetReflection()->SetString(entry, map.message_type()->map_key(), name);
  entry->GetReflection()->SetString(entry, map.message_type()->map_value(), text);
}

// What columns before this one gave to a field of several values stays.
absl::Status SetField(const ColumnPlan& column, const FieldDescriptor& field, const std::string& text,
                      Message* record) {
  if (!field.is_repeated()) return SetFromText(field, text, column.parse_day, column.list_separator, record);
  const std::unique_ptr<Message> part(record->New());
  const absl::Status status = SetFromText(field, text, column.parse_day, column.list_separator, part.get());
  record->MergeFrom(*part);
  return status;
}

// Spreadsheets know staff by name.
absl::Status SetStaffMember(const FieldDescriptor& field, const std::string& text,
                            const std::map<std::string, std::string>& staff, Message* record) {
  std::string id = text;
  if (!IsUuid(text)) {
    const auto named = staff.find(absl::AsciiStrToLower(text));
    if (named == staff.end())
      return absl::InvalidArgumentError(absl::StrCat("wants the name or id of a member of staff, not '", text, "'"));
    if (named->second.empty())
      return absl::InvalidArgumentError(absl::StrCat("wants an id: several members of staff are called '", text, "'"));
    id = named->second;
  }
  record->GetReflection()->SetString(record, &field, id);
  return absl::OkStatus();
}

std::string TextsOf(const std::map<std::string, std::string>& codes) {
  return absl::StrJoin(codes, ", ", [](std::string* out, const auto& code) { absl::StrAppend(out, code.first); });
}

}  // namespace

RowTranslator::RowTranslator(const FilePlan& plan, const std::vector<std::string>& header) : plan_(plan) {
  for (const std::string& name : header) header_.push_back(Trimmed(name));
  std::set<std::string> named;
  const auto place = [&](const std::string& column) {
    named.insert(column);
    return Place(column);
  };
  for (const std::string& column : plan.key) key_.push_back(place(column));
  for (const std::string& column : plan.person_key) person_key_.push_back(place(column));
  for (const std::string& column : plan.journey_key) journey_key_.push_back(place(column));
  for (const ColumnPlan& column : plan.columns) columns_.push_back(place(column.from));
  for (const std::string& column : header_) {
    if (named.count(column) == 0) ignored_.push_back(column);
  }
}

size_t RowTranslator::Place(const std::string& column) {
  const auto first = std::find(header_.begin(), header_.end(), column);
  std::string fault;
  if (first == header_.end()) {
    fault = absl::StrCat("the file has no column '", column, "'");
  } else if (std::find(first + 1, header_.end(), column) != header_.end()) {
    fault = absl::StrCat("the file has two columns '", column, "'");
  }
  if (!fault.empty() && std::find(header_faults_.begin(), header_faults_.end(), fault) == header_faults_.end()) {
    header_faults_.push_back(fault);
  }
  return static_cast<size_t>(first - header_.begin());
}

std::string RowTranslator::Joined(const std::vector<size_t>& places, const CsvRow& cells,
                                  std::vector<RowFault>* faults) const {
  std::vector<std::string> parts;
  for (const size_t place : places) {
    parts.push_back(Trimmed(cells.cells[place]));
    if (parts.back().empty()) faults->push_back({header_[place], "is part of the row's key and may not be blank"});
  }
  return absl::StrJoin(parts, "/");
}

void RowTranslator::SetCell(const ColumnPlan& column, const std::string& cell, const Defaults& defaults, Message* row,
                            std::vector<RowFault>* faults) const {
  const auto code = column.codes.find(cell);
  if (code != column.codes.end()) return SetFields(column, code->second, defaults, row, faults);
  if (column.blank.count(cell) != 0) {
    if (column.required) faults->push_back({column.from, "may not be blank"});
    return;
  }
  if (!column.codes.empty()) {
    const absl::Status wanted = Wanted(absl::StrCat("one of ", TextsOf(column.codes)), cell);
    faults->push_back({column.from, std::string(wanted.message())});
    return;
  }
  SetFields(column, cell, defaults, row, faults);
}

void RowTranslator::SetFields(const ColumnPlan& column, const std::string& text, const Defaults& defaults, Message* row,
                              std::vector<RowFault>* faults) const {
  for (const Target& target : column.to) {
    Message* record = row->GetReflection()->MutableMessage(row, target.record);
    if (target.field->is_map()) {
      AddEntry(*target.field, target.name, text, record);
      continue;
    }
    const absl::Status status = target.field->name() == "staff_member_id"
                                    ? SetStaffMember(*target.field, text, defaults.staff, record)
                                    : SetField(column, *target.field, text, record);
    if (!status.ok()) {
      faults->push_back({column.from, std::string(status.message())});
      return;
    }
  }
}

std::vector<RowFault> RowTranslator::Translate(const CsvRow& cells, const Defaults& defaults, Message* row) const {
  if (!cells.fault.empty()) return {{"", cells.fault}};
  if (cells.cells.size() != header_.size()) {
    return {{"", absl::StrCat("has ", cells.cells.size(), " cells where the first line has ", header_.size())}};
  }
  std::vector<RowFault> faults;
  row->GetReflection()->SetInt64(row, row->GetDescriptor()->FindFieldByName("line"), cells.line);
  const std::string key = Joined(key_, cells, &faults);
  SetText(row, "source", plan_.source);
  SetText(row, "source_key", key);
  for (const FieldDescriptor* record : plan_.records) {
    Message* message = row->GetReflection()->MutableMessage(row, record);
    SetText(message, "source", plan_.source);
    SetText(message, "source_key", key);
    SetText(message, "team_id", defaults.team_id);
    SetText(message, "programme_id", defaults.programme_id);
  }
  if (!person_key_.empty()) SetText(row, "person_key", Joined(person_key_, cells, &faults));
  if (!journey_key_.empty()) SetText(row, "journey_key", Joined(journey_key_, cells, &faults));
  for (size_t i = 0; i < columns_.size(); ++i)
    SetCell(plan_.columns[i], Trimmed(cells.cells[columns_[i]]), defaults, row, &faults);
  for (const ColumnPlan& constant : plan_.constants) SetFields(constant, constant.from, defaults, row, &faults);
  return faults;
}

std::string RowTranslator::ColumnFor(absl::string_view field) const {
  if (field == "source_key" || absl::EndsWith(field, ".source_key")) return absl::StrJoin(plan_.key, "/");
  if (field == "person_key") return absl::StrJoin(plan_.person_key, "/");
  if (field == "journey_key") return absl::StrJoin(plan_.journey_key, "/");
  // Of several values, "participant.disabilities[1]" is one: in the only cell, or in the second of the columns.
  size_t index = 0;
  if (absl::EndsWith(field, "]")) {
    const size_t bracket = field.rfind('[');
    if (!absl::SimpleAtoi(field.substr(bracket + 1, field.size() - bracket - 2), &index)) index = 0;
    field = field.substr(0, bracket);
  }
  std::vector<std::string> columns;
  for (const ColumnPlan& column : plan_.columns) {
    for (const Target& target : column.to) {
      if (target.path == field) columns.push_back(column.from);
    }
  }
  return columns.empty() ? "" : columns[index < columns.size() ? index : 0];
}

}  // namespace gainful::cli
