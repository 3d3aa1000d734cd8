#include "clients/cli/value.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "clients/cli/text.h"
#include "gainful/type/v1/options.pb.h"

namespace gainful::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// "SEX_NOT_KNOWN" -> "not_known": values carry their enum's name in front, as the one for "missing" shows.
std::string ShortName(const EnumValueDescriptor& value) {
  absl::string_view zero = value.type()->FindValueByNumber(0)->name();
  const size_t prefix = absl::EndsWith(zero, "UNSPECIFIED") ? zero.size() - sizeof("UNSPECIFIED") + 1 : 0;
  return absl::AsciiStrToLower(value.name().substr(prefix));
}

Choice ChoiceOf(const EnumValueDescriptor& value) {
  const std::string name = ShortName(value);
  std::string code = value.options().GetExtension(gainful::type::v1::code);
  std::string meaning = value.options().GetExtension(gainful::type::v1::meaning);
  if (code.empty()) code = name;
  if (meaning.empty()) meaning = absl::StrReplaceAll(name, {{"_", " "}});
  return {std::move(code), Kebab(name), std::move(meaning)};
}

std::string ChoicesInWords(const EnumDescriptor& type) {
  std::string out;
  for (const Choice& choice : ChoicesOf(type)) absl::StrAppend(&out, out.empty() ? "" : ", ", Kebab(choice.code));
  return out;
}

int DatePart(const Message& date, const char* name) {
  return date.GetReflection()->GetInt32(date, date.GetDescriptor()->FindFieldByName(name));
}

std::string TimestampText(const Message& instant) {
  const auto* seconds = instant.GetDescriptor()->FindFieldByName("seconds");
  const absl::Time time = absl::FromUnixSeconds(instant.GetReflection()->GetInt64(instant, seconds));
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

template <typename Number>
absl::Status ParseNumber(absl::string_view text, Number* number) {
  return absl::SimpleAtoi(text, number) ? absl::OkStatus() : Wanted("a whole number", text);
}

std::string EnumText(const EnumValueDescriptor& value) { return value.number() == 0 ? "" : ChoiceOf(value).meaning; }

absl::Status SetEnum(const FieldDescriptor& field, absl::string_view text, Message* message) {
  const EnumValueDescriptor* value = FindValue(*field.enum_type(), text);
  if (value == nullptr) return Wanted(absl::StrCat("one of ", ChoicesInWords(*field.enum_type())), text);
  const auto* reflection = message->GetReflection();
  field.is_repeated() ? reflection->AddEnum(message, &field, value) : reflection->SetEnum(message, &field, value);
  return absl::OkStatus();
}

// Whether the field takes digits alone, such as an NHS number, which is printed in groups everywhere.
bool IsDigits(const FieldDescriptor& field) {
  absl::string_view pattern = field.options().GetExtension(gainful::type::v1::field).pattern();
  if (!absl::ConsumePrefix(&pattern, "[0-9]")) return false;
  return pattern.empty() || pattern == "+" || pattern == "*" ||
         (absl::ConsumePrefix(&pattern, "{") && pattern.find('}') == pattern.size() - 1);
}

// Blanks, and those that do not break a line, as copied from a letter.
std::string WithoutBlanks(absl::string_view text) {
  return absl::StrReplaceAll(text, {{" ", ""}, {"\t", ""}, {"\xC2\xA0", ""}});
}

absl::Status SetString(const FieldDescriptor& field, absl::string_view text, Message* message) {
  if (!IsUtf8(text)) return absl::InvalidArgumentError("wants text in UTF-8");
  const auto* reflection = message->GetReflection();
  std::string value = IsDigits(field) ? WithoutBlanks(text) : std::string(text);
  field.is_repeated() ? reflection->AddString(message, &field, std::move(value))
                      : reflection->SetString(message, &field, std::move(value));
  return absl::OkStatus();
}

absl::Status SetBool(const FieldDescriptor& field, absl::string_view text, Message* message) {
  bool value = false;
  if (!absl::SimpleAtob(text, &value)) return Wanted("yes or no", text);
  message->GetReflection()->SetBool(message, &field, value);
  return absl::OkStatus();
}

absl::Status SetNumber(const FieldDescriptor& field, absl::string_view text, Message* message) {
  const auto* reflection = message->GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    int32_t number = 0;
    const absl::Status status = ParseNumber(text, &number);
    if (!status.ok()) return status;
    field.is_repeated() ? reflection->AddInt32(message, &field, number) : reflection->SetInt32(message, &field, number);
    return status;
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
    int64_t number = 0;
    const absl::Status status = ParseNumber(text, &number);
    if (status.ok()) reflection->SetInt64(message, &field, number);
    return status;
  }
  double number = 0;
  if (!absl::SimpleAtod(text, &number)) return Wanted("a number", text);
  reflection->SetDouble(message, &field, number);
  return absl::OkStatus();
}

absl::Status SetOne(const FieldDescriptor& field, absl::string_view text, const DayParser& parse_day,
                    Message* message) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return SetString(field, text, message);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(field, text, message);
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(field, text, message);
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SetNumber(field, text, message);
    default:
      break;
  }
  if (!IsDate(field)) return absl::UnimplementedError("cannot be given as text");
  const absl::StatusOr<absl::CivilDay> day = parse_day(text);
  if (day.ok()) SetDate(*day, message->GetReflection()->MutableMessage(message, &field));
  return day.status();
}

std::string MapText(const Message& message, const FieldDescriptor& field) {
  const FieldDescriptor* key = field.message_type()->map_key();
  const FieldDescriptor* value = field.message_type()->map_value();
  std::map<std::string, std::string> entries;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
    const Message& entry = message.GetReflection()->GetRepeatedMessage(message, &field, i);
    entries[TextOf(entry, *key)] = TextOf(entry, *value);
  }
  std::string out;
  for (const auto& [k, v] : entries) absl::StrAppend(&out, out.empty() ? "" : "; ", k, "=", v);
  return out;
}

// "name=value" of each field that is set.
std::string PartText(const Message& part) {
  std::string out;
  for (int i = 0; i < part.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *part.GetDescriptor()->field(i);
    const std::string text = TextOf(part, field);
    if (!text.empty()) absl::StrAppend(&out, out.empty() ? "" : ", ", field.name(), "=", text);
  }
  return out;
}

std::string MessageText(const FieldDescriptor& field, const Message& message) {
  return IsDate(field) ? DateText(message) : IsTimestamp(field) ? TimestampText(message) : PartText(message);
}

std::string RepeatedText(const Message& message, const FieldDescriptor& field) {
  std::string out;
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    const std::string one = field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM
                                ? EnumText(*reflection->GetRepeatedEnum(message, &field, i))
                            : field.cpp_type() == FieldDescriptor::CPPTYPE_INT32
                                ? absl::StrCat(reflection->GetRepeatedInt32(message, &field, i))
                            : field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE
                                ? MessageText(field, reflection->GetRepeatedMessage(message, &field, i))
                                : reflection->GetRepeatedString(message, &field, i);
    absl::StrAppend(&out, out.empty() ? "" : "; ", one);
  }
  return out;
}

}  // namespace

std::vector<Choice> ChoicesOf(const EnumDescriptor& type) {
  std::vector<Choice> choices;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) choices.push_back(ChoiceOf(*type.value(i)));
  }
  return choices;
}

const EnumValueDescriptor* FindValue(const EnumDescriptor& type, absl::string_view text) {
  const std::string name = Kebab(absl::AsciiStrToLower(text));
  const EnumValueDescriptor* by_name = nullptr;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() == 0) continue;
    const Choice choice = ChoiceOf(*type.value(i));
    if (absl::EqualsIgnoreCase(choice.code, text)) return type.value(i);
    if (choice.name == name) by_name = type.value(i);
  }
  return by_name;
}

bool IsDate(const FieldDescriptor& field) {
  return field.message_type() != nullptr && field.message_type()->full_name() == "google.type.Date";
}

bool IsPart(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !field.is_map() && !IsDate(field) && !IsTimestamp(field);
}

bool IsTimestamp(const FieldDescriptor& field) {
  return field.message_type() != nullptr && field.message_type()->full_name() == "google.protobuf.Timestamp";
}

void SetDate(absl::CivilDay day, Message* date) {
  const auto set = [&](const char* name, int value) {
    date->GetReflection()->SetInt32(date, date->GetDescriptor()->FindFieldByName(name), value);
  };
  set("year", static_cast<int>(day.year()));
  set("month", day.month());
  set("day", day.day());
}

absl::Status SetFromText(const FieldDescriptor& field, absl::string_view text, const DayParser& parse_day,
                         char separator, Message* message) {
  if (!field.is_repeated()) return SetOne(field, text, parse_day, message);
  message->GetReflection()->ClearField(message, &field);
  for (const absl::string_view part : absl::StrSplit(text, separator)) {
    const absl::Status status = SetOne(field, absl::StripAsciiWhitespace(part), parse_day, message);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

std::string DateText(const Message& date) {
  const int year = DatePart(date, "year"), month = DatePart(date, "month"), day = DatePart(date, "day");
  return year == 0 && month == 0 && day == 0 ? "" : absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

std::string TextOf(const Message& message, const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  if (field.is_map()) return MapText(message, field);
  if (field.is_repeated()) return RepeatedText(message, field);
  if (field.has_presence() && !reflection->HasField(message, &field)) return "";
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection->GetString(message, &field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(*reflection->GetEnum(message, &field));
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection->GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection->GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrCat(reflection->GetDouble(message, &field));
    default:
      break;
  }
  return MessageText(field, reflection->GetMessage(message, &field));
}

}  // namespace gainful::cli
