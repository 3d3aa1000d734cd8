// Vacancies and applications: what they must be, where an application stands, and how a vacancy fits what somebody wants. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "gainful/employer/v1/vacancy.pb.h"
#include "services/common/base/status.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// Closing and filling not before it was known.
void CheckVacancy(const pb::Vacancy& vacancy, base::Violations* violations);

// No step before the application; an offer is accepted once it is made, and work planned once it is accepted.
void CheckApplication(const pb::JobApplication& application, base::Violations* violations);

// By the days of its steps: what ends an application counts before how far it came.
pb::ApplicationStatus StatusOf(const pb::JobApplication& application);

// What somebody on a journey wants of work, as their vocational profile says.
struct Wishes {
  std::string participant_id, name, journey_id;
  std::string preferred_work;
  std::optional<int> hours_from, hours_to, travel_minutes;
  caseload::v1::DisclosureWish disclosure = caseload::v1::DISCLOSURE_WISH_UNSPECIFIED;
  std::string adjustments;
};

// Whether a text holds a word of another, of four letters or more and whatever its ending: "gardens" finds "gardening".
bool ShareAWord(const std::string& a, const std::string& b);

// Holds kind of work, hours, way and disclosure each against the wish, and says for each of them whether it speaks for the vacancy, against it, or is not
// known. `place` is where the work is, in words, or empty.
pb::VacancyMatch Match(const pb::Vacancy& vacancy, const std::string& place, const Wishes& wishes);

// Those with least against them first, then those with most for them; as many as `most`.
pb::VacancyMatches Rank(std::vector<pb::VacancyMatch> matches, int most);

}  // namespace gainful::employer
