// Items about the caseload as it stands, and about those who stay away: caseload_per_fte, attached_team_share, outreach_attempts.
#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/fidelity/live_tally.h"

namespace gainful::fidelity {
namespace {

namespace cl = caseload::v1;

// Somebody stays away once they have missed so many contacts in a row: an assumption of ours, as the scale says nothing of it.
constexpr int kMissed = 2;
// Whoever stays away has to be sought within so many days, before it counts that nobody did: common practice of a contact a month.
constexpr int kDaysToSeek = 28;

bool IsActive(const JourneyFact& j, Day day) {
  return !j.declined && j.accepted != kNoDay && j.accepted <= day && day < j.ended;
}

Seen Of(const JourneyFact& j) { return {"journey", &j.id, &j.participant_id, j.referred}; }

// Counts each passage that is active on the last day once, above the line or on both sides; the others of its journeys are told of as left out.
template <class Count>
void CountActive(const TeamFacts& team, Tally* tally, const Count& count) {
  const Day day = (*tally)->to;
  std::set<int> people;
  for (const auto& passage : team.passages) {
    for (const int j : passage.journeys) {
      const JourneyFact& journey = team.journeys[j];
      if (journey.referred > day || day >= journey.ended) continue;
      if (!IsActive(journey, day)) {
        tally->Leave(Of(journey), "not accepted yet", false);
      } else if (people.insert(passage.person).second) {
        count(Of(journey));
      } else {
        tally->Leave(Of(journey), "the same person again", false);
      }
    }
  }
}

}  // namespace

// People with an active journey over full-time equivalents of the team's employment specialists, both on the day.
Value CaseloadPerFte(const OrgFacts& org, const TeamFacts& team, Tally tally) {
  const Day day = tally->to;
  tally->parts = 100;
  CountActive(team, &tally, [&](const Seen& seen) { tally.Above(seen); });
  int guessed = 0;
  for (const int m : team.members) {
    const Member& member = org.members[m];
    ForSpansOn(member, day, [&](const Span& span) {
      if (span.team != team.team) return;
      const bool is_posting = !span.posting_id.empty();
      const Seen seen{is_posting ? "posting" : "staff_member", is_posting ? &span.posting_id : &member.id, nullptr,
                      span.from == -kForever ? day : span.from};
      if (span.role != directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST)
        return tally.Leave(seen, "works in another role than employment specialist", false);
      tally.Below(seen, span.fte_percent == 0 ? 100 : span.fte_percent, "hundredths of full time");
      guessed += span.fte_percent == 0 ? 1 : 0;
    });
  }
  if (guessed > 0) {
    tally->incomplete = true;
    tally->remarks.push_back(
        absl::StrCat("the hours of ", guessed, " who work in the team are not on record, and taken for full time"));
  }
  if (tally->denominator == 0) tally->remarks.push_back("no employment specialist works in the team on that day");
  return std::move(tally).Finish(100);
}

// The log knows to which treatment teams a team is attached, and not from which of them each person comes: so there is no value, and nothing is taken for
// granted of a team with one of them, nor of one that has never kept its attachments.
Value AttachedTeamShare(const TeamFacts& team, Tally tally) {
  const Day day = tally->to;
  std::set<std::string> attached;
  for (const auto& a : team.attachments) {
    if (a.from <= day && day <= a.to) attached.insert(a.clinical_team);
  }
  CountActive(team, &tally, [&](const Seen& seen) {
    tally.Leave(
        seen, attached.empty() ? "no attachment to a treatment team is on record" : "from which team is not on record",
        true);
  });
  tally->remarks.push_back(attached.empty() ? "no attachment to a treatment team is on record"
                                            : absl::StrCat("attached to ", attached.size(), " treatment team",
                                                           attached.size() == 1 ? "" : "s",
                                                           "; there is no record of who comes from which team"));
  return std::move(tally).Finish();
}

namespace {

// A time in which somebody stays away: from the day of the last contact that they missed in a row to the one that they came to, or to the end.
struct Away {
  Day from = kNoDay, to = kNoDay;
  bool is_over = false;
  bool is_discharged = false;  // it ended with the journey
  const JourneyFact* journey = nullptr;
};

bool IsMissed(const ContactFact& c) {
  return c.attendance == cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND ||
         c.attendance == cl::CONTACT_ATTENDANCE_CANCELLED_BY_PARTICIPANT;
}

bool IsMeeting(const ContactFact& c) {
  return c.attendance == cl::CONTACT_ATTENDANCE_ATTENDED && c.with_participant && c.mode != cl::CONTACT_MODE_TEXT;
}

// Of one passage, whose contacts are given by day, among those in the window.
std::vector<Away> AwaysOf(const TeamFacts& team, const Passage& passage,
                          const std::vector<const ContactFact*>& contacts, const Tally& tally, Day as_at) {
  Day ends = kNoDay;
  const JourneyFact* last = nullptr;
  for (const int j : passage.journeys) {
    if (!tally.Covers(team.journeys[j])) continue;
    if (last == nullptr || team.journeys[j].ended > ends) last = &team.journeys[j];
    ends = std::max(ends, team.journeys[j].ended);
  }
  std::vector<Away> aways;
  int missed = 0;
  bool is_away = false;
  for (const ContactFact* c : contacts) {
    if (!tally.Covers(c->day) || c->day >= ends) continue;
    if (IsMeeting(*c)) {
      if (is_away) {
        aways.back().to = c->day;
        aways.back().is_over = true;
      }
      is_away = false;
      missed = 0;
    } else if (IsMissed(*c) && c->with_participant && !is_away && ++missed == kMissed) {
      aways.push_back({c->day, as_at, false, false, last});
      is_away = true;
    }
  }
  if (is_away && ends <= as_at) {
    aways.back().to = ends;
    aways.back().is_over = aways.back().is_discharged = true;
  }
  return aways;
}

// Whether it was an attempt to reach somebody who stays away. What else went on for them meanwhile, such as a word with an employer, is none.
bool IsAttempt(const ContactFact& c, const Away& away) {
  if (c.day < away.from || c.day > away.to) return false;
  if (c.kind == cl::CONTACT_KIND_OUTREACH) return c.attendance != cl::CONTACT_ATTENDANCE_CANCELLED_BY_SERVICE;
  const bool came = away.is_over && !away.is_discharged;
  if (c.day == away.from || (came && c.day == away.to))
    return false;  // the contact that they missed, and the one that they came to
  if (c.attendance == cl::CONTACT_ATTENDANCE_CANCELLED_BY_SERVICE ||
      c.attendance == cl::CONTACT_ATTENDANCE_CANCELLED_BY_PARTICIPANT)
    return false;
  return c.kind == cl::CONTACT_KIND_CLINICAL_LIAISON || c.with_participant || c.with_carer;
}

// How many of the six kinds of outreach the log shows for one time away.
int KindsOf(const OrgFacts& org, const TeamFacts& team, const Away& away,
            const std::vector<const ContactFact*>& contacts, Tally* tally) {
  bool visits = false, with_team = false, family = false;
  int written = 0, by_specialist = 0;
  for (const ContactFact* c : contacts) {
    if (!IsAttempt(*c, away)) continue;
    ++written;
    if (c->member != kNobody && SpecialistOn(org.members[c->member], team.team, c->day)) ++by_specialist;
    visits = visits || (c->mode == cl::CONTACT_MODE_IN_PERSON &&
                        (c->place == cl::CONTACT_PLACE_HOME || c->place == cl::CONTACT_PLACE_COMMUNITY));
    with_team = with_team || c->with_clinician || c->kind == cl::CONTACT_KIND_CLINICAL_LIAISON;
    family = family || c->with_carer;
    tally->Above({"contact", &c->id, &c->participant_id, c->day}, 0, "an attempt to reach somebody who stays away");
  }
  return (away.is_discharged ? 0 : 1) + (written > 0 ? 1 : 0) + (visits ? 1 : 0) + (by_specialist > 1 ? 1 : 0) +
         (with_team ? 1 : 0) + (family ? 1 : 0);
}

}  // namespace

// The six kinds: nobody discharged while they stay away, attempts written down, visits at home or in the community, several attempts by a specialist, attempts
// with or through the treatment team, and with the family. Their number is an average over times away.
Value OutreachAttempts(const OrgFacts& org, const TeamFacts& team, Tally tally) {
  const Day as_at = tally->to;
  std::vector<int> passage_of(team.journeys.size(), kNobody);
  for (size_t p = 0; p < team.passages.size(); ++p) {
    for (const int j : team.passages[p].journeys) passage_of[j] = static_cast<int>(p);
  }
  std::vector<std::vector<const ContactFact*>> contacts(team.passages.size());
  for (const auto& c : team.contacts) {
    if (c.journey != kNobody) contacts[passage_of[c.journey]].push_back(&c);
  }
  int discharged = 0;
  for (size_t p = 0; p < team.passages.size(); ++p) {
    for (const Away& away : AwaysOf(team, team.passages[p], contacts[p], tally, as_at)) {
      Seen seen = Of(*away.journey);
      seen.day = away.from;
      if (!away.is_discharged && away.to - away.from < kDaysToSeek) {
        tally.Leave(seen, away.is_over ? "came back within four weeks" : "has stayed away for less than four weeks",
                    false);
        continue;
      }
      discharged += away.is_discharged ? 1 : 0;
      tally->numerator += KindsOf(org, team, away, contacts[p], &tally);
      tally.Below(seen, 1, "a time away, after two missed contacts in a row");
    }
  }
  if (tally->denominator == 0) tally->remarks.push_back("nobody is on record as having stayed away for four weeks");
  if (discharged > 0) {
    tally->remarks.push_back(absl::StrCat(
        discharged, " who stayed away when the journey ended are taken as discharged for it, whatever the reason was"));
  }
  return std::move(tally).Finish();
}

}  // namespace gainful::fidelity
