// From the differences of two sheets to consensus, report, action plan and the end of the reviewers' names.
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

class FidelityReports : public WorldTest {
 protected:
  static std::string ReportOf(const std::string& token, const std::string& review,
                              fi::ReportFormat format = fi::REPORT_FORMAT_TEXT) {
    fi::GetFidelityReportRequest q;
    q.set_fidelity_review_id(review);
    q.set_report_format(format);
    fi::FidelityReport report;
    World::MustBeOk(world().Call(token, q, &report));
    return report.report();
  }
  static Outcome AskForReport(const std::string& token, const std::string& review) {
    fi::GetFidelityReportRequest q;
    q.set_fidelity_review_id(review);
    return world().Call(token, q);
  }
  static Outcome RemoveNames(const std::string& token, const std::string& review, fi::FidelityReview* out = nullptr) {
    auto q = Fresh<fi::RemoveReviewersRequest>();
    q.set_fidelity_review_id(review);
    return world().Call(token, q, out);
  }
};

// All items at 4 but for the third, on which they differ: it needs a reason, from the lead reviewer, and then the total is 24 * 4 + 3.
TEST_F(FidelityReports, DifferencesAreSettledWithAReason) {
  const ReviewCase c = NewReviewCase(world());
  EXPECT_THAT(AgreeOn(world(), c.first, c.review.id(), 3, 3, "x"), WrongState()) << "not yet";
  BringToConsensus(
      world(), c, [](int) { return 4; }, [](int item) { return item == 3 ? 2 : 4; });
  const Outcome unsettled = Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT);
  EXPECT_THAT(unsettled, RefusedFor(absl::StatusCode::kFailedPrecondition, std::vector<std::string>{"consensus"}));
  EXPECT_THAT(unsettled.violations.at(0).second, HasSubstr("item 3"));
  EXPECT_THAT(AgreeOn(world(), c.first, c.review.id(), 3, 3, ""), InvalidFor({"agreed_item.reason"}));
  EXPECT_THAT(AgreeOn(world(), c.first, c.review.id(), 4, 5, ""), InvalidFor({"agreed_item.reason"}))
      << "not what both say";
  EXPECT_THAT(AgreeOn(world(), c.second, c.review.id(), 3, 3, "x"), NotYours());
  EXPECT_THAT(AgreeOn(world(), c.t.manager, c.review.id(), 3, 3, "x"), NotYours());
  fi::AgreedItem agreed;
  ASSERT_THAT(AgreeOn(world(), c.first, c.review.id(), 3, 4, "Five phases.", 0, &agreed), IsOk());
  ASSERT_THAT(AgreeOn(world(), c.first, c.review.id(), 3, 3, "Four phases.", agreed.etag()), IsOk());
  EXPECT_THAT(AgreeOn(world(), c.first, c.review.id(), 3, 5, "x", agreed.etag()), Refused(absl::StatusCode::kAborted));
  EXPECT_THAT(Advance(world(), c.lead, c.review.id(), fi::REVIEW_STATE_REPORT), NotYours());
  const fi::FidelityReview issued = BringToReport(world(), c, "Much is well.");
  EXPECT_EQ(issued.state(), fi::REVIEW_STATE_ACTION_PLAN);
  EXPECT_EQ(issued.total(), "99");
  EXPECT_EQ(issued.band(), "fair fidelity");
  EXPECT_THAT(issued.agreement(), HasSubstr("96.0% of 25 items the same score"));
  EXPECT_THAT(AgreeOn(world(), c.first, c.review.id(), 3, 5, "x", agreed.etag() + 1), WrongState());
}

TEST_F(FidelityReports, TheReportIsModeratedBySomebodyElse) {
  const ReviewCase c = NewReviewCase(world());
  BringToConsensus(
      world(), c, [](int) { return 5; }, [](int) { return 5; });
  EXPECT_THAT(WriteSummary(world(), c.first, c.review.id(), "x"), WrongState());
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  EXPECT_THAT(Issue(world(), c.second, c.review.id()), WrongState()) << "it has no text";
  EXPECT_THAT(WriteSummary(world(), c.second, c.review.id(), "x"), NotYours());
  ASSERT_THAT(WriteSummary(world(), c.first, c.review.id(), "All of it."), IsOk());
  EXPECT_THAT(Issue(world(), c.first, c.review.id()), NotYours()) << "their own";
  EXPECT_THAT(Issue(world(), c.lead, c.review.id()), NotYours()) << "the team under review";
  EXPECT_THAT(AskForReport(c.t.specialist, c.review.id()), WrongState());
  EXPECT_THAT(AskForReport(c.t.other_specialist, c.review.id()), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(ReportOf(c.second, c.review.id()), HasSubstr("DRAFT"));
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_CONSENSUS), IsOk()) << "asked to look again";
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  auto issue = Fresh<fi::IssueFidelityReportRequest>();
  issue.set_id(c.review.id());
  EXPECT_THAT(world().Call(c.t.manager, issue), InvalidFor({"etag"}));
  fi::FidelityReview read;
  ASSERT_THAT(world().Get(c.t.manager, c.review.id(), &read), IsOk());
  issue.set_etag(read.etag());
  const Outcome issued = world().Call(c.t.manager, issue);
  ASSERT_THAT(issued, IsOk());
  EXPECT_EQ(world().Call(c.t.manager, issue).bytes, issued.bytes);
  EXPECT_THAT(Issue(world(), c.t.manager, c.review.id()), WrongState());
  EXPECT_THAT(ReportOf(c.t.specialist, c.review.id()),
              AllOf(HasSubstr("125 of 125, exemplary fidelity"), HasSubstr("All of it."), Not(HasSubstr("DRAFT")),
                    HasSubstr("weighted kappa cannot be told")));
}

// One item that could not be scored: no total, and it says why; the text of people is text in the page, too.
TEST_F(FidelityReports, WithoutAnItemThereIsNoTotal) {
  const ReviewCase c = NewReviewCase(world());
  BringToConsensus(
      world(), c, [](int) { return 4; }, [](int) { return 4; });
  auto q = Fresh<fi::AgreeItemRequest>();
  q.mutable_agreed_item()->set_fidelity_review_id(c.review.id());
  q.mutable_agreed_item()->set_item(21);
  q.mutable_agreed_item()->set_not_scored(true);
  EXPECT_THAT(world().Call(c.first, q), InvalidFor({"agreed_item.reason"}));
  q.mutable_agreed_item()->set_reason("Too few jobs <9> & \"no\" list");
  ASSERT_THAT(world().Call(c.first, q), IsOk());
  const fi::FidelityReview issued = BringToReport(world(), c, "<script>alert(1)</script>");
  EXPECT_EQ(issued.total(), "");
  EXPECT_THAT(issued.total_remark(), HasSubstr("item 21"));
  const std::string page = ReportOf(c.t.specialist, c.review.id(), fi::REPORT_FORMAT_HTML);
  EXPECT_THAT(page, AllOf(HasSubstr("Too few jobs &lt;9&gt; &amp; &quot;no&quot; list"), Not(HasSubstr("<script")),
                          HasSubstr("No total: item 21 has no score.")));
}

// A later review of the team is set beside the earlier one, for its reviewers too, who do not see that one otherwise.
TEST_F(FidelityReports, LaterReportsShowTheTrend) {
  const ReviewCase c = NewReviewCase(world());
  BringToConsensus(
      world(), c, [](int) { return 3; }, [](int) { return 3; });
  BringToReport(world(), c, "A beginning.");
  ReviewCase later = c;
  later.review = PlanReview(world(), c.t, c.lead);
  const auto specialist = directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST;
  const std::string stu = NewStaff(world(), c.t, "Stu", "stu@example.org", c.t.other_team, specialist).id();
  later.first = world().Token({c.t.org, {"specialist"}, {c.t.other_team}, "stu@example.org"});
  ASSERT_THAT(AddReviewer(world(), c.lead, later.review.id(), stu, true), IsOk());
  ASSERT_THAT(AddReviewer(world(), c.lead, later.review.id(), c.second_id, false), IsOk());
  for (const auto state : {fi::REVIEW_STATE_EVIDENCE_GATHERING, fi::REVIEW_STATE_VISIT, fi::REVIEW_STATE_SCORING})
    ASSERT_THAT(Advance(world(), c.lead, later.review.id(), state), IsOk());
  BringToConsensus(
      world(), later, [](int) { return 4; }, [](int) { return 4; });
  BringToReport(world(), later, "Further on.");
  const std::string report = ReportOf(later.first, later.review.id());
  EXPECT_THAT(report, HasSubstr("Total: 2025-06-16: 75; 2025-06-16: 100"));
  EXPECT_THAT(AskForReport(later.first, c.review.id()), Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(ReportOf(c.t.manager, later.review.id()), report) << "whoever reads it";
}

TEST_F(FidelityReports, ThePlanHasOwnersAndIsFollowedUp) {
  const ReviewCase c = NewReviewCase(world());
  EXPECT_THAT(AddAction(world(), c.lead, c.review.id(), c.first_id, "x"), WrongState()) << "nothing is scored";
  BringToConsensus(
      world(), c, [](int) { return 4; }, [](int) { return 4; });
  BringToReport(world(), c, "A good service.");
  EXPECT_THAT(Advance(world(), c.lead, c.review.id(), fi::REVIEW_STATE_CLOSED),
              RefusedFor(absl::StatusCode::kFailedPrecondition, std::vector<std::string>{"actions"}));
  EXPECT_THAT(AddAction(world(), c.lead, c.review.id(), NewId(), "x"), NotFoundFor({"fidelity_action.owner_id"}));
  EXPECT_THAT(AddAction(world(), c.lead, c.review.id(), c.t.staff_member, "x", 26),
              InvalidFor({"fidelity_action.item"}));
  EXPECT_THAT(AddAction(world(), c.t.specialist, c.review.id(), c.t.staff_member, "x"), NotYours());
  fi::FidelityAction action;
  ASSERT_THAT(AddAction(world(), c.lead, c.review.id(), c.t.staff_member, "Meet more employers.", 17, &action), IsOk());
  const auto note = [&](const std::string& token, const std::string& text, bool is_done) {
    auto q = Fresh<fi::NoteFidelityProgressRequest>();
    q.set_id(action.id());
    q.set_note(text);
    if (is_done) *q.mutable_done_on() = base::ToProto(TodayOf(world()));
    return world().Call(token, q, &action);
  };
  const std::string robin = world().Token({c.t.org, {"specialist"}, {c.t.team}, "robin@example.org"});
  EXPECT_THAT(note(robin, "", false), InvalidFor({"note"}));
  EXPECT_THAT(note(c.t.specialist, "x", false), NotYours()) << "somebody else's";
  ASSERT_THAT(note(robin, "Six a week now.", false), IsOk());
  EXPECT_EQ(action.progress(0), "2025-06-16: Six a week now.");
  ASSERT_THAT(Advance(world(), c.lead, c.review.id(), fi::REVIEW_STATE_CLOSED), IsOk());
  ASSERT_THAT(note(robin, "", true), IsOk()) << "progress goes on between reviews";
  EXPECT_THAT(note(robin, "again", false), WrongState());
  EXPECT_THAT(ReportOf(c.t.specialist, c.review.id()),
              HasSubstr("Meet more employers. (item 17): Robin, by 2025-06-26, done on 2025-06-16"));
}

// Two weeks after the report who reviewed is taken off: not a day earlier, and by no reviewer.
TEST_F(FidelityReports, NamesGoWhenTheyAreDue) {
  const ReviewCase c = WholeReview(world());
  const absl::Time start = world().clock().Now();
  EXPECT_THAT(RemoveNames(c.t.manager, c.review.id()), WrongState());
  EXPECT_THAT(RemoveNames(c.first, c.review.id()), NotYours());
  world().clock().Advance(absl::Hours(24 * 13));
  EXPECT_THAT(RemoveNames(c.t.manager, c.review.id()), WrongState()) << "tomorrow";
  world().clock().Advance(absl::Hours(24));
  fi::FidelityReview review;
  ASSERT_THAT(RemoveNames(c.lead, c.review.id(), &review), IsOk()) << "who sees no sheet";
  EXPECT_TRUE(review.has_reviewers_removed_on());
  for (const std::string& condition :
       {absl::StrCat("reviewer WHERE staff_member_id IS NOT NULL AND fidelity_review_id = '", c.review.id(), "'"),
        absl::StrCat("review_sheet WHERE author <> '' AND fidelity_review_id = '", c.review.id(), "'"),
        absl::StrCat("review_summary WHERE moderated_by <> '' AND fidelity_review_id = '", c.review.id(), "'")})
    EXPECT_EQ(sql().Count("SELECT count(*) FROM fidelity." + condition), 0) << condition;
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM fidelity.item_score WHERE fidelity_review_id = '",
                                     c.review.id(), "'")),
            2 * kItems)
      << "scores stay";
  EXPECT_THAT(AskForReport(c.first, c.review.id()), Refused(absl::StatusCode::kNotFound)) << "no reviewer any more";
  EXPECT_THAT(ReportOf(c.t.specialist, c.review.id()), HasSubstr("A good service."));
  EXPECT_THAT(RemoveNames(c.t.manager, c.review.id()), WrongState());
  world().clock().Advance(start - world().clock().Now());
}

}  // namespace
}  // namespace gainful::integration
