// What the live reading of fidelity looks at: the log of a team as plain values, whatever tables they come from. No names, and ids only where somebody
// wants to see the records behind a figure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/directory/v1/directory.pb.h"
#include "gainful/directory/v1/staff.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "gainful/type/v1/answer.pb.h"

namespace gainful::fidelity {

// A day as a number: days since 1970-01-01. Both ends of every range are inclusive.
using Day = std::int32_t;
inline constexpr Day kNoDay = INT32_MIN;        // not recorded
inline constexpr Day kForever = INT32_MAX / 2;  // no end

inline Day DayNumber(absl::CivilDay day) { return static_cast<Day>(day - absl::CivilDay(1970, 1, 1)); }
inline absl::CivilDay CivilDayOf(Day day) { return absl::CivilDay(1970, 1, 1) + day; }

// Members of staff, teams and employers by their places in lists of the organisation's; kNobody: none, or none on record.
inline constexpr int kNobody = -1;

// Where somebody works on the days of a span.
struct Span {
  int team = kNobody;
  directory::v1::StaffRole role = directory::v1::STAFF_ROLE_UNSPECIFIED;
  int fte_percent = 0;  // 0: not on record
  Day from = -kForever, to = kForever;
  std::string posting_id;  // empty: their own record's, which holds on days without a posting
};

struct Member {
  std::string id;
  Span own;                    // from and to: when they came and left
  std::vector<Span> postings;  // on days on which any of them runs, these alone say where
};

// The key worker from a day on.
struct KeyWorker {
  Day from = kNoDay;
  int member = kNobody;
};

struct JourneyFact {
  std::string id, participant_id;
  int person = 0;  // the same for all records of somebody
  Day referred = kNoDay, accepted = kNoDay;
  Day ended = kForever;  // exited or declined: from this day on it is over
  bool declined = false;
  // Over all of its history: the first attended meeting with the person that was no text message, and the first face-to-face contact with an employer
  // for them.
  Day first_meeting = kNoDay, first_employer = kNoDay;
  std::vector<KeyWorker> key_workers;  // by day
  bool has_wishes = false;             // a vocational profile
  std::string preferred_work;
  std::optional<int> hours_from, hours_to;
  int programme = kNobody;
};

// Journeys of one person through one team that overlap: somebody with two records has one passage.
struct Passage {
  int person = 0;
  std::vector<int> journeys;  // places in TeamFacts::journeys
};

struct ContactFact {
  std::string id;
  int journey = 0;  // place in TeamFacts::journeys; kNobody: recorded under none
  std::string participant_id;
  int member = kNobody;
  Day day = kNoDay;
  caseload::v1::ContactKind kind = caseload::v1::CONTACT_KIND_UNSPECIFIED;
  caseload::v1::ContactAttendance attendance = caseload::v1::CONTACT_ATTENDANCE_UNSPECIFIED;
  caseload::v1::ContactMode mode = caseload::v1::CONTACT_MODE_UNSPECIFIED;
  caseload::v1::ContactPlace place = caseload::v1::CONTACT_PLACE_UNSPECIFIED;
  bool with_participant = false, with_employer = false, with_clinician = false, with_carer = false;
  int minutes = 0;   // 0: not on record
  int together = 1;  // people in a group
};

// What an employer looked for on the days of a span.
struct VacancyFact {
  int employer = kNobody;
  std::string role;
  int weekly_minutes = 0;  // 0: not on record
  Day from = kNoDay, to = kForever;
};

// An engagement that took place.
struct EngagementFact {
  std::string id;
  int employer = kNobody;
  int member = kNobody;
  Day day = kNoDay;
  bool in_person = false;
  int minutes = 0;
  std::vector<int> journeys;  // of the team, for whose people it was; empty: for none of them in particular
};

struct TimeFact {
  std::string id;
  int member = kNobody;
  Day day = kNoDay;
  directory::v1::TimeKind kind = directory::v1::TIME_KIND_UNSPECIFIED;
  int minutes = 0;
};

// A spell of work; those of one job name the same first spell.
struct SpellFact {
  std::string id, job_id;
  int journey = 0;
  Day started = kNoDay, ended = kForever;
  Day end_heard = kNoDay;
  placement::v1::EndReason end_reason = placement::v1::END_REASON_UNSPECIFIED;
  type::v1::Answer competitive = type::v1::ANSWER_UNSPECIFIED;
  placement::v1::ContractKind contract = placement::v1::CONTRACT_KIND_UNSPECIFIED;
  std::string soc_code;
  int employer = kNobody;  // the kept record's, where records were merged
};

struct AttachmentFact {
  std::string id;
  std::string clinical_team;
  Day from = kNoDay, to = kForever;
};

struct TeamFacts {
  int team = 0;
  std::string id, name;
  std::vector<int> members;  // whoever works in it on any day, whatever their role
  std::vector<JourneyFact> journeys;
  std::vector<Passage> passages;
  std::vector<ContactFact> contacts;        // by day
  std::vector<EngagementFact> engagements;  // by day
  std::vector<TimeFact> time;               // of everybody who ever works in the team
  std::vector<SpellFact> spells;            // by the day on which they started
  std::vector<AttachmentFact> attachments;
};

// What all teams of an organisation share.
struct OrgFacts {
  std::vector<Member> members;
  std::vector<VacancyFact> vacancies;  // by employer
};

// Puts the journeys of one person that overlap together.
std::vector<Passage> PassagesOf(const std::vector<JourneyFact>& journeys);

// Calls `f` with each span that says where a member of staff works on a day: their postings that run, or else their own record; none before they came
// and after they left.
template <class F>
void ForSpansOn(const Member& member, Day day, const F& f) {
  const auto runs = [day](const Span& span) { return span.from <= day && day <= span.to; };
  if (!runs(member.own)) return;
  bool is_posted = false;
  for (const auto& posting : member.postings) {
    if (!runs(posting)) continue;
    is_posted = true;
    f(posting);
  }
  if (!is_posted) f(member.own);
}

// Full-time equivalents in hundredths that somebody works on a day as an employment specialist in the team; nothing where they do not. `guessed`: their
// hours are not on record, and are taken for full time.
std::optional<int> SpecialistOn(const Member& member, int team, Day day, bool* guessed = nullptr);

// Whether a day of theirs that names no team belongs to this one: they work in it as an employment specialist, and in no other for more hours. Of
// two for as many it is the first in the list of teams.
bool IsMainTeam(const Member& member, int team, Day day);

// The key worker of a journey on a day; kNobody where there is none.
int KeyWorkerOn(const JourneyFact& journey, Day day);

// The first day of a window of so many calendar months that ends with `as_at`: the day after the one with the same number so many months before, or
// after that month's last. `as_at` itself for 0 months.
Day WindowFrom(Day as_at, int months);

// The same day of the month so many months later, or that month's last.
Day MonthsAfter(Day day, int months);

}  // namespace gainful::fidelity
