#include "services/employer/vacancy.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/employer/reach.h"

namespace gainful::employer {
namespace {

constexpr size_t kShortestWord = 4;

// Words that say nothing of the kind of work.
bool IsIdle(const std::string& word) {
  static const auto* idle = new std::set<std::string>{
      "work", "working", "with", "part", "time", "full", "some", "like", "want", "hours", "other", "from", "that",
      "a",    "an",      "and",  "any",  "as",   "at",   "be",   "but",  "by",   "do",    "for",   "i",    "in",
      "is",   "job",     "me",   "my",   "no",   "not",  "of",   "on",   "or",   "out",   "so",    "the",  "to"};
  return word.empty() || idle->count(word) > 0;
}

void NotBefore(bool is_set, const google::type::Date& day, const google::type::Date& first, const std::string& field,
               const char* what, base::Violations* v) {
  const auto a = base::ToDay(day), b = base::ToDay(first);
  if (is_set && a && b && *a < *b)
    v->Add(field, absl::StrCat("must not lie before ", what, " (", base::FormatDay(*b), ")"));
}

std::vector<std::string> WordsOf(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : absl::AsciiStrToLower(text)) {
    if (absl::ascii_isalnum(c) || (c & 0x80) != 0) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

// "37.5", "16"
std::string Hours(int minutes) { return absl::StrFormat("%g", minutes / 60.0); }

void MatchKind(const pb::Vacancy& vacancy, const Wishes& wishes, pb::VacancyMatch* m) {
  if (!HasAWord(wishes.preferred_work)) {
    m->add_not_known("which kind of work they want");
  } else if (ShareAWord(wishes.preferred_work, absl::StrCat(vacancy.role(), " ", vacancy.description()))) {
    m->add_reasons_for("the kind of work that they want");
  } else {
    m->add_reasons_against("no word of the work that they want is in the vacancy's");
  }
}

void MatchHours(const pb::Vacancy& vacancy, const Wishes& wishes, pb::VacancyMatch* m) {
  if (!vacancy.has_weekly_minutes()) return m->add_not_known("how many hours a week it is");
  if (!wishes.hours_from && !wishes.hours_to) return m->add_not_known("how many hours a week they want");
  const std::string hours = Hours(vacancy.weekly_minutes()) + " hours a week";
  if (wishes.hours_from && vacancy.weekly_minutes() < *wishes.hours_from * 60) {
    m->add_reasons_against(absl::StrCat(hours, ", and they want ", *wishes.hours_from, " or more"));
  } else if (wishes.hours_to && vacancy.weekly_minutes() > *wishes.hours_to * 60) {
    m->add_reasons_against(absl::StrCat(hours, ", and they want ", *wishes.hours_to, " or fewer"));
  } else {
    m->add_reasons_for(hours + ", as they want");
  }
}

// Nobody's home is compared: how many minutes the way takes them, staff and person look up together.
void MatchWay(const pb::Vacancy& vacancy, const Place& place, const Wishes& wishes, pb::VacancyMatch* m) {
  const auto [reach, because] =
      ReachOf(vacancy.place_of_work(), place.postcode, wishes.travel_areas, place.is_site_closed);
  switch (reach) {
    case Reach::kAnywhere:
      return m->add_reasons_for(because);
    case Reach::kInside:
      m->add_reasons_for(because);
      break;
    case Reach::kOutside:
      m->add_reasons_against(because);
      break;
    case Reach::kNotKnown:
      m->add_not_known(because);
      break;
  }
  if (wishes.travel_minutes)
    m->add_not_known(absl::StrCat("whether ", place.words.empty() ? "the place of work" : place.words, " is within ",
                                  *wishes.travel_minutes, " minutes of them"));
}

void MatchDisclosure(const pb::Vacancy& vacancy, const Wishes& wishes, pb::VacancyMatch* m) {
  namespace cl = gainful::caseload::v1;
  if (vacancy.through_service() != gainful::type::v1::ANSWER_YES) {
    if (vacancy.through_service() == gainful::type::v1::ANSWER_NO)
      return m->add_reasons_for("the employer need not learn that they are supported");
    return m->add_not_known("whether the employer learns that they are supported");
  }
  if (wishes.may_be_named) {
    return *wishes.may_be_named
               ? m->add_reasons_for("applications go through our service, and they allow this employer to know of it")
               : m->add_reasons_against(
                     "applications go through our service, and they do not allow this employer to know of it");
  }
  switch (wishes.disclosure) {
    case cl::DISCLOSURE_WISH_NOTHING:
      return m->add_reasons_against("applications go through our service, and they want nothing to be said of them");
    case cl::DISCLOSURE_WISH_SUPPORT_ONLY:
    case cl::DISCLOSURE_WISH_OPEN:
      return m->add_reasons_for("applications go through our service, and the employer may know of the support");
    case cl::DISCLOSURE_WISH_ADJUSTMENTS_ONLY:
      return m->add_reasons_against(
          "applications go through our service, and they want nothing but adjustments to be spoken of");
    default:
      return m->add_not_known("whether the employer may learn that they are supported");
  }
}

}  // namespace

void CheckVacancy(const pb::Vacancy& x, base::Violations* v) {
  NotBefore(x.has_closing_on(), x.closing_on(), x.opened_on(), "vacancy.closing_on", "the day it was known", v);
  NotBefore(x.has_filled_on(), x.filled_on(), x.opened_on(), "vacancy.filled_on", "the day it was known", v);
}

absl::Status CheckOpen(const pb::Vacancy& x) {
  if (x.has_withdrawn_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the vacancy was withdrawn as recorded in error");
  if (x.has_filled_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       absl::StrCat("the vacancy was filled or given up on ",
                                    base::FormatDay(*base::ToDay(x.filled_on())), "; filled_on says so"));
  return absl::OkStatus();
}

void CheckApplication(const pb::JobApplication& a, base::Violations* v) {
  const std::string p = "job_application.";
  const char* const applied = "the application";
  NotBefore(a.has_interview_on(), a.interview_on(), a.applied_on(), p + "interview_on", applied, v);
  NotBefore(a.has_offered_on(), a.offered_on(), a.applied_on(), p + "offered_on", applied, v);
  NotBefore(a.has_turned_down_on(), a.turned_down_on(), a.applied_on(), p + "turned_down_on", applied, v);
  NotBefore(a.has_pulled_out_on(), a.pulled_out_on(), a.applied_on(), p + "pulled_out_on", applied, v);
  if (a.has_offer_accepted_on() && !a.has_offered_on()) {
    v->Add(p + "offer_accepted_on", "needs offered_on");
  } else if (a.has_offer_accepted_on()) {
    NotBefore(true, a.offer_accepted_on(), a.offered_on(), p + "offer_accepted_on", "the offer", v);
  }
  if (a.has_planned_start_on() && !a.has_offer_accepted_on()) {
    v->Add(p + "planned_start_on", "needs offer_accepted_on");
  } else if (a.has_planned_start_on()) {
    NotBefore(true, a.planned_start_on(), a.offered_on(), p + "planned_start_on", "the offer", v);
  }
  if (a.has_turned_down_on() && a.has_pulled_out_on())
    v->Add(p + "pulled_out_on", "must not be given together with turned_down_on: which of the two ended it?");
  if (a.has_offer_accepted_on()) {
    const char* const accepted = "the offer was accepted";
    NotBefore(a.has_turned_down_on(), a.turned_down_on(), a.offer_accepted_on(), p + "turned_down_on", accepted, v);
    NotBefore(a.has_pulled_out_on(), a.pulled_out_on(), a.offer_accepted_on(), p + "pulled_out_on", accepted, v);
  }
}

pb::ApplicationStatus StatusOf(const pb::JobApplication& a) {
  if (a.has_withdrawn_on()) return pb::APPLICATION_STATUS_WITHDRAWN;
  if (a.has_turned_down_on()) return pb::APPLICATION_STATUS_TURNED_DOWN;
  if (a.has_pulled_out_on()) return pb::APPLICATION_STATUS_PULLED_OUT;
  if (a.has_offer_accepted_on())
    return a.has_job_id() ? pb::APPLICATION_STATUS_JOB_BEGAN : pb::APPLICATION_STATUS_ACCEPTED;
  if (a.has_offered_on()) return pb::APPLICATION_STATUS_OFFERED;
  return a.has_interview_on() ? pb::APPLICATION_STATUS_INTERVIEW : pb::APPLICATION_STATUS_APPLIED;
}

bool ShareAWord(const std::string& a, const std::string& b) {
  const auto others = WordsOf(b);
  for (const auto& word : WordsOf(a)) {
    if (IsIdle(word)) continue;
    // A short word must be there as it is. Of a longer one the first two thirds must agree, and four letters at least.
    for (const auto& other : others) {
      if (word == other) return true;
      if (word.size() < kShortestWord) continue;
      const size_t stem = std::max(kShortestWord, std::min(word.size(), other.size()) * 2 / 3);
      if (other.size() >= stem && word.compare(0, stem, other, 0, stem) == 0) return true;
    }
  }
  return false;
}

bool HasAWord(const std::string& text) {
  const auto words = WordsOf(text);
  return !std::all_of(words.begin(), words.end(), IsIdle);
}

pb::VacancyMatch Match(const pb::Vacancy& vacancy, const Place& place, const Wishes& wishes, absl::CivilDay today) {
  pb::VacancyMatch m;
  m.set_participant_id(wishes.participant_id);
  m.set_name(wishes.name);
  m.set_journey_id(wishes.journey_id);
  const auto closing = base::ToDay(vacancy.closing_on());
  if (vacancy.has_closing_on() && closing && *closing < today)
    m.add_reasons_against(absl::StrCat("the last day for applications was ", base::FormatDay(*closing)));
  MatchKind(vacancy, wishes, &m);
  MatchHours(vacancy, wishes, &m);
  MatchWay(vacancy, place, wishes, &m);
  MatchDisclosure(vacancy, wishes, &m);
  if (!wishes.adjustments.empty() && vacancy.adjustments().empty())
    m.add_not_known("whether the adjustments that help them are possible");
  return m;
}

void Ranking::Add(pb::VacancyMatch match) {
  ++seen_;
  best_.push_back(std::move(match));
  if (best_.size() >= 4 * static_cast<size_t>(most_)) Cut();
}

// Those of one rank stay in the order in which they came, so that what is cut off would not have come first later.
void Ranking::Cut() {
  std::stable_sort(best_.begin(), best_.end(), [](const pb::VacancyMatch& a, const pb::VacancyMatch& b) {
    if (a.reasons_against_size() != b.reasons_against_size())
      return a.reasons_against_size() < b.reasons_against_size();
    return a.reasons_for_size() > b.reasons_for_size();
  });
  if (best_.size() > static_cast<size_t>(most_)) best_.resize(static_cast<size_t>(most_));
}

pb::VacancyMatches Ranking::Take() {
  Cut();
  pb::VacancyMatches out;
  for (auto& match : best_) out.add_matches()->Swap(&match);
  out.set_more(seen_ - out.matches_size());
  best_.clear();
  return out;
}

pb::VacancyMatches Rank(std::vector<pb::VacancyMatch> matches, int most) {
  Ranking ranking(most);
  for (auto& match : matches) ranking.Add(std::move(match));
  return ranking.Take();
}

}  // namespace gainful::employer
