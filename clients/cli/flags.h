// What a command takes on its command line, worked out from the request message, and the request made from what was
// given.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/contract.h"
#include "clients/cli/day.h"

namespace gainful::cli {

// One flag, or the positional ID.
struct Flag {
  std::string
      name;  // without dashes: "ended-on"; a map's in the singular: "local-characteristic"; "ID" for the positional
  std::string field;                                // as servers name it: "spell.ended_on"
  const google::protobuf::FieldDescriptor* record;  // the nested record that holds the field; null: the request itself
  const google::protobuf::FieldDescriptor* leaf;
  std::string unsaid;  // the value of a new record's field where none is given; empty: none
  bool required;
  bool positional;
};

// A command's request and answer, as far as the command line cares.
struct Shape {
  const Command* command = nullptr;
  std::vector<Flag> flags;
  const google::protobuf::FieldDescriptor* request_id = nullptr;  // null: a read
  const google::protobuf::FieldDescriptor* mask = nullptr;        // set: an update of `record`
  const google::protobuf::FieldDescriptor* record = nullptr;      // the request's nested record
  const google::protobuf::FieldDescriptor* rows = nullptr;        // set: the answer is a list of these
  const google::protobuf::FieldDescriptor* page_token = nullptr;  // set: and this asks for the next page of them
};

// Whether its pages are those of one record's account, which nobody wants a part of.
bool IsAccountOfOne(const Shape& shape);

// Fields of the nested record stand beside the request's own. Left out: what the server sets, what an update may not
// change, the update mask (it follows from the flags given) and the request id (an option of every command that changes
// something).
Shape ShapeOf(const Command& command);

// Whether a list holds sentences, in which a comma separates nothing: then the flag is given once for each.
bool IsProse(const google::protobuf::FieldDescriptor& field);

// What a flag is for: the field's comment, its limits and its choices, one choice a line.
std::string HelpFor(const Flag& flag);

// What stands for its value in a usage line, such as DATE.
std::string PlaceholderFor(const Flag& flag);

// What was typed, as text, by flag name; and the names given to --clear.
struct Given {
  std::map<std::string, std::vector<std::string>> values;
  std::vector<std::string> clear;
};

// Completes what was typed with what goes without saying.
void AddUnsaid(const Shape& shape, Given* given);

// Whether an update needs the record as it stands: to take its etag over, or to merge into a map.
bool NeedsCurrent(const Shape& shape, const Given& given);

// Fills `request` in. `current` is the record as it stands where NeedsCurrent, else null.
// Returns every fault as "--flag: what is wanted"; none where the request is complete.
std::vector<std::string> Fill(const Shape& shape, const Given& given, const DayParser& parse_day,
                              const google::protobuf::Message* current, google::protobuf::Message* request);

// The name under which the person typed a field that the server names: "spell.ended_on" -> "--ended-on", "id" -> "ID".
// A field that no flag stands for keeps its name.
std::string AsTyped(const Shape& shape, absl::string_view field);

}  // namespace gainful::cli
