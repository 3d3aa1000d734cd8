// Who may decide what of a review while others have an interest in it: drafts, reviewers who are let go, the lead, calling off, moderation.
#include "absl/strings/str_cat.h"
#include "tests/integration/fidelity_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

testing::Matcher<const Outcome&> Because(absl::StatusCode code, const std::string& reason) {
  return AllOf(Refused(code), Field(&Outcome::reason, reason));
}
testing::Matcher<const Outcome&> WrongState() { return Because(absl::StatusCode::kFailedPrecondition, "STATE"); }
testing::Matcher<const Outcome&> NotYours() { return Because(absl::StatusCode::kPermissionDenied, "NOT_YOURS"); }
testing::Matcher<const Outcome&> Blind() { return Because(absl::StatusCode::kFailedPrecondition, "BLIND"); }

int Four(int) { return 4; }

class FidelityStanding : public WorldTest {
 protected:
  // A member of staff of the other team, and their token.
  struct Further {
    std::string id, token;
    fi::Reviewer reviewer;
  };
  static Further Somebody(const ReviewCase& c) {
    Further stu;
    stu.id = NewStaff(world(), c.t, "Stu", "stu@example.org", c.t.other_team,
                      directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST)
                 .id();
    stu.token = world().Token({c.t.org, {"specialist"}, {c.t.other_team}, "stu@example.org"});
    return stu;
  }
  static Further ThirdReviewer(const ReviewCase& c) {
    Further stu = Somebody(c);
    World::MustBeOk(AddReviewer(world(), c.t.manager, c.review.id(), stu.id, false, &stu.reviewer));
    return stu;
  }
  static std::string HalfASheet(const ReviewCase& c, const std::string& token) {
    fi::ReviewSheet sheet;
    World::MustBeOk(OpenSheet(world(), token, c.review.id(), &sheet));
    World::MustBeOk(ScoreItem(world(), token, sheet.id(), 1, 2, 0, "Not thought through yet"));
    return sheet.id();
  }
  static int SheetsSeen(const std::string& token, const std::string& review) {
    fi::ListReviewSheetsRequest q;
    q.set_fidelity_review_id(review);
    fi::ListReviewSheetsResponse page;
    World::MustBeOk(world().Call(token, q, &page));
    return page.review_sheets_size();
  }
  static int ScoresSeen(const std::string& token, const std::string& sheet) {
    fi::ListItemScoresRequest q;
    q.set_review_sheet_id(sheet);
    fi::ListItemScoresResponse page;
    World::MustBeOk(world().Call(token, q, &page));
    return page.item_scores_size();
  }
  static Outcome ReportOf(const std::string& token, const std::string& review, std::string* text = nullptr) {
    fi::GetFidelityReportRequest q;
    q.set_fidelity_review_id(review);
    fi::FidelityReport report;
    const Outcome outcome = world().Call(token, q, &report);
    if (text != nullptr) *text = report.report();
    return outcome;
  }
  static fi::FidelityDue Due(const std::string& token, int days_ahead) {
    fi::GetFidelityDueRequest q;
    q.set_days_ahead(days_ahead);
    fi::FidelityDue due;
    World::MustBeOk(world().Call(token, q, &due));
    return due;
  }
  static Posting PostTo(const ReviewCase& c, const std::string& staff) {
    Posting there;
    there.set_staff_member_id(staff);
    there.set_team_id(c.t.team);
    there.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    there.set_fte_percent(50);
    *there.mutable_starts_on() = base::ToProto(TodayOf(world()));
    return world().Make(c.t.manager, there);
  }
};

// To let go of the one who has not locked shows nobody anything: neither their draft, then or ever, nor the sheets of the others, which a step of a
// manager's shows.
TEST_F(FidelityStanding, ADraftStaysItsAuthorsAndLettingGoShowsNothing) {
  const ReviewCase c = NewReviewCase(world());
  const Further third = ThirdReviewer(c);
  const std::string draft = HalfASheet(c, third.token);
  for (const auto& token : {c.first, c.second})
    ASSERT_THAT(LockSheet(world(), token, FillSheet(world(), token, c.review.id(), Four)), IsOk());
  EXPECT_THAT(LetGo(world(), c.lead, third.reviewer.id()), NotYours()) << "the team under review";
  ASSERT_THAT(LetGo(world(), c.t.manager, third.reviewer.id()), IsOk());
  for (const auto& token : {c.first, c.second, c.t.manager, c.t.auditor}) {
    EXPECT_THAT(Differences(world(), token, c.review.id()), Blind());
    EXPECT_EQ(SheetsSeen(token, c.review.id()), token == c.first || token == c.second ? 1 : 0);
  }
  EXPECT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_CONSENSUS), NotYours());
  ASSERT_THAT(Advance(world(), c.t.manager, c.review.id(), fi::REVIEW_STATE_CONSENSUS), IsOk());
  for (const auto& token : {c.first, c.second, c.t.manager, c.t.auditor}) {
    EXPECT_THAT(Differences(world(), token, c.review.id()), IsOk());
    EXPECT_EQ(SheetsSeen(token, c.review.id()), 2);
    EXPECT_EQ(ScoresSeen(token, draft), 0);
  }
  EXPECT_EQ(ScoresSeen(third.token, draft), 1) << "their own";
}

// A manager sees the review whatever they are to it: who was let go scores no more all the same.
TEST_F(FidelityStanding, WhoWasLetGoScoresNoMore) {
  const ReviewCase c = NewReviewCase(world());
  const Further third = ThirdReviewer(c);
  const std::string draft = HalfASheet(c, third.token);
  const std::string as_manager = world().Token({c.t.org, {"manager"}, {}, "stu@example.org"});
  ASSERT_THAT(ScoreItem(world(), as_manager, draft, 2, 3), IsOk());
  ASSERT_THAT(LetGo(world(), c.t.manager, third.reviewer.id()), IsOk());
  EXPECT_THAT(ScoreItem(world(), as_manager, draft, 3, 3), NotYours());
  EXPECT_THAT(ScoreItem(world(), third.token, draft, 3, 3), NotFoundFor({"item_score.review_sheet_id"}));
}

TEST_F(FidelityStanding, WhoWasLetGoComesBackAsWhoTheyWere) {
  const ReviewCase c = NewReviewCase(world());
  const Further third = ThirdReviewer(c);
  const std::string draft = HalfASheet(c, third.token);
  ASSERT_THAT(LetGo(world(), c.t.manager, third.reviewer.id()), IsOk());
  auto again = Fresh<fi::AddReviewerRequest>();
  again.mutable_reviewer()->set_fidelity_review_id(c.review.id());
  again.mutable_reviewer()->set_staff_member_id(third.id);
  fi::Reviewer back;
  const Outcome taken = world().Call(c.t.manager, again, &back);
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(back.id(), third.reviewer.id());
  EXPECT_EQ(back.number(), 3);
  EXPECT_FALSE(back.has_withdrawn_on());
  EXPECT_EQ(world().Call(c.t.manager, again).bytes, taken.bytes);
  ASSERT_THAT(ScoreItem(world(), third.token, draft, 2, 3), IsOk()) << "on the sheet that they have";
  for (const auto& token : {c.first, c.second})
    ASSERT_THAT(LockSheet(world(), token, FillSheet(world(), token, c.review.id(), Four)), IsOk());
  EXPECT_THAT(Differences(world(), c.first, c.review.id()), Blind());
  for (int item = 3; item <= kItems; ++item) ASSERT_THAT(ScoreItem(world(), third.token, draft, item, 4), IsOk());
  ASSERT_THAT(LockSheet(world(), third.token, draft), IsOk());
  fi::ReviewDifferences differences;
  ASSERT_THAT(Differences(world(), c.first, c.review.id(), &differences), IsOk());
  EXPECT_EQ(differences.agreements_size(), 3);
  EXPECT_THAT(LetGo(world(), c.t.manager, third.reviewer.id()), WrongState()) << "all are locked";
  EXPECT_THAT(AddReviewer(world(), c.t.manager, c.review.id(), c.t.supervisor, false), WrongState());
}

// The lead may leave at any time before the report is issued, and the review goes on.
TEST_F(FidelityStanding, TheLeadIsHandedOver) {
  const ReviewCase c = NewReviewCase(world());
  ThirdReviewer(c);
  const auto reviewers = ReviewersOf(world(), c.t.manager, c.review.id());
  ASSERT_EQ(reviewers.size(), 3u);
  EXPECT_THAT(LetGo(world(), c.t.manager, reviewers[0].id()), WrongState()) << "they lead";
  ASSERT_THAT(LetGo(world(), c.t.manager, reviewers[2].id()), IsOk());
  for (const auto& token : {c.first, c.second})
    ASSERT_THAT(LockSheet(world(), token, FillSheet(world(), token, c.review.id(), Four)), IsOk());
  ASSERT_THAT(Advance(world(), c.t.manager, c.review.id(), fi::REVIEW_STATE_CONSENSUS), IsOk());
  for (const auto& token : {c.first, c.second, c.lead})
    EXPECT_THAT(HandOver(world(), token, c.review.id(), reviewers[1].id()),
                Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(HandOver(world(), c.t.manager, c.review.id(), reviewers[2].id()), NotFoundFor({"reviewer_id"}));
  EXPECT_THAT(HandOver(world(), c.t.manager, c.review.id(), reviewers[0].id()), WrongState()) << "already";
  EXPECT_THAT(AgreeOn(world(), c.second, c.review.id(), 3, 3, "Four phases."), NotYours());
  ASSERT_THAT(HandOver(world(), c.t.manager, c.review.id(), reviewers[1].id()), IsOk());
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE method = 'HandOverLead' AND org_id = '",
                                     c.t.org, "'")),
            3)
      << "the review, who led and who leads";
  EXPECT_THAT(AgreeOn(world(), c.first, c.review.id(), 3, 3, "Four phases."), NotYours());
  ASSERT_THAT(AgreeOn(world(), c.second, c.review.id(), 3, 3, "Four phases."), IsOk());
  ASSERT_THAT(Advance(world(), c.second, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  ASSERT_THAT(WriteSummary(world(), c.second, c.review.id(), "A good service."), IsOk());
  ASSERT_THAT(Issue(world(), c.first, c.review.id()), IsOk());
  EXPECT_THAT(HandOver(world(), c.t.manager, c.review.id(), reviewers[0].id()), WrongState());
}

TEST_F(FidelityStanding, CallingOffIsForManagersWithAReasonAndNotAfterIssue) {
  const ReviewCase c = NewReviewCase(world());
  const fi::FidelityReview planned = PlanReview(world(), c.t, c.lead);
  EXPECT_THAT(CallOff(world(), c.lead, planned.id(), ""), IsOk()) << "nothing is scored";
  EXPECT_THAT(CallOff(world(), c.lead, c.review.id(), "A bad time."), NotYours());
  EXPECT_THAT(CallOff(world(), world().Token({c.t.org, {"manager"}, {}, "lee@example.org"}), c.review.id(), "So."),
              NotYours())
      << "a manager who leads the team";
  BringToConsensus(world(), c, Four, Four);
  EXPECT_THAT(CallOff(world(), c.t.manager, c.review.id(), ""), InvalidFor({"reason"}));
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  fi::FidelityReview off;
  ASSERT_THAT(CallOff(world(), c.t.manager, c.review.id(), "The wrong team.", &off), IsOk());
  EXPECT_EQ(off.withdrawn_reason(), "The wrong team.");
  std::string text;
  ASSERT_THAT(ReportOf(c.t.manager, c.review.id(), &text), IsOk());
  EXPECT_THAT(text, HasSubstr("Called off on 2025-06-16: The wrong team. Its scores do not count."));
  const ReviewCase whole = WholeReview(world());
  EXPECT_THAT(CallOff(world(), whole.t.manager, whole.review.id(), "It is bad."), WrongState());
  ASSERT_THAT(ReportOf(whole.t.specialist, whole.review.id(), &text), IsOk());
  EXPECT_THAT(text, Not(HasSubstr("Called off")));
}

// Whoever works in the team under review is no judge of it, managers included.
TEST_F(FidelityStanding, ManagersOfTheTeamSeeNoSheetAndIssueNothing) {
  const ReviewCase c = NewReviewCase(world());
  const std::string lee = world().Token({c.t.org, {"manager"}, {}, "lee@example.org"});
  for (const auto& token : {c.first, c.second})
    ASSERT_THAT(LockSheet(world(), token, FillSheet(world(), token, c.review.id(), Four)), IsOk());
  EXPECT_EQ(SheetsSeen(c.t.manager, c.review.id()), 2);
  EXPECT_EQ(SheetsSeen(lee, c.review.id()), 0);
  EXPECT_THAT(Differences(world(), lee, c.review.id()), NotYours());
  EXPECT_THAT(Advance(world(), lee, c.review.id(), fi::REVIEW_STATE_CONSENSUS), NotYours());
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_CONSENSUS), IsOk());
  EXPECT_THAT(HandOver(world(), lee, c.review.id(), ReviewersOf(world(), lee, c.review.id())[1].id()), NotYours());
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  ASSERT_THAT(WriteSummary(world(), c.first, c.review.id(), "A good service."), IsOk());
  EXPECT_THAT(ReportOf(lee, c.review.id()), WrongState()) << "it is not issued";
  EXPECT_THAT(ReportOf(c.t.manager, c.review.id()), IsOk());
  EXPECT_THAT(Issue(world(), lee, c.review.id()), NotYours());
  ASSERT_THAT(Issue(world(), c.t.manager, c.review.id()), IsOk());
  EXPECT_THAT(ReportOf(lee, c.review.id()), IsOk());
}

// What is issued is what was read; and a reviewer who would not issue it sends it back.
TEST_F(FidelityStanding, OnlyTheDraftThatWasReadIsIssued) {
  const ReviewCase c = NewReviewCase(world());
  BringToConsensus(world(), c, Four, Four);
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  ASSERT_THAT(WriteSummary(world(), c.first, c.review.id(), "A good service."), IsOk());
  fi::FidelityReview read;
  ASSERT_THAT(world().Get(c.t.manager, c.review.id(), &read), IsOk());
  std::string text;
  ASSERT_THAT(ReportOf(c.t.manager, c.review.id(), &text), IsOk());
  EXPECT_THAT(text, HasSubstr(absl::StrCat("(etag ", read.etag(), ")")));
  const auto stale = [&] { return Issue(world(), c.t.manager, c.review.id(), nullptr, read.etag()); };
  ASSERT_THAT(WriteSummary(world(), c.first, c.review.id(), "The best.", 1), IsOk());
  EXPECT_THAT(stale(), Refused(absl::StatusCode::kAborted)) << "another text";
  ASSERT_THAT(world().Get(c.t.manager, c.review.id(), &read), IsOk());
  EXPECT_THAT(Advance(world(), c.lead, c.review.id(), fi::REVIEW_STATE_CONSENSUS), NotYours());
  ASSERT_THAT(Advance(world(), c.second, c.review.id(), fi::REVIEW_STATE_CONSENSUS), IsOk()) << "sent back";
  ASSERT_THAT(AgreeOn(world(), c.first, c.review.id(), 12, 5, "Seen again.", 1), IsOk());
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  EXPECT_THAT(stale(), Refused(absl::StatusCode::kAborted)) << "another score";
  EXPECT_THAT(Issue(world(), c.t.manager, c.review.id()), IsOk());
}

TEST_F(FidelityStanding, WhoTakesAPostInTheTeamLocksNothing) {
  const ReviewCase c = NewReviewCase(world());
  const std::string sheet = FillSheet(world(), c.second, c.review.id(), Four);
  PostTo(c, c.second_id);
  EXPECT_THAT(LockSheet(world(), c.second, sheet), Because(absl::StatusCode::kFailedPrecondition, "FROM_THE_TEAM"));
}

// An owner of another team sees what they are to do, and nothing else of the review.
TEST_F(FidelityStanding, AnActionIsItsOwnersWhateverTheirTeam) {
  const ReviewCase c = WholeReview(world());
  const Further stu = Somebody(c);
  fi::FidelityAction action, seen;
  ASSERT_THAT(AddAction(world(), c.lead, c.review.id(), stu.id, "Agree on referrals.", 0, &action), IsOk());
  const fi::FidelityDue due = Due(stu.token, 28);
  ASSERT_EQ(due.items_size(), 1);
  EXPECT_EQ(due.items(0).what(), "Agree on referrals.");
  EXPECT_EQ(due.items(0).team(), "North");
  ASSERT_THAT(world().Get(stu.token, action.id(), &seen), IsOk());
  auto note = Fresh<fi::NoteFidelityProgressRequest>();
  note.set_id(action.id());
  note.set_note("Met the ward.");
  ASSERT_THAT(world().Call(stu.token, note, &seen), IsOk());
  EXPECT_EQ(seen.progress_size(), 1);
  fi::FidelityReview review;
  EXPECT_THAT(world().Get(stu.token, c.review.id(), &review), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(world().Get(c.t.other_specialist, action.id(), &seen), Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(Due(c.t.other_specialist, 28).items_size(), 0);
}

// Of a closed review the names and the next review are due, and that until one is planned.
TEST_F(FidelityStanding, AClosedReviewLeavesTheNextOneDue) {
  const ReviewCase c = NewReviewCase(world());
  const auto due = Due(c.lead, 3660);
  for (const auto& item : due.items())
    EXPECT_EQ(item.provisional(), *base::ToDay(item.due_on()) > TodayOf(world()) + 28) << item.what();
  BringToConsensus(world(), c, Four, Four);
  BringToReport(world(), c, "A good service.");
  fi::FidelityReview review;
  ASSERT_THAT(world().Get(c.lead, c.review.id(), &review), IsOk());
  review.set_no_action_reason("All is well.");
  ASSERT_THAT(world().Update(c.lead, review, {"no_action_reason"}), IsOk());
  ASSERT_THAT(Advance(world(), c.lead, c.review.id(), fi::REVIEW_STATE_CLOSED), IsOk());
  EXPECT_EQ(Due(c.lead, 3660).items_size(), 2);
  fi::FidelityReview next;
  next.set_team_id(c.t.team);
  next.set_instrument("ips25");
  *next.mutable_visit_begins_on() = base::ToProto(TodayOf(world()) + 300);
  ASSERT_THAT(world().Create(c.lead, next), IsOk());
  int of_the_closed = 0;
  const auto due_then = Due(c.lead, 3660);
  for (const auto& item : due_then.items()) of_the_closed += item.fidelity_review_id() == c.review.id() ? 1 : 0;
  EXPECT_EQ(of_the_closed, 1) << "the names";
}

}  // namespace
}  // namespace gainful::integration
