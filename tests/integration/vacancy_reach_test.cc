// Over gRPC: where people can get to for work, as their vocational profile says it, and the vacancies that are held against it.
#include "absl/strings/str_cat.h"
#include "tests/integration/cli.h"
#include "tests/integration/record_import_fixture.h"

namespace gainful::integration {
namespace {

namespace em = employer::v1;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Texts = std::vector<std::string>;

constexpr char kNoAreas[] = "where they can get to for work: no travel areas are in their vocational profile";
constexpr char kNoPlace[] =
    "where the work is: the vacancy names no site, and the employer has none or sites at several postcodes";

class VacancyReach : public RecordImportTest {
 protected:
  void SetUp() override {
    t_ = world().NewTenant();
    profile_ = WithProfile({});
    em::Employer e;
    e.set_name("Market Garden");
    employer_ = world().Make(t_.specialist, e).id();
    vacancy_ = NewVacancy(NewSite("M14 5AA").id());
  }

  // The profile of a further person, whose journey was accepted.
  cl::VocationalProfile WithProfile(const Texts& areas) const {
    const Participant person = world().NewParticipant(t_.manager, t_.team);
    const Journey journey = world().NewJourney(t_.manager, t_, person);
    cl::AcceptJourneyRequest accept;
    accept.set_request_id(NewId());
    accept.set_id(journey.id());
    *accept.mutable_accepted_on() = Day(2025, 1, 20);
    World::MustBeOk(world().Call(t_.manager, accept));
    cl::VocationalProfile profile;
    profile.set_participant_id(person.id());
    profile.set_journey_id(journey.id());
    *profile.mutable_started_on() = Day(2025, 2, 1);
    for (const auto& area : areas) profile.add_travel_areas(area);
    return world().Make(t_.specialist, profile);
  }
  em::EmployerSite NewSite(const std::string& postcode, const std::string& town = "") const {
    em::EmployerSite site;
    site.set_employer_id(employer_);
    site.set_postcode(postcode);
    site.set_town(town);
    return world().Make(t_.specialist, site);
  }
  em::Vacancy NewVacancy(const std::string& site) const {
    em::Vacancy vacancy;
    vacancy.set_employer_id(employer_);
    if (!site.empty()) vacancy.set_employer_site_id(site);
    vacancy.set_role("Gardener");
    *vacancy.mutable_opened_on() = Day(2025, 6, 1);
    return world().Make(t_.specialist, vacancy);
  }
  Outcome Change(const Texts& areas) {
    profile_.clear_travel_areas();
    for (const auto& area : areas) profile_.add_travel_areas(area);
    cl::VocationalProfile after;
    const Outcome outcome = world().Update(t_.specialist, profile_, {"travel_areas"}, &after);
    if (outcome.ok()) profile_ = after;
    return outcome;
  }
  em::VacancyMatches Matches(const std::string& token) const {
    em::GetVacancyMatchesRequest q;
    q.set_id(vacancy_.id());
    em::VacancyMatches out;
    World::MustBeOk(world().Call(token, q, &out));
    return out;
  }
  // That of the one person whom the test has a profile of.
  em::VacancyMatch TheirMatch() const {
    const em::VacancyMatches all = Matches(t_.specialist);
    if (all.matches_size() != 1) throw std::runtime_error(all.ShortDebugString());
    return all.matches(0);
  }

  Tenant t_;
  cl::VocationalProfile profile_;
  std::string employer_;
  em::Vacancy vacancy_;
};

TEST_F(VacancyReach, SpeaksForAndAgainstAVacancyAsTheProfileStands) {
  EXPECT_THAT(TheirMatch().not_known(), Contains(kNoAreas));
  ASSERT_THAT(Change({"SK", "M14"}), IsOk());
  EXPECT_THAT(TheirMatch().reasons_for(), ElementsAre("M14 5AA is in M14, where they can get to"));
  EXPECT_THAT(TheirMatch().not_known(), Not(Contains(kNoAreas)));
  ASSERT_THAT(Change({"M1", "ME"}), IsOk());
  EXPECT_THAT(TheirMatch().reasons_for(), IsEmpty());
  EXPECT_THAT(TheirMatch().reasons_against(), ElementsAre("M14 5AA is outside where they can get to (M1, ME)"));
  ASSERT_THAT(Change({}), IsOk());
  EXPECT_THAT(TheirMatch().reasons_against(), IsEmpty());
  EXPECT_THAT(TheirMatch().not_known(), Contains(kNoAreas));
}

TEST_F(VacancyReach, PutsWhoCanGetThereFirst) {
  ASSERT_THAT(Change({"LS"}), IsOk());
  const std::string near = WithProfile({"M14 5"}).participant_id();
  const std::string silent = WithProfile({}).participant_id();
  const em::VacancyMatches all = Matches(t_.specialist);
  ASSERT_EQ(all.matches_size(), 3);
  EXPECT_EQ(all.matches(0).participant_id(), near);
  EXPECT_EQ(all.matches(1).participant_id(), silent);
  EXPECT_EQ(all.matches(2).participant_id(), profile_.participant_id());
}

// A vacancy that names no site is at the one place at which its employer is.
TEST_F(VacancyReach, IsToTheSiteOrTheOnlyPlaceOfTheEmployer) {
  ASSERT_THAT(Change({"M14"}), IsOk());
  vacancy_ = NewVacancy("");
  EXPECT_THAT(TheirMatch().reasons_for(), ElementsAre("M14 5AA is in M14, where they can get to"));
  NewSite("M14 5AA", "Manchester");
  EXPECT_THAT(TheirMatch().reasons_for(), ElementsAre("M14 5AA is in M14, where they can get to"))
      << "two entrances of one place";
  const em::EmployerSite other = NewSite("LS1 4AP");
  EXPECT_THAT(TheirMatch().not_known(), Contains(kNoPlace));
  em::WithdrawEmployerSiteRequest close;
  close.set_request_id(NewId());
  close.set_id(other.id());
  ASSERT_THAT(world().Call(t_.specialist, close), IsOk());
  EXPECT_THAT(TheirMatch().not_known(), Not(Contains(kNoPlace))) << "that one is closed";
  em::Employer elsewhere;
  elsewhere.set_name("Nursery");
  employer_ = world().Make(t_.specialist, elsewhere).id();
  vacancy_ = NewVacancy("");
  EXPECT_THAT(TheirMatch().not_known(), Contains(kNoPlace)) << "an employer without sites";
}

TEST_F(VacancyReach, GoesByNoSiteThatWasClosed) {
  ASSERT_THAT(Change({"M14"}), IsOk());
  const em::EmployerSite wrong = NewSite("LS1 4AP");
  vacancy_ = NewVacancy(wrong.id());
  EXPECT_THAT(TheirMatch().reasons_against(), ElementsAre(HasSubstr("LS1 4AP is outside")));
  em::WithdrawEmployerSiteRequest close;
  close.set_request_id(NewId());
  close.set_id(wrong.id());
  ASSERT_THAT(world().Call(t_.specialist, close), IsOk());
  EXPECT_THAT(
      TheirMatch().reasons_for(),
      ElementsAre("M14 5AA is in M14, where they can get to; it is the employer's only place, as the site that the "
                  "vacancy names was closed"));
  NewSite("SK1 1AA");
  EXPECT_THAT(TheirMatch().not_known(), Contains(HasSubstr("the vacancy names a site that was closed")));
  EXPECT_THAT(TheirMatch().reasons_against(), IsEmpty());
}

TEST_F(VacancyReach, LeavesHowLongTheWayTakesToBeLookedUp) {
  profile_.set_travel_minutes(45);
  ASSERT_THAT(world().Update(t_.specialist, profile_, {"travel_minutes"}, &profile_), IsOk());
  ASSERT_THAT(Change({"M14"}), IsOk());
  EXPECT_THAT(TheirMatch().not_known(), Contains("whether M14 5AA is within 45 minutes of them"));
  vacancy_ = NewVacancy("");
  NewSite("M14 5AA", "Manchester");
  EXPECT_THAT(TheirMatch().not_known(), Contains("whether Manchester, M14 5AA is within 45 minutes of them"));
}

TEST_F(VacancyReach, IsNoQuestionOfWorkFromHome) {
  ASSERT_THAT(Change({"LS"}), IsOk());
  EXPECT_EQ(TheirMatch().reasons_against_size(), 1);
  vacancy_.set_place_of_work(em::PLACE_OF_WORK_FROM_HOME);
  ASSERT_THAT(world().Update(t_.specialist, vacancy_, {"place_of_work"}, &vacancy_), IsOk());
  EXPECT_THAT(TheirMatch().reasons_for(), ElementsAre("it is done from home, so there is no way to work"));
  EXPECT_THAT(TheirMatch().reasons_against(), IsEmpty());
  vacancy_.set_place_of_work(em::PLACE_OF_WORK_BOTH);
  ASSERT_THAT(world().Update(t_.specialist, vacancy_, {"place_of_work"}, &vacancy_), IsOk());
  EXPECT_THAT(TheirMatch().reasons_against(), ElementsAre(HasSubstr("for the days that are not worked from home")));
}

TEST_F(VacancyReach, OfPeopleOfAnotherTeamIsNobodysToSee) {
  ASSERT_THAT(Change({"M14"}), IsOk());
  EXPECT_EQ(Matches(t_.other_specialist).ShortDebugString(), "");
  cl::VocationalProfile read;
  EXPECT_THAT(world().Get(t_.other_specialist, profile_.id(), &read), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(world().Update(t_.other_specialist, profile_, {"travel_areas"}), Refused(absl::StatusCode::kNotFound));
  cl::ListVocationalProfilesRequest q;
  cl::ListVocationalProfilesResponse out;
  ASSERT_THAT(world().Call(t_.other_specialist, q, &out), IsOk());
  EXPECT_EQ(out.vocational_profiles_size(), 0);
  em::GetVacancyMatchesRequest of_vacancy;
  of_vacancy.set_id(vacancy_.id());
  EXPECT_THAT(world().Call(world().NewTenant().specialist, of_vacancy), Refused(absl::StatusCode::kNotFound));
}

TEST_F(VacancyReach, IsKeptInOneFormHoweverItIsTyped) {
  ASSERT_THAT(Change({"m14", " ec1a  1 ", "Sk"}), IsOk());
  EXPECT_THAT(profile_.travel_areas(), ElementsAre("M14", "EC1A 1", "SK")) << "as answered";
  World::MustBeOk(world().Get(t_.specialist, profile_.id(), &profile_));
  EXPECT_THAT(profile_.travel_areas(), ElementsAre("M14", "EC1A 1", "SK")) << "as kept";
  EXPECT_THAT(WithProfile({"w1a"}).travel_areas(), ElementsAre("W1A")) << "in a new profile too";
  const Printed typed =
      RunCli(world(), t_.specialist, {"vocational-profile", "update", profile_.id(), "--travel-areas", "ls1, ls2 7"});
  EXPECT_EQ(typed.code, 0) << typed.err;
  EXPECT_THAT(typed.out, HasSubstr("LS1; LS2 7"));
  const Printed wrong =
      RunCli(world(), t_.specialist, {"vocational-profile", "update", profile_.id(), "--travel-areas", "Leeds"});
  EXPECT_NE(wrong.code, 0);
  EXPECT_THAT(wrong.err, HasSubstr("an area, a district or a sector, such as M, M14 or M14 5"));
}

TEST_F(VacancyReach, IsRefusedInAnotherFormTwiceOrWithoutEnd) {
  const std::string field = "vocational_profile.travel_areas";
  for (const char* bad : {"M14 5AA", "14", "MMM", "M145", "M14 55", "Leeds", "M-14", "M14,M15", "", " "})
    EXPECT_THAT(Change({"LS", bad}), InvalidFor({field + "[1]"})) << bad;
  EXPECT_THAT(Change({"M14", "LS", "m14 "}), InvalidFor({field + "[2]"}));
  EXPECT_THAT(Change({"M14", "M14 5", "M"}), IsOk()) << "one in another is no double";
  Texts many;
  for (int i = 0; i < 50; ++i) many.push_back(absl::StrCat("M", i));
  ASSERT_THAT(Change(many), IsOk());
  many.push_back("M50");
  EXPECT_THAT(Change(many), InvalidFor({field}));
  cl::VocationalProfile kept;
  World::MustBeOk(world().Get(t_.specialist, profile_.id(), &kept));
  EXPECT_EQ(kept.travel_areas_size(), 50) << "what was refused changed nothing";
}

// The same file again is no change, though its areas are typed in small letters.
TEST_F(VacancyReach, ComesInFilesOfProfilesToo) {
  const Tenant t = TenantWith({"ann", "bob"});
  auto file = Records({"started_on", "travel_areas"});
  auto* row = Add("", "1", &file);
  row->set_journey_key("ann");
  *row->mutable_vocational_profile()->mutable_started_on() = Day(2025, 2, 1);
  row->mutable_vocational_profile()->add_travel_areas("m14 5");
  Load(t.manager, file);
  EXPECT_THAT(Read<cl::VocationalProfile>(t, "vocational_profile", "1").travel_areas(), ElementsAre("M14 5"));
  file.set_import_id(NewId());
  EXPECT_EQ(Stage(t.manager, file).unchanged(), 1);
  auto wrong = Records({"started_on", "travel_areas"});
  row = Add("", "2", &wrong);
  row->set_journey_key("bob");
  *row->mutable_vocational_profile()->mutable_started_on() = Day(2025, 2, 1);
  row->mutable_vocational_profile()->add_travel_areas("Leeds");
  EXPECT_THAT(Problems(Stage(t.manager, wrong)), ElementsAre("2 vocational_profile.travel_areas[0]"));
}

}  // namespace
}  // namespace gainful::integration
