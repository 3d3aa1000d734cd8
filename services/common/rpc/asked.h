// What a request asks for, as far as its descriptor says: for the account of a call that is refused before any handler sees it.
#pragma once

#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/common/base/ids.h"

namespace gainful::rpc {

struct Asked {
  std::string kind;   // such as "participant" or "fit_note"; empty where the request names no record
  base::Uuid record;  // zero where it names none
};

// The person whom the request names, or else the record that it is about: its own id, or that of the record in it.
Asked AskedFor(const google::protobuf::MethodDescriptor& method, const google::protobuf::Message& request);

}  // namespace gainful::rpc
