// Employers over gRPC: finding and matching, who sees what, and stages.
#include "absl/strings/str_cat.h"
#include "tests/integration/cli.h"
#include "tests/integration/employer_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Employers : public EmployerTest {};

TEST_F(Employers, AreFoundByNamePostcodeOrNumber) {
  const em::Employer tools = NewEmployer("The Ácme Tools & Sons Ltd.", "01234567");
  NewEmployer("Acme Toys plc");
  em::EmployerSite site;
  site.set_employer_id(tools.id());
  site.set_postcode("M1 1AE");
  EXPECT_EQ(world().Make(t_.specialist, site).postcode_area(), "M");
  const auto found = [&](const std::string& name, const std::string& postcode, const std::string& number) {
    em::FindEmployersRequest q;
    q.set_name(name);
    q.set_postcode(postcode);
    q.set_companies_house_number(number);
    em::FindEmployersResponse out;
    World::MustBeOk(world().Call(t_.auditor, q, &out));
    std::string names;
    for (const auto& e : out.employers()) absl::StrAppend(&names, names.empty() ? "" : ", ", e.name());
    return names;
  };
  const std::string both = "The Ácme Tools & Sons Ltd., Acme Toys plc";
  EXPECT_EQ(found("acme to", "", ""), both);
  EXPECT_EQ(found("SONS acme limited", "", ""), "The Ácme Tools & Sons Ltd.");
  EXPECT_EQ(found("cme", "", ""), "") << "the middle of a word";
  EXPECT_EQ(found("", "M1 1AE", ""), "The Ácme Tools & Sons Ltd.");
  EXPECT_EQ(found("toys", "M1 1AE", ""), "");
  EXPECT_EQ(found("", "", "01234567"), "The Ácme Tools & Sons Ltd.");
  EXPECT_EQ(found("(!)", "", ""), "") << "nothing to search for";
  EXPECT_THAT(world().Call(t_.specialist, em::FindEmployersRequest()), InvalidFor({"name"}));
  const Printed typed = RunCli(world(), t_.specialist, {"employer", "find", "ac to"});
  EXPECT_EQ(typed.code, 0) << typed.err;
  EXPECT_THAT(typed.out, AllOf(HasSubstr("Acme Toys plc"), HasSubstr("M1 1AE")));
}

TEST_F(Employers, ThatMayBeTheSameAreOfferedAndNotMerged) {
  const em::Employer first = NewEmployer("Village Hall Limited", "01234567");
  EXPECT_THAT(first.possible_matches(), IsEmpty());
  const em::Employer by_name = NewEmployer("The Village-Hall (plc)");
  EXPECT_THAT(by_name.possible_matches(), ElementsAre(AllOf(HasSubstr(first.id()), HasSubstr("the same name"))));
  EXPECT_THAT(NewEmployer("Village Hall", "76543210").possible_matches(), ElementsAre(HasSubstr(by_name.id())))
      << "two numbers are two companies";
  EXPECT_THAT(NewEmployer("Quite another", "01234567").possible_matches(),
              ElementsAre(HasSubstr("the same Companies House number")));
  // At one postcode under a like name.
  em::EmployerSite site;
  site.set_employer_id(first.id());
  site.set_postcode("M1 1AE");
  EXPECT_THAT(world().Make(t_.specialist, site).possible_matches(), IsEmpty());
  const em::Employer cafe = NewEmployer("Village Cafe");
  EXPECT_THAT(cafe.possible_matches(), IsEmpty());
  site.set_employer_id(cafe.id());
  EXPECT_THAT(world().Make(t_.specialist, site).possible_matches(),
              ElementsAre(HasSubstr("the same postcode and a like name")));
  em::GetEmployerMatchesRequest q;
  q.set_id(cafe.id());
  em::EmployerMatches matches;
  ASSERT_THAT(world().Call(t_.specialist, q, &matches), IsOk());
  ASSERT_EQ(matches.matches_size(), 1);
  EXPECT_EQ(matches.matches(0).employer_id(), first.id());
  q.set_id(NewId());
  EXPECT_THAT(world().Call(t_.specialist, q), Refused(absl::StatusCode::kNotFound));
}

TEST_F(Employers, ThatComeToBeTheSameAreOfferedToo) {
  const em::Employer first = NewEmployer("Harbour Ferries", "01234567");
  em::Employer second = NewEmployer("Quay Boats");
  second.set_companies_house_number("01234567");
  ASSERT_THAT(world().Update(t_.specialist, second, {"companies_house_number"}, &second), IsOk());
  EXPECT_THAT(second.possible_matches(), ElementsAre(HasSubstr(first.id())));
  second.set_website("https://example.org");
  ASSERT_THAT(world().Update(t_.specialist, second, {"website"}, &second), IsOk());
  EXPECT_THAT(second.possible_matches(), IsEmpty());
}

// A job that somebody had before they came to us is theirs, not a hire; and an interview is a sign from its day on.
TEST_F(Employers, HiredNobodyWhoWorkedThereAlready) {
  const em::Employer e = NewEmployer("Foundry");
  Spell job;
  job.set_journey_id(journey_.id());
  *job.mutable_started_on() = Day(2025, 1, 9);  // the day before the referral
  job.set_employer_id(e.id());
  world().Make(t_.specialist, job);
  EXPECT_FALSE(Get(e.id()).has_hired_on());
  EXPECT_TRUE(Get(e.id()).employs_now());
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_NOT_APPROACHED);
  *job.mutable_started_on() = Day(2025, 1, 10);
  world().Make(t_.specialist, job);
  EXPECT_EQ(Get(e.id()).hired_on().day(), 10);
  em::Vacancy vacancy;
  vacancy.set_employer_id(e.id());
  vacancy.set_role("Fitter");
  *vacancy.mutable_opened_on() = Day(2025, 2, 1);
  em::JobApplication a;
  a.set_participant_id(person_.id());
  a.set_vacancy_id(world().Make(t_.specialist, vacancy).id());
  *a.mutable_applied_on() = Day(2025, 2, 10);
  *a.mutable_interview_on() = Day(2025, 6, 17);
  a = world().Make(t_.specialist, a);
  EXPECT_EQ(Get(e.id()).last_sign_on().month(), 2) << "it is to come";
  *a.mutable_interview_on() = Day(2025, 6, 16);
  ASSERT_THAT(world().Update(t_.specialist, a, {"interview_on"}), IsOk());
  EXPECT_EQ(Get(e.id()).last_sign_on().day(), 16);
}

TEST_F(Employers, HaveASectorByTheirCode) {
  em::Employer e;
  e.set_name("Depot");
  e.set_sic_code("34");
  EXPECT_THAT(world().Create(t_.specialist, e), InvalidFor({"employer.sic_code"}));
  e.set_sic_code("49");
  e = world().Make(t_.specialist, e);
  EXPECT_EQ(e.sector(), em::SIC_SECTION_H);
  *e.mutable_confident_until() = Day(2026, 1, 1);
  EXPECT_THAT(world().Update(t_.specialist, e, {"confident_until"}), InvalidFor({"employer.confident_until"}));
}

// Every specialist sees employers, whatever their team; what is another employer's cannot be named.
TEST_F(Employers, BelongToTheWholeOrganisation) {
  const em::Employer bakery = Get(t_.employer);
  em::Employer read;
  EXPECT_THAT(world().Get(t_.other_specialist, bakery.id(), &read), IsOk());
  for (const auto& token : {t_.commissioner, t_.partner, t_.administrator})
    EXPECT_THAT(world().Get(token, bakery.id(), &read), Refused(absl::StatusCode::kPermissionDenied));
  em::Engagement g = On(NewEmployer("Garage"), Day(2025, 6, 1));
  g.set_employer_site_id(t_.employer_site);
  g.set_employer_contact_id(t_.employer_contact);
  EXPECT_THAT(world().Create(t_.specialist, g),
              NotFoundFor({"engagement.employer_site_id", "engagement.employer_contact_id"}));
}

TEST_F(Employers, LoseContactsWhoLeave) {
  const auto leave = Step<em::WithdrawEmployerContactRequest>(t_.employer_contact);
  em::EmployerContact contact;
  ASSERT_THAT(world().Call(t_.specialist, leave, &contact), IsOk());
  EXPECT_EQ(contact.withdrawn_on().day(), 16);
  EXPECT_THAT(world().Update(t_.specialist, contact, {"phone"}), RefusedBecause("STATE"));
}

TEST_F(Employers, MayNotBeApproachedWhereSomebodySaysWhy) {
  em::Employer e = NewEmployer("Quarry");
  e.set_do_not_approach("They asked us not to.");
  ASSERT_THAT(world().Update(t_.specialist, e, {"do_not_approach"}, &e), IsOk());
  EXPECT_THAT(world().Create(t_.specialist, On(e, Day(2025, 6, 16), em::ENGAGEMENT_KIND_FIRST_APPROACH)),
              RefusedBecause("DO_NOT_APPROACH"));
  EXPECT_THAT(world().Create(t_.specialist, On(e, Day(2025, 6, 15), em::ENGAGEMENT_KIND_FIRST_APPROACH)), IsOk())
      << "the approach that made them ask";
  EXPECT_THAT(world().Create(t_.specialist, On(e, Day(2025, 6, 17))), RefusedBecause("DO_NOT_APPROACH"));
  em::Engagement met;
  EXPECT_THAT(world().Create(t_.specialist, On(e, Day(2025, 6, 16)), &met), IsOk()) << "it happened: they came to us";
  // Nor does an update make an approach of it.
  met.set_kind(em::ENGAGEMENT_KIND_FIRST_APPROACH);
  EXPECT_THAT(world().Update(t_.specialist, met, {"kind"}), RefusedBecause("DO_NOT_APPROACH"));
  met.set_outcome("They asked us not to come again.");
  EXPECT_THAT(world().Update(t_.specialist, met, {"outcome"}), IsOk());
}

// The stage is asked of what happened, whenever it is read.
TEST_F(Employers, StandWhereWhatHappenedPutsThem) {
  const em::Employer e = NewEmployer("Farm");
  EXPECT_EQ(e.stage(), em::EMPLOYER_STAGE_NOT_APPROACHED);
  world().Make(t_.specialist, On(e, Day(2025, 6, 17)));
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_NOT_APPROACHED) << "a plan";
  world().Make(t_.specialist, On(e, Day(2025, 5, 1), em::ENGAGEMENT_KIND_FIRST_APPROACH));
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_APPROACHED);
  const em::Engagement meeting = world().Make(t_.specialist, On(e, Day(2025, 5, 8)));
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_IN_CONVERSATION);
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEngagementRequest>(meeting.id())), IsOk());
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_APPROACHED) << "it was recorded in error";
  em::Vacancy vacancy;
  vacancy.set_employer_id(e.id());
  vacancy.set_role("Picker");
  *vacancy.mutable_opened_on() = Day(2025, 6, 1);
  *vacancy.mutable_closing_on() = Day(2025, 6, 16);
  vacancy = world().Make(t_.specialist, vacancy);
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_HIRING) << "on the last day for applications";
  *vacancy.mutable_closing_on() = Day(2025, 6, 15);
  ASSERT_THAT(world().Update(t_.specialist, vacancy, {"closing_on"}), IsOk());
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_APPROACHED);
  em::JobApplication application;
  application.set_participant_id(person_.id());
  application.set_vacancy_id(vacancy.id());
  *application.mutable_applied_on() = Day(2025, 6, 5);
  application = world().Make(t_.specialist, application);
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_HIRING);
  *application.mutable_offered_on() = *application.mutable_offer_accepted_on() = Day(2025, 6, 10);
  *application.mutable_planned_start_on() = Day(2025, 6, 12);
  ASSERT_THAT(world().Update(t_.specialist, application, {"offered_on", "offer_accepted_on", "planned_start_on"}),
              IsOk());
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_HIRING) << "an offer that was accepted is not a job";
  Spell job;
  job.set_journey_id(journey_.id());
  *job.mutable_started_on() = Day(2025, 6, 12);
  job.set_employer_id(e.id());
  job = world().Make(t_.specialist, job);
  const em::Employer hired = Get(e.id());
  EXPECT_EQ(hired.stage(), em::EMPLOYER_STAGE_HIRED);
  EXPECT_TRUE(hired.employs_now());
  placement::v1::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(job.id());
  ASSERT_THAT(world().Call(t_.specialist, withdraw), IsOk());
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_HIRING);
}

TEST_F(Employers, LapseWithTime) {
  const em::Employer e = NewEmployer("Mill");
  world().Make(t_.specialist, On(e, Day(2024, 12, 16)));
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_IN_CONVERSATION);
  world().clock().Advance(absl::Hours(24));
  EXPECT_EQ(Get(e.id()).stage(), em::EMPLOYER_STAGE_LAPSED);
  world().clock().Advance(-absl::Hours(24));
}

TEST_F(Employers, OfAJobMustBeThere) {
  Spell job;
  job.set_journey_id(journey_.id());
  *job.mutable_started_on() = Day(2025, 6, 1);
  job.set_employer_id(NewId());
  EXPECT_THAT(world().Create(t_.specialist, job), NotFoundFor({"spell.employer_id"}));
  job.set_employer_id(t_.employer);
  job = world().Make(t_.specialist, job);
  job.set_employer_id(NewId());
  EXPECT_THAT(world().Update(t_.specialist, job, {"employer_id"}), NotFoundFor({"spell.employer_id"}));
}

}  // namespace
}  // namespace gainful::integration
