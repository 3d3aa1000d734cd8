// Items about contact with employers: days_to_employer_contact, contacts_matching_preferences, employer_contacts_a_week. A contact is an engagement in person that
// was for somebody of the team, as in `gainful engagement weeks`; a conversation that is on record as a participant's contact alone names no employer.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "services/fidelity/live_tally.h"

namespace gainful::fidelity {
namespace {

constexpr int kDaysOfAWeek = 7;
constexpr int kMinutesOfAnHour = 60;
constexpr int kHalf = 50;     // per cent, below which nobody can say that a service keeps track
constexpr size_t kStem = 5;   // words that begin with so many of the same letters are one
constexpr size_t kShort = 4;  // shorter words are not compared

Seen Of(const EngagementFact& e) { return {"engagement", &e.id, nullptr, e.day}; }

Day Earliest(Day a, Day b) { return a == kNoDay ? b : b == kNoDay ? a : std::min(a, b); }

double Median(std::vector<int> days) {
  std::sort(days.begin(), days.end());
  const size_t half = days.size() / 2;
  return days.size() % 2 == 1 ? days[half] : (days[half - 1] + days[half]) / 2.0;
}

// Words that say nothing of a kind of work.
constexpr absl::string_view kPlain[] = {
    "about",      "anything",    "area",     "around",    "assistant", "casual",  "colleague", "company",   "deputy",
    "duties",     "environment", "evening",  "flexible",  "from",      "full",    "general",   "head",      "help",
    "helper",     "hour",        "into",     "junior",    "lead",      "leader",  "like",      "local",     "manager",
    "member",     "near",        "office",   "officer",   "operative", "part",    "people",    "perhaps",   "permanent",
    "person",     "place",       "position", "role",      "senior",    "shift",   "some",      "something", "staff",
    "supervisor", "support",     "team",     "temporary", "time",      "trainee", "want",      "weekend",   "with",
    "work",       "worker",      "working"};

// Words with which somebody says what they do not want.
constexpr absl::string_view kNot[] = {"no", "not", "never", "nothing", "none", "without", "except", "avoid", "don"};

std::vector<std::string> WordsOf(const std::string& text) {
  const auto is_no_letter = [](unsigned char c) { return c < 0x80 && !absl::ascii_isalpha(c); };
  std::string words = absl::AsciiStrToLower(text);
  std::replace_if(words.begin(), words.end(), is_no_letter, ' ');
  return absl::StrSplit(words, ' ', absl::SkipEmpty());
}

// Without a common ending, where enough is left: cooking is cook, gardens are garden.
absl::string_view Bare(absl::string_view word) {
  for (const absl::string_view ending : {"ers", "ing", "er", "s"}) {
    if (word.size() >= kShort + ending.size() && absl::EndsWith(word, ending))
      return word.substr(0, word.size() - ending.size());
  }
  return word;
}

bool IsIn(const absl::Span<const absl::string_view> list, absl::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// What tells the kind of work, of each word the first letters.
std::set<std::string> Stems(const std::vector<std::string>& words) {
  std::set<std::string> stems;
  for (const auto& word : words) {
    const absl::string_view bare = Bare(word);
    if (bare.size() >= kShort && !IsIn(kPlain, bare) && !IsIn(kPlain, word)) stems.emplace(bare.substr(0, kStem));
  }
  return stems;
}

// The first days of a passage, whatever journeys it has.
struct Begun {
  const JourneyFact* first = nullptr;
  Day met = kNoDay, contact = kNoDay, referred = kNoDay, accepted = kNoDay, ended = kNoDay;
};

Begun BegunOf(const TeamFacts& team, const Passage& passage, const Tally& tally, Day to) {
  Begun begun;
  for (const int j : passage.journeys) {
    const JourneyFact& journey = team.journeys[j];
    if (!tally.Covers(journey)) continue;
    if (begun.first == nullptr) begun.first = &journey;
    if (journey.first_meeting <= to) begun.met = Earliest(begun.met, journey.first_meeting);
    if (journey.first_employer <= to) begun.contact = Earliest(begun.contact, journey.first_employer);
    if (journey.accepted <= to) begun.accepted = Earliest(begun.accepted, journey.accepted);
    begun.referred = Earliest(begun.referred, journey.referred);
    begun.ended = std::max(begun.ended, journey.ended);
  }
  return begun;
}

// People whose days are on record, and those of whom they should be.
struct Search {
  std::vector<int> days;
  int unknown = 0;
  int waiting = 0;          // longer than the highest score allows
  std::int64_t waited = 0;  // their days so far

  std::int64_t All() const { return static_cast<std::int64_t>(days.size()) + unknown + waiting; }
  double Percent() const { return 100.0 * static_cast<double>(days.size()) / static_cast<double>(All()); }
  bool Reaches(int percent) const { return 100 * static_cast<std::int64_t>(days.size()) >= percent * All(); }
};

// Says whether the service keeps track. Where it does not, those who still wait count at worst, with their days so far: a mean of the quick ones alone says
// nothing of a team that brings nobody else to an employer.
void JudgeSearch(const Item& item, const Search& search, Tally* tally) {
  if (search.days.empty()) return;
  Tally& value = *tally;
  value->beside.emplace_back("median of the days", Median(search.days));
  value->beside.emplace_back("% of people whose days are on record", search.Percent());
  if (search.Reaches(item.reading().least_recorded_percent())) {
    value->known.hold.insert("tracked");
    return;
  }
  if (!search.Reaches(kHalf)) value->known.fail.insert("tracked");
  value->incomplete = true;
  if (search.waiting == 0) return;
  value->remarks.push_back(
      absl::StrCat(search.waiting, " have waited for longer than the highest score allows and met no employer yet"));
  tally->Doubt({value->numerator + search.waited, value->denominator + search.waiting},
               "those who still wait count for nothing");
}

}  // namespace

// Of each passage whose first face-to-face contact with an employer fell into the window: days from its first attended meeting, 0 on one day. Whoever has
// met no employer waits from the day on which they were accepted.
Value DaysToEmployerContact(const TeamFacts& team, const Item& item, Tally tally) {
  Search search;
  const std::int64_t soon = item.level(item.level_size() - 1).at_most(), late = item.level(1).at_most();
  const Day to = tally->to;
  for (const auto& passage : team.passages) {
    const Begun begun = BegunOf(team, passage, tally, to);
    if (begun.first == nullptr) continue;
    const Seen seen{"journey", &begun.first->id, &begun.first->participant_id,
                    begun.contact == kNoDay ? begun.referred : begun.contact};
    if (begun.contact == kNoDay) {
      if (begun.accepted == kNoDay || to >= begun.ended) continue;
      const Day days = to - begun.accepted;
      if (days > soon) {
        ++search.waiting;
        search.waited += days;
      }
      tally.Leave(seen,
                  days > late ? "no employer is on record for them, for longer than any score but the lowest allows"
                              : "no employer was met for them yet",
                  days > late);
    } else if (!tally.Covers(begun.contact)) {
      continue;
    } else if (begun.met == kNoDay || begun.met > begun.contact) {
      ++search.unknown;
      tally.Leave(seen, "no attended meeting is on record before the contact", true);
    } else {
      const Day days = begun.contact - begun.met;
      search.days.push_back(days);
      tally->numerator += days;
      tally.Below(seen, 1, absl::StrCat(days, " days").c_str());
    }
  }
  JudgeSearch(item, search, &tally);
  return std::move(tally).Finish();
}

std::optional<bool> Fits(const VacancyFact& vacancy, const JourneyFact& wishes) {
  std::optional<bool> work, hours;
  const auto wish = WordsOf(wishes.preferred_work);
  const bool refuses = std::any_of(wish.begin(), wish.end(), [](const std::string& word) { return IsIn(kNot, word); });
  const auto role = Stems(WordsOf(vacancy.role)), wanted = Stems(wish);
  if (!refuses && !role.empty() && !wanted.empty()) {
    work = std::any_of(role.begin(), role.end(), [&](const std::string& stem) { return wanted.count(stem) > 0; });
  }
  if (vacancy.weekly_minutes > 0 && (wishes.hours_from || wishes.hours_to)) {
    hours = vacancy.weekly_minutes >= wishes.hours_from.value_or(0) * kMinutesOfAnHour &&
            (!wishes.hours_to || vacancy.weekly_minutes <= *wishes.hours_to * kMinutesOfAnHour);
  }
  if (!work && !hours) return std::nullopt;
  return work.value_or(true) && hours.value_or(true);
}

namespace {

// Whether anything that the employer looked for on the day fits; nothing where nothing can be compared.
std::optional<bool> FitsAny(const OrgFacts& org, const EngagementFact& e, const JourneyFact& wishes) {
  const auto by_employer = [](const VacancyFact& v, int employer) { return v.employer < employer; };
  auto v = std::lower_bound(org.vacancies.begin(), org.vacancies.end(), e.employer, by_employer);
  std::optional<bool> fits;
  for (; v != org.vacancies.end() && v->employer == e.employer; ++v) {
    if (e.day < v->from || v->to < e.day) continue;
    if (const auto one = Fits(*v, wishes)) fits = fits.value_or(false) || *one;
  }
  return fits;
}

}  // namespace

// Contacts for a person, in which the employer had something on offer on the day, by what the vocational profile says of kind of work and hours. A contact for
// several people is one for each of them.
// It says what words say, of today's profile, so that it is never complete; and what cannot be compared counts against the team at worst.
Value ContactsMatchingPreferences(const OrgFacts& org, const TeamFacts& team, Tally tally) {
  int not_compared = 0;
  for (const auto& e : team.engagements) {
    if (!tally.Covers(e.day) || !IsEmployerContact(e)) continue;
    for (const int j : e.journeys) {
      const JourneyFact& journey = team.journeys[j];
      const Seen seen{"engagement", &e.id, &journey.participant_id, e.day};
      if (!journey.has_wishes) {
        ++not_compared;
        tally.Leave(seen, "no vocational profile is on record", true);
      } else if (const auto fits = FitsAny(org, e, journey); !fits) {
        ++not_compared;
        tally.Leave(seen, "no vacancy of the employer is on record to compare with the profile", true);
      } else {
        *fits ? tally.Both(seen) : tally.Below(seen);
      }
    }
  }
  if (tally->denominator > 0) {
    tally->remarks.push_back(
        "by words and hours of the vacancy and of the profile as it is today: a reviewer has to look whether they fit");
    tally.Doubt({100 * tally->numerator, tally->denominator + not_compared},
                "the contacts that could not be compared fit");
  }
  return std::move(tally).Finish(100);
}

// Contacts over weeks of the team's employment specialists, a week being seven days on which somebody works in the team in that role.
Value EmployerContactsAWeek(const OrgFacts& org, const TeamFacts& team, Tally tally) {
  tally->parts = kDaysOfAWeek;
  for (const auto& e : team.engagements) {
    if (!tally.Covers(e.day) || !e.in_person) continue;
    if (e.journeys.empty()) {
      if (e.member != kNobody && IsMainTeam(org.members[e.member], team.team, e.day))
        tally.Leave(Of(e), "for nobody of the team in particular", false);
    } else if (e.member == kNobody) {
      tally.Leave(Of(e), "nobody is on record as having made it", true);
    } else if (!SpecialistOn(org.members[e.member], team.team, e.day)) {
      tally.Leave(Of(e), "by somebody else than the team's employment specialists", false);
    } else {
      tally.Above(Of(e));
    }
  }
  std::int64_t full_time = 0;
  for (const int m : team.members) {
    const Member& member = org.members[m];
    std::int64_t days = 0;
    for (Day day = tally->from; day <= tally->to; ++day) {
      const auto hours = SpecialistOn(member, team.team, day);
      days += hours ? 1 : 0;
      full_time += hours.value_or(0);
    }
    if (days > 0) tally.Below({"staff_member", &member.id, nullptr, tally->to}, days, "days in the team");
  }
  if (full_time > 0) {
    tally->beside.emplace_back(
        "a week for each full-time specialist",
        static_cast<double>(tally->numerator) * kDaysOfAWeek * 100 / static_cast<double>(full_time));
  }
  return std::move(tally).Finish(kDaysOfAWeek);
}

}  // namespace gainful::fidelity
