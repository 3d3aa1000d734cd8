#include "tests/integration/contract.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <map>
#include <set>
#include <stdexcept>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/contract_files.h"

namespace gainful::integration {
namespace {

std::string RoleName(const google::protobuf::EnumValueDescriptor* role) {
  return absl::AsciiStrToLower(role->name().substr(std::string("ROLE_").size()));
}

const FieldDescriptor* Field(const Message& message, absl::string_view name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(std::string(name));
  if (field == nullptr) throw std::runtime_error(absl::StrCat(message.GetTypeName(), " has no ", name));
  return field;
}

// Days that fit together in every record.
const std::map<std::string, google::type::Date>& Days() {
  static const auto* days = new std::map<std::string, google::type::Date>{
      {"birth_date", Day(1980, 2, 29)},
      {"referred_on", Day(2025, 1, 10)},
      {"accepted_on", Day(2025, 1, 20)},
      {"declined_on", Day(2025, 1, 21)},
      {"exited_on", Day(2025, 5, 1)},
      {"followed_to", Day(2025, 5, 2)},
      {"started_on", Day(2025, 2, 3)},
      {"last_confirmed_on", Day(2025, 3, 31)},
      {"ended_on", Day(2025, 4, 1)},
      {"starts_on", Day(2024, 1, 1)},
      {"ends_on", Day(2026, 12, 31)},
      {"contacted_on", Day(2025, 2, 1)},
      {"said_on", Day(2025, 1, 15)},
      {"expires_on", Day(2026, 1, 15)},
      {"disclosed_on", Day(2025, 4, 2)},
      {"triaged_on", Day(2025, 1, 15)},
      {"next_review_on", Day(2025, 7, 1)},
      {"allocated_on", Day(2025, 2, 2)},
      {"noted_on", Day(2025, 2, 2)},
      {"measured_on", Day(2025, 2, 3)},
      {"completed_on", Day(2025, 2, 20)},
      {"set_on", Day(2025, 2, 21)},
      {"target_on", Day(2025, 8, 1)},
      {"reached_on", Day(2025, 5, 30)},
      {"dropped_on", Day(2025, 5, 31)},
      {"reviewed_on", Day(2025, 5, 2)},
      {"next_on", Day(2025, 7, 2)},
      {"raised_on", Day(2025, 2, 4)},
      {"check_on", Day(2025, 9, 1)},
      {"reported_on", Day(2025, 2, 5)},
      {"closed_on", Day(2025, 3, 5)},
      {"lent_on", Day(2025, 2, 6)},
      {"due_back_on", Day(2025, 8, 6)},
      {"returned_on", Day(2025, 6, 6)},
      {"requested_on", Day(2025, 2, 7)},
      {"agreed_on", Day(2025, 2, 14)},
      {"in_place_on", Day(2025, 3, 1)},
      {"checked_on", Day(2025, 4, 1)},
      {"refused_on", Day(2025, 2, 15)},
      {"assessed_on", Day(2025, 2, 8)},
      {"valid_from", Day(2025, 1, 1)},
      {"valid_to", Day(2025, 12, 31)},
      {"day", Day(2025, 6, 1)},
      {"held_on", Day(2025, 2, 4)},
      {"next_due_on", Day(2025, 3, 4)},
      {"spent_on", Day(2025, 2, 5)},
      {"as_of", Day(2025, 6, 1)},
      {"as_at", Day(2025, 6, 1)},
      {"first_four_hours_on", Day(2025, 2, 4)},
      {"pay_period_from", Day(2025, 2, 1)},
      {"end_heard_on", Day(2025, 4, 2)},
      {"takes_effect_on", Day(2025, 3, 3)},
      {"attempted_on", Day(2025, 5, 12)},
      {"absent_from", Day(2025, 3, 10)},
      {"absent_to", Day(2025, 3, 14)},
      {"week_from", Day(2025, 2, 10)},
      {"speaks_for", Day(2025, 6, 2)},
      {"received_on", Day(2025, 6, 3)},
      {"off_sick_from", Day(2025, 1, 2)},
      {"return_planned_on", Day(2025, 3, 10)},
      {"outcome_on", Day(2025, 6, 9)},
      {"step_from", Day(2025, 3, 17)},
      {"planned_on", Day(2025, 2, 10)},
      {"confident_until", Day(2027, 3, 31)},
      {"opened_on", Day(2025, 2, 1)},
      {"closing_on", Day(2025, 7, 31)},
      {"filled_on", Day(2025, 5, 20)},
      {"applied_on", Day(2025, 2, 10)},
      {"interview_on", Day(2025, 2, 17)},
      {"offered_on", Day(2025, 2, 24)},
      {"offer_accepted_on", Day(2025, 2, 25)},
      {"planned_start_on", Day(2025, 7, 1)},
      {"turned_down_on", Day(2025, 2, 26)},
      {"pulled_out_on", Day(2025, 2, 27)},
      {"next_by", Day(2025, 7, 2)},
      {"visit_begins_on", Day(2025, 9, 1)},
      {"done_on", Day(2025, 6, 2)},
      {"visit_ends_on", Day(2025, 9, 2)},
  };
  return *days;
}

// The day of a field. What lasts a while does so at another time in each variant, as some things cannot be twice at once.
google::type::Date DayFor(const std::string& field, int variant) {
  if (variant != 0 && field == "starts_on") return Day(2027, 1, 1);
  if (variant != 0 && field == "ends_on") return Day(2027, 12, 31);
  return Days().at(field);
}

// What one variant leaves out because it excludes, or needs, something else.
bool LeftOut(const FieldDescriptor* f, int variant) {
  static const std::set<std::string> first{"declined_on", "decline_reason", "dropped_on",
                                           "refused_on",  "refusal_reason", "pulled_out_on"};
  static const std::set<std::string> second{"accepted_on", "exited_on",   "exit_reason",  "exit_destination",
                                            "birth_date",  "ended_on",    "end_reason",   "reached_on",
                                            "agreed_on",   "in_place_on", "end_heard_on", "turned_down_on"};
  const std::string& field = f->name();
  if (field == "edition") return true;  // goes with one kind of characteristic
  if (field == "checked_on" && f->containing_type()->name() == "Adjustment") return variant != 0;
  if (field == "over_limit_reason") return true;   // kept only where a limit is passed
  if (field == "addendum_to") return true;         // needs a note about the same person
  if (field == "took_place") return variant == 0;  // its last value says nothing of an engagement
  if (field == "continues_spell_id") return true;  // needs a spell of theirs that has ended
  if (field == "application_id") return true;      // needs an offer that they accepted
  return (variant == 0 ? first : second).count(field) > 0;
}

std::string TextFor(const FieldDescriptor* field, int variant) {
  if (field->name() == "soc_code") return variant == 0 ? "9223" : "1111";
  if (field->name() == "lsoa") return variant == 0 ? "E01000001" : "W01999999";
  if (field->name() == "ods_code") return variant == 0 ? "RX3" : "A1B2C3D4E5";
  if (field->name() == "time_zone") return variant == 0 ? "Asia/Kathmandu" : "America/St_Johns";
  if (field->name() == "total") return "7.5";  // within the range of every measure of which only the total is kept
  if (field->name() == "language") return variant == 0 ? "pa-Guru" : "";
  if (field->name() == "registration_number") return variant == 0 ? "OT 12345/A-1" : "99I1234E";
  if (field->name() == "nhs_number") return variant == 0 ? "9598980006" : "9434765919";
  if (field->name() == "companies_house_number") return variant == 0 ? "SC123456" : "01234567";
  if (field->name() == "sic_code") return variant == 0 ? "47110" : "U";
  if (field->name() == "postcode") return variant == 0 ? "SW1A 1AA" : "M1 1AE";
  if (field->name() == "instrument") return variant == 0 ? "ips25" : "ips25_young";
  if (field->name() == "travel_areas") return variant == 0 ? "EC1A 1" : "M";
  if (field->name() == "website") return variant == 0 ? "https://example.org/a?b=%20'\"" : "http://example.com";
  if (field->name() == "values") return variant == 0 ? "Y" : "N";  // of the last kind; of either
  if (field->name() == "source" || field->name() == "source_key") return absl::StrCat("NULL,{}\"'\\", variant);
  const auto most = RuleOf(field).max_chars();
  if (most > 0 && most < 100) return variant == 0 ? "O'Neill \"\xC3\x9C\"" : "NULL";
  const std::string awkward = variant == 0 ? "O'Neill \"Ünï\" \\ {a,b} \xF0\x9F\xA6\x8A \t%_$1;--\xE2\x80\xAF" : "NULL";
  return awkward + field->name();
}

void FillMap(Message* record, const FieldDescriptor* field, int variant) {
  const std::vector<std::pair<std::string, std::string>> entries{
      {"null", "NULL"}, {"quotes", "\"'\\{},\n\x01"}, {"empty", ""}, {"fox", "\xF0\x9F\xA6\x8A"}};
  for (const auto& [key, value] : entries) {
    Message* entry = record->GetReflection()->AddMessage(record, field);
    SetText(entry, "key", key + (variant == 0 ? "" : "_2"));
    SetText(entry, "value", value);
  }
}

void FillEnum(Message* record, const FieldDescriptor* field, int variant) {
  const auto* r = record->GetReflection();
  const auto* type = field->enum_type();
  // The last value; but a student, the last role, could not be anybody's key worker.
  const int last = type->value_count() - (type->name() == "StaffRole" ? 2 : 1);
  if (!field->is_repeated()) return r->SetEnum(record, field, type->value(variant == 0 ? last : 1));
  if (variant != 0 && !RuleOf(field).required()) return;  // an empty list
  if (variant != 0) return r->AddEnum(record, field, type->value(1));
  r->AddEnum(record, field, type->value(type->value_count() > 3 ? 3 : 2));
  r->AddEnum(record, field, type->value(1));
}

void FillTexts(Message* record, const FieldDescriptor* field, int variant) {
  if (field->name() != "outcome_rules")
    return record->GetReflection()->AddString(record, field, TextFor(field, variant));
  if (variant != 0) return;  // an empty list
  for (const char* text : {"ips-grow-job-start", "ipspc-13-in-16"})
    record->GetReflection()->AddString(record, field, text);
}

void FillOne(Message* record, const FieldDescriptor* field, const Refer& refer, int variant) {
  const auto* r = record->GetReflection();
  const auto& rule = RuleOf(field);
  if (field->is_map()) return FillMap(record, field, variant);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return FillEnum(record, field, variant);
    case FieldDescriptor::CPPTYPE_BOOL:
      return r->SetBool(record, field, variant == 0);
    case FieldDescriptor::CPPTYPE_STRING:
      if (field->is_repeated()) return FillTexts(record, field, variant);
      return r->SetString(record, field, rule.uuid() ? refer(field->name()) : TextFor(field, variant));
    case FieldDescriptor::CPPTYPE_INT32: {
      if (field->is_repeated()) return;  // answers and weights: how many there must be depends on the measure
      const bool is_year = field->name() == "birth_year";                           // that of birth_date
      const bool is_part_of_a_day = field->containing_type()->name() == "TimeUse";  // of which there may be several
      const auto number = is_year ? 1980 : variant == 0 && !is_part_of_a_day ? rule.max() : rule.min();
      return r->SetInt32(record, field, static_cast<std::int32_t>(number));
    }
    default:
      break;
  }
  if (IsDate(field)) r->MutableMessage(record, field)->CopyFrom(DayFor(field->name(), variant));
}

}  // namespace

const gainful::type::v1::FieldRule& RuleOf(const FieldDescriptor* field) {
  return field->options().GetExtension(gainful::type::v1::field);
}

bool IsDate(const FieldDescriptor* field) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field->message_type() == google::type::Date::descriptor();
}

std::vector<const MethodDescriptor*> AllMethods() { return ContractMethods(); }

std::vector<std::string> AllRoles() {
  std::vector<std::string> roles;
  const auto* type = gainful::type::v1::Role_descriptor();
  for (int i = 1; i < type->value_count(); ++i) roles.push_back(RoleName(type->value(i)));
  return roles;
}

std::vector<std::string> AllowedRoles(const MethodDescriptor* method) {
  std::vector<std::string> roles;
  for (const int role : method->options().GetExtension(gainful::type::v1::method).allow()) {
    roles.push_back(RoleName(gainful::type::v1::Role_descriptor()->FindValueByNumber(role)));
  }
  return roles;
}

const MethodDescriptor* MethodOf(const Descriptor* request) {
  const MethodDescriptor* found = nullptr;
  for (const auto* method : AllMethods()) {
    if (method->input_type() != request) continue;
    if (found != nullptr) return nullptr;
    found = method;
  }
  return found;
}

std::vector<Kind> AllKinds() {
  std::vector<Kind> kinds;
  for (const auto* create : AllMethods()) {
    if (!absl::StartsWith(create->name(), "Create")) continue;
    Kind kind{create->output_type(), create, nullptr, nullptr, nullptr, {}, "", "", false};
    const std::string& name = kind.type->name();
    const auto* service = create->service();
    kind.get = service->FindMethodByName("Get" + name);
    kind.update = service->FindMethodByName("Update" + name);
    const bool is_changed = absl::EndsWith(name, "y") && !absl::EndsWith(name, "ey");  // "ListVacancies"
    kind.list = service->FindMethodByName(
        absl::StrCat("List", is_changed ? name.substr(0, name.size() - 1) + "ies" : name + "s"));
    kind.field = create->input_type()->field(1)->name();
    const std::string area = service->file()->package().substr(8);  // behind "gainful."
    kind.table = absl::StrCat(area.substr(0, area.find('.')), ".", kind.field);
    kind.is_personal = name == "Participant" || kind.type->FindFieldByName("participant_id") != nullptr;
    for (int i = 0; i < service->method_count(); ++i) {
      const auto* method = service->method(i);
      const bool is_step = method->input_type()->FindFieldByName("id") != nullptr && method != kind.get;
      if (is_step && method->output_type() == kind.type) kind.steps.push_back(method);
    }
    kinds.push_back(kind);
  }
  return kinds;
}

Kind KindOf(const Descriptor* type) {
  for (const auto& kind : AllKinds()) {
    if (kind.type == type) return kind;
  }
  throw std::runtime_error(absl::StrCat(type->full_name(), " is no record"));
}

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

void SetText(Message* message, absl::string_view field, absl::string_view value) {
  message->GetReflection()->SetString(message, Field(*message, field), std::string(value));
}

std::string GetText(const Message& message, absl::string_view field) {
  return message.GetReflection()->GetString(message, Field(message, field));
}

Message* Mutable(Message* message, absl::string_view field) {
  return message->GetReflection()->MutableMessage(message, Field(*message, field));
}

std::unique_ptr<Message> Without(const Message& record, const std::vector<std::string>& fields) {
  std::unique_ptr<Message> rest(record.New());
  rest->CopyFrom(record);
  for (const auto& name : fields) rest->GetReflection()->ClearField(rest.get(), Field(record, name));
  return rest;
}

std::unique_ptr<Message> AsSent(const Message& record) {
  std::vector<std::string> servers;
  const auto* type = record.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (RuleOf(type->field(i)).output_only()) servers.push_back(type->field(i)->name());
  }
  return Without(record, servers);
}

std::string Deterministic(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

google::type::Date Day(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

void Fill(Message* record, const Refer& refer, int variant) {
  const auto* type = record->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (!RuleOf(field).output_only() && !LeftOut(field, variant)) FillOne(record, field, refer, variant);
  }
}

void FillStep(Message* request) {
  const auto* type = request->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (IsDate(field)) Mutable(request, field->name())->CopyFrom(Days().at(field->name()));
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) FillEnum(request, field, 0);
    if (field->name() == "etag") request->GetReflection()->SetInt64(request, field, 1);
    const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated();
    if (is_text && !RuleOf(field).uuid() && RuleOf(field).pattern().empty())
      SetText(request, field->name(), "Because.");
  }
}

std::vector<Kind> ChangeableKinds() {
  std::vector<Kind> kinds;
  for (const auto& kind : AllKinds()) {
    if (kind.update != nullptr) kinds.push_back(kind);
  }
  return kinds;
}

std::string ChangeableField(const Kind& kind) {
  std::string found;
  for (int i = 0; i < kind.type->field_count(); ++i) {
    const auto& rule = RuleOf(kind.type->field(i));
    if (rule.output_only() || rule.immutable() || rule.uuid()) continue;
    // Rather one that may be cleared: tests change a record of which they know nothing but the id.
    if (found.empty() || !rule.required()) found = kind.type->field(i)->name();
  }
  return found;
}

}  // namespace gainful::integration
