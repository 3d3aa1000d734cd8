// Engagement with employers: what an engagement must be, and the two figures that come straight from the log. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/employer/v1/engagement.pb.h"
#include "services/common/base/status.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// Kinds in which the employer took part in a conversation: not an approach that may have gone unanswered, work on stigma or a thank-you. As an array of
// codes for the database.
bool IsConversation(pb::EngagementKind kind);
std::string ConversationKinds();

// Whether it took place: because somebody said so or, where nobody said anything, because it was recorded on its day or later. What was recorded ahead is
// a plan until then, and counts in nothing.
bool TookPlace(const pb::Engagement& engagement);
// The same as a condition on the columns of a row of employer.engagement by that name.
std::string TookPlaceSql(const std::string& row);

// The day by which what a person said counts for a conversation: its own where that has come, none for a plan (see AllowedOf).
std::optional<absl::CivilDay> ToldOn(absl::CivilDay held_on, absl::CivilDay today);

// The next step not before the engagement; whether it took place is yes or no.
void CheckEngagement(const pb::Engagement& engagement, base::Violations* violations);

// Whether it took place is said from its day on.
void CheckSaid(const pb::Engagement& engagement, absl::CivilDay today, base::Violations* violations);

// What took place stays so, on a day that has come: whatever else it was is another engagement, or this one was recorded in error.
void CheckStaysHeld(const pb::Engagement& before, const pb::Engagement& after, absl::CivilDay today,
                    base::Violations* violations);

// Whether it is an approach that is still to be made: anything on a day to come, and a first approach today.
bool IsApproachToCome(const pb::Engagement& engagement, absl::CivilDay today);

// An account is of what has happened: none of a day to come. Nothing said twice.
void CheckDisclosed(const std::vector<pb::DisclosureContent>& discloses, const std::string& account,
                    absl::CivilDay held_on, absl::CivilDay today, const std::string& path,
                    base::Violations* violations);

// PERMISSION_DENIED where it is an incident, which a manager alone takes back: not whoever caused it.
absl::Status CheckMayWithdraw(const pb::ParticipantEngagement& record, const std::string& role);
// The same of the engagement itself, which the lead of a team may take back too: the incident stays on record. Whoever is refused may not see whom the
// incident is about, so the error does not say that there is one.
absl::Status CheckMayWithdraw(bool has_incident, const std::string& role, bool leads_a_team);

// Both days of a period are inclusive: not the other way round, and not longer than five years.
void CheckPeriod(absl::CivilDay from, absl::CivilDay to, base::Violations* violations);

// The Monday of a day's week.
absl::CivilDay WeekOf(absl::CivilDay day);

// A face-to-face contact with an employer that was for a participant, one for each engagement.
struct FaceToFace {
  std::string staff_member_id, name;
  absl::CivilDay held_on;
};

// Counts them by specialist and week, Monday to Sunday, within the days from `from` to `to` that have come by `as_of`. Each specialist has every week of
// the period, so that a mean is one over weeks without a contact too; `asked_for` has a row where there is no contact at all.
pb::EngagementWeeks CountWeeks(const std::vector<FaceToFace>& contacts, absl::CivilDay from, absl::CivilDay to,
                               absl::CivilDay as_of, const std::optional<FaceToFace>& asked_for);

// A journey with its first attended meeting and, where there was one, the first face-to-face contact with an employer for the person.
struct JourneyStart {
  std::string journey_id, participant_id;
  absl::CivilDay first_meeting;
  std::optional<absl::CivilDay> first_contact;
};

// Days between the two: 0 on one day, 1 on the next. The median is over journeys that had a contact.
pb::FirstEmployerContacts DaysToContact(const std::vector<JourneyStart>& journeys, absl::CivilDay as_of);

}  // namespace gainful::employer
