// Items about what specialists do with their time: employment_time_share, community_share, phases_by_one_specialist.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/fidelity/live_tally.h"

namespace gainful::fidelity {
namespace {

namespace cl = caseload::v1;
namespace dir = directory::v1;

Seen Of(const ContactFact& c) { return {"contact", &c.id, &c.participant_id, c.day}; }
Seen Of(const EngagementFact& e) { return {"engagement", &e.id, nullptr, e.day}; }
Seen Of(const OrgFacts& org, const TimeFact& t) {
  return {"time_use", &t.id, nullptr, t.day, &org.members[t.member].id};
}

constexpr int kDaysOfAWeek = 7;
constexpr int kWorkingDays = 5;
constexpr int kFullTime = 100;

// Monday to Friday. 1970-01-01 was a Thursday.
bool IsWorkingDay(Day day) { return ((day + 3) % kDaysOfAWeek + kDaysOfAWeek) % kDaysOfAWeek < kWorkingDays; }

// The time of the team's specialists in contacts and engagements, each stretch of it once.
class Log {
 public:
  Log(const OrgFacts& org, const TeamFacts& team, Tally* tally) : org_(org), team_(team), tally_(tally) {
    for (const auto& e : team.engagements) {
      if (e.minutes > 0) engaged_.insert({e.member, e.day});
    }
  }

  // Whether the contact is time of the team's own; if not, it is told of as left out, unless it is none of the item's business.
  bool Takes(const ContactFact& c) {
    if (!tally_->Covers(c.day)) return false;
    if (c.journey == kNobody) return Leave(c, "recorded under no journey", true);
    if (c.member == kNobody) return Leave(c, "nobody is on record as having been there", true);
    if (!SpecialistOn(org_.members[c.member], team_.team, c.day))
      return Leave(c, "by somebody else than the team's employment specialists", false);
    if (c.minutes == 0) {
      const bool took_place = c.attendance == cl::CONTACT_ATTENDANCE_ATTENDED;
      return took_place && Leave(c, "how long it took is not on record", true);
    }
    if (c.with_employer && engaged_.count({c.member, c.day}) > 0)
      return Leave(c, "on record as an engagement with the employer as well", false);
    return c.together == 1 || IsFirstOfGroup(c);
  }
  bool Takes(const EngagementFact& e) {
    if (!tally_->Covers(e.day) || e.member == kNobody) return false;
    if (!IsMainTeam(org_.members[e.member], team_.team, e.day)) return false;
    if (e.minutes > 0) return true;
    tally_->Leave(Of(e), "how long it took is not on record", true);
    return false;
  }

 private:
  bool Leave(const ContactFact& c, const char* reason, bool is_gap) {
    tally_->Leave(Of(c), reason, is_gap);
    return false;
  }

  // A group is recorded once for each of its people, and takes its time once.
  bool IsFirstOfGroup(const ContactFact& c) {
    int& seen = groups_[{c.member, c.day, c.kind, c.mode, c.place, c.minutes, c.together}];
    const bool is_first = seen % c.together == 0;
    ++seen;
    return is_first || Leave(c, "the same group, recorded for another of its people", false);
  }

  const OrgFacts& org_;
  const TeamFacts& team_;
  Tally* const tally_;
  std::set<std::pair<int, Day>> engaged_;
  std::map<std::tuple<int, Day, int, int, int, int, int>, int> groups_;
};

}  // namespace

namespace {

// How much of the hours that the team's specialists are there for is on record, leave and sickness included. Those who log little beside contacts would
// seem to do nothing else.
class Hours {
 public:
  void Add(int member, int minutes) { recorded_[member] += minutes; }

  // Doubts the value where less than the share that the instrument asks for is on record of somebody's.
  void Judge(const OrgFacts& org, const TeamFacts& team, const Reading& reading, Tally* tally) const {
    int few = 0;
    std::int64_t lacking = 0;
    for (const int m : team.members) {
      const std::int64_t wanted = Wanted(org.members[m], team, reading, tally->so_far());
      const auto found = recorded_.find(m);
      const std::int64_t recorded = found == recorded_.end() ? 0 : found->second;
      if (recorded * 100 >= wanted * reading.least_recorded_percent()) continue;
      ++few;
      lacking += wanted - recorded;
    }
    const Value& value = tally->so_far();
    if (few == 0 || value.denominator == 0) return;
    (*tally)->remarks.push_back(absl::StrCat("of ", few, " of the team's employment specialists less than ",
                                             reading.least_recorded_percent(), "% of their hours is on record"));
    tally->Doubt({100 * value.numerator, value.denominator + lacking},
                 "the hours that are not on record were employment work");
  }

 private:
  // Minutes of the working days on which the team is the one where they work most, as their time goes there.
  static std::int64_t Wanted(const Member& member, const TeamFacts& team, const Reading& reading, const Value& window) {
    std::int64_t hundredths = 0;
    for (Day day = window.from; day <= window.to; ++day) {
      if (IsWorkingDay(day) && IsMainTeam(member, team.team, day))
        hundredths += SpecialistOn(member, team.team, day).value_or(0);
    }
    return hundredths * reading.full_time_weekly_minutes() / (kWorkingDays * kFullTime);
  }

  std::map<int, std::int64_t> recorded_;
};

}  // namespace

// Minutes of the team's specialists: in contacts, in engagements with employers, and without participants. Leave and sickness are no working time, and are told
// of nowhere: whose they were would be plain in a small team. Contacts and time of kind "other" are not employment work; everything else that the
// log has a kind for is, travel, supervision and paperwork included, as they come with it.
Value EmploymentTimeShare(const OrgFacts& org, const TeamFacts& team, const Reading& reading, Tally tally) {
  Log log(org, team, &tally);
  Hours hours;
  bool has_log = false;
  for (const auto& c : team.contacts) {
    if (!log.Takes(c)) continue;
    hours.Add(c.member, c.minutes);
    c.kind == cl::CONTACT_KIND_OTHER ? tally.Below(Of(c), c.minutes, "minutes")
                                     : tally.Both(Of(c), c.minutes, "minutes");
  }
  for (const auto& e : team.engagements) {
    if (!log.Takes(e)) continue;
    hours.Add(e.member, e.minutes);
    tally.Both(Of(e), e.minutes, "minutes");
  }
  for (const auto& t : team.time) {
    if (!tally.Covers(t.day) || !IsMainTeam(org.members[t.member], team.team, t.day)) continue;
    has_log = true;
    hours.Add(t.member, t.minutes);
    if (t.kind == dir::TIME_KIND_LEAVE || t.kind == dir::TIME_KIND_SICKNESS) continue;
    t.kind == dir::TIME_KIND_OTHER ? tally.Below(Of(org, t), t.minutes, "minutes")
                                   : tally.Both(Of(org, t), t.minutes, "minutes");
  }
  hours.Judge(org, team, reading, &tally);
  tally->counted = " minutes";
  if (!has_log) tally->no_score = "no time log is kept";
  return std::move(tally).Finish(100);
}

// Scheduled time are contacts that took place and engagements with employers. In the community is what happened in person and neither in the service's own rooms nor
// in those of a health service; an engagement in person is at the employer's. By phone, video or in writing nobody is anywhere.
Value CommunityShare(const OrgFacts& org, const TeamFacts& team, Tally tally) {
  Log log(org, team, &tally);
  for (const auto& c : team.contacts) {
    if (c.attendance != cl::CONTACT_ATTENDANCE_ATTENDED || !log.Takes(c)) continue;
    const bool is_in_person = c.mode == cl::CONTACT_MODE_IN_PERSON;
    if (c.mode == cl::CONTACT_MODE_UNSPECIFIED) {
      tally.Leave(Of(c), "how people met is not on record", true);
    } else if (is_in_person && c.place == cl::CONTACT_PLACE_UNSPECIFIED) {
      tally.Leave(Of(c), "where is not on record", true);
    } else if (is_in_person && c.place != cl::CONTACT_PLACE_OFFICE && c.place != cl::CONTACT_PLACE_HEALTH_SETTING) {
      tally.Both(Of(c), c.minutes, "minutes");
    } else {
      tally.Below(Of(c), c.minutes, "minutes");
    }
  }
  for (const auto& e : team.engagements) {
    if (!log.Takes(e)) continue;
    e.in_person ? tally.Both(Of(e), e.minutes, "minutes") : tally.Below(Of(e), e.minutes, "minutes");
  }
  tally->counted = " minutes";
  return std::move(tally).Finish(100);
}

namespace {

enum Phase { kNone, kIntake, kEngagement, kAssessment, kJobFinding, kCoaching, kFollowAlong };

// Which of the six phases a contact belongs to. Reviews, contacts with the clinical team and whatever else happens in all of them belong to none.
Phase PhaseOf(const ContactFact& c) {
  switch (c.kind) {
    case cl::CONTACT_KIND_FIRST_APPOINTMENT:
      return kIntake;
    case cl::CONTACT_KIND_ACTION_PLAN:
    case cl::CONTACT_KIND_BENEFITS_ADVICE:
    case cl::CONTACT_KIND_OUTREACH:
      return kEngagement;
    case cl::CONTACT_KIND_VOCATIONAL_PROFILE:
      return kAssessment;
    case cl::CONTACT_KIND_JOB_SEARCH:
    case cl::CONTACT_KIND_EMPLOYER_ENGAGEMENT:
      return kJobFinding;
    case cl::CONTACT_KIND_IN_WORK_SUPPORT:
      return c.place == cl::CONTACT_PLACE_EMPLOYER ? kCoaching : kFollowAlong;
    default:
      return kNone;
  }
}

// Whether somebody works in the team as an employment specialist on any day of the window.
bool WorksInWindow(const Member& member, const TeamFacts& team, const Value& window) {
  std::vector<Day> days{window.from};  // nothing changes but where a span begins or the day after one ends
  const auto add = [&](const Span& span) {
    for (const Day day : {span.from, span.to + 1}) {
      if (window.from < day && day <= window.to) days.push_back(day);
    }
  };
  add(member.own);
  for (const auto& posting : member.postings) add(posting);
  return std::any_of(days.begin(), days.end(),
                     [&](Day day) { return SpecialistOn(member, team.team, day).has_value(); });
}

}  // namespace

// For each specialist the phases in which the log shows them with people whose key worker they were on that day; the value is the mean over those who
// were with any.
Value PhasesByOneSpecialist(const OrgFacts& org, const TeamFacts& team, Tally tally) {
  std::map<int, std::set<Phase>> carried;
  const auto take = [&](const Seen& seen, int journey, int member, Phase phase) {
    if (member == kNobody || !SpecialistOn(org.members[member], team.team, seen.day))
      return tally.Leave(seen, "by somebody else than the team's employment specialists", false);
    const int key_worker = KeyWorkerOn(team.journeys[journey], seen.day);
    if (key_worker == kNobody) return tally.Leave(seen, "the journey had no key worker on the day", true);
    if (key_worker != member) return tally.Leave(seen, "by another specialist than the key worker", false);
    const bool is_new = carried[member].insert(phase).second;
    is_new ? tally.Above(seen, 1, "the first that shows its phase") : tally.Above(seen, 0, "a phase shown before");
  };
  for (const auto& c : team.contacts) {
    const bool took_place = c.attendance == cl::CONTACT_ATTENDANCE_ATTENDED || c.kind == cl::CONTACT_KIND_OUTREACH;
    if (!tally.Covers(c.day) || !took_place || c.journey == kNobody) continue;
    if (const Phase phase = PhaseOf(c); phase != kNone) take(Of(c), c.journey, c.member, phase);
  }
  for (const auto& e : team.engagements) {
    if (!tally.Covers(e.day)) continue;
    for (const int journey : e.journeys) take(Of(e), journey, e.member, kJobFinding);
  }
  for (const int m : team.members) {
    const Member& member = org.members[m];
    if (!WorksInWindow(member, team, tally.so_far())) continue;
    const Seen seen{"staff_member", &member.id, nullptr, tally->to};
    carried.count(m) > 0 ? tally.Below(seen, 1, "a specialist of the team")
                         : tally.Leave(seen, "is on record with nobody whose key worker they were", true);
  }
  return std::move(tally).Finish();
}

}  // namespace gainful::fidelity
