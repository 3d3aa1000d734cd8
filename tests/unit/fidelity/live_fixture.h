// A team made by hand, for the tests of the live reading.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/fidelity/live.h"
#include "tests/unit/testing.h"

namespace gainful::fidelity {

namespace cl = caseload::v1;
namespace dir = directory::v1;
inline Day N(absl::string_view day) { return DayNumber(gainful::testing::Day(day)); }

// As at the last day of June: six months begin on 2024-12-31, twelve on 2024-07-01.
constexpr char kAsAt[] = "2025-06-30";

// Team 0 of an organisation with two. Whatever is added comes in the order of its days.
struct Made {
  OrgFacts org;
  TeamFacts team;

  Made() { team.id = "team"; }

  int Member(int fte_percent = 100, dir::StaffRole role = dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST) {
    fidelity::Member& member = org.members.emplace_back();
    member.id = absl::StrCat("member ", org.members.size());
    member.own.team = 0;
    member.own.role = role;
    member.own.fte_percent = fte_percent;
    team.members.push_back(static_cast<int>(org.members.size()) - 1);
    return team.members.back();
  }
  void Post(int member, int of_team, int fte_percent, const char* from, const char* to,
            dir::StaffRole role = dir::STAFF_ROLE_EMPLOYMENT_SPECIALIST) {
    auto& postings = org.members[member].postings;
    postings.push_back({of_team, role, fte_percent, N(from), N(to), absl::StrCat("posting ", postings.size())});
  }
  // Accepted on the day of the referral; `person` by default another one each time.
  int Journey(const char* referred = "2024-01-10", const char* ended = nullptr, int person = -1) {
    JourneyFact& journey = team.journeys.emplace_back();
    const int place = static_cast<int>(team.journeys.size()) - 1;
    journey.id = absl::StrCat("journey ", place);
    journey.participant_id = absl::StrCat("participant ", place);
    journey.person = person < 0 ? 1000 + place : person;
    journey.referred = journey.accepted = N(referred);
    if (ended != nullptr) journey.ended = N(ended);
    team.passages = PassagesOf(team.journeys);
    return place;
  }
  ContactFact& Contact(int journey, int member, const char* day, cl::ContactKind kind = cl::CONTACT_KIND_JOB_SEARCH,
                       int minutes = 60) {
    ContactFact& contact = team.contacts.emplace_back();
    contact.id = absl::StrCat("contact ", team.contacts.size());
    contact.journey = journey;
    contact.participant_id = journey == kNobody ? "participant" : team.journeys[journey].participant_id;
    contact.member = member;
    contact.day = N(day);
    contact.kind = kind;
    contact.attendance = cl::CONTACT_ATTENDANCE_ATTENDED;
    contact.mode = cl::CONTACT_MODE_IN_PERSON;
    contact.place = cl::CONTACT_PLACE_OFFICE;
    contact.with_participant = true;
    contact.minutes = minutes;
    return contact;
  }
  EngagementFact& Engagement(int member, const char* day, std::vector<int> journeys, int minutes = 60) {
    EngagementFact& engagement = team.engagements.emplace_back();
    engagement.id = absl::StrCat("engagement ", team.engagements.size());
    engagement.employer = 7;
    engagement.member = member;
    engagement.day = N(day);
    engagement.in_person = true;
    engagement.minutes = minutes;
    engagement.journeys = std::move(journeys);
    return engagement;
  }
  void Time(int member, const char* day, dir::TimeKind kind, int minutes) {
    team.time.push_back({absl::StrCat("time ", team.time.size()), member, N(day), kind, minutes});
  }
  SpellFact& Spell(int journey, const char* started, const char* ended = nullptr) {
    SpellFact& spell = team.spells.emplace_back();
    spell.id = spell.job_id = absl::StrCat("spell ", team.spells.size());
    spell.journey = journey;
    spell.started = N(started);
    if (ended != nullptr) spell.ended = N(ended);
    spell.competitive = type::v1::ANSWER_YES;
    spell.contract = placement::v1::CONTRACT_KIND_PERMANENT;
    return spell;
  }

  Value Reads(absl::string_view reading, const char* as_at = kAsAt, bool records = false) const {
    return Read(org, team, ItemOf(reading), N(as_at), records);
  }
  static const Item& ItemOf(absl::string_view reading) {
    return *FindItemByReading(*FindInstrument("ips25", 1), reading);
  }
};

// "3/4", or "no record", then what is left out: "3/4; 2 not accepted yet; 1 where is not on record!", a gap with an exclamation mark.
inline std::string Told(const Value& value) {
  std::string told = value.value ? absl::StrCat(value.numerator, "/", value.denominator) : "no record";
  for (const auto& left : value.left_out)
    absl::StrAppend(&told, "; ", left.records, " ", left.reason, left.is_gap ? "!" : "");
  return told;
}

inline int ScoreOf(absl::string_view reading, const Value& value) {
  const auto score = Score(Made::ItemOf(reading), value);
  return score ? score->score : 0;
}

}  // namespace gainful::fidelity
