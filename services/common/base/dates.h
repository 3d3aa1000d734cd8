// Calendar days. A birth, a job start and a review are days, never instants.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/type/date.pb.h"

namespace gainful::base {

// The day a message names; nothing if it names no real day between 1800-01-01 and 2199-12-31 (partial dates included).
std::optional<absl::CivilDay> ToDay(const google::type::Date& date);
google::type::Date ToProto(absl::CivilDay day);

// YYYY-MM-DD and nothing else.
std::optional<absl::CivilDay> ParseDay(absl::string_view text);
std::string FormatDay(absl::CivilDay day);

// Today in a time zone named as IANA names it; Europe/London where the name is empty or unknown to this machine.
absl::CivilDay Today(absl::Time now, absl::string_view time_zone);
bool IsTimeZone(absl::string_view name);

}  // namespace gainful::base
