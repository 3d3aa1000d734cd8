// The records around a journey: what they refer to, who sees the restricted ones, what held on a day, and journeys that are opened again.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::ElementsAre;
using testing::HasSubstr;

class Supports : public WorldTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    person = world().NewParticipant(t.manager, t.team);
    journey = world().NewJourney(t.manager, t, person);
    // Of the same team as the specialist, and somebody else.
    auditor = world().Token({t.org, {"auditor"}, {}, "aud@example.org"});
    colleague = world().Token({t.org, {"specialist"}, {t.team}, "bea@example.org"});
  }
  cl::SafeguardingConcern Concern() const {
    cl::SafeguardingConcern c;
    c.set_participant_id(person.id());
    c.set_kind(cl::SAFEGUARDING_KIND_NEGLECT);
    *c.mutable_raised_on() = Day(2025, 6, 1);
    c.set_detail("No food in the house.");
    return c;
  }
  cl::Characteristic Said(cl::CharacteristicKind kind, const std::string& value, const google::type::Date& from) const {
    cl::Characteristic c;
    c.set_participant_id(person.id());
    c.set_kind(kind);
    c.add_values(value);
    *c.mutable_valid_from() = from;
    return c;
  }
  // "kind value" of each row, with what is not usual.
  std::vector<std::string> HeldOn(const std::string& token, const google::type::Date& day) {
    cl::GetCharacteristicsAtRequest q;
    q.set_participant_id(person.id());
    *q.mutable_day() = day;
    cl::CharacteristicsAt at;
    World::MustBeOk(world().Call(token, q, &at));
    std::vector<std::string> lines;
    for (const auto& row : at.characteristics())
      lines.push_back(absl::StrCat(cl::CharacteristicKind_Name(row.kind()).substr(20), " ",
                                   absl::StrJoin(row.values(), "+"), row.back_filled() ? " back-filled" : ""));
    return lines;
  }
  template <class Request>
  Outcome Step(const std::string& token, const std::string& id, Request q, Message* out = nullptr) {
    q.set_request_id(NewId());
    q.set_id(id);
    return world().Call(token, q, out);
  }
  Tenant t;
  Participant person;
  Journey journey;
  std::string colleague, auditor;
};

TEST_F(Supports, NeedAPersonAndAJourneyOfTheirs) {
  cl::Goal goal;
  goal.set_goal("A job with children.");
  *goal.mutable_set_on() = Day(2025, 6, 1);
  goal.set_participant_id(person.id());
  goal.set_journey_id(journey.id());
  const auto made = world().Make(t.specialist, goal);
  EXPECT_EQ(made.status(), cl::GOAL_STATUS_OPEN);
  EXPECT_EQ(made.recorded_by(), "ann@example.org");
  EXPECT_EQ(made.recorded_on().day(), 16);
  const Participant other = world().NewParticipant(t.manager, t.team);
  goal.set_journey_id(world().NewJourney(t.manager, t, other).id());
  EXPECT_THAT(world().Create(t.specialist, goal), NotFoundFor({"goal.journey_id"}));
  goal.set_participant_id(NewId());
  EXPECT_THAT(world().Create(t.specialist, goal), NotFoundFor({"goal.participant_id"}));
  // The person of another team is not there for a specialist.
  goal.set_participant_id(world().NewParticipant(t.manager, t.other_team).id());
  goal.clear_journey_id();
  EXPECT_THAT(world().Create(t.specialist, goal), NotFoundFor({"goal.participant_id"}));
  World::MustBeOk(Step(t.manager, journey.id(), cl::WithdrawJourneyRequest()));
  goal.set_participant_id(person.id());
  goal.set_journey_id(journey.id());
  EXPECT_EQ(world().Create(t.specialist, goal).reason, "STATE");
}

TEST_F(Supports, SayAllThatIsWrongAtOnce) {
  cl::Adjustment a;
  a.set_participant_id(person.id());
  a.set_kind(cl::ADJUSTMENT_KIND_HOURS);
  a.set_adjustment("later start");
  *a.mutable_requested_on() = Day(2025, 6, 2);
  *a.mutable_agreed_on() = Day(2025, 6, 1);
  a.set_refusal_reason("no");
  EXPECT_THAT(world().Create(t.specialist, a), InvalidFor({"adjustment.agreed_on", "adjustment.refused_on"}));
  a.clear_agreed_on();
  a.clear_refusal_reason();
  cl::Adjustment made = world().Make(t.specialist, a);
  EXPECT_EQ(made.status(), cl::ADJUSTMENT_STATUS_REQUESTED);
  *made.mutable_in_place_on() = Day(2025, 6, 1);
  EXPECT_THAT(world().Update(t.specialist, made, {"in_place_on"}), InvalidFor({"adjustment.in_place_on"}));
  *made.mutable_in_place_on() = Day(2025, 6, 10);
  World::MustBeOk(world().Update(t.specialist, made, {"in_place_on"}, &made));
  EXPECT_EQ(made.status(), cl::ADJUSTMENT_STATUS_IN_PLACE);
  World::MustBeOk(Step(t.specialist, made.id(), cl::WithdrawAdjustmentRequest(), &made));
  EXPECT_EQ(made.withdrawn_on().day(), 16);
  const Outcome again = Step(t.specialist, made.id(), cl::WithdrawAdjustmentRequest());
  EXPECT_EQ(again.message, "the adjustment was withdrawn as recorded in error");
  EXPECT_EQ(world().Update(t.specialist, made, {"in_place_on"}).reason, "STATE");
}

TEST_F(Supports, AJourneyHasOneProfile) {
  cl::VocationalProfile profile;
  profile.set_participant_id(person.id());
  profile.set_journey_id(journey.id());
  *profile.mutable_started_on() = Day(2025, 6, 1);
  const auto first = world().Make(t.specialist, profile);
  EXPECT_THAT(world().Create(t.specialist, profile), Refused(absl::StatusCode::kAlreadyExists));
  World::MustBeOk(Step(t.specialist, first.id(), cl::WithdrawVocationalProfileRequest()));
  EXPECT_THAT(world().Create(t.specialist, profile), IsOk());
}

// The profile is a row of its own; the journey says that it is there, wherever it is read.
TEST_F(Supports, AJourneyIsEngagedOnceItsProfileWasBegun) {
  const auto stands = [&] {
    Journey read;
    World::MustBeOk(world().Get(t.specialist, journey.id(), &read));
    cl::ListJourneysRequest list;
    list.set_participant_id(person.id());
    cl::ListJourneysResponse listed;
    World::MustBeOk(world().Call(t.specialist, list, &listed));
    EXPECT_THAT(listed.journeys(), testing::ElementsAre(testing::Property(&Journey::status, read.status())));
    return std::pair(read.status(), base::ToDay(read.engaged_on()));
  };
  cl::AcceptJourneyRequest accept;
  *accept.mutable_accepted_on() = Day(2025, 5, 20);
  World::MustBeOk(Step(t.specialist, journey.id(), accept, &journey));
  EXPECT_EQ(stands(), std::pair(cl::JOURNEY_STATUS_ACTIVE, std::optional<absl::CivilDay>()));
  cl::VocationalProfile profile;
  profile.set_participant_id(person.id());
  profile.set_journey_id(journey.id());
  *profile.mutable_started_on() = Day(2025, 6, 1);
  profile = world().Make(t.specialist, profile);
  EXPECT_EQ(stands(), std::pair(cl::JOURNEY_STATUS_ENGAGED, std::optional(absl::CivilDay(2025, 6, 1))));
  cl::ExitJourneyRequest exit;
  *exit.mutable_exited_on() = Day(2025, 6, 10);
  exit.set_exit_reason(cl::EXIT_REASON_COMPLETED);
  World::MustBeOk(Step(t.manager, journey.id(), exit, &journey));
  EXPECT_EQ(stands(), std::pair(cl::JOURNEY_STATUS_EXITED, std::optional(absl::CivilDay(2025, 6, 1))));
  World::MustBeOk(Step(t.specialist, profile.id(), cl::WithdrawVocationalProfileRequest()));
  EXPECT_FALSE(stands().second) << "a profile recorded in error engaged nobody";
}

TEST_F(Supports, SafeguardingIsForWhoRecordedItAndManagers) {
  const auto concern = world().Make(t.specialist, Concern());
  cl::SafeguardingConcern seen;
  for (const std::string& token : {t.specialist, t.manager})
    EXPECT_THAT(world().Get(token, concern.id(), &seen), IsOk());
  cl::ListSafeguardingConcernsRequest list;
  list.set_participant_id(person.id());
  for (const std::string& token : {colleague, auditor, t.other_specialist}) {
    EXPECT_THAT(world().Get(token, concern.id(), &seen), Refused(absl::StatusCode::kNotFound));
    cl::ListSafeguardingConcernsResponse rows;
    World::MustBeOk(world().Call(token, list, &rows));
    EXPECT_EQ(rows.safeguarding_concerns_size(), 0);
  }
  // Nor can it be changed, nor taken back, and the refusal says no more than of one that is not there.
  cl::SafeguardingConcern patch = concern;
  patch.set_detail("nothing");
  const Outcome hidden = world().Update(colleague, patch, {"detail"});
  patch.set_id(NewId());
  const Outcome missing = world().Update(colleague, patch, {"detail"});
  EXPECT_THAT(hidden, Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(hidden.details, missing.details);
  EXPECT_EQ(hidden.message, missing.message);
  // Whatever version is named: a stale one would say that there is something, and what changed.
  patch = concern;
  patch.set_etag(7);
  EXPECT_THAT(world().Update(colleague, patch, {"detail"}), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Step(colleague, concern.id(), cl::WithdrawSafeguardingConcernRequest()),
              Refused(absl::StatusCode::kNotFound));
  World::MustBeOk(world().Get(t.manager, concern.id(), &seen));
  EXPECT_EQ(seen.detail(), "No food in the house.");
  EXPECT_EQ(seen.etag(), 1);
}

TEST_F(Supports, RestrictedCharacteristicsAreToo) {
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_CONVICTIONS, "Y", Day(2025, 1, 1))));
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_CARER, "Y", Day(2025, 1, 1))));
  for (const std::string& token : {t.specialist, t.manager})
    EXPECT_THAT(HeldOn(token, Day(2025, 6, 1)), ElementsAre("CONVICTIONS Y", "CARER Y"));
  EXPECT_THAT(HeldOn(colleague, Day(2025, 6, 1)), ElementsAre("CARER Y"));
  cl::ListCharacteristicsRequest list;
  list.set_participant_id(person.id());
  cl::ListCharacteristicsResponse rows;
  World::MustBeOk(world().Call(colleague, list, &rows));
  ASSERT_EQ(rows.characteristics_size(), 1);
  EXPECT_EQ(rows.characteristics(0).kind(), cl::CHARACTERISTIC_KIND_CARER);
}

TEST_F(Supports, WhatHeldOnADayIsWrittenDownAsRead) {
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_RELIGION, "C", Day(2025, 1, 10))));
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_RELIGION, "M", Day(2025, 3, 1))));
  EXPECT_THAT(HeldOn(t.auditor, Day(2025, 1, 9)), ElementsAre("RELIGION C back-filled"));
  EXPECT_THAT(HeldOn(t.auditor, Day(2025, 1, 10)), ElementsAre("RELIGION C"));
  EXPECT_THAT(HeldOn(t.auditor, Day(2025, 4, 1)), ElementsAre("RELIGION C")) << "declined does not overwrite stated";
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE person = '", person.id(),
                                     "' AND method = 'GetCharacteristicsAt' AND role = 'auditor'")),
            3);
  const Outcome wrong = world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_RELIGION, "Q", Day(2025, 1, 10)));
  EXPECT_THAT(wrong, InvalidFor({"characteristic.values"}));
  EXPECT_THAT(wrong.violations[0].second, HasSubstr("one of A, B, C"));
}

TEST_F(Supports, CodesAreListedWithTheirGroups) {
  cl::GetCharacteristicCodesRequest q;
  q.set_kind(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY);
  cl::CharacteristicCodes codes;
  World::MustBeOk(world().Call(t.specialist, q, &codes));
  ASSERT_EQ(codes.codes_size(), 18);
  for (const auto& code : codes.codes()) {
    if (code.code() == "R") {
      EXPECT_THAT(code.groups(), ElementsAre("nhs=Other", "ons=Asian or Asian British"));
    }
    EXPECT_EQ(code.state() == cl::CHARACTERISTIC_STATE_DECLINED, code.code() == "Z");
  }
}

TEST_F(Supports, CodesOfHoursAreTheirNationalBands) {
  cl::GetCharacteristicCodesRequest q;
  q.set_kind(cl::CHARACTERISTIC_KIND_WEEKLY_HOURS);
  cl::CharacteristicCodes codes;
  World::MustBeOk(world().Call(t.specialist, q, &codes));
  std::vector<std::string> lines;
  for (const auto& code : codes.codes()) {
    ASSERT_EQ(code.groups_size(), 1) << code.code();
    lines.push_back(absl::StrCat(code.code(), " ", code.groups(0)));
  }
  EXPECT_THAT(lines, ElementsAre("0 nhs=none (no hours)", "1-4 nhs=04 (1-4 hours)", "5-15 nhs=03 (5-15 hours)",
                                 "16-29 nhs=02 (16-29 hours)", "30-96 nhs=01 (30 hours or more)",
                                 "97 nhs=97 (not stated)", "98 nhs=98 (not applicable)", "99 nhs=99 (not known)"));
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_WEEKLY_HOURS, "98", Day(2025, 1, 1))));
  EXPECT_THAT(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_WEEKLY_HOURS, "16-29", Day(2025, 1, 1))),
              InvalidFor({"characteristic.values"}))
      << "a band is not what somebody says";
}

TEST_F(Supports, ADigitalCheckSaysSomething) {
  cl::DigitalAccessCheck check;
  check.set_participant_id(person.id());
  *check.mutable_checked_on() = Day(2025, 6, 1);
  EXPECT_THAT(world().Create(t.specialist, check), InvalidFor({"digital_access_check.has_device"}));
  check.set_has_data(type::v1::ANSWER_NOT_KNOWN);
  const auto made = world().Make(t.specialist, check);
  cl::DigitalAccessCheck patch = made;
  patch.clear_has_data();
  EXPECT_THAT(world().Update(t.specialist, patch, {"has_data"}), InvalidFor({"digital_access_check.has_device"}));
}

// One thing, known by its tag, is out once: whoever lent it, and until it is back.
TEST_F(Supports, KitIsOnLoanToOnePersonAtATime) {
  const Participant south = world().NewParticipant(t.manager, t.other_team);
  const auto loan_of = [](const std::string& participant, const std::string& tag) {
    cl::KitLoan loan;
    loan.set_participant_id(participant);
    loan.set_item("laptop");
    loan.set_asset_tag(tag);
    *loan.mutable_lent_on() = Day(2025, 6, 1);
    return loan;
  };
  cl::KitLoan out = world().Make(t.specialist, loan_of(person.id(), "L-17"));
  const Outcome again = world().Create(t.specialist, loan_of(person.id(), "L-17"));
  EXPECT_THAT(again, InvalidFor({"kit_loan.asset_tag"}));
  EXPECT_THAT(again.violations[0].second, HasSubstr("on loan already"));
  EXPECT_THAT(world().Create(t.other_specialist, loan_of(south.id(), "L-17")), InvalidFor({"kit_loan.asset_tag"}))
      << "though they see nothing of that loan";
  // Nor by a change of the tag; but the loan itself may be changed.
  cl::KitLoan other = world().Make(t.other_specialist, loan_of(south.id(), "L-18"));
  cl::KitLoan patch = other;
  patch.set_asset_tag("L-17");
  EXPECT_THAT(world().Update(t.other_specialist, patch, {"asset_tag"}), InvalidFor({"kit_loan.asset_tag"}));
  *out.mutable_due_back_on() = Day(2025, 7, 1);
  World::MustBeOk(world().Update(t.specialist, out, {"due_back_on"}, &out));
  // What has no tag, and what another organisation calls so, is another thing.
  World::MustBeOk(world().Create(t.specialist, loan_of(person.id(), "")));
  World::MustBeOk(world().Create(t.specialist, loan_of(person.id(), "")));
  const Tenant elsewhere = world().NewTenant();
  const Participant theirs = world().NewParticipant(elsewhere.manager, elsewhere.team);
  World::MustBeOk(world().Create(elsewhere.manager, loan_of(theirs.id(), "L-17")));
  // Back, it goes out again; and so does one whose loan was recorded in error.
  *out.mutable_returned_on() = Day(2025, 6, 10);
  World::MustBeOk(world().Update(t.specialist, out, {"returned_on"}, &out));
  World::MustBeOk(world().Create(t.other_specialist, loan_of(south.id(), "L-17")));
  out.clear_returned_on();
  EXPECT_THAT(world().Update(t.specialist, out, {"returned_on"}), InvalidFor({"kit_loan.asset_tag"}))
      << "somebody else has it now";
  World::MustBeOk(Step(t.other_specialist, other.id(), cl::WithdrawKitLoanRequest()));
  World::MustBeOk(world().Create(t.specialist, loan_of(person.id(), "L-18")));
}

// Two at once: one of them has it.
TEST_F(Supports, KitWantedTwiceAtOnceIsLentOnce) {
  std::atomic<int> lent{0}, refused{0};
  std::vector<std::thread> lenders;
  for (int i = 0; i < 8; ++i) {
    lenders.emplace_back([&] {
      cl::KitLoan loan;
      loan.set_participant_id(person.id());
      loan.set_item("telephone");
      loan.set_asset_tag("T-1");
      *loan.mutable_lent_on() = Day(2025, 6, 1);
      const Outcome outcome = world().Create(t.specialist, loan);
      lent += outcome.ok();
      refused += outcome.code == absl::StatusCode::kInvalidArgument;
    });
  }
  for (auto& lender : lenders) lender.join();
  EXPECT_EQ(lent, 1);
  EXPECT_EQ(refused, 7);
}

// Figures go by what held on the journey's first day; what was only said of a later day is filled back, and counted as such.
TEST_F(Supports, ReportsTakeWhatHeldOnTheFirstDay) {
  const auto groups = [&](const std::string& by) {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by(by);
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 1, 31);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(t.manager, q, &report));
    std::string text;
    for (const auto& row : report.rows()) {
      if (row.group() != "all") absl::StrAppend(&text, row.group(), " ", row.denominator(), "; ");
    }
    return absl::StrCat(text, report.back_filled(), " filled back");
  };
  // The journey was referred on 10 January.
  EXPECT_EQ(groups("carer"), "missing 1; 0 filled back");
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_CARER, "N", Day(2025, 1, 11))));
  EXPECT_EQ(groups("carer"), "no 1; 1 filled back");
  cl::Characteristic until = Said(cl::CHARACTERISTIC_KIND_CARER, "Y", Day(2024, 1, 1));
  *until.mutable_valid_to() = Day(2025, 1, 9);
  World::MustBeOk(world().Create(t.specialist, until));
  EXPECT_EQ(groups("carer"), "no 1; 1 filled back") << "it had ended the day before";
  *until.mutable_valid_to() = Day(2025, 1, 10);
  World::MustBeOk(world().Create(t.specialist, until));
  EXPECT_EQ(groups("carer"), "yes 1; 0 filled back");
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_CARER, "Z", Day(2025, 1, 10))));
  EXPECT_EQ(groups("carer"), "yes 1; 0 filled back") << "declined does not overwrite stated";
  // A dated statement goes before the record's own undated value, and that before what is filled back.
  Participant p;
  World::MustBeOk(world().Get(t.manager, person.id(), &p));
  p.set_ethnic_category(cl::ETHNIC_CATEGORY_CHINESE);
  World::MustBeOk(world().Update(t.manager, p, {"ethnic_category"}));
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, "A", Day(2025, 2, 1))));
  EXPECT_EQ(groups("ethnic_category"), "Chinese 1; 0 filled back");
  World::MustBeOk(world().Create(t.specialist, Said(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY, "B", Day(2025, 1, 1))));
  EXPECT_EQ(groups("ethnic_category"), "Irish 1; 0 filled back");
}

// Once a review is on record, the last one says when the next is due.
TEST_F(Supports, TheLastReviewSaysWhenTheNextIsDue) {
  const auto reviews_due = [&] {
    cl::Day day;
    World::MustBeOk(world().Call(t.manager, cl::GetDayRequest(), &day));
    std::string due;
    for (const auto& item : day.items()) {
      if (item.reason() == cl::DAY_REASON_REVIEW)
        absl::StrAppend(&due, item.due_on().month(), "/", item.due_on().day(), " ");
    }
    return due;
  };
  Journey j;
  World::MustBeOk(world().Get(t.manager, journey.id(), &j));
  *j.mutable_next_review_on() = Day(2025, 6, 18);
  World::MustBeOk(world().Update(t.manager, j, {"next_review_on"}));
  EXPECT_EQ(reviews_due(), "6/18 ");
  cl::Review review;
  review.set_participant_id(person.id());
  review.set_journey_id(journey.id());
  *review.mutable_reviewed_on() = Day(2025, 6, 10);
  review.set_summary("Going well.");
  World::MustBeOk(world().Create(t.specialist, review));
  EXPECT_EQ(reviews_due(), "") << "none is planned after it";
  *review.mutable_reviewed_on() = Day(2025, 6, 9);
  *review.mutable_next_on() = Day(2025, 6, 17);
  World::MustBeOk(world().Create(t.specialist, review));
  EXPECT_EQ(reviews_due(), "") << "an earlier review that is recorded later";
  *review.mutable_reviewed_on() = Day(2025, 6, 11);
  *review.mutable_next_on() = Day(2025, 6, 20);
  const auto last = world().Make(t.specialist, review);
  EXPECT_EQ(reviews_due(), "6/20 ");
  World::MustBeOk(Step(t.specialist, last.id(), cl::WithdrawReviewRequest()));
  EXPECT_EQ(reviews_due(), "");
}

class Reopenings : public Supports {
 protected:
  Journey Exited() {
    Journey j = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
    cl::AcceptJourneyRequest accept;
    *accept.mutable_accepted_on() = Day(2025, 1, 20);
    World::MustBeOk(Step(t.manager, j.id(), accept));
    cl::Allocation a;
    a.set_journey_id(j.id());
    a.set_staff_member_id(t.staff_member);
    *a.mutable_allocated_on() = Day(2025, 2, 1);
    World::MustBeOk(world().Create(t.manager, a));
    cl::ExitJourneyRequest exit;
    *exit.mutable_exited_on() = Day(2025, 5, 1);
    exit.set_exit_reason(cl::EXIT_REASON_COMPLETED);
    exit.set_exit_destination(cl::EXIT_DESTINATION_PAID_WORK);
    World::MustBeOk(Step(t.manager, j.id(), exit, &j));
    return j;
  }
  Outcome Reopen(const std::string& token, const Journey& j, const std::string& over = "", Journey* out = nullptr) {
    cl::ReopenJourneyRequest q;
    q.set_reopen_reason("The job ended after a week.");
    q.set_over_limit_reason(over);
    return Step(token, j.id(), q, out);
  }
};

TEST_F(Reopenings, TakeTheExitBack) {
  Journey j = Exited();
  EXPECT_EQ(j.exit_destination(), cl::EXIT_DESTINATION_PAID_WORK);
  Journey patch = j;
  patch.clear_exited_on();
  patch.clear_exit_reason();
  patch.clear_exit_destination();
  EXPECT_THAT(world().Update(t.manager, patch, {"exited_on", "exit_reason", "exit_destination"}),
              InvalidFor({"journey.exited_on"}));
  World::MustBeOk(Reopen(t.specialist, j, "", &j));
  EXPECT_EQ(j.status(), cl::JOURNEY_STATUS_ACTIVE);
  EXPECT_FALSE(j.has_exited_on());
  EXPECT_EQ(j.exit_destination(), 0);
  EXPECT_EQ(j.reopen_reason(), "The job ended after a week.");
  EXPECT_EQ(Reopen(t.specialist, j).reason, "STATE");
}

TEST_F(Reopenings, DoNotPassTheKeyWorkersLimit) {
  Programme programme;
  World::MustBeOk(world().Get(t.manager, t.programme, &programme));
  programme.set_caseload_limit(1);
  World::MustBeOk(world().Update(t.manager, programme, {"caseload_limit"}));
  const Journey first = Exited();
  const Journey second = Exited();
  World::MustBeOk(Reopen(t.specialist, first));
  EXPECT_EQ(Reopen(t.specialist, second).reason, "CASELOAD_LIMIT");
  EXPECT_EQ(Reopen(t.specialist, second, "because").reason, "CASELOAD_LIMIT") << "a specialist's reason is not enough";
  Journey reopened;
  World::MustBeOk(Reopen(t.manager, second, "Only Robin speaks her language.", &reopened));
  EXPECT_THAT(reopened.reopen_reason(), HasSubstr("Only Robin speaks her language."));
}

}  // namespace
}  // namespace gainful::integration
