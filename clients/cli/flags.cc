#include "clients/cli/flags.h"

#include <google/protobuf/field_mask.pb.h>

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "clients/cli/text.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kId[] = "ID";
constexpr char kEtag[] = "etag";
constexpr char kSeparator = ',';

bool IsMask(const FieldDescriptor& field) {
  return field.message_type() != nullptr && field.message_type()->full_name() == "google.protobuf.FieldMask";
}

// A message of the contract's own inside a request is the record that the request is about.
bool IsRecord(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !field.is_map() && !field.is_repeated() &&
         absl::StartsWith(field.message_type()->full_name(), "gainful.");
}

std::string NameFor(const FieldDescriptor& leaf) {
  const std::string name = Kebab(leaf.name());
  return leaf.is_map() ? std::string(absl::StripSuffix(name, "s")) : name;
}

void AddFlag(const FieldDescriptor* record, const FieldDescriptor& leaf, Shape* shape) {
  const auto& rule = RuleOf(leaf);
  const bool update = record != nullptr && shape->mask != nullptr;
  const bool id = leaf.name() == "id" && (record == nullptr || update);
  const bool etag = update && leaf.name() == kEtag;
  if (!id && !etag && (rule.output_only() || rule.derived() || (update && rule.immutable()))) return;
  Flag flag;
  const bool argument = rule.argument() && record == nullptr;
  flag.name = id || (argument && rule.uuid()) ? kId : argument ? absl::AsciiStrToUpper(leaf.name()) : NameFor(leaf);
  flag.field = record == nullptr ? leaf.name() : absl::StrCat(record->name(), ".", leaf.name());
  flag.record = record;
  flag.leaf = &leaf;
  if (!update) flag.unsaid = rule.unless_said();
  flag.required = id || (rule.required() && !update && flag.unsaid.empty());
  flag.positional = id || argument;
  shape->flags.push_back(std::move(flag));
}

// google.protobuf.FieldMask of whichever descriptor pool the request came from.
void SetMask(const FieldDescriptor& mask, const std::vector<std::string>& paths, Message* request) {
  Message* message = request->GetReflection()->MutableMessage(request, &mask);
  const FieldDescriptor* field = message->GetDescriptor()->FindFieldByName("paths");
  for (const std::string& path : paths) message->GetReflection()->AddString(message, field, path);
}

Message* Target(const Flag& flag, Message* request) {
  return flag.record == nullptr ? request : request->GetReflection()->MutableMessage(request, flag.record);
}

using Entries = std::map<std::string, std::string>;

Entries ReadMap(const Message& message, const FieldDescriptor& field) {
  Entries entries;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
    const Message& entry = message.GetReflection()->GetRepeatedMessage(message, &field, i);
    entries[entry.GetReflection()->GetString(entry, field.message_type()->map_key())] =
        entry.GetReflection()->GetString(entry, field.message_type()->map_value());
  }
  return entries;
}

void WriteMap(const Entries& entries, const FieldDescriptor& field, Message* message) {
  message->GetReflection()->ClearField(message, &field);
  for (const auto& [key, value] : entries) {
    Message* entry = message->GetReflection()->AddMessage(message, &field);
    entry->GetReflection()->SetString(entry, field.message_type()->map_key(), key);
    entry->GetReflection()->SetString(entry, field.message_type()->map_value(), value);
  }
}

// Takes "NAME=VALUE" texts over what the record holds already; "NAME=" removes a name.
absl::Status SetMap(const Flag& flag, const std::vector<std::string>& texts, const Message* current, Message* target) {
  Entries entries;
  if (current != nullptr) entries = ReadMap(*current, *current->GetDescriptor()->FindFieldByName(flag.leaf->name()));
  for (const std::string& text : texts) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) return Wanted("NAME=VALUE", text);
    if (!IsUtf8(text)) return absl::InvalidArgumentError("wants text in UTF-8");
    const std::string key = text.substr(0, equals);
    entries.erase(key);
    if (equals + 1 < text.size()) entries[key] = text.substr(equals + 1);
  }
  WriteMap(entries, *flag.leaf, target);
  return absl::OkStatus();
}

const Flag* FindFlag(const Shape& shape, absl::string_view name) {
  for (const Flag& flag : shape.flags) {
    const bool matches = flag.name == name || Kebab(flag.leaf->name()) == name || flag.leaf->name() == name;
    if (matches && !flag.positional) return &flag;
  }
  return nullptr;
}

// Names for the mask: fields given a value, and those to clear, which stay unset.
void AddCleared(const Shape& shape, const std::vector<std::string>& names, std::set<std::string>* paths,
                std::vector<std::string>* faults) {
  for (const std::string& name : names) {
    const Flag* flag = FindFlag(shape, absl::StripPrefix(name, "--"));
    if (flag == nullptr || flag->name == kEtag) {
      faults->push_back(absl::StrCat("--clear: there is no field ", Printable(name), " to clear"));
    } else if (!paths->insert(flag->leaf->name()).second) {
      faults->push_back(absl::StrCat("--clear: ", flag->name, " is also given a value, or named twice"));
    }
  }
}

void CopyEtag(const Message& current, Message* record) {
  const FieldDescriptor* from = current.GetDescriptor()->FindFieldByName(kEtag);
  const FieldDescriptor* to = record->GetDescriptor()->FindFieldByName(kEtag);
  record->GetReflection()->SetInt64(record, to, current.GetReflection()->GetInt64(current, from));
}

}  // namespace

void AddUnsaid(const Shape& shape, Given* given) {
  for (const Flag& flag : shape.flags) {
    if (!flag.unsaid.empty()) given->values.try_emplace(flag.name, std::vector<std::string>{flag.unsaid});
  }
}

Shape ShapeOf(const Command& command) {
  Shape shape;
  shape.command = &command;
  const Descriptor& request = *command.method->input_type();
  for (int i = 0; i < request.field_count(); ++i) {
    if (IsMask(*request.field(i))) shape.mask = request.field(i);
    if (IsRecord(*request.field(i))) shape.record = request.field(i);
    if (request.field(i)->name() == "request_id") shape.request_id = request.field(i);
  }
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor& field = *request.field(i);
    if (&field == shape.mask || &field == shape.request_id) continue;
    if (&field != shape.record) {
      AddFlag(nullptr, field, &shape);
      continue;
    }
    for (int f = 0; f < field.message_type()->field_count(); ++f)
      AddFlag(&field, *field.message_type()->field(f), &shape);
  }
  // An answer is a list when all that it has beside numbers and texts is one list.
  const Descriptor& answer = *command.method->output_type();
  int parts = 0;
  for (int i = 0; i < answer.field_count(); ++i) {
    if (answer.field(i)->message_type() == nullptr) continue;
    ++parts;
    if (answer.field(i)->is_repeated() && !answer.field(i)->is_map()) shape.rows = answer.field(i);
  }
  if (parts != 1) shape.rows = nullptr;
  if (answer.FindFieldByName("next_page_token") != nullptr) shape.page_token = request.FindFieldByName("page_token");
  return shape;
}

bool IsAccountOfOne(const Shape& shape) {
  const auto is_id = [](const Flag& flag) { return flag.positional && flag.leaf->name() == "id"; };
  return shape.page_token != nullptr && std::any_of(shape.flags.begin(), shape.flags.end(), is_id);
}

bool NeedsCurrent(const Shape& shape, const Given& given) {
  if (shape.mask == nullptr) return false;
  if (given.values.count(kEtag) == 0) return true;
  for (const Flag& flag : shape.flags) {
    if (flag.leaf->is_map() && given.values.count(flag.name) != 0) return true;
  }
  return false;
}

bool IsProse(const FieldDescriptor& field) {
  return field.is_repeated() && !field.is_map() && field.cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
         RuleOf(field).max_chars() > 100;
}

std::vector<std::string> Fill(const Shape& shape, const Given& given, const DayParser& parse_day,
                              const Message* current, Message* request) {
  std::vector<std::string> faults;
  std::set<std::string> changed;
  for (const Flag& flag : shape.flags) {
    const auto it = given.values.find(flag.name);
    if (it == given.values.end() || it->second.empty()) continue;
    Message* target = Target(flag, request);
    absl::Status status;
    if (flag.leaf->is_map()) {
      status = SetMap(flag, it->second, current, target);
    } else if (IsProse(*flag.leaf)) {
      // No argument of a program holds a NUL.
      status = SetFromText(*flag.leaf, absl::StrJoin(it->second, absl::string_view("\0", 1)), parse_day, '\0', target);
    } else {
      status = SetFromText(*flag.leaf, it->second.front(), parse_day, kSeparator, target);
    }
    if (!status.ok()) faults.push_back(absl::StrCat(flag.positional ? "" : "--", flag.name, ": ", status.message()));
    if (!flag.positional && flag.name != kEtag) changed.insert(flag.leaf->name());
  }
  if (shape.mask == nullptr) return faults;
  AddCleared(shape, given.clear, &changed, &faults);
  if (changed.empty() && faults.empty())
    faults.push_back("nothing to change is given: name a field's flag, or --clear FIELD");
  SetMask(*shape.mask, {changed.begin(), changed.end()}, request);
  if (current != nullptr && given.values.count(kEtag) == 0) {
    CopyEtag(*current, request->GetReflection()->MutableMessage(request, shape.record));
  }
  return faults;
}

std::string AsTyped(const Shape& shape, absl::string_view field) {
  for (const Flag& flag : shape.flags) {
    absl::string_view rest = field;
    const bool found = absl::ConsumePrefix(&rest, flag.field) && (rest.empty() || rest[0] == '.' || rest[0] == '[');
    if (flag.positional && field == flag.leaf->name()) return flag.name;
    if (found) return flag.positional ? flag.name : absl::StrCat("--", flag.name);
  }
  if (shape.request_id != nullptr && field == shape.request_id->name()) return "--request-id";
  return Printable(field);
}

}  // namespace gainful::cli
