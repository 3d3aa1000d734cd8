// Structured log: one JSON object a line on standard error. Lines carry ids and reasons, never personal data.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace gainful::base {

enum class Level { kDebug, kInfo, kWarning, kError };

using LogFields = std::initializer_list<std::pair<const char*, nlohmann::json>>;

// Writes {"time":...,"level":...,"message":...,fields...}. `message` is a fixed text; what varies goes into the fields.
void Log(Level level, absl::string_view message, LogFields fields = {});

// Lines below this level are not written; kInfo at first.
void SetLogLevel(Level level);

}  // namespace gainful::base
