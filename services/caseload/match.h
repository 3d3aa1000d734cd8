// Who may be the same person: pure functions of what identifies people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace gainful::caseload {

// Whether ten digits are an NHS number: the last one checks the others, modulo 11 (NHS Data Dictionary, NHS NUMBER). Ten equal digits, which
// all pass that check, are none.
bool IsNhsNumber(absl::string_view text);
constexpr char kNhsNumberWanted[] =
    "is no NHS number: its last digit does not check the others, or all are the same; look for a slip";

struct Identity {
  std::string name;  // in the form that names are searched in: lower case, no accents, one blank between parts
  std::optional<absl::CivilDay> birth_date;
  std::string nhs_number;  // empty where it is not known
};

// Birth dates that one slip makes of this one: itself, day and month exchanged, one digit of day, month or year written wrongly. Each once, and only of
// the years that birth dates have (1800 to 2199).
std::vector<absl::CivilDay> NearDays(absl::CivilDay day);

// Whether two names may be one: the same parts in any order, one's parts among the other's (two at least), or a last part alike with a first
// part alike. Parts are alike when they are equal, or of four letters or more and one slip apart (a letter more, less, wrong, or two
// exchanged), or one is the other's initial.
bool AreNamesAlike(const std::string& a, const std::string& b);

constexpr char kSameNumber[] = "the same NHS number";

// What agrees, in words, when the two may be the same person; empty otherwise. The same NHS number is enough; two that differ are two people.
// Else the names must be alike, and the birth dates equal; or the names hold the same parts, and the birth dates are one slip apart.
std::string WhyTheSame(const Identity& a, const Identity& b);

}  // namespace gainful::caseload
