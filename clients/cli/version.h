// Which version this is.
#pragma once

namespace gainful::cli {

// The project's version, such as "0.1.0".
const char* Version();

}  // namespace gainful::cli
