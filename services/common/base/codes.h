// Enum values and the codes they are stored under: the national code where the contract names one.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace gainful::base {

// The code of a value, such as "A" for ETHNIC_CATEGORY_BRITISH; without a code in the contract, the name in lower case
// without the enum's prefix.
const std::string& CodeOf(const google::protobuf::EnumValueDescriptor* value);

// What the value means, for people; its code where the contract says nothing.
const std::string& MeaningOf(const google::protobuf::EnumValueDescriptor* value);

// The value with this code, or null.
const google::protobuf::EnumValueDescriptor* FindCode(const google::protobuf::EnumDescriptor* type,
                                                      absl::string_view code);

// The value with this code as generated code has it; the zero value, missing, for a code that the contract does not have.
template <class Enum>
Enum ValueOf(absl::string_view code) {
  const auto* value = FindCode(google::protobuf::GetEnumDescriptor<Enum>(), code);
  return static_cast<Enum>(value == nullptr ? 0 : value->number());
}

}  // namespace gainful::base
