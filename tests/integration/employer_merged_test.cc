// Two records of one employer, merged: what is listed, found and worked out, and what new records name.
#include "absl/strings/str_cat.h"
#include "tests/integration/employer_merge_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;
using testing::UnorderedElementsAreArray;

class MergedEmployers : public EmployerMergeTest {
 protected:
  // Stages a file of one row, and writes it unless something is wrong with it.
  template <class File>
  static type::v1::StageImportResponse Load(const std::string& token, const File& file) {
    type::v1::StageImportResponse staged;
    World::MustBeOk(world().Call(token, file, &staged));
    if (!staged.problems().empty()) return staged;
    type::v1::CommitImportRequest commit;
    commit.set_request_id(NewId());
    commit.set_import_id(file.import_id());
    const auto* method = File::descriptor()->file()->service(0)->FindMethodByName("CommitImport");
    World::MustBeOk(world().Call(token, commit, nullptr, method));
    return staged;
  }
  void LoadPerson() const {
    caseload::v1::StageImportRequest file;
    file.set_import_id(NewId());
    for (const char* f : {"name", "team_id"}) file.mutable_participant_mask()->add_paths(f);
    for (const char* f : {"referred_on", "team_id", "programme_id"}) file.mutable_journey_mask()->add_paths(f);
    auto* row = file.add_rows();
    row->set_line(2);
    row->mutable_participant()->set_team_id(t_.team);
    row->mutable_participant()->set_name("Sam Example");
    row->mutable_participant()->set_source("file");
    row->mutable_participant()->set_source_key("1");
    row->mutable_journey()->set_programme_id(t_.programme);
    row->mutable_journey()->set_team_id(t_.team);
    *row->mutable_journey()->mutable_referred_on() = Day(2025, 1, 10);
    row->mutable_journey()->set_source("file");
    row->mutable_journey()->set_source_key("1");
    ASSERT_THAT(Load(t_.manager, file).problems(), IsEmpty());
  }
  type::v1::StageImportResponse LoadJob(const std::string& key, const std::string& employer,
                                        const google::type::Date& day) const {
    placement::v1::StageImportRequest file;
    file.set_import_id(NewId());
    for (const char* f : {"started_on", "employer_id"}) file.mutable_spell_mask()->add_paths(f);
    auto* row = file.add_rows();
    row->set_line(2);
    row->set_journey_key("1");
    *row->mutable_spell()->mutable_started_on() = day;
    row->mutable_spell()->set_employer_id(employer);
    row->mutable_spell()->set_source("file");
    row->mutable_spell()->set_source_key(key);
    return Load(t_.manager, file);
  }
};

TEST_F(MergedEmployers, TwoEmployersAreNotOfferedAgain) {
  const em::Employer again = NewEmployer("The Village Hall");
  EXPECT_THAT(Matches(kept_.id()), ElementsAre(again.id()));
  const std::string id = world().Make(t_.specialist, Proposal(again.id(), kept_.id())).id();
  World::MustBeOk(Decide(manager_, id, kNotTheSame));
  EXPECT_THAT(Matches(kept_.id()), IsEmpty());
  EXPECT_THAT(Matches(again.id()), IsEmpty());
  Merged();
  EXPECT_THAT(Matches(again.id()), IsEmpty()) << "whichever of its records that was said of";
  const em::Employer third = NewEmployer("Village Hall");
  EXPECT_THAT(third.possible_matches(), UnorderedElementsAre(HasSubstr(kept_.id()), HasSubstr(again.id())));
}

TEST_F(MergedEmployers, ShowTheKeptOneInListSearchAndMatches) {
  world().Make(t_.specialist, Site(duplicate_.id(), "M1 1AE"));
  const std::string id = Merged();
  EXPECT_THAT(AllEmployers(), AllOf(Contains(kept_.id()), Not(Contains(duplicate_.id()))));
  for (const auto& found : {Found("catering nor"), Found("village"), Found("", "M1 1AE"), Found("village", "M1 1AE")}) {
    ASSERT_EQ(found.employers_size(), 1);
    EXPECT_EQ(found.employers(0).employer_id(), kept_.id());
    EXPECT_EQ(found.employers(0).name(), "Village Hall Limited");
    EXPECT_THAT(found.employers(0).other_names(), ElementsAre("Northern Catering"));
    EXPECT_THAT(found.employers(0).postcodes(), ElementsAre("M1 1AE"));
  }
  EXPECT_EQ(Found("village catering").employers_size(), 0) << "the words of one name";
  // A third record is offered for the kept one, by the other one's name, and nobody is offered the merged one.
  const em::Employer third = NewEmployer("Northern Catering plc");
  EXPECT_THAT(third.possible_matches(), ElementsAre(AllOf(HasSubstr(kept_.id()), HasSubstr("the same name"))));
  EXPECT_THAT(Matches(kept_.id()), ElementsAre(third.id()));
  EXPECT_THAT(Matches(duplicate_.id()), ElementsAre(third.id())) << "what is asked of one is asked of the employer";
  EXPECT_THAT(world().Make(t_.specialist, Site(third.id(), "M1 1AE")).possible_matches(),
              ElementsAre(HasSubstr("the same name and postcode")));
  World::MustBeOk(Undo(manager_, id));
  EXPECT_THAT(AllEmployers(), AllOf(Contains(kept_.id()), Contains(duplicate_.id())));
  EXPECT_EQ(Found("village").employers(0).other_names_size(), 0);
  EXPECT_EQ(Found("village", "M1 1AE").employers_size(), 0);
  EXPECT_THAT(Matches(kept_.id()), IsEmpty());
  EXPECT_THAT(Matches(third.id()), ElementsAre(duplicate_.id()));
}

// What was recorded under either is listed for both, and the relationship is one.
TEST_F(MergedEmployers, CountAsOneEmployer) {
  const std::string s1 = world().Make(t_.specialist, Site(kept_.id(), "LS1 4AP")).id();
  const std::string s2 = world().Make(t_.specialist, Site(duplicate_.id(), "M1 1AE")).id();
  const std::string c1 = world().Make(t_.specialist, ContactAt(kept_.id())).id();
  const std::string c2 = world().Make(t_.specialist, ContactAt(duplicate_.id())).id();
  const std::string e1 = world().Make(t_.specialist, Visit(kept_.id(), Day(2025, 6, 10))).id();
  const std::string e2 = world().Make(t_.specialist, Visit(duplicate_.id(), Day(2025, 6, 3))).id();
  const std::string v2 = world().Make(t_.specialist, Opening(duplicate_.id())).id();
  const std::string d2 =
      world().Make(t_.specialist, Choice(duplicate_.id(), em::DISCLOSURE_DECISION_GIVEN, Day(2025, 6, 1))).id();
  const auto expect_lists = [&](const std::string& of, const std::vector<std::vector<std::string>>& wanted) {
    EXPECT_THAT((Listed<em::ListEmployerSitesRequest, em::ListEmployerSitesResponse>(
                    of, [](const auto& out) -> const auto& { return out.employer_sites(); })),
                UnorderedElementsAreArray(wanted[0]));
    EXPECT_THAT((Listed<em::ListEmployerContactsRequest, em::ListEmployerContactsResponse>(
                    of, [](const auto& out) -> const auto& { return out.employer_contacts(); })),
                UnorderedElementsAreArray(wanted[1]));
    EXPECT_THAT((Listed<em::ListEngagementsRequest, em::ListEngagementsResponse>(
                    of, [](const auto& out) -> const auto& { return out.engagements(); })),
                UnorderedElementsAreArray(wanted[2]));
    EXPECT_THAT((Listed<em::ListVacanciesRequest, em::ListVacanciesResponse>(
                    of, [](const auto& out) -> const auto& { return out.vacancies(); })),
                UnorderedElementsAreArray(wanted[3]));
    EXPECT_THAT((Listed<em::ListDisclosureChoicesRequest, em::ListDisclosureChoicesResponse>(
                    of, [](const auto& out) -> const auto& { return out.disclosure_choices(); })),
                UnorderedElementsAreArray(wanted[4]));
  };
  const std::vector<std::vector<std::string>> of_kept{{s1}, {c1}, {e1}, {}, {}}, of_other{{s2}, {c2}, {e2}, {v2}, {d2}};
  expect_lists(kept_.id(), of_kept);
  expect_lists(duplicate_.id(), of_other);
  const std::string before = Get(kept_.id()).SerializeAsString();
  EXPECT_EQ(Get(kept_.id()).stage(), em::EMPLOYER_STAGE_IN_CONVERSATION);
  const std::string id = Merged();
  for (const auto& either : {kept_.id(), duplicate_.id()}) {
    expect_lists(either, {{s1, s2}, {c1, c2}, {e1, e2}, {v2}, {d2}});
    const em::Employer e = Get(either);
    EXPECT_EQ(e.stage(), em::EMPLOYER_STAGE_HIRING);
    EXPECT_EQ(e.approached_on().day(), 3);
    EXPECT_EQ(e.hiring_since().day(), 2);
    EXPECT_EQ(e.last_sign_on().day(), 10);
  }
  World::MustBeOk(Undo(manager_, id));
  expect_lists(kept_.id(), of_kept);
  expect_lists(duplicate_.id(), of_other);
  EXPECT_EQ(Get(kept_.id()).SerializeAsString(), before);
}

TEST_F(MergedEmployers, CountJobsAndApplicationsOfBoth) {
  const em::Vacancy vacancy = world().Make(t_.specialist, Opening(duplicate_.id()));
  em::JobApplication application;
  application.set_participant_id(person_.id());
  application.set_vacancy_id(vacancy.id());
  *application.mutable_applied_on() = Day(2025, 6, 4);
  world().Make(t_.specialist, application);
  em::Vacancy filled = vacancy;
  *filled.mutable_filled_on() = Day(2025, 6, 12);
  ASSERT_THAT(world().Update(t_.specialist, filled, {"filled_on"}), IsOk());
  world().Make(t_.specialist, Job(kept_.id(), Day(2025, 6, 12)));
  EXPECT_EQ(Get(duplicate_.id()).stage(), em::EMPLOYER_STAGE_HIRING) << "the application goes on";
  EXPECT_EQ(Get(kept_.id()).stage(), em::EMPLOYER_STAGE_HIRED);
  const std::string id = Merged();
  for (const auto& either : {kept_.id(), duplicate_.id()}) {
    EXPECT_EQ(Get(either).stage(), em::EMPLOYER_STAGE_HIRED);
    EXPECT_TRUE(Get(either).employs_now());
    EXPECT_FALSE(Get(either).has_hiring_since()) << "it led to the job";
  }
  World::MustBeOk(Undo(manager_, id));
  EXPECT_FALSE(Get(duplicate_.id()).employs_now());
  EXPECT_EQ(Get(duplicate_.id()).stage(), em::EMPLOYER_STAGE_HIRING);
}

// Face-to-face contacts are counted as they were held, under whichever record.
TEST_F(MergedEmployers, KeepTheFiguresOfEngagement) {
  const auto log = [&](const std::string& employer, const google::type::Date& day) {
    em::CreateEngagementRequest q;
    q.set_request_id(NewId());
    *q.mutable_engagement() = Visit(employer, day);
    q.add_participant_ids(person_.id());
    World::MustBeOk(world().Call(t_.specialist, q));
  };
  const auto weeks = [&] {
    em::GetEngagementWeeksRequest q;
    *q.mutable_from() = Day(2025, 6, 2);
    *q.mutable_to() = Day(2025, 6, 15);
    em::EngagementWeeks out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    return out;
  };
  caseload::v1::Contact met;
  met.set_participant_id(person_.id());
  *met.mutable_contacted_on() = Day(2025, 6, 2);
  met.set_kind(caseload::v1::CONTACT_KIND_FIRST_APPOINTMENT);
  met.add_met_with(caseload::v1::CONTACT_WITH_PARTICIPANT);
  met.set_mode(caseload::v1::CONTACT_MODE_IN_PERSON);
  met.set_attendance(caseload::v1::CONTACT_ATTENDANCE_ATTENDED);
  met.set_minutes(45);
  world().Make(t_.specialist, met);
  const auto first = [&] {
    em::GetFirstEmployerContactsRequest q;
    q.set_journey_id(journey_.id());
    em::FirstEmployerContacts out;
    World::MustBeOk(world().Call(t_.specialist, q, &out));
    return out;
  };
  log(duplicate_.id(), Day(2025, 6, 5));
  log(kept_.id(), Day(2025, 6, 12));
  const std::string before = weeks().SerializeAsString(), took = first().SerializeAsString();
  ASSERT_EQ(weeks().specialists_size(), 1);
  EXPECT_EQ(weeks().specialists(0).staff_member_id(), ann_);
  EXPECT_EQ(weeks().specialists(0).contacts(), 2);
  EXPECT_EQ(first().journeys(), 1);
  const std::string id = Merged();
  EXPECT_EQ(weeks().SerializeAsString(), before);
  EXPECT_EQ(first().SerializeAsString(), took);
  World::MustBeOk(Undo(manager_, id));
  EXPECT_EQ(weeks().SerializeAsString(), before);
}

TEST_F(MergedEmployers, NewRecordsNameTheKeptOne) {
  const em::Vacancy old = world().Make(t_.specialist, Opening(duplicate_.id()));
  Spell job = world().Make(t_.specialist, Job(duplicate_.id(), Day(2025, 2, 3)));
  const std::string id = Merged();
  const auto refused = [&](const Message& record, const std::string& field) {
    const Outcome outcome = world().Create(t_.specialist, record);
    EXPECT_THAT(outcome, AllOf(Refused(absl::StatusCode::kFailedPrecondition), RefusedBecause("MERGED"))) << field;
    EXPECT_THAT(outcome.message, AllOf(HasSubstr(field), HasSubstr(kept_.id())));
  };
  const std::string merged = duplicate_.id();
  refused(Site(merged, "M1 1AE"), "employer_site.employer_id");
  refused(ContactAt(merged), "employer_contact.employer_id");
  refused(Visit(merged, Day(2025, 6, 2)), "engagement.employer_id");
  refused(Opening(merged), "vacancy.employer_id");
  refused(Choice(merged, em::DISCLOSURE_DECISION_REFUSED, Day(2025, 6, 2)), "disclosure_choice.employer_id");
  refused(Job(merged, Day(2025, 6, 2)), "spell.employer_id");
  EXPECT_THAT(world().Create(t_.specialist, Job(kept_.id(), Day(2025, 6, 2))), IsOk());
  // The record itself stays as it is; what hangs on it from before goes on, and names it still.
  em::Employer changed = Get(merged);
  changed.set_name("Another");
  EXPECT_THAT(world().Update(t_.specialist, changed, {"name"}), RefusedBecause("MERGED"));
  em::Vacancy vacancy = old;
  vacancy.set_role("Chef");
  EXPECT_THAT(world().Update(t_.specialist, vacancy, {"role"}), IsOk());
  job.set_job_title("Cook");
  EXPECT_THAT(world().Update(t_.specialist, job, {"job_title"}, &job), IsOk());
  EXPECT_EQ(job.employer_id(), merged);
  job.set_employer_id(kept_.id());
  ASSERT_THAT(world().Update(t_.specialist, job, {"employer_id"}, &job), IsOk());
  job.set_employer_id(merged);
  const Outcome back = world().Update(t_.specialist, job, {"employer_id"});
  EXPECT_THAT(back, RefusedBecause("MERGED"));
  EXPECT_THAT(back.message, HasSubstr(kept_.id()));
  World::MustBeOk(Undo(manager_, id));
  EXPECT_THAT(world().Create(t_.specialist, Opening(merged)), IsOk());
}

// A file that is read once more goes on naming what its jobs have on record; a new job must name the kept one.
TEST_F(MergedEmployers, FilesNameTheKeptOneToo) {
  LoadPerson();
  EXPECT_EQ(LoadJob("job", duplicate_.id(), Day(2025, 2, 3)).created(), 1);
  Merged();
  const auto again = LoadJob("job", duplicate_.id(), Day(2025, 2, 4));
  EXPECT_THAT(again.problems(), IsEmpty());
  EXPECT_EQ(again.updated(), 1);
  const auto other = LoadJob("other", duplicate_.id(), Day(2025, 3, 3));
  ASSERT_EQ(other.problems_size(), 1);
  EXPECT_EQ(other.problems(0).field(), "spell.employer_id");
  EXPECT_THAT(other.problems(0).reason(), HasSubstr(kept_.id()));
  EXPECT_EQ(LoadJob("other", kept_.id(), Day(2025, 3, 3)).created(), 1);
}

// The last word about the employer counts, whichever record it was said about; on one day the stricter; undone, each stands for itself.
TEST_F(MergedEmployers, LoseNoRefusal) {
  world().Make(t_.specialist, Choice(kept_.id(), em::DISCLOSURE_DECISION_GIVEN, Day(2025, 6, 10)));
  world().Make(t_.specialist, Choice(duplicate_.id(), em::DISCLOSURE_DECISION_REFUSED, Day(2025, 6, 10)));
  EXPECT_TRUE(MaySay(kept_.id()));
  EXPECT_FALSE(MaySay(duplicate_.id()));
  const std::string id = Merged();
  EXPECT_FALSE(MaySay(kept_.id()));
  EXPECT_FALSE(MaySay(duplicate_.id()));
  em::CreateEngagementRequest told;
  told.set_request_id(NewId());
  *told.mutable_engagement() = Visit(kept_.id(), Day(2025, 6, 12));
  told.add_participant_ids(person_.id());
  told.add_discloses(em::DISCLOSURE_CONTENT_SUPPORTED);
  EXPECT_THAT(world().Call(t_.specialist, told), RefusedBecause("DISCLOSURE_NOT_ALLOWED"));
  world().Make(t_.specialist, Choice(kept_.id(), em::DISCLOSURE_DECISION_GIVEN, Day(2025, 6, 11)));
  EXPECT_TRUE(MaySay(kept_.id())) << "asked again, and said after that";
  EXPECT_TRUE(MaySay(duplicate_.id()));
  EXPECT_THAT(world().Call(t_.specialist, told), IsOk());
  World::MustBeOk(Undo(manager_, id));
  EXPECT_TRUE(MaySay(kept_.id()));
  EXPECT_FALSE(MaySay(duplicate_.id())) << "as before";
}

TEST_F(MergedEmployers, LeaveNobodyApproachedWhoMustNotBe) {
  duplicate_.set_do_not_approach("They asked us not to.");
  ASSERT_THAT(world().Update(t_.specialist, duplicate_, {"do_not_approach"}), IsOk());
  em::Engagement approach = Visit(kept_.id(), Day(2025, 6, 16));
  approach.set_kind(em::ENGAGEMENT_KIND_FIRST_APPROACH);
  const std::string id = Merged();
  EXPECT_THAT(world().Create(t_.specialist, approach), RefusedBecause("DO_NOT_APPROACH"));
  EXPECT_EQ(Get(kept_.id()).merged_do_not_approach(), "They asked us not to.");
  EXPECT_EQ(Get(kept_.id()).do_not_approach(), "");
  EXPECT_EQ(Found("village").employers(0).do_not_approach(), "They asked us not to.");
  World::MustBeOk(Undo(manager_, id));
  EXPECT_EQ(Get(kept_.id()).merged_do_not_approach(), "");
  EXPECT_THAT(world().Create(t_.specialist, approach), IsOk());
}

// A site or contact is the employer's under any of its records; what named one before an undo may go on naming it.
TEST_F(MergedEmployers, ShareSitesAndContacts) {
  const std::string site = world().Make(t_.specialist, Site(duplicate_.id(), "M1 1AE")).id();
  em::Engagement visit = Visit(kept_.id(), Day(2025, 6, 12));
  visit.set_employer_site_id(site);
  visit.set_employer_contact_id(world().Make(t_.specialist, ContactAt(duplicate_.id())).id());
  em::Vacancy vacancy = Opening(kept_.id());
  vacancy.set_employer_site_id(site);
  em::EmployerContact contact = ContactAt(kept_.id());
  contact.set_employer_site_id(site);
  const auto expect_refused = [&] {
    EXPECT_THAT(world().Create(t_.specialist, visit),
                NotFoundFor({"engagement.employer_site_id", "engagement.employer_contact_id"}));
    EXPECT_THAT(world().Create(t_.specialist, vacancy), NotFoundFor({"vacancy.employer_site_id"}));
    EXPECT_THAT(world().Create(t_.specialist, contact), NotFoundFor({"employer_contact.employer_site_id"}));
  };
  expect_refused();
  const std::string id = Merged();
  em::Engagement held = world().Make(t_.specialist, visit);
  em::Vacancy open = world().Make(t_.specialist, vacancy);
  em::EmployerContact there = world().Make(t_.specialist, contact);
  World::MustBeOk(Undo(manager_, id));
  expect_refused();
  held.set_outcome("They will call.");
  EXPECT_THAT(world().Update(t_.specialist, held, {"outcome"}), IsOk());
  open.set_description("In the kitchen.");
  EXPECT_THAT(world().Update(t_.specialist, open, {"description"}), IsOk());
  there.set_phone("01632 960001");
  EXPECT_THAT(world().Update(t_.specialist, there, {"phone"}), IsOk());
}

}  // namespace
}  // namespace gainful::integration
