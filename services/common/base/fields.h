// Checks that the contract states in its field options (gainful.type.v1.field), made for every request in the same way.
// What concerns several fields at once stands in each service's validate.cc.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "gainful/type/v1/options.pb.h"
#include "google/protobuf/message.h"
#include "services/common/base/status.h"

namespace gainful::base {

// The rule of a field; a default one where the contract states none. Cheap: options are read once for each field.
const gainful::type::v1::FieldRule& RuleOf(const google::protobuf::FieldDescriptor* field);

// Adds every violation in `message` and what it contains: required, length in characters, NUL bytes, UUIDs, patterns, ranges, unknown
// enum codes, impossible dates and dates after `today` where the contract forbids them. Output-only fields are passed over.
// Paths begin with `prefix`.
void CheckFields(const google::protobuf::Message& message, absl::CivilDay today, Violations* violations,
                 const std::string& prefix = "");

// The same for an update request, a message with one record and an `update_mask`: the record needs its id and etag, the mask must
// name fields that may be changed, and only those are checked.
void CheckUpdate(const google::protobuf::Message& request, absl::CivilDay today, Violations* violations);

// Clears the fields of `record` that are the server's to set.
void ClearOutputOnly(google::protobuf::Message* record);

// Copies the fields named in `mask` from `from` to `to`, clearing those that are not set. Names are known to be fields.
template <class Mask>
void ApplyMask(const Mask& mask, const google::protobuf::Message& from, google::protobuf::Message* to);
void CopyField(const google::protobuf::FieldDescriptor* field, const google::protobuf::Message& from,
               google::protobuf::Message* to);

template <class Mask>
void ApplyMask(const Mask& mask, const google::protobuf::Message& from, google::protobuf::Message* to) {
  for (const auto& path : mask.paths()) CopyField(to->GetDescriptor()->FindFieldByName(path), from, to);
}

}  // namespace gainful::base
