// Field values as text, both ways: what a person types or a spreadsheet holds, and what is shown.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "clients/cli/day.h"

namespace gainful::cli {

// One accepted value of an enum.
struct Choice {
  std::string code;     // the national code, or the value's name without its prefix
  std::string name;     // the value's name without its prefix, in kebab case
  std::string meaning;  // in the field's own words
};

// Every value but the one that stands for a missing answer.
std::vector<Choice> ChoicesOf(const google::protobuf::EnumDescriptor& type);

// The value with this code or name, in any case, `-` and `_` alike; null where there is none.
const google::protobuf::EnumValueDescriptor* FindValue(const google::protobuf::EnumDescriptor& type,
                                                       absl::string_view text);

bool IsDate(const google::protobuf::FieldDescriptor& field);
bool IsTimestamp(const google::protobuf::FieldDescriptor& field);

// Whether a field holds messages of the contract, one or several: not a date, an instant or a map.
bool IsPart(const google::protobuf::FieldDescriptor& field);
void SetDate(absl::CivilDay day, google::protobuf::Message* date);

// Sets a field from text; a repeated field takes several values separated by `separator`. Handles text, numbers, truth
// values, enums and dates, not maps. kInvalidArgument says what is wanted, to follow the field's name: "wants a whole
// number, not ...".
absl::Status SetFromText(const google::protobuf::FieldDescriptor& field, absl::string_view text,
                         const DayParser& parse_day, char separator, google::protobuf::Message* message);

// The field as people read it: dates ISO, instants RFC 3339 in UTC, enums by meaning, maps as "name=value; ...", unset
// blank.
std::string TextOf(const google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field);

// A google.type.Date message as YYYY-MM-DD, blank where it is empty.
std::string DateText(const google::protobuf::Message& date);

}  // namespace gainful::cli
