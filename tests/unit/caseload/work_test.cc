#include "services/caseload/work.h"

#include <gmock/gmock.h>

#include "services/common/base/dates.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
namespace dir = directory::v1;

constexpr absl::CivilDay kToday(2025, 6, 16);

TEST(ScaledLimit, IsRoundedDown) {
  EXPECT_EQ(ScaledLimit(20, std::nullopt), 20);
  EXPECT_EQ(ScaledLimit(20, 100), 20);
  EXPECT_EQ(ScaledLimit(20, 99), 19);
  EXPECT_EQ(ScaledLimit(20, 50), 10);
  EXPECT_EQ(ScaledLimit(20, 33), 6);
  EXPECT_EQ(ScaledLimit(20, 5), 1);
  EXPECT_EQ(ScaledLimit(20, 4), 0);
}

TEST(IsExclusion, IsForIpsAndForFourReasons) {
  int excluded = 0;
  for (int p = 1; p <= dir::ProgrammeKind_MAX; ++p) {
    for (int r = 0; r <= pb::DeclineReason_MAX; ++r)
      excluded += IsExclusion(static_cast<dir::ProgrammeKind>(p), static_cast<pb::DeclineReason>(r));
  }
  EXPECT_EQ(excluded, 4 * 4);
  EXPECT_TRUE(IsExclusion(dir::PROGRAMME_KIND_IPS_PRIMARY, pb::DECLINE_REASON_NOT_READY));
  EXPECT_TRUE(IsExclusion(dir::PROGRAMME_KIND_IPS_DRUGS_ALCOHOL, pb::DECLINE_REASON_SUBSTANCE_USE));
  EXPECT_FALSE(IsExclusion(dir::PROGRAMME_KIND_IPS_PRIMARY, pb::DECLINE_REASON_NOT_WANTED));
  EXPECT_FALSE(IsExclusion(dir::PROGRAMME_KIND_CONNECT_TO_WORK, pb::DECLINE_REASON_NOT_READY));
}

OpenJourney Referred(absl::CivilDay on) {
  OpenJourney j;
  j.id = "j";
  j.participant_id = "p";
  j.name = "Sam";
  j.key_worker = "Robin";
  j.referred_on = on;
  return j;
}

// "reason urgency due" of each item.
std::vector<std::string> Due(const OpenJourney& j, absl::CivilDay today = kToday) {
  std::vector<pb::DayItem> items;
  AddDue(j, today, &items);
  std::vector<std::string> lines;
  for (const auto& item : items) {
    const std::string reason = pb::DayReason_Name(item.reason()), urgency = pb::DayUrgency_Name(item.urgency());
    lines.push_back(absl::StrCat(reason.substr(11), " ", urgency.substr(12),
                                 item.has_due_on() ? " " + base::FormatDay(*base::ToDay(item.due_on())) : ""));
  }
  return lines;
}

TEST(AddDue, AReferralWaitsForItsDecision) {
  OpenJourney j = Referred(absl::CivilDay(2025, 6, 2));
  EXPECT_THAT(Due(j), ElementsAre("DECISION DUE")) << "without a clock it just waits";
  j.decision_days = 22;  // 24 June
  EXPECT_THAT(Due(j), IsEmpty());
  j.decision_days = 21;
  EXPECT_THAT(Due(j), ElementsAre("DECISION AT_RISK 2025-06-23"));
  j.decision_days = 15;
  EXPECT_THAT(Due(j), ElementsAre("DECISION AT_RISK 2025-06-17"));
  j.decision_days = 14;
  EXPECT_THAT(Due(j), ElementsAre("DECISION DUE 2025-06-16"));
  j.decision_days = 13;
  EXPECT_THAT(Due(j), ElementsAre("DECISION OVERDUE 2025-06-15"));
}

TEST(AddDue, AnAcceptedOneWantsAKeyWorkerAndAFirstContact) {
  OpenJourney j = Referred(absl::CivilDay(2025, 6, 2));
  j.accepted_on = absl::CivilDay(2025, 6, 10);
  EXPECT_THAT(Due(j), IsEmpty());
  j.key_worker.clear();
  EXPECT_THAT(Due(j), ElementsAre("ALLOCATION OVERDUE 2025-06-10"));
  j.key_worker = "Robin";
  j.first_contact_days = 6;
  EXPECT_THAT(Due(j), ElementsAre("FIRST_CONTACT DUE 2025-06-16"));
  j.first_contact_days.reset();
  EXPECT_THAT(Due(j, absl::CivilDay(2025, 6, 30)), IsEmpty());
  EXPECT_THAT(Due(j, absl::CivilDay(2025, 7, 1)), ElementsAre("FIRST_CONTACT AT_RISK 2025-07-08"));
  EXPECT_THAT(Due(j, absl::CivilDay(2025, 7, 8)), ElementsAre("FIRST_CONTACT DUE 2025-07-08"));
  EXPECT_THAT(Due(j, absl::CivilDay(2025, 7, 9)), ElementsAre("FIRST_CONTACT OVERDUE 2025-07-08"));
}

TEST(AddDue, NobodyIsWithoutContactForFourWeeks) {
  OpenJourney j = Referred(absl::CivilDay(2025, 1, 2));
  j.accepted_on = absl::CivilDay(2025, 1, 10);
  j.last_met = absl::CivilDay(2025, 5, 27);
  EXPECT_THAT(Due(j), IsEmpty()) << "20 days";
  j.last_met = absl::CivilDay(2025, 5, 26);
  EXPECT_THAT(Due(j), ElementsAre("NO_CONTACT AT_RISK 2025-06-23"));
  j.last_met = absl::CivilDay(2025, 5, 19);
  EXPECT_THAT(Due(j), ElementsAre("NO_CONTACT DUE 2025-06-16")) << "28 days";
  j.last_met = absl::CivilDay(2025, 5, 18);
  EXPECT_THAT(Due(j), ElementsAre("NO_CONTACT OVERDUE 2025-06-15"));
}

// Somebody was met when they were referred: the clock that starts with the acceptance still wants a contact.
TEST(AddDue, AContactBeforeTheAcceptanceIsNotTheFirst) {
  OpenJourney j = Referred(absl::CivilDay(2025, 6, 1));
  j.accepted_on = absl::CivilDay(2025, 6, 10);
  j.first_contact_days = 5;
  j.last_met = absl::CivilDay(2025, 6, 9);
  EXPECT_THAT(Due(j), ElementsAre("FIRST_CONTACT OVERDUE 2025-06-15"));
  j.last_met = absl::CivilDay(2025, 6, 10);
  EXPECT_THAT(Due(j), IsEmpty());
}

TEST(AddDue, ReviewsAndConsentHaveTheirDays) {
  OpenJourney j = Referred(absl::CivilDay(2025, 6, 2));
  j.accepted_on = absl::CivilDay(2025, 6, 10);
  j.next_review_on = absl::CivilDay(2025, 6, 24);
  j.consent_ends = absl::CivilDay(2025, 7, 17);
  EXPECT_THAT(Due(j), IsEmpty());
  j.next_review_on = absl::CivilDay(2025, 6, 23);
  j.consent_ends = absl::CivilDay(2025, 7, 16);
  EXPECT_THAT(Due(j), ElementsAre("CONSENT_EXPIRY AT_RISK 2025-07-16", "REVIEW AT_RISK 2025-06-23"));
  j.next_review_on = absl::CivilDay(2025, 6, 15);
  j.consent_ends = kToday;
  EXPECT_THAT(Due(j), ElementsAre("CONSENT_EXPIRY DUE 2025-06-16", "REVIEW OVERDUE 2025-06-15"));
}

TEST(AddDue, TriageComesBeforeTheDecision) {
  OpenJourney j = Referred(absl::CivilDay(2025, 6, 2));
  j.decision_days = 30;
  j.waits_for_triage = true;
  EXPECT_THAT(Due(j), ElementsAre("TRIAGE DUE")) << "without a clock it just waits";
  j.triage_days = 22;  // 24 June
  EXPECT_THAT(Due(j), IsEmpty());
  j.triage_days = 21;
  EXPECT_THAT(Due(j), ElementsAre("TRIAGE AT_RISK 2025-06-23"));
  j.triage_days = 14;
  EXPECT_THAT(Due(j), ElementsAre("TRIAGE DUE 2025-06-16"));
  j.triage_days = 13;
  EXPECT_THAT(Due(j), ElementsAre("TRIAGE OVERDUE 2025-06-15"));
  j.accepted_on = kToday;
  EXPECT_THAT(Due(j), IsEmpty()) << "what was decided needs no triage";
}

TEST(AddDue, TheReviewClockCountsFromTheLastReviewElseFromTheAcceptance) {
  OpenJourney j = Referred(absl::CivilDay(2025, 1, 2));
  j.last_met = kToday;
  j.review_days = 90;
  EXPECT_THAT(Due(j), ElementsAre("DECISION DUE")) << "no review before the acceptance";
  j.accepted_on = absl::CivilDay(2025, 3, 18);
  EXPECT_THAT(Due(j), ElementsAre("REVIEW DUE 2025-06-16"));
  j.accepted_on = absl::CivilDay(2025, 3, 17);
  EXPECT_THAT(Due(j), ElementsAre("REVIEW OVERDUE 2025-06-15"));
  j.last_reviewed = absl::CivilDay(2025, 3, 26);
  EXPECT_THAT(Due(j), IsEmpty()) << "24 June";
  j.last_reviewed = absl::CivilDay(2025, 3, 25);
  EXPECT_THAT(Due(j), ElementsAre("REVIEW AT_RISK 2025-06-23"));
  j.next_review_on = kToday;
  EXPECT_THAT(Due(j), ElementsAre("REVIEW DUE 2025-06-16")) << "a day that was fixed goes before the clock";
}

TEST(DueReturned, AndDisclosuresAreListedFromTheStartAndDueAWeekLater) {
  const auto line = [](const pb::DayItem& item) {
    return absl::StrCat(pb::DayUrgency_Name(item.urgency()).substr(12), " ",
                        base::FormatDay(*base::ToDay(item.due_on())), " ", item.note());
  };
  EXPECT_EQ(line(DueReturned(kToday, 1, kToday)), "DUE 2025-06-23 1 entry");
  EXPECT_EQ(line(DueReturned(kToday - 7, 2, kToday)), "DUE 2025-06-16 2 entries");
  EXPECT_EQ(line(DueReturned(kToday - 8, 2, kToday)), "OVERDUE 2025-06-15 2 entries");
  EXPECT_EQ(line(DueDisclosure(kToday - 7, kToday)), "DUE 2025-06-16 ");
  EXPECT_EQ(line(DueDisclosure(kToday - 8, kToday)), "OVERDUE 2025-06-15 ");
}

TEST(DropRepeatedConsents, LeavesOneForEachPerson) {
  std::vector<pb::DayItem> items;
  OpenJourney a = Referred(kToday - 1), b = a, c = a;
  a.consent_ends = b.consent_ends = c.consent_ends = kToday;
  b.id = "another of the same person";
  c.participant_id = "another";
  for (const auto& j : {a, b, c}) AddDue(j, kToday, &items);
  DropRepeatedConsents(&items);
  int consents = 0, decisions = 0;
  for (const auto& item : items) {
    consents += item.reason() == pb::DAY_REASON_CONSENT_EXPIRY;
    decisions += item.reason() == pb::DAY_REASON_DECISION;
  }
  EXPECT_EQ(consents, 2);
  EXPECT_EQ(decisions, 3) << "everything else is a journey's";
}

TEST(SortByUrgency, PutsACrisisThenAlertsThenTheLongestOverdueFirst) {
  std::vector<pb::DayItem> items;
  OpenJourney a = Referred(absl::CivilDay(2025, 6, 2)), b = a, c = a;
  a.name = "at risk";
  a.decision_days = 20;
  b.name = "older";
  b.decision_days = 1;
  c.name = "newer";
  c.decision_days = 2;
  OpenJourney waits = Referred(absl::CivilDay(2025, 6, 2));
  waits.name = "waits";
  OpenJourney today = waits;
  today.name = "today";
  today.decision_days = 14;
  for (const auto& j : {a, c, today, b, waits}) AddDue(j, kToday, &items);
  items.push_back(DueAlert(pb::ALERT_KIND_OLD_ANSWER, absl::CivilDay(2025, 6, 15), kToday, false));
  items.back().set_name("alert");
  items.push_back(DueAlert(pb::ALERT_KIND_ZERO_EXCLUSION, kToday, kToday, false));
  items.back().set_name("new alert");
  items.push_back(DueAlert(pb::ALERT_KIND_CRISIS, kToday, kToday, false));
  items.back().set_name("new crisis");
  items.push_back(DueAlert(pb::ALERT_KIND_CRISIS, kToday, kToday, true));
  items.back().set_name("late crisis");
  SortByUrgency(&items);
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name());
  EXPECT_THAT(names, ElementsAre("late crisis", "new crisis", "alert", "new alert", "older", "newer", "waits", "today",
                                 "at risk"));
}

TEST(DueSignature, IsOverdueAWeekLater) {
  for (const auto& [first_on, urgency] : std::map<absl::CivilDay, pb::DayUrgency>{
           {kToday, pb::DAY_URGENCY_DUE}, {kToday - 7, pb::DAY_URGENCY_DUE}, {kToday - 8, pb::DAY_URGENCY_OVERDUE}}) {
    const pb::DayItem item = DueSignature(first_on, 2, kToday);
    EXPECT_EQ(item.urgency(), urgency) << first_on;
    EXPECT_EQ(*base::ToDay(item.due_on()), first_on + 7);
    EXPECT_EQ(item.note(), "2 entries");
  }
  EXPECT_EQ(DueSignature(kToday, 1, kToday).note(), "1 entry");
}

}  // namespace
}  // namespace gainful::caseload
