// Plans of fidelity reviews, their calendar, reviewers and sheets, and what each of them refuses.
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/integration/fidelity_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

testing::Matcher<const Outcome&> Because(absl::StatusCode code, const std::string& reason) {
  return AllOf(Refused(code), Field(&Outcome::reason, reason));
}
const auto kState = [] { return Because(absl::StatusCode::kFailedPrecondition, "STATE"); };
const auto kNotYours = [] { return Because(absl::StatusCode::kPermissionDenied, "NOT_YOURS"); };

class FidelityReviews : public WorldTest {
 protected:
  static std::vector<fi::ReviewMilestone> CalendarOf(const std::string& token, const std::string& review) {
    fi::ListReviewMilestonesRequest q;
    q.set_fidelity_review_id(review);
    fi::ListReviewMilestonesResponse page;
    World::MustBeOk(world().Call(token, q, &page));
    return {page.review_milestones().begin(), page.review_milestones().end()};
  }
  static std::string DueOn(const std::string& token, const std::string& review, const std::string& stage) {
    for (const auto& m : CalendarOf(token, review)) {
      if (m.stage() == stage) return base::FormatDay(*base::ToDay(m.due_on()));
    }
    return "none";
  }
  static Outcome Mark(const std::string& token, const std::string& review, const std::string& stage) {
    auto q = Fresh<fi::MarkReviewMilestoneRequest>();
    q.set_fidelity_review_id(review);
    q.set_stage(stage);
    *q.mutable_done_on() = base::ToProto(TodayOf(world()));
    return world().Call(token, q);
  }
  // A further member of staff of the other team.
  static std::string Further(const Tenant& t, const std::string& subject = "") {
    return NewStaff(world(), t, "Stu", subject, t.other_team, directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST).id();
  }
};

// The agreement two calendar months before the visit begins, the report four weeks after it ends, and what follows from that, for now.
TEST_F(FidelityReviews, APlanHasItsCalendarAndTheCalendarMovesWithTheVisit) {
  const Tenant t = world().NewTenant();
  fi::FidelityReview review;
  review.set_team_id(t.team);
  review.set_instrument("ips25");
  *review.mutable_visit_begins_on() = Day(2025, 9, 1);
  *review.mutable_visit_ends_on() = Day(2025, 9, 2);
  review = world().Make(t.manager, review);
  EXPECT_EQ(review.instrument_version(), 1);
  EXPECT_EQ(review.state(), fi::REVIEW_STATE_PLANNED);
  EXPECT_EQ(CalendarOf(t.manager, review.id()).size(), 7u);
  EXPECT_EQ(DueOn(t.manager, review.id(), "agreement"), "2025-07-01");
  EXPECT_EQ(DueOn(t.manager, review.id(), "snapshot"), "2025-08-18");
  EXPECT_EQ(DueOn(t.manager, review.id(), "report"), "2025-09-30");
  EXPECT_EQ(DueOn(t.manager, review.id(), "action_plan"), "2025-11-11");
  ASSERT_THAT(Mark(t.manager, review.id(), "agreement"), IsOk());
  *review.mutable_visit_begins_on() = Day(2025, 9, 8);
  *review.mutable_visit_ends_on() = Day(2025, 9, 8);
  ASSERT_THAT(world().Update(t.manager, review, {"visit_begins_on", "visit_ends_on"}, &review), IsOk());
  EXPECT_EQ(DueOn(t.manager, review.id(), "agreement"), "2025-07-01") << "done: it stays";
  EXPECT_EQ(DueOn(t.manager, review.id(), "information_governance"), "2025-07-08");
  EXPECT_EQ(DueOn(t.manager, review.id(), "report"), "2025-10-06");
  *review.mutable_visit_ends_on() = Day(2025, 9, 7);
  EXPECT_THAT(world().Update(t.manager, review, {"visit_ends_on"}), InvalidFor({"fidelity_review.visit_ends_on"}));
  EXPECT_THAT(Mark(t.manager, review.id(), "report"), InvalidFor({"stage"})) << "issuing it does";
  EXPECT_THAT(Mark(t.manager, review.id(), "tea"), NotFoundFor({"stage"}));
}

TEST_F(FidelityReviews, ManagersAndTheTeamsLeadsPlan) {
  const ReviewCase c = NewReviewCase(world());
  fi::FidelityReview review;
  review.set_team_id(c.t.team);
  review.set_instrument("ips25");
  *review.mutable_visit_begins_on() = Day(2025, 9, 1);
  EXPECT_THAT(world().Create(c.lead, review), IsOk());
  EXPECT_THAT(world().Create(c.t.manager, review), IsOk());
  EXPECT_THAT(world().Create(c.t.specialist, review), kNotYours());
  EXPECT_THAT(world().Create(c.t.other_specialist, review), NotFoundFor({"fidelity_review.team_id"}));
  EXPECT_THAT(world().Create(c.t.auditor, review), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(world().Create(c.t.commissioner, review), Refused(absl::StatusCode::kPermissionDenied));
  review.set_instrument("ips26");
  const Outcome unknown = world().Create(c.t.manager, review);
  EXPECT_THAT(unknown, InvalidFor({"fidelity_review.instrument"}));
  EXPECT_THAT(unknown.violations.at(0).second, HasSubstr("ips25"));
}

TEST_F(FidelityReviews, ReviewersComeFromElsewhere) {
  const Tenant t = world().NewTenant();
  const fi::FidelityReview review = PlanReview(world(), t, t.manager);
  const auto add = [&](const std::string& staff, bool leads = false) {
    return AddReviewer(world(), t.manager, review.id(), staff, leads);
  };
  const auto from_the_team = Because(absl::StatusCode::kFailedPrecondition, "FROM_THE_TEAM");
  EXPECT_THAT(add(t.staff_member), from_the_team);
  EXPECT_THAT(add(NewId()), NotFoundFor({"reviewer.staff_member_id"}));
  const std::string stu = Further(t);
  ASSERT_THAT(add(stu, true), IsOk());
  EXPECT_THAT(add(stu), Because(absl::StatusCode::kAlreadyExists, "REVIEWS_ALREADY"));
  EXPECT_THAT(add(Further(t), true), Because(absl::StatusCode::kAlreadyExists, "HAS_LEAD"));
  // Twelve months and a day ago they left the team under review; a day later is too late.
  for (const int day : {15, 16}) {
    const std::string staff = Further(t);
    Posting there;
    there.set_staff_member_id(staff);
    there.set_team_id(t.team);
    there.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    there.set_fte_percent(100);
    *there.mutable_starts_on() = Day(2024, 1, 1);
    *there.mutable_ends_on() = Day(2024, 6, day);
    world().Make(t.manager, there);
    EXPECT_THAT(add(staff), day == 15 ? testing::Matcher<const Outcome&>(IsOk()) : from_the_team) << day;
  }
}

TEST_F(FidelityReviews, EachStepAsksForWhatItNeeds) {
  const Tenant t = world().NewTenant();
  fi::FidelityReview review = PlanReview(world(), t, t.manager);
  const auto go = [&](fi::ReviewState to) { return Advance(world(), t.manager, review.id(), to, &review); };
  const auto wants = [](const std::string& field) {
    return RefusedFor(absl::StatusCode::kFailedPrecondition, std::vector<std::string>{field});
  };
  EXPECT_THAT(go(fi::REVIEW_STATE_SCORING), wants("state")) << "one step at a time";
  EXPECT_THAT(go(fi::REVIEW_STATE_EVIDENCE_GATHERING).fields(), ElementsAre("reviewers", "reviewers"));
  ASSERT_THAT(AddReviewer(world(), t.manager, review.id(), Further(t), true), IsOk());
  fi::Reviewer second;
  ASSERT_THAT(AddReviewer(world(), t.manager, review.id(), Further(t), false, &second), IsOk());
  EXPECT_EQ(second.number(), 2);
  ASSERT_THAT(go(fi::REVIEW_STATE_EVIDENCE_GATHERING), IsOk());
  ASSERT_THAT(go(fi::REVIEW_STATE_VISIT), IsOk());
  ASSERT_THAT(go(fi::REVIEW_STATE_SCORING), IsOk());
  EXPECT_THAT(go(fi::REVIEW_STATE_CONSENSUS), wants("sheets"));
  EXPECT_THAT(go(fi::REVIEW_STATE_ACTION_PLAN), kState());
  *review.mutable_visit_begins_on() = Day(2025, 9, 1);
  EXPECT_THAT(world().Update(t.manager, review, {"visit_begins_on"}), kState()) << "the visit is over";
  auto let_go = Fresh<fi::WithdrawReviewerRequest>();
  let_go.set_id(second.id());
  EXPECT_THAT(world().Call(t.manager, let_go), kState()) << "one would be left";
  ASSERT_THAT(AddReviewer(world(), t.manager, review.id(), Further(t), false), IsOk()) << "while all are blind";
  EXPECT_THAT(world().Call(t.manager, let_go), IsOk());
}

// The visit has begun before it is at the visit, and ended before its reviewers score.
TEST_F(FidelityReviews, StepsFollowTheDaysOfTheVisit) {
  const Tenant t = world().NewTenant();
  fi::FidelityReview review = PlanReview(world(), t, t.manager);
  ASSERT_THAT(AddReviewer(world(), t.manager, review.id(), Further(t), true), IsOk());
  ASSERT_THAT(AddReviewer(world(), t.manager, review.id(), Further(t), false), IsOk());
  const auto go = [&](fi::ReviewState to) { return Advance(world(), t.manager, review.id(), to, &review); };
  const auto move = [&](int begins, int ends) {
    *review.mutable_visit_begins_on() = base::ToProto(TodayOf(world()) + begins);
    *review.mutable_visit_ends_on() = base::ToProto(TodayOf(world()) + ends);
    World::MustBeOk(world().Update(t.manager, review, {"visit_begins_on", "visit_ends_on"}, &review));
  };
  const auto wants = [](const std::string& field) {
    return RefusedFor(absl::StatusCode::kFailedPrecondition, std::vector<std::string>{field});
  };
  ASSERT_THAT(go(fi::REVIEW_STATE_EVIDENCE_GATHERING), IsOk());
  move(1, 2);
  EXPECT_THAT(go(fi::REVIEW_STATE_VISIT), wants("visit_begins_on"));
  move(0, 1);
  ASSERT_THAT(go(fi::REVIEW_STATE_VISIT), IsOk());
  EXPECT_THAT(go(fi::REVIEW_STATE_SCORING), wants("visit_ends_on"));
  move(0, 0);
  EXPECT_THAT(go(fi::REVIEW_STATE_SCORING), IsOk());
}

TEST_F(FidelityReviews, OnlyReviewersHaveSheetsAndEachOne) {
  const ReviewCase c = NewReviewCase(world());
  for (const auto& token : {c.lead, c.t.manager, c.t.specialist})
    EXPECT_THAT(OpenSheet(world(), token, c.review.id()), kNotYours());
  EXPECT_THAT(OpenSheet(world(), c.t.other_specialist, c.review.id()), NotFoundFor({"fidelity_review_id"}));
  fi::ReviewSheet sheet;
  ASSERT_THAT(OpenSheet(world(), c.first, c.review.id(), &sheet), IsOk());
  EXPECT_EQ(sheet.number(), 1);
  EXPECT_THAT(OpenSheet(world(), c.first, c.review.id()), Because(absl::StatusCode::kAlreadyExists, "EXISTS"));
  const fi::FidelityReview planned = PlanReview(world(), c.t, c.lead);
  ASSERT_THAT(AddReviewer(world(), c.lead, planned.id(), c.first_id, true), IsOk());
  EXPECT_THAT(OpenSheet(world(), c.first, planned.id()), kState()) << "before the visit";
}

TEST_F(FidelityReviews, ScoresAreHeldAgainstTheInstrumentAndTheirVersion) {
  const ReviewCase c = NewReviewCase(world());
  fi::ReviewSheet sheet;
  ASSERT_THAT(OpenSheet(world(), c.first, c.review.id(), &sheet), IsOk());
  const auto score = [&](int item, int value, std::int64_t etag = 0, fi::ItemScore* out = nullptr) {
    return ScoreItem(world(), c.first, sheet.id(), item, value, etag, "", out);
  };
  EXPECT_THAT(score(26, 3), InvalidFor({"item_score.item"}));
  EXPECT_THAT(score(1, 6), InvalidFor({"item_score.score"}));
  EXPECT_THAT(score(1, 0), InvalidFor({"item_score.score"}));
  fi::ItemScore made, changed;
  ASSERT_THAT(score(1, 3, 0, &made), IsOk());
  EXPECT_THAT(score(1, 4), Because(absl::StatusCode::kAlreadyExists, "EXISTS"));
  ASSERT_THAT(score(1, 4, made.etag(), &changed), IsOk());
  EXPECT_EQ(changed.id(), made.id());
  EXPECT_EQ(changed.score(), 4);
  EXPECT_THAT(score(1, 5, made.etag()), Refused(absl::StatusCode::kAborted)) << "changed since";
  auto q = Fresh<fi::ScoreItemRequest>();
  q.mutable_item_score()->set_review_sheet_id(sheet.id());
  q.mutable_item_score()->set_item(2);
  EXPECT_THAT(world().Call(c.first, q), InvalidFor({"item_score.score"})) << "neither a score nor not applicable";
  q.mutable_item_score()->set_score(2);
  q.mutable_item_score()->set_live_reading("61% of recorded time, 120 of 197 hours");
  EXPECT_THAT(world().Call(c.first, q), InvalidFor({"item_score.live_reading_as_at"}));
  *q.mutable_item_score()->mutable_live_reading_as_at() = Day(2025, 6, 1);
  const Outcome first = world().Call(c.first, q);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(world().Call(c.first, q).bytes, first.bytes) << "a repeat gets the first answer";
  q.mutable_item_score()->set_score(3);
  EXPECT_THAT(world().Call(c.first, q), Refused(absl::StatusCode::kInvalidArgument)) << "the same id for another score";
}

TEST_F(FidelityReviews, ASheetIsLockedWholeAndStaysAsItIs) {
  const ReviewCase c = NewReviewCase(world());
  const std::string sheet = FillSheet(world(), c.first, c.review.id(), [](int item) { return item == 25 ? 1 : 5; });
  fi::ReviewSheet empty;
  ASSERT_THAT(OpenSheet(world(), c.second, c.review.id(), &empty), IsOk());
  ASSERT_THAT(ScoreItem(world(), c.second, empty.id(), 1, 5), IsOk());
  const Outcome early = LockSheet(world(), c.second, empty.id());
  EXPECT_THAT(early, Because(absl::StatusCode::kFailedPrecondition, "NOT_ALL_SCORED"));
  EXPECT_THAT(early.message, HasSubstr("2, 3, 4"));
  EXPECT_THAT(LockSheet(world(), c.second, sheet), Refused(absl::StatusCode::kNotFound)) << "somebody else's";
  auto lock = Fresh<fi::LockReviewSheetRequest>();
  lock.set_id(sheet);
  const Outcome locked = world().Call(c.first, lock);
  ASSERT_THAT(locked, IsOk());
  EXPECT_EQ(world().Call(c.first, lock).bytes, locked.bytes);
  EXPECT_THAT(ScoreItem(world(), c.first, sheet, 1, 4, 1), kState());
  EXPECT_THAT(LockSheet(world(), c.first, sheet), kState());
}

// Whichever is first, both stand, and what they come to is there exactly after the second.
TEST_F(FidelityReviews, TwoWhoLockAtTheSameMomentBothDo) {
  for (int round = 0; round < 4; ++round) {
    const ReviewCase c = NewReviewCase(world());
    const std::string ids[] = {FillSheet(world(), c.first, c.review.id(), [](int) { return 4; }),
                               FillSheet(world(), c.second, c.review.id(), [](int item) { return item == 3 ? 2 : 4; })};
    const std::string tokens[] = {c.first, c.second};
    const auto blind = Because(absl::StatusCode::kFailedPrecondition, "BLIND");
    EXPECT_THAT(Differences(world(), c.t.manager, c.review.id()), blind);
    Outcome outcomes[2], seen[2];
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&, i] {
        outcomes[i] = LockSheet(world(), tokens[i], ids[i]);
        seen[i] = Differences(world(), tokens[i], c.review.id());
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_THAT(outcomes[0], IsOk());
    EXPECT_THAT(outcomes[1], IsOk());
    EXPECT_TRUE(seen[0].ok() || seen[1].ok()) << "whoever was second asked after both";
    fi::ReviewDifferences differences;
    ASSERT_THAT(Differences(world(), c.t.manager, c.review.id(), &differences), IsOk());
    ASSERT_EQ(differences.items_size(), kItems);
    for (const auto& item : differences.items()) {
      EXPECT_EQ(item.differs(), item.item() == 3) << item.item();
      EXPECT_EQ(item.scores_size(), 2);
    }
    ASSERT_EQ(differences.agreements_size(), 1);
    EXPECT_EQ(differences.agreements(0).items(), kItems);
    EXPECT_DOUBLE_EQ(differences.agreements(0).percent_agreement(), 96);
  }
}

TEST_F(FidelityReviews, WhatIsDueIsListedForTheTeam) {
  const ReviewCase c = NewReviewCase(world());
  const auto due = [&](const std::string& token, const std::string& team = "") {
    fi::GetFidelityDueRequest q;
    q.set_team_id(team);
    fi::FidelityDue list;
    World::MustBeOk(world().Call(token, q, &list));
    return list;
  };
  const fi::FidelityDue list = due(c.lead);
  ASSERT_GE(list.items_size(), 4);
  EXPECT_TRUE(list.items(0).overdue()) << "the agreement, two months before a visit of today";
  EXPECT_EQ(list.items(0).team(), "North");
  EXPECT_EQ(due(c.t.manager).items_size(), list.items_size());
  EXPECT_EQ(due(c.t.manager, c.t.other_team).items_size(), 0);
  EXPECT_EQ(due(c.t.other_specialist).items_size(), 0);
  fi::GetFidelityDueRequest nowhere;
  nowhere.set_team_id(NewId());
  EXPECT_THAT(world().Call(c.t.manager, nowhere), NotFoundFor({"team_id"}));
  ASSERT_THAT(Mark(c.lead, c.review.id(), "agreement"), IsOk());
  EXPECT_EQ(due(c.lead).items_size(), list.items_size() - 1);
  EXPECT_THAT(Mark(c.lead, c.review.id(), "agreement"), kState()) << "another day would be put in its place";
  ASSERT_THAT(CallOff(world(), c.t.manager, c.review.id(), "The team is closed."), IsOk());
  ASSERT_EQ(due(c.lead).items_size(), 1) << "the names, at once";
  EXPECT_THAT(due(c.lead).items(0).what(), HasSubstr("Personal data"));
  EXPECT_EQ(*base::ToDay(due(c.lead).items(0).due_on()), TodayOf(world()));
  auto remove = Fresh<fi::RemoveReviewersRequest>();
  remove.set_fidelity_review_id(c.review.id());
  ASSERT_THAT(world().Call(c.lead, remove), IsOk());
  EXPECT_EQ(due(c.lead).items_size(), 0);
}

// Whatever the records hang on is another organisation's: nothing is there.
TEST_F(FidelityReviews, AnotherOrganisationFindsNothing) {
  const ReviewCase c = WholeReview(world());
  const Tenant other = world().NewTenant();
  const std::string& id = c.review.id();
  EXPECT_THAT(AddReviewer(world(), other.everyone, id, other.supervisor, false),
              NotFoundFor({"reviewer.fidelity_review_id"}));
  EXPECT_THAT(OpenSheet(world(), other.everyone, id), NotFoundFor({"fidelity_review_id"}));
  EXPECT_THAT(Differences(world(), other.everyone, id), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Mark(other.everyone, id, "agreement"), NotFoundFor({"fidelity_review_id"}));
  EXPECT_THAT(AgreeOn(world(), other.everyone, id, 1, 3, "x"), NotFoundFor({"agreed_item.fidelity_review_id"}));
  EXPECT_THAT(WriteSummary(world(), other.everyone, id, "x"), NotFoundFor({"review_summary.fidelity_review_id"}));
  EXPECT_THAT(AddAction(world(), other.everyone, id, other.supervisor, "x"),
              NotFoundFor({"fidelity_action.fidelity_review_id"}));
  EXPECT_EQ(CalendarOf(other.everyone, id).size(), 0u);
  fi::ListItemScoresRequest scores;
  scores.set_fidelity_review_id(id);
  fi::ListItemScoresResponse page;
  ASSERT_THAT(world().Call(other.everyone, scores, &page), IsOk());
  EXPECT_EQ(page.item_scores_size(), 0);
  ASSERT_THAT(world().Call(c.t.manager, scores, &page), IsOk());
  EXPECT_EQ(page.item_scores_size(), 2 * kItems);
}

}  // namespace
}  // namespace gainful::integration
