#include "services/reporting/cohort.h"

#include <algorithm>

namespace gainful::reporting {

absl::CivilDay FollowedTo(std::optional<absl::CivilDay> followed_to, std::optional<absl::CivilDay> exited,
                          absl::CivilDay as_at) {
  return std::min(followed_to ? *followed_to : exited.value_or(as_at), as_at);
}

void AddSupportedIntoWork(const JourneyFacts& journey, absl::CivilDay as_at, std::optional<int> horizon_days,
                          Count* count) {
  absl::CivilDay last = as_at;
  if (horizon_days) {
    last = journey.anchor + (*horizon_days - 1);
    if (FollowedTo(journey.followed_to, journey.exited, as_at) < last) {
      ++count->not_yet_due;
      return;
    }
  }
  ++count->denominator;
  if (journey.first_job && *journey.first_job <= last) ++count->numerator;
}

std::vector<JourneyFacts> FirstOfEachPerson(std::vector<JourneyFacts> journeys) {
  std::map<std::string, size_t> first;
  for (size_t i = 0; i < journeys.size(); ++i) {
    const auto [it, is_new] = first.emplace(journeys[i].person, i);
    if (!is_new && journeys[i].anchor < journeys[it->second].anchor) it->second = i;
  }
  std::vector<JourneyFacts> people;
  people.reserve(first.size());
  for (size_t i = 0; i < journeys.size(); ++i) {
    if (first.at(journeys[i].person) == i) people.push_back(journeys[i]);
  }
  return people;
}

std::map<std::string, Count> CountSupportedIntoWork(const std::vector<JourneyFacts>& journeys, absl::CivilDay as_at,
                                                    std::optional<int> horizon_days) {
  std::map<std::string, Count> counts;
  for (const auto& journey : journeys) AddSupportedIntoWork(journey, as_at, horizon_days, &counts[journey.group]);
  return counts;
}

}  // namespace gainful::reporting
