// Employers over gRPC: finding and matching, who sees what, stages, engagement and its figures, disclosure and incidents, vacancies and applications.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/cli.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace em = employer::v1;
namespace cl = caseload::v1;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

testing::Matcher<const Outcome&> RefusedBecause(const std::string& reason) {
  return AllOf(Refused(absl::StatusCode::kFailedPrecondition), Field(&Outcome::reason, reason));
}

class Employers : public WorldTest {
 protected:
  void SetUp() override {
    t_ = world().NewTenant();
    StaffMember ann;
    ann.set_name("Ann");
    ann.set_team_id(t_.team);
    ann.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    ann.set_subject("ann@example.org");  // whose tokens these are
    ann_ = world().Make(t_.manager, ann).id();
    person_ = world().NewParticipant(t_.manager, t_.team);
    journey_ = world().NewJourney(t_.manager, t_, person_);  // referred on 2025-01-10
  }

  em::Employer NewEmployer(const std::string& name, const std::string& number = "") const {
    em::Employer e;
    e.set_name(name);
    e.set_companies_house_number(number);
    return world().Make(t_.specialist, e);
  }
  em::Employer Get(const std::string& id) const {
    em::Employer e;
    World::MustBeOk(world().Get(t_.specialist, id, &e));
    return e;
  }
  static em::Engagement On(const em::Employer& e, const google::type::Date& day,
                           em::EngagementKind kind = em::ENGAGEMENT_KIND_MEETING,
                           em::EngagementMode mode = em::ENGAGEMENT_MODE_IN_PERSON) {
    em::Engagement g;
    g.set_employer_id(e.id());
    *g.mutable_held_on() = day;
    g.set_kind(kind);
    g.set_mode(mode);
    return g;
  }
  static em::CreateEngagementRequest For(const em::Engagement& engagement, const std::vector<std::string>& people) {
    em::CreateEngagementRequest q;
    q.set_request_id(NewId());
    *q.mutable_engagement() = engagement;
    for (const auto& id : people) q.add_participant_ids(id);
    return q;
  }
  em::ListParticipantEngagementsResponse Listed(const std::string& token, const std::string& person,
                                                const std::string& engagement = "") const {
    em::ListParticipantEngagementsRequest q;
    q.set_participant_id(person);
    q.set_engagement_id(engagement);
    em::ListParticipantEngagementsResponse out;
    World::MustBeOk(world().Call(token, q, &out));
    return out;
  }
  Outcome Say(const em::Employer& e, em::DisclosureDecision decision, em::DisclosureContent content,
              em::DisclosureChoice* out = nullptr) const {
    em::DisclosureChoice c;
    c.set_participant_id(person_.id());
    c.set_employer_id(e.id());
    c.add_contents(content);
    c.set_decision(decision);
    *c.mutable_said_on() = Day(2025, 6, 10);
    c.set_wording_version("2025-1");
    return world().Create(t_.specialist, c, out);
  }
  std::int64_t Alerts() const {
    return sql().Count(
        absl::StrCat("SELECT count(*) FROM caseload.alert WHERE kind = 'disclosure_incident' AND "
                     "participant_id = '",
                     person_.id(), "'"));
  }
  template <class Request>
  static Request Step(const std::string& id) {
    Request q;
    q.set_request_id(NewId());
    q.set_id(id);
    return q;
  }

  Tenant t_;
  std::string ann_;
  Participant person_;
  Journey journey_;
};

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

class Engagements : public Employers {
 protected:
  void SetUp() override {
    Employers::SetUp();
    employer_ = NewEmployer("Garage");
  }
  em::Employer employer_;
};

TEST_F(Engagements, AreTheCallersOwnUnlessSaidOtherwise) {
  EXPECT_EQ(world().Make(t_.specialist, On(employer_, Day(2025, 6, 1))).staff_member_id(), ann_);
  em::Engagement g = On(employer_, Day(2025, 6, 1));
  g.set_staff_member_id(t_.staff_member);
  EXPECT_EQ(world().Make(t_.specialist, g).staff_member_id(), t_.staff_member);
  g.set_staff_member_id(NewId());
  EXPECT_THAT(world().Create(t_.specialist, g), NotFoundFor({"engagement.staff_member_id"}));
  *g.mutable_next_on() = Day(2025, 5, 31);
  EXPECT_THAT(world().Create(t_.specialist, g), InvalidFor({"engagement.next_on"}));
}

// All staff see that there was a visit and for how many; for whom, only those who may see them, and that is written down.
TEST_F(Engagements, TellNobodyForWhomTheyWereWhoMayNotSeeThem) {
  const Participant theirs = world().NewParticipant(t_.manager, t_.other_team);
  em::Engagement made;
  ASSERT_THAT(world().Call(t_.manager, For(On(employer_, Day(2025, 6, 2)), {person_.id(), theirs.id()}), &made),
              IsOk());
  EXPECT_EQ(made.participants(), 2);
  em::ListEngagementsRequest q;
  q.set_employer_id(employer_.id());
  em::ListEngagementsResponse list;
  ASSERT_THAT(world().Call(t_.specialist, q, &list), IsOk());
  ASSERT_EQ(list.engagements_size(), 1);
  EXPECT_EQ(list.engagements(0).participants(), 2);
  EXPECT_FALSE(absl::StrContains(list.SerializeAsString(), theirs.id()));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE kind LIKE '%engagement' AND person = '",
                                     theirs.id(), "'")),
            0);
  const auto own = Listed(t_.specialist, "", made.id());
  ASSERT_EQ(own.participant_engagements_size(), 1);
  EXPECT_EQ(own.participant_engagements(0).participant_id(), person_.id());
  EXPECT_EQ(own.participant_engagements(0).journey_id(), journey_.id());
  EXPECT_EQ(own.participant_engagements(0).employer_id(), employer_.id());
  EXPECT_EQ(Listed(t_.manager, "", made.id()).participant_engagements_size(), 2);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE kind = 'participant_engagement' AND "
                                     "person = '",
                                     theirs.id(), "'")),
            1);
  // Each of them has an entry of their own, and the engagement's names nobody.
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE kind = 'participant_engagement' AND "
                                     "person IN ('",
                                     theirs.id(), "', '", person_.id(), "')")),
            2);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE kind = 'engagement' AND position('",
                                     theirs.id(), "'::bytea IN body) > 0")),
            0);
}

TEST_F(Engagements, AreForPeopleWhomTheCallerSees) {
  const Participant theirs = world().NewParticipant(t_.manager, t_.other_team);
  const em::Engagement visit = On(employer_, Day(2025, 6, 2));
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {person_.id(), theirs.id()})),
              NotFoundFor({"participant_ids[1]"}));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE method = 'CreateEngagement' AND kind = "
                                     "'participant' AND record = '",
                                     theirs.id(), "'")),
            1)
      << "it stands in their account";
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {NewId()})), NotFoundFor({"participant_ids[0]"}));
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {person_.id(), person_.id()})), InvalidFor({"participant_ids"}));
  auto nobody = For(visit, {});
  nobody.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  EXPECT_THAT(world().Call(t_.specialist, nobody), InvalidFor({"participant_ids"}));
  em::ListEngagementsRequest q;
  q.set_employer_id(employer_.id());
  em::ListEngagementsResponse list;
  ASSERT_THAT(world().Call(t_.specialist, q, &list), IsOk());
  EXPECT_EQ(list.engagements_size(), 0) << "a refused one leaves nothing behind";
}

TEST_F(Engagements, AreLoggedOnceHoweverOftenAsked) {
  const auto q = For(On(employer_, Day(2025, 6, 2)), {person_.id()});
  em::Engagement first, again;
  ASSERT_THAT(world().Call(t_.specialist, q, &first), IsOk());
  ASSERT_THAT(world().Call(t_.specialist, q, &again), IsOk());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(Listed(t_.specialist, person_.id()).participant_engagements_size(), 1);
}

// Face to face, for a participant, held, and not taken back.
TEST_F(Engagements, AreCountedByWeek) {
  const std::vector<std::string> us{person_.id()};
  const auto log = [&](const em::Engagement& g, const std::vector<std::string>& people) {
    em::Engagement made;
    World::MustBeOk(world().Call(t_.specialist, For(g, people), &made));
    return made.id();
  };
  log(On(employer_, Day(2025, 6, 2)), us);
  log(On(employer_, Day(2025, 6, 8)), us);
  log(On(employer_, Day(2025, 6, 9)), us);
  log(On(employer_, Day(2025, 6, 9), em::ENGAGEMENT_KIND_MEETING, em::ENGAGEMENT_MODE_PHONE), us);
  log(On(employer_, Day(2025, 6, 9)), {});
  log(On(employer_, Day(2025, 6, 17)), us);
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEngagementRequest>(log(On(employer_, Day(2025, 6, 9)), us))),
              IsOk());
  em::GetEngagementWeeksRequest q;
  *q.mutable_from() = Day(2025, 6, 2);
  *q.mutable_to() = Day(2025, 6, 22);
  em::EngagementWeeks weeks;
  ASSERT_THAT(world().Call(t_.specialist, q, &weeks), IsOk());
  ASSERT_EQ(weeks.specialists_size(), 1);
  EXPECT_EQ(weeks.specialists(0).staff_member_id(), ann_);
  EXPECT_EQ(weeks.specialists(0).contacts(), 3);
  EXPECT_EQ(weeks.specialists(0).days(), 15);
  ASSERT_EQ(weeks.weeks_size(), 3);
  EXPECT_EQ(weeks.weeks(0).contacts(), 2);
  EXPECT_EQ(weeks.weeks(1).contacts(), 1);
  EXPECT_EQ(weeks.weeks(2).contacts(), 0);
  EXPECT_EQ(weeks.weeks(2).days(), 1) << "the Monday that is today";
  q.set_staff_member_id(t_.staff_member);
  ASSERT_THAT(world().Call(t_.manager, q, &weeks), IsOk());
  ASSERT_EQ(weeks.specialists_size(), 1);
  EXPECT_EQ(weeks.specialists(0).contacts(), 0);
  q.set_staff_member_id(NewId());
  EXPECT_THAT(world().Call(t_.manager, q), NotFoundFor({"staff_member_id"}));
  *q.mutable_to() = Day(2025, 6, 1);
  EXPECT_THAT(world().Call(t_.manager, q), InvalidFor({"to"}));
  EXPECT_THAT(world().Call(t_.auditor, q), Refused(absl::StatusCode::kPermissionDenied));
}

TEST_F(Engagements, SayHowLongTheFirstOneTook) {
  cl::Contact met;
  met.set_participant_id(person_.id());
  *met.mutable_contacted_on() = Day(2025, 5, 1);
  met.set_kind(cl::CONTACT_KIND_FIRST_APPOINTMENT);
  met.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  met.set_mode(cl::CONTACT_MODE_IN_PERSON);
  met.set_attendance(cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND);
  world().Make(t_.specialist, met);
  const auto asked = [&](const std::string& token) {
    em::FirstEmployerContacts out;
    em::GetFirstEmployerContactsRequest q;
    q.set_journey_id(journey_.id());
    World::MustBeOk(world().Call(token, q, &out));
    return out;
  };
  EXPECT_EQ(asked(t_.specialist).journeys(), 0) << "nobody met yet";
  met.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  met.set_minutes(45);
  *met.mutable_contacted_on() = Day(2025, 5, 6);
  world().Make(t_.specialist, met);
  ASSERT_EQ(asked(t_.specialist).rows_size(), 1);
  EXPECT_EQ(asked(t_.specialist).rows(0).waiting_days(), 41);
  World::MustBeOk(world().Call(
      t_.specialist,
      For(On(employer_, Day(2025, 5, 10), em::ENGAGEMENT_KIND_MEETING, em::ENGAGEMENT_MODE_PHONE), {person_.id()})));
  EXPECT_EQ(asked(t_.specialist).with_contact(), 0) << "by phone";
  World::MustBeOk(world().Call(t_.specialist, For(On(employer_, Day(2025, 5, 20)), {person_.id()})));
  World::MustBeOk(world().Call(t_.specialist, For(On(employer_, Day(2025, 5, 16)), {person_.id()})));
  const auto out = asked(t_.specialist);
  EXPECT_EQ(out.rows(0).days(), 10);
  EXPECT_DOUBLE_EQ(out.median_days(), 10);
  EXPECT_EQ(asked(t_.other_specialist).journeys(), 0);
  em::GetFirstEmployerContactsRequest q;
  *q.mutable_from() = Day(2025, 5, 7);
  em::FirstEmployerContacts later;
  ASSERT_THAT(world().Call(t_.manager, q, &later), IsOk());
  EXPECT_EQ(later.journeys(), 0);
}

// A plan is no fact because its day has come.
TEST_F(Engagements, CountOnceSomebodySaysThatTheyTookPlace) {
  em::Engagement plan;
  ASSERT_THAT(world().Call(t_.specialist, For(On(employer_, Day(2025, 6, 17)), {person_.id()}), &plan), IsOk());
  world().clock().Advance(absl::Hours(24));
  em::GetEngagementWeeksRequest q;
  *q.mutable_from() = Day(2025, 6, 16);
  *q.mutable_to() = Day(2025, 6, 22);
  q.set_staff_member_id(ann_);
  const auto contacts = [&] {
    em::EngagementWeeks weeks;
    World::MustBeOk(world().Call(t_.specialist, q, &weeks));
    return weeks.specialists(0).contacts();
  };
  EXPECT_EQ(contacts(), 0);
  EXPECT_EQ(Get(employer_.id()).stage(), em::EMPLOYER_STAGE_NOT_APPROACHED);
  plan.set_took_place(type::v1::ANSWER_NOT_KNOWN);
  EXPECT_THAT(world().Update(t_.specialist, plan, {"took_place"}), InvalidFor({"engagement.took_place"}));
  plan.set_took_place(type::v1::ANSWER_NO);
  ASSERT_THAT(world().Update(t_.specialist, plan, {"took_place"}, &plan), IsOk());
  EXPECT_EQ(contacts(), 0);
  plan.set_took_place(type::v1::ANSWER_YES);
  ASSERT_THAT(world().Update(t_.specialist, plan, {"took_place"}, &plan), IsOk());
  EXPECT_EQ(contacts(), 1);
  EXPECT_EQ(Get(employer_.id()).stage(), em::EMPLOYER_STAGE_IN_CONVERSATION);
  plan.set_took_place(type::v1::ANSWER_NO);
  EXPECT_THAT(world().Update(t_.specialist, plan, {"took_place"}), InvalidFor({"engagement.took_place"}));
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEngagementRequest>(plan.id())), IsOk());
  EXPECT_TRUE(Listed(t_.specialist, person_.id()).participant_engagements(0).has_engagement_withdrawn_on());
  world().clock().Advance(-absl::Hours(24));
}

TEST_F(Engagements, WithAStepThatIsDueAreListedUntilAnotherFollows) {
  em::Engagement g = On(employer_, Day(2025, 6, 2));
  *g.mutable_next_on() = Day(2025, 6, 15);
  g = world().Make(t_.specialist, g);
  const auto due = [&](const google::type::Date& by) {
    em::ListEngagementsRequest q;
    q.set_employer_id(employer_.id());
    *q.mutable_next_by() = by;
    em::ListEngagementsResponse out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    return out.engagements_size();
  };
  EXPECT_EQ(due(Day(2025, 6, 14)), 0);
  EXPECT_EQ(due(Day(2025, 6, 15)), 1);
  EXPECT_EQ(due(Day(2025, 6, 16)), 1);
  const em::Engagement plan = world().Make(t_.specialist, On(employer_, Day(2025, 6, 17)));
  EXPECT_EQ(due(Day(2025, 6, 16)), 0) << "planned";
  world().clock().Advance(absl::Hours(24));
  EXPECT_EQ(due(Day(2025, 6, 16)), 1) << "nobody says that it took place";
  world().clock().Advance(-absl::Hours(24));
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEngagementRequest>(plan.id())), IsOk());
  world().Make(t_.specialist, On(employer_, Day(2025, 6, 9)));
  EXPECT_EQ(due(Day(2025, 6, 16)), 0);
}

// On the day on which one journey ends and the next begins nobody but the specialist knows which it was for.
TEST_F(Engagements, BelongToAJourneyThatIsNamedWhereSeveralAreUnderWay) {
  const Journey other = world().NewJourney(t_.manager, world().WithAnotherProgramme(t_), person_);
  const em::Engagement visit = On(employer_, Day(2025, 6, 2));
  EXPECT_THAT(world().Call(t_.specialist, For(visit, {person_.id()})), InvalidFor({"participant_ids[0]"}));
  em::ParticipantEngagement one;
  one.set_participant_id(person_.id());
  one.set_engagement_id(world().Make(t_.specialist, visit).id());
  EXPECT_THAT(world().Create(t_.specialist, one), InvalidFor({"participant_engagement.journey_id"}));
  one.set_journey_id(other.id());
  EXPECT_EQ(world().Make(t_.specialist, one).journey_id(), other.id());
}

TEST_F(Engagements, ToComeNameNobodyWhoHasLeft) {
  em::Engagement g = On(Get(t_.employer), Day(2025, 6, 17));
  g.set_employer_contact_id(t_.employer_contact);
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawEmployerContactRequest>(t_.employer_contact)), IsOk());
  const Outcome refused = world().Create(t_.specialist, g);
  EXPECT_THAT(refused, RefusedBecause("STATE"));
  EXPECT_THAT(refused.message, HasSubstr("engagement.employer_contact_id"));
  *g.mutable_held_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Create(t_.specialist, g), IsOk()) << "they met before";
}

class DisclosureChoices : public Engagements {};

TEST_F(DisclosureChoices, CountByTheLatest) {
  em::DisclosureChoice first, second;
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED, &first), IsOk());
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_SUPPORTED, &second), IsOk());
  EXPECT_EQ(first.number(), 1);
  EXPECT_EQ(second.number(), 2);
  const auto allowed = [&](const std::string& token, em::DisclosureAllowed* out) {
    em::GetDisclosureAllowedRequest q;
    q.set_participant_id(person_.id());
    q.set_employer_id(employer_.id());
    return world().Call(token, q, out);
  };
  em::DisclosureAllowed out;
  ASSERT_THAT(allowed(t_.specialist, &out), IsOk());
  EXPECT_EQ(out.contents_size(), em::DisclosureContent_MAX);
  EXPECT_FALSE(out.contents(0).allowed());
  EXPECT_EQ(out.contents(0).decision(), em::DISCLOSURE_DECISION_WITHDRAWN);
  EXPECT_EQ(out.contents(0).wording_version(), "2025-1");
  EXPECT_THAT(allowed(t_.other_specialist, &out), Refused(absl::StatusCode::kNotFound));
}

TEST_F(DisclosureChoices, AreForOneEmployerAlone) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  auto here = For(On(employer_, Day(2025, 6, 10)), {person_.id()});
  here.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  em::Engagement held;
  ASSERT_THAT(world().Call(t_.specialist, here, &held), IsOk());
  *held.mutable_held_on() = Day(2025, 6, 9);
  EXPECT_THAT(world().Update(t_.specialist, held, {"held_on"}), RefusedBecause("DISCLOSURE_NOT_ALLOWED"))
      << "nor does a corrected day hide it";
  auto before = For(On(employer_, Day(2025, 6, 9)), {person_.id()});
  before.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  EXPECT_THAT(world().Call(t_.specialist, before), RefusedBecause("DISCLOSURE_NOT_ALLOWED"))
      << "the day before they said so";
  auto elsewhere = For(On(NewEmployer("Mine"), Day(2025, 6, 10)), {person_.id()});
  elsewhere.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  EXPECT_THAT(world().Call(t_.specialist, elsewhere), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
}

// Planned or told of, it is refused with what is not allowed; with an account of what happened it is on record, and a manager is told.
TEST_F(DisclosureChoices, RefuseWhatIsPlannedAndRecordWhatHappened) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  auto q = For(On(employer_, Day(2025, 6, 20)), {person_.id()});
  q.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  q.add_discloses(em::DISCLOSURE_CONTENT_HEALTH_CONDITION);
  const Outcome planned = world().Call(t_.specialist, q);
  EXPECT_THAT(planned, RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  EXPECT_THAT(planned.message, AllOf(HasSubstr("their health condition"), testing::Not(HasSubstr("supports them"))));
  q.set_account("It came out in the interview.");
  EXPECT_THAT(world().Call(t_.specialist, q), InvalidFor({"account"})) << "it has not come yet";
  *q.mutable_engagement()->mutable_held_on() = Day(2025, 6, 13);
  EXPECT_EQ(Alerts(), 0);
  auto of_two = q;
  of_two.add_participant_ids(world().NewParticipant(t_.manager, t_.team).id());
  EXPECT_THAT(world().Call(t_.specialist, of_two), InvalidFor({"account"})) << "each has an account of their own";
  ASSERT_THAT(world().Call(t_.specialist, q), IsOk());
  EXPECT_EQ(Alerts(), 1);
  const auto list = Listed(t_.specialist, person_.id());
  ASSERT_EQ(list.participant_engagements_size(), 1);
  EXPECT_THAT(list.participant_engagements(0).outside(), ElementsAre(em::DISCLOSURE_CONTENT_HEALTH_CONDITION));
  const auto& incident = list.participant_engagements(0);
  EXPECT_EQ(incident.account(), "It came out in the interview.");
  // It is not moved to a day to come, nor taken back by whoever caused it.
  em::Engagement held;
  World::MustBeOk(world().Get(t_.specialist, incident.engagement_id(), &held));
  *held.mutable_held_on() = Day(2025, 6, 17);
  EXPECT_THAT(world().Update(t_.specialist, held, {"held_on"}), InvalidFor({"engagement.held_on"}));
  const auto take_back = Step<em::WithdrawParticipantEngagementRequest>(incident.id());
  EXPECT_THAT(world().Call(t_.specialist, take_back), Refused(absl::StatusCode::kPermissionDenied));
  ASSERT_THAT(world().Call(t_.specialist, q), IsOk());
  EXPECT_EQ(Alerts(), 1) << "a repeat tells of it once";
  // It stands on the day's list, and a manager takes it up.
  cl::Day day;
  ASSERT_THAT(world().Call(t_.manager, cl::GetDayRequest(), &day), IsOk());
  std::string alert;
  for (const auto& item : day.items()) {
    if (absl::StrContains(item.note(), "an employer was told more")) alert = item.alert_id();
  }
  ASSERT_NE(alert, "");
  cl::AcknowledgeAlertRequest take;
  take.set_request_id(NewId());
  take.set_id(alert);
  EXPECT_THAT(world().Call(t_.specialist, take), Refused(absl::StatusCode::kNotFound)) << "for who leads the team";
  EXPECT_THAT(world().Call(t_.manager, take), IsOk());
}

TEST_F(DisclosureChoices, BindWhatIsAddedLaterToo) {
  em::ParticipantEngagement told;
  told.set_participant_id(person_.id());
  told.set_engagement_id(world().Make(t_.specialist, On(employer_, Day(2025, 6, 10))).id());
  told.add_discloses(em::DISCLOSURE_CONTENT_CONVICTIONS);
  EXPECT_THAT(world().Create(t_.specialist, told), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_CONVICTIONS), IsOk());
  told = world().Make(t_.specialist, told);
  EXPECT_EQ(told.outside_size(), 0);
  EXPECT_EQ(Alerts(), 0);
  told.set_account("And then they asked about his health.");
  world().Make(t_.specialist, told);
  EXPECT_EQ(Alerts(), 1);
  EXPECT_THAT(world().Create(t_.other_specialist, told), NotFoundFor({"participant_engagement.participant_id"}));
}

// A form of before that is typed after it takes no refusal back.
TEST_F(DisclosureChoices, RefusedOnALaterDayStand) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_OTHER), IsOk());
  em::DisclosureChoice late;
  late.set_participant_id(person_.id());
  late.set_employer_id(employer_.id());
  late.add_contents(em::DISCLOSURE_CONTENT_OTHER);
  late.set_decision(em::DISCLOSURE_DECISION_GIVEN);
  *late.mutable_said_on() = Day(2025, 6, 9);
  late.set_wording_version("2025-1");
  world().Make(t_.specialist, late);
  auto plan = For(On(employer_, Day(2025, 6, 20)), {person_.id()});
  plan.add_discloses(em::DISCLOSURE_CONTENT_OTHER);
  EXPECT_THAT(world().Call(t_.specialist, plan), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
}

// A withdrawal reaches what is planned, says so, and the plan does not become a conversation unseen.
TEST_F(DisclosureChoices, ReachWhatIsPlanned) {
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_GIVEN, em::DISCLOSURE_CONTENT_SUPPORTED), IsOk());
  auto plan = For(On(employer_, Day(2025, 6, 17)), {person_.id()});
  plan.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  em::Engagement planned;
  ASSERT_THAT(world().Call(t_.specialist, plan, &planned), IsOk());
  EXPECT_EQ(Listed(t_.specialist, person_.id()).participant_engagements(0).outside_size(), 0);
  em::DisclosureChoice taken;
  ASSERT_THAT(Say(employer_, em::DISCLOSURE_DECISION_WITHDRAWN, em::DISCLOSURE_CONTENT_SUPPORTED, &taken), IsOk());
  const auto one = Listed(t_.specialist, person_.id()).participant_engagements(0);
  EXPECT_THAT(one.outside(), ElementsAre(em::DISCLOSURE_CONTENT_SUPPORTED));
  EXPECT_THAT(taken.affects(), ElementsAre(AllOf(HasSubstr("2025-06-17"), HasSubstr(one.id()))));
  em::ParticipantEngagement read;
  ASSERT_THAT(world().Get(t_.specialist, one.id(), &read), IsOk());
  EXPECT_THAT(read.outside(), ElementsAre(em::DISCLOSURE_CONTENT_SUPPORTED));
  planned.set_took_place(type::v1::ANSWER_YES);
  EXPECT_THAT(world().Update(t_.specialist, planned, {"took_place"}), InvalidFor({"engagement.took_place"}))
      << "it has not come";
  world().clock().Advance(absl::Hours(24));
  em::ParticipantEngagement told;
  told.set_participant_id(person_.id());
  told.set_engagement_id(planned.id());
  told.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  told.set_account("I had not seen that they took it back.");
  EXPECT_THAT(world().Create(t_.specialist, told), RefusedBecause("STATE")) << "a plan still";
  EXPECT_THAT(world().Update(t_.specialist, planned, {"took_place"}), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  ASSERT_THAT(world().Call(t_.specialist, Step<em::WithdrawParticipantEngagementRequest>(one.id())), IsOk());
  ASSERT_THAT(world().Update(t_.specialist, planned, {"took_place"}), IsOk());
  EXPECT_THAT(world().Create(t_.specialist, told), IsOk());
  EXPECT_EQ(Alerts(), 1);
  world().clock().Advance(-absl::Hours(24));
}

TEST_F(DisclosureChoices, AreNumberedWithoutAGap) {
  for (int i = 1; i <= 4; ++i) {
    em::DisclosureChoice choice;
    ASSERT_THAT(Say(employer_, i % 2 == 0 ? em::DISCLOSURE_DECISION_GIVEN : em::DISCLOSURE_DECISION_REFUSED,
                    em::DISCLOSURE_CONTENT_OTHER, &choice),
                IsOk());
    EXPECT_EQ(choice.number(), i);
  }
}

class Vacancies : public Engagements {
 protected:
  void SetUp() override {
    Engagements::SetUp();
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
