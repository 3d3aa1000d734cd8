#include "services/fidelity/live_rows.h"

#include <algorithm>
#include <set>

#include "services/common/base/codes.h"
#include "services/common/db/params.h"
#include "services/common/db/values.h"

namespace gainful::fidelity {
namespace {

namespace cl = caseload::v1;

// A day that comes as a number of days since 1970-01-01.
Day DayOr(const pqxx::field& field, Day otherwise) { return field.is_null() ? otherwise : field.as<Day>(); }

int NumberOr(const pqxx::field& field, int otherwise) { return field.is_null() ? otherwise : field.as<int>(); }

// A value of an enum by its code; unspecified for null.
template <class Enum>
Enum Code(const pqxx::field& field) {
  return field.is_null() ? Enum() : base::ValueOf<Enum>(field.c_str());
}

// The same for columns of many rows, whose few codes are looked up once.
template <class Enum>
class Codes {
 public:
  Enum Of(const pqxx::field& field) {
    if (field.is_null()) return Enum();
    const absl::string_view text = field.c_str();
    const auto known = values_.find(text);
    return known != values_.end() ? known->second : values_.emplace(text, Code<Enum>(field)).first->second;
  }

 private:
  absl::flat_hash_map<std::string, Enum> values_;
};

}  // namespace

int Places::Of(absl::string_view id) {
  const auto [place, is_new] = places_.try_emplace(std::string(id), static_cast<int>(ids_.size()));
  if (is_new) ids_.emplace_back(id);
  return place->second;
}

int Places::Find(absl::string_view id) const {
  const auto place = places_.find(id);
  return place == places_.end() ? kNobody : place->second;
}

Rows::Rows(const std::vector<TeamName>& teams, bool with_ids) : with_ids_(with_ids) {
  for (const auto& team : teams) {
    teams_.emplace(team.id, static_cast<int>(facts_.teams.size()));
    TeamFacts& facts = facts_.teams.emplace_back();
    facts.id = team.id;
    facts.name = team.name;
  }
}

std::string Rows::IdOf(const pqxx::field& field) const { return with_ids_ ? db::TextIn(field) : std::string(); }

const Rows::Place* Rows::JourneyOf(const pqxx::field& field) const {
  if (field.is_null()) return nullptr;
  const auto place = journeys_.find(absl::string_view(field.c_str()));
  return place == journeys_.end() ? nullptr : &place->second;
}

// Teams are ranked by their ids, so that what depends on their order depends on nobody's question.
void Rows::AddSpans(const pqxx::result& rows) {
  std::set<std::string> ids;
  for (const auto& row : rows) ids.insert(row[2].c_str());
  for (const auto& team : facts_.teams) ids.insert(team.id);
  for (const auto& id : ids) team_ranks_.emplace(id, static_cast<int>(team_ranks_.size()));
  for (auto& team : facts_.teams) team.team = team_ranks_.at(team.id);
  for (const auto& row : rows) {
    const size_t place = members_.Of(row[0].c_str());
    if (place == facts_.org.members.size()) {
      facts_.org.members.emplace_back().id = row[0].c_str();
      teams_of_.emplace_back();
    }
    Span span;
    span.posting_id = db::TextIn(row[1]);
    span.team = team_ranks_.at(absl::string_view(row[2].c_str()));
    span.role = Code<directory::v1::StaffRole>(row[3]);
    span.fte_percent = NumberOr(row[4], 0);
    span.from = DayOr(row[5], -kForever);
    span.to = DayOr(row[6], kForever);
    Member& member = facts_.org.members[place];
    span.posting_id.empty() ? void(member.own = span) : member.postings.push_back(span);
    if (const auto team = teams_.find(absl::string_view(row[2].c_str())); team != teams_.end()) {
      auto& teams = teams_of_[place];
      if (std::find(teams.begin(), teams.end(), team->second) != teams.end()) continue;
      teams.push_back(team->second);
      facts_.teams[team->second].members.push_back(static_cast<int>(place));
    }
  }
}

void Rows::AddMerged(const pqxx::result& rows) {
  for (const auto& row : rows) kept_[row[0].c_str()] = row[1].c_str();
}

void Rows::AddJourneys(const pqxx::result& rows) {
  for (const auto& row : rows) {
    const int team = teams_.at(absl::string_view(row[1].c_str()));
    auto& journeys = facts_.teams[team].journeys;
    const Place place{team, static_cast<int>(journeys.size())};
    JourneyFact& journey = journeys.emplace_back();
    journey.id = row[0].c_str();
    journey.participant_id = row[2].c_str();
    const auto kept = kept_.find(journey.participant_id);
    journey.person = people_.Of(kept == kept_.end() ? journey.participant_id : kept->second);
    journey.programme = programmes_.Of(row[3].c_str());
    journey.referred = DayOr(row[4], kNoDay);
    journey.accepted = DayOr(row[5], kNoDay);
    journey.declined = !row[6].is_null();
    journey.ended = std::min(DayOr(row[6], kForever), DayOr(row[7], kForever));
    journeys_.emplace(journey.id, place);
    of_person_[journey.participant_id].push_back(place);
  }
}

// The journey of one record of a person that was under way on a day; null where there is none.
const Rows::Place* Rows::UnderWay(const std::string& participant_id, Day day) const {
  for (const auto& place : of_person_.at(participant_id)) {
    const JourneyFact& journey = facts_.teams[place.first].journeys[place.second];
    if (journey.referred <= day && day <= journey.ended) return &place;
  }
  return nullptr;
}

void Rows::AddContacts(const pqxx::result& rows) {
  Codes<cl::ContactKind> kinds;
  Codes<cl::ContactAttendance> attendances;
  Codes<cl::ContactMode> modes;
  Codes<cl::ContactPlace> places;
  for (const auto& row : rows) {
    ContactFact contact;
    contact.participant_id = row[1].c_str();
    Place place{kNobody, kNobody};
    if (row[0].is_null()) {
      const Place* journey = UnderWay(contact.participant_id, row[3].as<Day>());
      if (journey == nullptr) continue;
      place.first = journey->first;
    } else if (const Place* journey = JourneyOf(row[0]); journey != nullptr) {
      place = *journey;
    } else {
      continue;  // of another team, or of another time
    }
    contact.journey = place.second;
    contact.member = members_.Find(row[2]);
    contact.day = row[3].as<Day>();
    if (contact.journey != kNobody && FactOf(place).ended < contact.day) continue;
    contact.kind = kinds.Of(row[4]);
    contact.attendance = attendances.Of(row[5]);
    contact.mode = modes.Of(row[6]);
    contact.place = places.Of(row[7]);
    contact.minutes = NumberOr(row[8], 0);
    contact.together = NumberOr(row[9], 1);
    const absl::string_view with = row[10].c_str();  // one letter for each
    contact.with_participant = with.find('p') != absl::string_view::npos;
    contact.with_employer = with.find('e') != absl::string_view::npos;
    contact.with_clinician = with.find('c') != absl::string_view::npos;
    contact.with_carer = with.find('r') != absl::string_view::npos;
    contact.id = IdOf(row[11]);
    facts_.teams[place.first].contacts.push_back(std::move(contact));
  }
}

void Rows::AddFirstMeetings(const pqxx::result& rows) {
  for (const auto& row : rows) {
    if (const Place* journey = JourneyOf(row[0]); journey != nullptr) FactOf(*journey).first_meeting = row[1].as<Day>();
  }
}

void Rows::AddAllocations(const pqxx::result& rows) {
  for (const auto& row : rows) {
    if (const Place* journey = JourneyOf(row[0]); journey != nullptr)
      FactOf(*journey).key_workers.push_back({row[1].as<Day>(), members_.Find(row[2])});
  }
}

void Rows::AddEmployers(const pqxx::result& rows) {
  for (const auto& row : rows) kept_employers_[row[0].c_str()] = row[1].c_str();
}

int Rows::EmployerOf(const pqxx::field& field) {
  if (field.is_null()) return kNobody;
  const absl::string_view id = field.c_str();
  const auto kept = kept_employers_.find(id);
  return employers_.Of(kept == kept_employers_.end() ? id : kept->second);
}

void Rows::AddEngagedFor(const pqxx::result& rows) {
  for (const auto& row : rows) {
    const size_t engagement = engagements_.Of(row[0].c_str());
    if (engagement == engaged_journeys_.size()) {
      engaged_journeys_.emplace_back();
      engaged_people_.emplace_back();
    }
    if (const Place* journey = JourneyOf(row[2]); journey != nullptr) {
      engaged_journeys_[engagement].push_back(*journey);
    } else if (row[2].is_null()) {
      engaged_people_[engagement].emplace_back(row[1].c_str());
    }
  }
}

// The journeys for which an engagement was, each person once. Where none was named it is the one that was under way on the day.
std::vector<Rows::Place> Rows::EngagedOn(int engagement, Day day) const {
  if (engagement == kNobody) return {};
  std::vector<Place> journeys;
  std::set<std::pair<int, int>> people;  // by team
  const auto add = [&](const Place& place) {
    const JourneyFact& journey = facts_.teams[place.first].journeys[place.second];
    if (journey.ended < day) return;
    if (people.insert({place.first, journey.person}).second) journeys.push_back(place);
  };
  for (const auto& place : engaged_journeys_[engagement]) add(place);
  for (const auto& person : engaged_people_[engagement]) {
    if (const Place* place = UnderWay(person, day); place != nullptr) add(*place);
  }
  return journeys;
}

void Rows::AddEngagements(const pqxx::result& rows, Day first, Day last) {
  for (const auto& row : rows) {
    EngagementFact engagement;
    engagement.employer = EmployerOf(row[1]);
    engagement.member = members_.Find(row[2]);
    engagement.day = row[3].as<Day>();
    engagement.in_person = db::IsTrue(row[4]);
    engagement.minutes = NumberOr(row[5], 0);
    engagement.id = IdOf(row[0]);
    std::map<int, EngagementFact> of_team;
    const auto fact = [&](int team) -> EngagementFact& { return of_team.try_emplace(team, engagement).first->second; };
    for (const Place& place : EngagedOn(engagements_.Find(row[0]), engagement.day)) {
      fact(place.first).journeys.push_back(place.second);
      Day& earliest = FactOf(place).first_employer;
      if (engagement.in_person && (earliest == kNoDay || engagement.day < earliest)) earliest = engagement.day;
    }
    if (engagement.member != kNobody) {
      for (const int team : teams_of_[engagement.member]) fact(team);
    }
    if (engagement.day < first || last < engagement.day) continue;
    for (auto& [team, one] : of_team) facts_.teams[team].engagements.push_back(std::move(one));
  }
}

void Rows::AddWishes(const pqxx::result& rows) {
  for (const auto& row : rows) {
    const Place* place = JourneyOf(row[0]);
    if (place == nullptr) continue;
    JourneyFact& journey = FactOf(*place);
    journey.has_wishes = true;
    journey.preferred_work = db::TextIn(row[1]);
    journey.hours_from = db::NumberIn(row[2]);
    journey.hours_to = db::NumberIn(row[3]);
  }
}

void Rows::AddVacancies(const pqxx::result& rows) {
  for (const auto& row : rows) {
    VacancyFact vacancy;
    vacancy.employer = EmployerOf(row[0]);
    vacancy.role = db::TextIn(row[1]);
    vacancy.weekly_minutes = NumberOr(row[2], 0);
    vacancy.from = row[3].as<Day>();
    vacancy.to = DayOr(row[4], kForever);
    facts_.org.vacancies.push_back(std::move(vacancy));
  }
}

void Rows::AddTime(const pqxx::result& rows) {
  Codes<directory::v1::TimeKind> kinds;
  for (const auto& row : rows) {
    TimeFact time;
    time.member = members_.Find(row[0]);
    if (time.member == kNobody) continue;
    time.day = row[1].as<Day>();
    time.kind = kinds.Of(row[2]);
    time.minutes = row[3].as<int>();
    time.id = IdOf(row[4]);
    for (const int team : teams_of_[time.member]) facts_.teams[team].time.push_back(time);
  }
}

void Rows::AddSpells(const pqxx::result& rows) {
  for (const auto& row : rows) {
    const Place* place = JourneyOf(row[2]);
    if (place == nullptr) continue;
    SpellFact spell;
    spell.id = row[0].c_str();
    spell.job_id = row[1].c_str();
    spell.journey = place->second;
    spell.started = row[3].as<Day>();
    spell.ended = DayOr(row[4], kForever);
    spell.end_heard = DayOr(row[5], kNoDay);
    spell.end_reason = Code<placement::v1::EndReason>(row[6]);
    spell.competitive = Code<type::v1::Answer>(row[7]);
    spell.contract = Code<placement::v1::ContractKind>(row[8]);
    spell.soc_code = db::TextIn(row[9]);
    spell.employer = EmployerOf(row[10]);
    facts_.teams[place->first].spells.push_back(std::move(spell));
  }
}

void Rows::AddAttachments(const pqxx::result& rows) {
  for (const auto& row : rows) {
    AttachmentFact attachment;
    attachment.id = row[0].c_str();
    attachment.clinical_team = row[2].c_str();
    attachment.from = DayOr(row[3], -kForever);
    attachment.to = DayOr(row[4], kForever);
    facts_.teams[teams_.at(absl::string_view(row[1].c_str()))].attachments.push_back(std::move(attachment));
  }
}

LiveFacts Rows::Finish() && {
  const auto by_day = [](const auto& a, const auto& b) { return a.day < b.day; };
  for (auto& team : facts_.teams) {
    team.passages = PassagesOf(team.journeys);
    std::stable_sort(team.contacts.begin(), team.contacts.end(), by_day);
    std::stable_sort(team.engagements.begin(), team.engagements.end(), by_day);
    std::stable_sort(team.spells.begin(), team.spells.end(),
                     [](const SpellFact& a, const SpellFact& b) { return a.started < b.started; });
  }
  std::stable_sort(facts_.org.vacancies.begin(), facts_.org.vacancies.end(),
                   [](const VacancyFact& a, const VacancyFact& b) { return a.employer < b.employer; });
  facts_.programmes = programmes_.ids();
  return std::move(facts_);
}

std::string Rows::Journeys() const {
  db::ArrayText array;
  for (const auto& [id, place] : journeys_) array.Add(id);
  return array.Finish();
}

std::string Rows::People() const {
  db::ArrayText array;
  for (const auto& [id, places] : of_person_) array.Add(id);
  return array.Finish();
}

std::string Rows::Members() const {
  db::ArrayText array;
  for (size_t m = 0; m < teams_of_.size(); ++m) {
    if (!teams_of_[m].empty()) array.Add(members_.ids()[m]);
  }
  return array.Finish();
}

std::string Rows::Engagements() const {
  db::ArrayText array;
  for (const auto& id : engagements_.ids()) array.Add(id);
  return array.Finish();
}

std::string Rows::EngagedJourneys() const {
  std::set<int> people;
  for (const auto& team : facts_.teams) {
    for (const auto& journey : team.journeys) {
      if (journey.first_employer != kNoDay) people.insert(journey.person);
    }
  }
  db::ArrayText array;
  for (const auto& team : facts_.teams) {
    for (const auto& journey : team.journeys) {
      if (people.count(journey.person) > 0) array.Add(journey.id);
    }
  }
  return array.Finish();
}

}  // namespace gainful::fidelity
