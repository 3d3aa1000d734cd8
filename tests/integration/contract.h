// The contract as its descriptors tell it, so that tests can go through every method and every record instead of a list of them that
// somebody forgets to lengthen.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gainful/type/v1/options.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/type/date.pb.h"

namespace gainful::integration {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

std::vector<const MethodDescriptor*> AllMethods();

// The names of all roles, as tokens hold them, and of those that may call a method.
std::vector<std::string> AllRoles();
std::vector<std::string> AllowedRoles(const MethodDescriptor* method);

// The one method that takes this request; null when there are several or none.
const MethodDescriptor* MethodOf(const Descriptor* request);

// One kind of record and its methods.
struct Kind {
  const Descriptor* type;
  const MethodDescriptor *create, *get, *list;
  const MethodDescriptor* update;              // null for what is never changed
  std::vector<const MethodDescriptor*> steps;  // lifecycle: they take an id and answer the record
  std::string field;                           // of the record in create and update requests, such as "staff_member"
  std::string table;                           // such as "directory.staff_member"
  bool is_personal;                            // about a participant, so that reads are journalled
};
std::vector<Kind> AllKinds();
std::vector<Kind> ChangeableKinds();  // those with an update
Kind KindOf(const Descriptor* type);

const gainful::type::v1::FieldRule& RuleOf(const FieldDescriptor* field);
bool IsDate(const FieldDescriptor* field);

std::unique_ptr<Message> NewMessage(const Descriptor* type);
void SetText(Message* message, absl::string_view field, absl::string_view value);
std::string GetText(const Message& message, absl::string_view field);
Message* Mutable(Message* message, absl::string_view field);

// The record without some fields; without what the server sets.
std::unique_ptr<Message> Without(const Message& record, const std::vector<std::string>& fields);
std::unique_ptr<Message> AsSent(const Message& record);

// Bytes in which maps are in order.
std::string Deterministic(const Message& message);

google::type::Date Day(int year, int month, int day);

// Fills every field that a caller may set, so that the whole is valid. `refer` gives the id for a field such as "team_id". Texts hold
// what breaks naive quoting; `variant` 1 takes other values, and the other way where two fields exclude each other.
using Refer = std::function<std::string(const std::string& field)>;
void Fill(Message* record, const Refer& refer, int variant = 0);

// Fills what a lifecycle request must hold beside its ids.
void FillStep(Message* request);

// A field of the record that may be changed and refers to nothing.
std::string ChangeableField(const Kind& kind);

}  // namespace gainful::integration
