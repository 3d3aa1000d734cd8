// Identifiers that the caller makes: request ids and import ids.
#pragma once

#include <string>

namespace gainful::client {

// A fresh random UUID (version 4, RFC 9562), such as "1f0c2c6e-7f0e-4d3a-9a51-0d3c8a5b7e21".
std::string NewUuid();

}  // namespace gainful::client
