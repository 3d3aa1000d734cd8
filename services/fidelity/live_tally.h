// How a reading is put together: what counts, what is left out and why, and, where somebody wants to see them, the records behind both.
#pragma once

#include <optional>
#include <string>

#include "services/fidelity/live.h"

namespace gainful::fidelity {

// A record as it is told of.
struct Seen {
  const char* kind;
  const std::string* id;
  const std::string* participant_id;  // null: about nobody
  Day day;
  const std::string* own_of =
      nullptr;  // the member of staff whose own it is, as an entry of time; null: nobody's in particular
};

class Tally {
 public:
  Tally(Day from, Day to, bool records) : records_(records) {
    value_.from = from;
    value_.to = to;
  }

  bool Covers(Day day) const { return value_.from <= day && day <= value_.to; }
  // Whether the journey was under way on any day of the window. Facts may hold others, as other windows are read with them.
  bool Covers(const JourneyFact& journey) const {
    return journey.referred <= value_.to && value_.from <= journey.ended;
  }

  // So much of a record, above the line, below it or on both sides; `what` says what of it counts, where that is not plain.
  void Above(const Seen& seen, std::int64_t much = 1, const char* what = "") {
    value_.numerator += much;
    Tell(pb::LIVE_USE_NUMERATOR, seen, what, much);
  }
  void Below(const Seen& seen, std::int64_t much = 1, const char* what = "") {
    value_.denominator += much;
    Tell(pb::LIVE_USE_DENOMINATOR, seen, what, much);
  }
  void Both(const Seen& seen, std::int64_t much = 1, const char* what = "") {
    value_.numerator += much;
    value_.denominator += much;
    Tell(pb::LIVE_USE_BOTH, seen, what, much);
  }
  // `reason` is a literal. A gap is something that the records should say and do not.
  void Leave(const Seen& seen, const char* reason, bool is_gap);

  // What the value would be at worst, and what it hangs on in words, completing "up to 5 if ". The reading is incomplete.
  void Doubt(const Exact& worst, const char* if_so);

  // The value as so many times the numerator over the denominator; none where the denominator is 0.
  Value Finish(std::int64_t factor = 1) &&;

  Value* operator->() { return &value_; }
  const Value& so_far() const { return value_; }

 private:
  void Tell(pb::LiveUse use, const Seen& seen, const char* reason, std::optional<std::int64_t> much);

  const bool records_;
  Value value_;
};

// Whether a face-to-face contact with an employer, for people of this team.
inline bool IsEmployerContact(const EngagementFact& engagement) {
  return engagement.in_person && !engagement.journeys.empty();
}

// One for each name of a reading; `tally` covers the window of the item.
Value CaseloadPerFte(const OrgFacts& org, const TeamFacts& team, Tally tally);
Value AttachedTeamShare(const TeamFacts& team, Tally tally);
Value EmploymentTimeShare(const OrgFacts& org, const TeamFacts& team, const Reading& reading, Tally tally);
Value CommunityShare(const OrgFacts& org, const TeamFacts& team, Tally tally);
Value PhasesByOneSpecialist(const OrgFacts& org, const TeamFacts& team, Tally tally);
Value DaysToEmployerContact(const TeamFacts& team, const Item& item, Tally tally);
Value ContactsMatchingPreferences(const OrgFacts& org, const TeamFacts& team, Tally tally);
Value EmployerContactsAWeek(const OrgFacts& org, const TeamFacts& team, Tally tally);
Value JobTypeDiversity(const TeamFacts& team, Tally tally);
Value EmployerDiversity(const TeamFacts& team, Tally tally);
Value CompetitiveShare(const TeamFacts& team, const Reading& reading, Tally tally);
Value FollowAlongKept(const TeamFacts& team, Tally tally);
Value OutreachAttempts(const OrgFacts& org, const TeamFacts& team, Tally tally);

}  // namespace gainful::fidelity
