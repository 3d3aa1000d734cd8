// Vacancies and applications: the order of their days, where an application stands, and what speaks for and against a vacancy.
#include "services/employer/vacancy.h"

#include <algorithm>
#include <tuple>

#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

namespace cl = gainful::caseload::v1;
using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Paths;
using Texts = std::vector<std::string>;

TEST(CheckVacancy, ClosesNoSoonerThanItWasKnown) {
  for (const auto& [day, faults] :
       std::vector<std::pair<const char*, int>>{{"2025-03-09", 2}, {"2025-03-10", 0}, {"2025-03-11", 0}}) {
    pb::Vacancy x;
    *x.mutable_opened_on() = Date("2025-03-10");
    *x.mutable_closing_on() = *x.mutable_filled_on() = Date(day);
    base::Violations v;
    CheckVacancy(x, &v);
    EXPECT_EQ(Paths(v).size(), static_cast<size_t>(faults)) << day;
  }
}

// An application of 2025-03-10 with the steps named by letters: i interview, o offered, a accepted, s start planned, t turned down, p pulled out, w
// withdrawn; each a day after the one before.
pb::JobApplication Made(const std::string& of) {
  pb::JobApplication a;
  *a.mutable_applied_on() = Date("2025-03-10");
  for (const char step : of) {
    if (step == 'i') *a.mutable_interview_on() = Date("2025-03-11");
    if (step == 'o') *a.mutable_offered_on() = Date("2025-03-12");
    if (step == 'a') *a.mutable_offer_accepted_on() = Date("2025-03-13");
    if (step == 's') *a.mutable_planned_start_on() = Date("2025-03-14");
    if (step == 't') *a.mutable_turned_down_on() = Date("2025-03-15");
    if (step == 'p') *a.mutable_pulled_out_on() = Date("2025-03-15");
    if (step == 'w') *a.mutable_withdrawn_on() = Date("2025-03-16");
  }
  return a;
}

Texts Faults(const pb::JobApplication& a) {
  base::Violations v;
  CheckApplication(a, &v);
  return Paths(v);
}

TEST(CheckApplication, TakesStepsInTheirOrder) {
  for (const char* good : {"", "i", "o", "io", "oa", "ioas", "t", "it", "ioasp"})
    EXPECT_EQ(Faults(Made(good)), Texts());
  EXPECT_EQ(Faults(Made("ia")), Texts{"job_application.offer_accepted_on"});
  EXPECT_EQ(Faults(Made("ios")), Texts{"job_application.planned_start_on"});
  pb::JobApplication a = Made("o");
  *a.mutable_offer_accepted_on() = Date("2025-03-11");
  EXPECT_EQ(Faults(a), Texts{"job_application.offer_accepted_on"}) << "the day before the offer";
  *a.mutable_offer_accepted_on() = Date("2025-03-12");
  EXPECT_EQ(Faults(a), Texts());
}

TEST(CheckApplication, EndsInOneWayAndNotBeforeTheOfferWasAccepted) {
  EXPECT_EQ(Faults(Made("tp")), Texts{"job_application.pulled_out_on"});
  const std::vector<std::pair<const char*, bool>> days{
      {"2025-03-12", false}, {"2025-03-13", true}, {"2025-03-14", true}};
  for (const auto& [day, is_good] : days) {  // accepted on the 13th
    pb::JobApplication a = Made("oap");
    *a.mutable_pulled_out_on() = Date(day);
    EXPECT_EQ(Faults(a), is_good ? Texts() : Texts{"job_application.pulled_out_on"}) << day;
    a = Made("oat");
    *a.mutable_turned_down_on() = Date(day);
    EXPECT_EQ(Faults(a), is_good ? Texts() : Texts{"job_application.turned_down_on"}) << day;
  }
  pb::JobApplication a = Made("oas");  // offered on the 12th
  *a.mutable_planned_start_on() = Date("2025-03-11");
  EXPECT_EQ(Faults(a), Texts{"job_application.planned_start_on"});
  *a.mutable_planned_start_on() = Date("2025-03-12");
  EXPECT_EQ(Faults(a), Texts());
}

TEST(CheckApplication, HasNoStepBeforeItself) {
  pb::JobApplication a = Made("");
  *a.mutable_interview_on() = *a.mutable_offered_on() = *a.mutable_turned_down_on() = *a.mutable_pulled_out_on() =
      Date("2025-03-09");
  EXPECT_EQ(Faults(a),
            (Texts{"job_application.interview_on", "job_application.offered_on", "job_application.turned_down_on",
                   "job_application.pulled_out_on", "job_application.pulled_out_on"}))
      << "and two ends at once";
  a = Made("");
  *a.mutable_interview_on() = *a.mutable_offered_on() = Date("2025-03-10");
  EXPECT_EQ(Faults(a), Texts());
}

// An offer that was accepted is no job: nothing here says "in work".
TEST(StatusOf, IsHowFarItCameUnlessItEnded) {
  EXPECT_EQ(StatusOf(Made("")), pb::APPLICATION_STATUS_APPLIED);
  EXPECT_EQ(StatusOf(Made("i")), pb::APPLICATION_STATUS_INTERVIEW);
  EXPECT_EQ(StatusOf(Made("io")), pb::APPLICATION_STATUS_OFFERED);
  EXPECT_EQ(StatusOf(Made("ioas")), pb::APPLICATION_STATUS_ACCEPTED);
  pb::JobApplication begun = Made("ioas"), without = Made("io");
  begun.set_job_id("00000000-0000-7000-8000-000000000001");
  without.set_job_id(begun.job_id());
  EXPECT_EQ(StatusOf(begun), pb::APPLICATION_STATUS_JOB_BEGAN);
  EXPECT_EQ(StatusOf(without), pb::APPLICATION_STATUS_OFFERED) << "which no write leaves so";
  EXPECT_EQ(StatusOf(Made("ioasp")), pb::APPLICATION_STATUS_PULLED_OUT);
  EXPECT_EQ(StatusOf(Made("it")), pb::APPLICATION_STATUS_TURNED_DOWN);
  EXPECT_EQ(StatusOf(Made("ioatw")), pb::APPLICATION_STATUS_WITHDRAWN);
}

TEST(ShareAWord, WhateverItsEndingButNotItsBeginning) {
  EXPECT_TRUE(ShareAWord("Gardening, or work outside", "Gardener"));
  EXPECT_TRUE(ShareAWord("shop work", "Shop assistant"));
  EXPECT_TRUE(ShareAWord("BAKERY", "bakeries"));
  EXPECT_FALSE(ShareAWord("an office", "on a farm"));
  EXPECT_FALSE(ShareAWord("cleaning", "clerical"));
  EXPECT_TRUE(ShareAWord("in a pub", "Pub")) << "a short word as it is";
  EXPECT_TRUE(ShareAWord("IT", "IT support"));
  EXPECT_TRUE(ShareAWord("bar work", "Bar staff"));
  EXPECT_FALSE(ShareAWord("bar work", "Barber"));
  EXPECT_FALSE(ShareAWord("a job in a shop", "a depot in a town"));
  EXPECT_FALSE(ShareAWord("office work, part time", "Farm work, part time")) << "says nothing of the kind";
  EXPECT_FALSE(ShareAWord("", "Gardener"));
}

TEST(HasAWord, ThatSaysSomethingOfTheWork) {
  EXPECT_TRUE(HasAWord("IT"));
  EXPECT_TRUE(HasAWord("any office job"));
  EXPECT_FALSE(HasAWord("any job, part time"));
  EXPECT_FALSE(HasAWord(" ... "));
}

TEST(CheckOpen, IsNeitherFilledNorWithdrawn) {
  pb::Vacancy x;
  *x.mutable_closing_on() = Date("2025-03-01");
  EXPECT_TRUE(CheckOpen(x).ok()) << "closed for applications, and not filled";
  *x.mutable_filled_on() = Date("2025-03-10");
  EXPECT_EQ(base::Reason(CheckOpen(x)), "STATE");
  x.clear_filled_on();
  *x.mutable_withdrawn_on() = Date("2025-03-10");
  EXPECT_EQ(base::Reason(CheckOpen(x)), "STATE");
}

Wishes Wants() {
  Wishes w;
  w.preferred_work = "Gardening";
  w.hours_from = 16;
  w.hours_to = 20;
  w.travel_minutes = 40;
  w.disclosure = cl::DISCLOSURE_WISH_SUPPORT_ONLY;
  return w;
}
pb::Vacancy Gardener(int minutes) {
  pb::Vacancy v;
  v.set_role("Gardener");
  v.set_weekly_minutes(minutes);
  v.set_through_service(gainful::type::v1::ANSWER_YES);
  return v;
}
Texts Of(const google::protobuf::RepeatedPtrField<std::string>& texts) { return {texts.begin(), texts.end()}; }

TEST(Match, HoldsHoursAgainstBothEnds) {
  const auto against = [](int minutes) {
    return Of(Match(Gardener(minutes), {}, Wants(), Day("2025-03-10")).reasons_against());
  };
  EXPECT_EQ(against(16 * 60 - 1).size(), 1u);
  EXPECT_EQ(against(16 * 60), Texts());
  EXPECT_EQ(against(20 * 60), Texts());
  EXPECT_EQ(against(20 * 60 + 30), Texts{"20.5 hours a week, and they want 20 or fewer"});
}

const Place kLeeds = {"Leeds, LS1 4AP", "LS1 4AP"};

TEST(Match, SaysForEachWishWhatIsKnown) {
  const auto m = Match(Gardener(18 * 60), kLeeds, Wants(), Day("2025-03-10"));
  EXPECT_EQ(Of(m.reasons_for()),
            (Texts{"the kind of work that they want", "18 hours a week, as they want",
                   "applications go through our service, and the employer may know of the support"}));
  EXPECT_EQ(Of(m.reasons_against()), Texts());
  EXPECT_EQ(Of(m.not_known()), (Texts{"where they can get to for work: no travel areas are in their vocational profile",
                                      "whether Leeds, LS1 4AP is within 40 minutes of them"}));
  const auto nothing = Match(pb::Vacancy(), {}, Wishes(), Day("2025-03-10"));
  EXPECT_EQ(nothing.not_known_size(), 4);
  EXPECT_EQ(nothing.reasons_for_size() + nothing.reasons_against_size(), 0);
}

TEST(Match, HoldsThePlaceAgainstWhereTheyCanGetTo) {
  Wishes w = Wants();
  pb::Vacancy v = Gardener(18 * 60);
  const auto match = [&] { return Match(v, kLeeds, w, Day("2025-03-10")); };
  w.travel_areas = {"LS1"};
  EXPECT_EQ(match().reasons_for(2), "LS1 4AP is in LS1, where they can get to");
  EXPECT_EQ(Of(match().not_known()), Texts{"whether Leeds, LS1 4AP is within 40 minutes of them"})
      << "how long it takes them is another question";
  w.travel_areas = {"LS10"};
  EXPECT_EQ(Of(match().reasons_against()), Texts{"LS1 4AP is outside where they can get to (LS10)"});
  w.travel_minutes = std::nullopt;
  EXPECT_EQ(match().not_known_size(), 0);
}

TEST(Match, AsksForNoWayToWorkThatIsDoneFromHome) {
  Wishes w = Wants();
  w.travel_areas = {"M"};
  pb::Vacancy v = Gardener(18 * 60);
  v.set_place_of_work(pb::PLACE_OF_WORK_FROM_HOME);
  const auto m = Match(v, kLeeds, w, Day("2025-03-10"));
  EXPECT_EQ(m.reasons_for(2), "it is done from home, so there is no way to work");
  EXPECT_EQ(m.reasons_against_size() + m.not_known_size(), 0);
  v.set_place_of_work(pb::PLACE_OF_WORK_BOTH);
  EXPECT_EQ(Match(v, kLeeds, w, Day("2025-03-10")).reasons_against_size(), 1);
}

// Where somebody can get to decides like any other wish.
TEST(Rank, PutsWhoCanGetThereBeforeWhoCannotAndBetweenThemWhoSaysNothing) {
  std::vector<pb::VacancyMatch> matches;
  for (const auto& [name, areas] : std::vector<std::pair<const char*, Texts>>{{"c", {"M"}}, {"b", {}}, {"a", {"LS"}}}) {
    Wishes w = Wants();
    w.name = name;
    w.travel_areas = areas;
    matches.push_back(Match(Gardener(18 * 60), kLeeds, w, Day("2025-03-10")));
  }
  const auto out = Rank(std::move(matches), 3);
  ASSERT_EQ(out.matches_size(), 3);
  EXPECT_EQ(out.matches(0).name() + out.matches(1).name() + out.matches(2).name(), "abc");
}

TEST(Match, SpeaksAgainstWhatSomebodyDoesNotWantToBeKnown) {
  Wishes w = Wants();
  w.disclosure = cl::DISCLOSURE_WISH_NOTHING;
  pb::Vacancy v = Gardener(18 * 60);
  EXPECT_EQ(Match(v, {}, w, Day("2025-03-10")).reasons_against_size(), 1);
  v.set_through_service(gainful::type::v1::ANSWER_NO);
  EXPECT_EQ(Match(v, {}, w, Day("2025-03-10")).reasons_against_size(), 0);
  v.set_through_service(gainful::type::v1::ANSWER_YES);
  w.disclosure = cl::DISCLOSURE_WISH_UNDECIDED;
  EXPECT_EQ(Match(v, {}, w, Day("2025-03-10")).reasons_against_size(), 0);
}

// What they said of this employer stands before what they wish in general.
TEST(Match, GoesByTheChoiceAboutTheEmployer) {
  Wishes w = Wants();
  w.may_be_named = false;
  const pb::Vacancy v = Gardener(18 * 60);
  EXPECT_EQ(Of(Match(v, {}, w, Day("2025-03-10")).reasons_against()),
            Texts{"applications go through our service, and they do not allow this employer to know of it"});
  w.may_be_named = true;
  w.disclosure = cl::DISCLOSURE_WISH_NOTHING;
  EXPECT_EQ(Match(v, {}, w, Day("2025-03-10")).reasons_against_size(), 0);
}

TEST(Match, SpeaksAgainstOneThatIsClosed) {
  pb::Vacancy v = Gardener(18 * 60);
  *v.mutable_closing_on() = Date("2025-03-10");
  const auto against = [&](const char* today) { return Of(Match(v, {}, Wants(), Day(today)).reasons_against()); };
  EXPECT_EQ(against("2025-03-09"), Texts());
  EXPECT_EQ(against("2025-03-10"), Texts());
  EXPECT_EQ(against("2025-03-11"), Texts{"the last day for applications was 2025-03-10"});
}

TEST(Match, DoesNotKnowAWishWithoutAWordToCompare) {
  Wishes w = Wants();
  w.preferred_work = "any job";
  const auto m = Match(Gardener(18 * 60), {}, w, Day("2025-03-10"));
  EXPECT_EQ(m.reasons_against_size(), 0);
  EXPECT_EQ(m.not_known(0), "which kind of work they want");
}

TEST(Rank, PutsLeastAgainstFirst) {
  const auto made = [](const std::string& name, int in_favour, int against) {
    pb::VacancyMatch m;
    m.set_name(name);
    for (int i = 0; i < in_favour; ++i) m.add_reasons_for("x");
    for (int i = 0; i < against; ++i) m.add_reasons_against("x");
    return m;
  };
  const auto out = Rank({made("a", 3, 1), made("b", 0, 0), made("c", 2, 0), made("d", 2, 0)}, 3);
  ASSERT_EQ(out.matches_size(), 3);
  EXPECT_EQ(out.matches(0).name() + out.matches(1).name() + out.matches(2).name(), "cdb");
  EXPECT_EQ(out.more(), 1);
}

// What is dropped on the way is what would not have been shown, however many come and whatever their order.
TEST(Ranking, ShowsTheSameWithoutKeepingThemAll) {
  for (const int number : {0, 2, 3, 11, 12, 13, 500}) {
    std::vector<std::tuple<int, int, int>> expected;  // against, for (most first), number
    Ranking ranking(3);
    for (int i = 0; i < number; ++i) {
      pb::VacancyMatch m;
      m.set_name(std::to_string(i));
      const int against = (i * 7 + 3) % 5, in_favour = (i * 11) % 4;
      for (int n = 0; n < against; ++n) m.add_reasons_against("x");
      for (int n = 0; n < in_favour; ++n) m.add_reasons_for("x");
      expected.emplace_back(against, -in_favour, i);
      ranking.Add(std::move(m));
    }
    std::sort(expected.begin(), expected.end());
    const auto out = ranking.Take();
    ASSERT_EQ(out.matches_size(), std::min(number, 3));
    EXPECT_EQ(out.more(), std::max(number - 3, 0));
    for (int i = 0; i < out.matches_size(); ++i)
      EXPECT_EQ(out.matches(i).name(), std::to_string(std::get<2>(expected[i]))) << "of " << number;
  }
}

}  // namespace
}  // namespace gainful::employer
