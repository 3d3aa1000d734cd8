// The bytes of a message: maps in one order, so that the same content always gives the same bytes.
#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace gainful::base {

// What is hashed, journalled and answered.
std::string Bytes(const google::protobuf::Message& message);

}  // namespace gainful::base
