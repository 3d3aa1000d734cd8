// Days as people write them.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace gainful::cli {

// Reads a day. Refusals say what is wanted.
using DayParser = std::function<absl::StatusOr<absl::CivilDay>(absl::string_view)>;

// Days of the Gregorian calendar as YYYY-MM-DD, from 0001-01-01 to 9999-12-31.
absl::StatusOr<absl::CivilDay> ParseIsoDay(absl::string_view text);

// As ParseIsoDay, and the words "today" and "yesterday".
DayParser DayOrWord(absl::CivilDay today);

// Days written in a strptime format such as "%d/%m/%Y"; %Y takes exactly four digits.
DayParser DayIn(std::string format);

}  // namespace gainful::cli
