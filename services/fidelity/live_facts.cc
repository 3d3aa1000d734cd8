#include "services/fidelity/live_facts.h"

#include <algorithm>
#include <numeric>

namespace gainful::fidelity {
namespace {

constexpr int kFullTime = 100;

bool IsSpecialist(const Span& span) { return span.role == directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST; }

int HoursOf(const Span& span) { return span.fte_percent == 0 ? kFullTime : span.fte_percent; }

}  // namespace

std::vector<Passage> PassagesOf(const std::vector<JourneyFact>& journeys) {
  std::vector<int> order(journeys.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return journeys[a].person != journeys[b].person ? journeys[a].person < journeys[b].person
                                                    : journeys[a].referred < journeys[b].referred;
  });
  std::vector<Passage> passages;
  Day ends = kNoDay;
  for (const int j : order) {
    const JourneyFact& journey = journeys[j];
    const bool goes_on = !passages.empty() && passages.back().person == journey.person && journey.referred < ends;
    if (!goes_on) {
      passages.push_back({journey.person, {}});
      ends = kNoDay;
    }
    passages.back().journeys.push_back(j);
    ends = std::max(ends, journey.ended);
  }
  return passages;
}

std::optional<int> SpecialistOn(const Member& member, int team, Day day, bool* guessed) {
  std::optional<int> sum;
  ForSpansOn(member, day, [&](const Span& span) {
    if (span.team != team || !IsSpecialist(span)) return;
    if (guessed != nullptr && span.fte_percent == 0) *guessed = true;
    sum = sum.value_or(0) + HoursOf(span);
  });
  return sum;
}

bool IsMainTeam(const Member& member, int team, Day day) {
  const auto here = SpecialistOn(member, team, day);
  if (!here) return false;
  bool is_main = true;
  ForSpansOn(member, day, [&](const Span& span) {
    if (span.team == team) return;
    int there = 0;
    ForSpansOn(member, day, [&](const Span& other) { there += other.team == span.team ? HoursOf(other) : 0; });
    if (there > *here || (there == *here && span.team < team)) is_main = false;
  });
  return is_main;
}

int KeyWorkerOn(const JourneyFact& journey, Day day) {
  int member = kNobody;
  for (const auto& worker : journey.key_workers) {
    if (worker.from <= day) member = worker.member;
  }
  return member;
}

Day MonthsAfter(Day day, int months) {
  const absl::CivilDay civil = CivilDayOf(day);
  const absl::CivilMonth month = absl::CivilMonth(civil) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return DayNumber(std::min(absl::CivilDay(month) + (civil.day() - 1), last));
}

Day WindowFrom(Day as_at, int months) { return months == 0 ? as_at : MonthsAfter(as_at, -months) + 1; }

}  // namespace gainful::fidelity
