#include "services/caseload/disposal.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {
namespace {

constexpr int kOfAge = 18;

// The same day `years` later; the 1st of March for a 29th of February that is not.
absl::CivilDay YearsAfter(absl::CivilDay day, int years) {
  return absl::CivilDay(day.year() + years, day.month(), day.day());
}

// The latest day on which the person can have been born.
std::optional<absl::CivilDay> BornBy(const RecordFacts& facts) {
  if (facts.birth_date) return facts.birth_date;
  if (facts.birth_year) return absl::CivilDay(*facts.birth_year, 12, 31);
  return std::nullopt;
}

// The age to which the programme keeps the record of somebody born on that day; 0 where they were of age.
int ChildAge(const RetentionPeriod& period, absl::CivilDay born, absl::CivilDay ended_on) {
  if (!period.until_age || ended_on >= YearsAfter(born, kOfAge)) return 0;
  const bool was_17 = ended_on >= YearsAfter(born, kOfAge - 1);
  return was_17 ? period.until_age_at_17.value_or(*period.until_age) : *period.until_age;
}

// How long this one journey keeps the record; it has ended, and its programme has a period.
Keeping KeepingOf(const EndedJourney& journey, std::optional<absl::CivilDay> last_contact,
                  std::optional<absl::CivilDay> born) {
  Keeping keeping{journey.id, journey.programme_id, *journey.ended_on, *journey.period.years, 0, {}};
  if (last_contact) keeping.counted_from = std::max(keeping.counted_from, *last_contact);
  keeping.kept_to = YearsAfter(keeping.counted_from, keeping.years);
  const int age = born ? ChildAge(journey.period, *born, *journey.ended_on) : 0;
  if (age > 0 && YearsAfter(*born, age) > keeping.kept_to) {
    keeping.until_age = age;
    keeping.kept_to = YearsAfter(*born, age);
  }
  return keeping;
}

}  // namespace

RecordFacts FactsTogether(const std::vector<RecordFacts>& records) {
  RecordFacts all;
  for (const auto& record : records) {
    // An empty optional is less than any day.
    all.birth_date = std::max(all.birth_date, BornBy(record));
    all.last_contact = std::max(all.last_contact, record.last_contact);
    all.on_hold = all.on_hold || record.on_hold;
    all.journeys.insert(all.journeys.end(), record.journeys.begin(), record.journeys.end());
  }
  return all;
}

Judgement Judge(const RecordFacts& facts, absl::CivilDay as_of) {
  Judgement judgement;
  if (facts.journeys.empty()) return judgement;
  const auto any = [&](auto&& is) { return std::any_of(facts.journeys.begin(), facts.journeys.end(), is); };
  const auto born = BornBy(facts);
  if (any([](const EndedJourney& j) { return !j.ended_on; })) {
    judgement.retention = Retention::kOpen;
    return judgement;
  }
  if (any([](const EndedJourney& j) { return !j.period.years; })) {
    judgement.retention = Retention::kNoPeriod;
    return judgement;
  }
  for (const auto& journey : facts.journeys) {
    const Keeping keeping = KeepingOf(journey, facts.last_contact, born);
    if (judgement.keeping.journey_id.empty() || keeping.kept_to > judgement.keeping.kept_to)
      judgement.keeping = keeping;
  }
  const bool asks_for_birth = any([](const EndedJourney& j) { return j.period.until_age.has_value(); });
  if (judgement.keeping.kept_to >= as_of) {
    judgement.retention = Retention::kNotYet;
  } else if (!born && asks_for_birth) {
    judgement.retention = Retention::kBirthUnknown;
  } else {
    judgement.retention = facts.on_hold ? Retention::kOnHold : Retention::kDue;
  }
  return judgement;
}

std::string ReasonToKeep(const Judgement& judgement, const std::string& changed, bool is_whole) {
  switch (judgement.retention) {
    case Retention::kOnHold:
      return "The record is under legal hold.";
    case Retention::kOpen:
      return "A journey is open.";
    case Retention::kNotYet:
      return absl::StrCat("The record is now to be kept until ", base::FormatDay(judgement.keeping.kept_to), ".");
    case Retention::kNoPeriod:
      return "A programme says no longer for how long it keeps records.";
    case Retention::kBirthUnknown:
      return "The birth is not on record, and a programme keeps the records of children for longer.";
    case Retention::kNoJourney:
      return "There is no journey.";
    case Retention::kDue:
      break;
  }
  if (!is_whole) return "Another record of the same person is not to be disposed of.";
  return changed.empty() ? "" : absl::StrCat("Something was recorded after the list was drawn up: ", changed, ".");
}

}  // namespace gainful::caseload
