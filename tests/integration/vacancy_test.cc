// Vacancies over gRPC: matches, and applications with their steps.
#include "absl/strings/str_cat.h"
#include "tests/integration/employer_fixture.h"

namespace gainful::integration {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Vacancies : public EngagementTest {
 protected:
  void SetUp() override {
    EngagementTest::SetUp();
    vacancy_.set_employer_id(employer_.id());
    vacancy_.set_role("Gardener");
    vacancy_.set_weekly_minutes(18 * 60);
    vacancy_.set_through_service(type::v1::ANSWER_YES);
    *vacancy_.mutable_opened_on() = Day(2025, 6, 1);
    vacancy_ = world().Make(t_.specialist, vacancy_);
  }
  em::VacancyMatches Matches(const std::string& token) const {
    em::GetVacancyMatchesRequest q;
    q.set_id(vacancy_.id());
    em::VacancyMatches out;
    World::MustBeOk(world().Call(token, q, &out));
    return out;
  }
  em::Vacancy vacancy_;
};

TEST_F(Vacancies, AreMatchedToWhatPeopleWant) {
  EXPECT_EQ(Matches(t_.specialist).matches_size(), 0);
  cl::VocationalProfile profile;
  profile.set_participant_id(person_.id());
  profile.set_journey_id(journey_.id());
  *profile.mutable_started_on() = Day(2025, 2, 1);
  profile.set_preferred_work("Gardening");
  profile.set_hours_to(16);
  profile.set_disclosure(cl::DISCLOSURE_WISH_OPEN);
  world().Make(t_.specialist, profile);
  EXPECT_EQ(Matches(t_.specialist).matches_size(), 0) << "the referral was not accepted yet";
  cl::AcceptJourneyRequest accept;
  accept.set_request_id(NewId());
  accept.set_id(journey_.id());
  *accept.mutable_accepted_on() = Day(2025, 2, 1);
  ASSERT_THAT(world().Call(t_.manager, accept), IsOk());
  const auto matches = Matches(t_.specialist);
  ASSERT_EQ(matches.matches_size(), 1);
  const auto& m = matches.matches(0);
  EXPECT_EQ(m.name(), person_.name());
  EXPECT_THAT(m.reasons_for(), Contains("the kind of work that they want"));
  EXPECT_THAT(m.reasons_against(), ElementsAre("18 hours a week, and they want 16 or fewer"));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE kind = 'vacancy_match' AND person = '",
                                     person_.id(), "'")),
            1);
  EXPECT_EQ(Matches(t_.other_specialist).matches_size(), 0) << "another team's people are nobody's match";
  EXPECT_THAT(m.reasons_for(), Contains(HasSubstr("the employer may know of the support"))) << "their general wish";
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_REFUSED, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  EXPECT_THAT(Matches(t_.specialist).matches(0).reasons_against(),
              Contains(HasSubstr("they do not allow this employer to know of it")));
}

TEST_F(Vacancies, ThatAreOverMatchNobody) {
  em::GetVacancyMatchesRequest q;
  q.set_id(vacancy_.id());
  *vacancy_.mutable_filled_on() = Day(2025, 6, 15);
  ASSERT_THAT(world().Update(t_.specialist, vacancy_, {"filled_on"}), IsOk());
  EXPECT_THAT(world().Call(t_.specialist, q), RefusedBecause("STATE"));
}

TEST_F(Vacancies, AreAtASiteThatStands) {
  em::EmployerSite site;
  site.set_employer_id(employer_.id());
  site.set_postcode("M1 1AE");
  site = world().Make(t_.specialist, site);
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEmployerSiteRequest>(site.id())), IsOk());
  em::Vacancy vacancy = vacancy_;
  vacancy.set_employer_site_id(site.id());
  EXPECT_THAT(world().Create(t_.specialist, vacancy), RefusedBecause("STATE"));
}

// Our service's name on an application tells the employer who supports them.
TEST_F(Vacancies, ThroughOurServiceAreAppliedForWithLeaveAlone) {
  em::JobApplication a;
  a.set_participant_id(person_.id());
  a.set_vacancy_id(vacancy_.id());
  *a.mutable_applied_on() = Day(2025, 6, 12);
  EXPECT_THAT(world().Create(t_.specialist, a), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  const Outcome without_name = world().Create(t_.specialist, a);
  EXPECT_THAT(without_name, RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  EXPECT_THAT(without_name.message, HasSubstr("the name of our service"));
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SERVICE_NAME), IsOk());
  em::JobApplication first;
  ASSERT_THAT(world().Create(t_.specialist, a, &first), IsOk());
  EXPECT_THAT(world().Create(t_.specialist, a), RefusedBecause("STATE")) << "one is under way";
  *first.mutable_turned_down_on() = *first.mutable_pulled_out_on() = Day(2025, 6, 13);
  EXPECT_THAT(world().Update(t_.specialist, first, {"turned_down_on", "pulled_out_on"}),
              InvalidFor({"job_application.pulled_out_on"}));
  ASSERT_THAT(world().Update(t_.specialist, first, {"turned_down_on"}), IsOk());
  EXPECT_THAT(world().Create(t_.specialist, a), IsOk()) << "again";
}

TEST_F(Vacancies, HaveApplicationsWhoseStepsFollowOneAnother) {
  vacancy_.set_through_service(type::v1::ANSWER_NO);
  ASSERT_THAT(world().Update(t_.specialist, vacancy_, {"through_service"}), IsOk());
  em::JobApplication a;
  a.set_participant_id(person_.id());
  a.set_vacancy_id(vacancy_.id());
  *a.mutable_applied_on() = Day(2025, 6, 2);
  EXPECT_THAT(world().Create(t_.other_specialist, a), NotFoundFor({"job_application.participant_id"}));
  a = world().Make(t_.specialist, a);
  EXPECT_EQ(a.status(), em::APPLICATION_STATUS_APPLIED);
  EXPECT_EQ(a.journey_id(), journey_.id());
  *a.mutable_interview_on() = Day(2025, 6, 20);
  ASSERT_THAT(world().Update(t_.specialist, a, {"interview_on"}, &a), IsOk());
  EXPECT_EQ(a.status(), em::APPLICATION_STATUS_INTERVIEW);
  *a.mutable_planned_start_on() = Day(2025, 7, 1);
  EXPECT_THAT(world().Update(t_.specialist, a, {"planned_start_on"}), InvalidFor({"job_application.planned_start_on"}));
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = Day(2025, 6, 16);
  ASSERT_THAT(world().Update(t_.specialist, a, {"offered_on", "offer_accepted_on", "planned_start_on"}, &a), IsOk());
  EXPECT_EQ(a.status(), em::APPLICATION_STATUS_ACCEPTED);
  EXPECT_EQ(
      sql().Count(absl::StrCat("SELECT count(*) FROM placement.spell WHERE participant_id = '", person_.id(), "'")), 0);
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawVacancyRequest>(vacancy_.id())), IsOk());
  EXPECT_THAT(world().Create(t_.specialist, a), RefusedBecause("STATE"));
}

}  // namespace
}  // namespace gainful::integration
