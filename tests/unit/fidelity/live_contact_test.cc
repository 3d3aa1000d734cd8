// The live reading's items about contact with employers.
#include "tests/unit/fidelity/live_fixture.h"

namespace gainful::fidelity {
namespace {

constexpr char kDays[] = "days_to_employer_contact";
constexpr char kMatching[] = "contacts_matching_preferences";
constexpr char kWeek[] = "employer_contacts_a_week";

int Begun(Made* made, const char* met, const char* contact, int person = -1) {
  const int journey = made->Journey("2024-01-10", nullptr, person);
  if (met != nullptr) made->team.journeys[journey].first_meeting = N(met);
  if (contact != nullptr) made->team.journeys[journey].first_employer = N(contact);
  return journey;
}

TEST(DaysToEmployerContact, CountsFromTheMeetingToTheContactInTheWindow) {
  Made made;
  Begun(&made, "2024-12-01", "2024-12-30");                   // the day before the window
  Begun(&made, "2024-12-01", "2024-12-31");                   // 30 days
  Begun(&made, "2025-06-30", "2025-06-30");                   // on one day
  const int soon = Begun(&made, "2025-06-01", "2025-07-01");  // the day after
  made.team.journeys[soon].accepted = N("2025-05-31");        // for 30 days: nobody waits too long yet
  Value value = made.Reads(kDays);
  EXPECT_EQ(Told(value), "30/2; 1 no employer was met for them yet");
  EXPECT_EQ(*value.value, (Exact{15, 1}));
  EXPECT_EQ(ScoreOf(kDays, value), 5) << "tracked";
  Begun(&made, "2025-01-01", "2025-04-11");  // 100 days
  value = made.Reads(kDays);
  EXPECT_EQ(Told(value), "130/3; 1 no employer was met for them yet");
  ASSERT_EQ(value.beside.size(), 2u);
  EXPECT_EQ(value.beside[0].second, 30);  // of 0, 30 and 100
  EXPECT_EQ(value.beside[1].second, 100);
  Begun(&made, "2025-01-01", "2025-02-10");  // 40 days
  EXPECT_EQ(made.Reads(kDays).beside[0].second, 35);
}

TEST(DaysToEmployerContact, IsNotTrackedWhereTheMeetingIsNotOnRecord) {
  Made made;
  Begun(&made, "2025-01-01", "2025-01-21");
  Begun(&made, nullptr, "2025-02-01");
  Begun(&made, "2025-03-02", "2025-03-01");  // the meeting came after
  Begun(&made, "2025-07-01", "2025-03-01");  // and this one after the day asked about
  const Value value = made.Reads(kDays);
  EXPECT_EQ(Told(value), "20/1; 3 no attended meeting is on record before the contact!");
  EXPECT_EQ(value.beside[1].second, 25);
  EXPECT_TRUE(value.incomplete);
  const auto score = Score(Made::ItemOf(kDays), value);
  ASSERT_TRUE(score.has_value());
  EXPECT_EQ(score->score, 4);
  EXPECT_EQ(score->at_most, 4) << "a quarter is no tracking";
}

TEST(DaysToEmployerContact, IsTrackedByTheShareThatIsOnRecord) {
  const struct {
    int known, unknown, score, at_most;
  } rows[] = {{4, 1, 5, 5}, {3, 1, 4, 5}, {1, 1, 4, 5}, {49, 51, 4, 4}, {1, 2, 4, 4}};
  for (const auto& row : rows) {
    Made made;
    for (int i = 0; i < row.known; ++i) Begun(&made, "2025-01-01", "2025-01-21");
    for (int i = 0; i < row.unknown; ++i) Begun(&made, nullptr, "2025-02-01");
    const auto score = Score(Made::ItemOf(kDays), made.Reads(kDays));
    EXPECT_EQ(score->score, row.score) << row.known << " and " << row.unknown;
    EXPECT_EQ(score->at_most, row.at_most) << row.known << " and " << row.unknown;
  }
}

// One quick contact, and 39 people whom nobody brought to an employer.
TEST(DaysToEmployerContact, IsNotTheMeanOfTheQuickAlone) {
  const struct {
    const char* accepted;
    int score, at_most;
    bool incomplete;
  } rows[] = {{"2025-05-31", 5, 5, false},  // 30 days ago
              {"2025-05-30", 4, 4, true},   // 31: still a month on average, and not tracked
              {"2024-10-03", 2, 4, true},   // 270
              {"2024-06-30", 1, 4, true}};  // a year
  for (const auto& row : rows) {
    Made made;
    Begun(&made, "2025-01-01", "2025-01-11");
    for (int i = 0; i < 39; ++i) made.team.journeys[Begun(&made, nullptr, nullptr)].accepted = N(row.accepted);
    const Value value = made.Reads(kDays);
    EXPECT_EQ(*value.value, (Exact{10, 1}));
    EXPECT_EQ(value.incomplete, row.incomplete) << row.accepted;
    const auto score = Score(Made::ItemOf(kDays), value);
    EXPECT_EQ(score->score, row.score) << row.accepted;
    EXPECT_EQ(score->at_most, row.at_most) << row.accepted;
  }
}

TEST(DaysToEmployerContact, HasAGapWhereSomebodyWaitsLongerThanAnyScoreAllows) {
  Made made;
  const int journey = Begun(&made, nullptr, nullptr);
  made.team.journeys[journey].accepted = N("2024-10-03");
  EXPECT_EQ(Told(made.Reads(kDays)), "no record; 1 no employer was met for them yet");
  EXPECT_EQ(Told(made.Reads(kDays, "2025-07-01")),
            "no record; 1 no employer is on record for them, for longer than any score but the lowest allows!");
}

TEST(DaysToEmployerContact, CountsOverlappingJourneysOfOnePersonOnce) {
  Made made;
  Begun(&made, "2025-01-01", nullptr, 1);
  Begun(&made, "2025-02-01", "2025-01-11", 1);
  EXPECT_EQ(Told(made.Reads(kDays)), "10/1");
}

TEST(DaysToEmployerContact, LooksAtNoJourneyThatWasOverBeforeTheWindow) {
  Made made;
  const int journey = Begun(&made, "2025-01-01", "2025-01-11");
  made.team.journeys[journey].ended = N("2024-12-30");
  EXPECT_EQ(Told(made.Reads(kDays)), "no record");
  made.team.journeys[journey].ended = N("2024-12-31");
  EXPECT_EQ(Told(made.Reads(kDays)), "10/1");
}

JourneyFact Wishes(const char* work, std::optional<int> from = {}, std::optional<int> to = {}) {
  JourneyFact journey;
  journey.preferred_work = work;
  journey.hours_from = from;
  journey.hours_to = to;
  return journey;
}

VacancyFact Vacancy(const char* role, int weekly_minutes = 0) {
  VacancyFact vacancy;
  vacancy.role = role;
  vacancy.weekly_minutes = weekly_minutes;
  return vacancy;
}

TEST(Fits, ComparesWordsAndHours) {
  EXPECT_EQ(Fits(Vacancy("Gardening assistant"), Wishes("in gardens")), true);
  EXPECT_EQ(Fits(Vacancy("Driver"), Wishes("in gardens")), false);
  EXPECT_EQ(Fits(Vacancy("Cook"), Wishes("COOKING")), true);
  EXPECT_EQ(Fits(Vacancy("Bar"), Wishes("bar work")), std::nullopt) << "no word long enough to compare";
  EXPECT_EQ(Fits(Vacancy("Driver"), Wishes("")), std::nullopt);
  EXPECT_EQ(Fits(Vacancy("Warehouse worker"), Wishes("garden work")), false) << "work is what all of it is";
  for (const auto& [role, wish] :
       std::vector<std::pair<const char*, const char*>>{{"Sales assistant", "care assistant"},
                                                        {"Teaching assistant", "shop assistant"},
                                                        {"Bar manager", "hotel manager"},
                                                        {"Trainee accountant", "trainee electrician"},
                                                        {"Bankruptcy clerk", "bank"},
                                                        {"Security guard", "secretary"}})
    EXPECT_NE(Fits(Vacancy(role), Wishes(wish)), true) << role << " for " << wish;
  EXPECT_EQ(Fits(Vacancy("Shop worker"), Wishes("shop")), true);
  EXPECT_EQ(Fits(Vacancy("Baker"), Wishes("In a bakery")), true);
  for (const char* refusal : {"no shop work, please", "Anything, not in a shop", "I don't want a shop", "never a shop"})
    EXPECT_EQ(Fits(Vacancy("Shop worker"), Wishes(refusal)), std::nullopt) << refusal;
  EXPECT_EQ(Fits(Vacancy("Shop worker", 960), Wishes("no shop work", 16)), true) << "hours alone can be compared";
  EXPECT_EQ(Fits(Vacancy("Cook", 959), Wishes("", 16, 20)), false);
  EXPECT_EQ(Fits(Vacancy("Cook", 960), Wishes("", 16, 20)), true);
  EXPECT_EQ(Fits(Vacancy("Cook", 1200), Wishes("", 16, 20)), true);
  EXPECT_EQ(Fits(Vacancy("Cook", 1201), Wishes("", 16, 20)), false);
  EXPECT_EQ(Fits(Vacancy("Cook", 1201), Wishes("", 16)), true);
  EXPECT_EQ(Fits(Vacancy("Cook", 60), Wishes("cook", 16)), false) << "either speaks against it";
  EXPECT_EQ(Fits(Vacancy("Cook"), Wishes("", 16, 20)), std::nullopt);
}

TEST(ContactsMatchingPreferences, ComparesWithWhatTheEmployerLookedForOnTheDay) {
  Made made;
  const int member = made.Member();
  const int journey = made.Journey();
  made.Engagement(member, "2025-03-03", {journey});
  EXPECT_EQ(Told(made.Reads(kMatching)), "no record; 1 no vocational profile is on record!");
  made.team.journeys[journey].has_wishes = true;
  made.team.journeys[journey].preferred_work = "gardening";
  const std::string nothing = "no record; 1 no vacancy of the employer is on record to compare with the profile!";
  EXPECT_EQ(Told(made.Reads(kMatching)), nothing);
  made.org.vacancies = {{6, "Gardener", 0, N("2025-01-01"), kForever}, {7, "Driver", 0, N("2025-03-04"), kForever}};
  EXPECT_EQ(Told(made.Reads(kMatching)), nothing) << "another employer's, and one of the day after";
  made.org.vacancies[1].from = N("2025-03-03");
  EXPECT_EQ(Told(made.Reads(kMatching)), "0/1");
  made.org.vacancies.push_back({7, "Gardener", 0, N("2025-01-01"), N("2025-03-02")});
  EXPECT_EQ(Told(made.Reads(kMatching)), "0/1") << "filled the day before";
  made.org.vacancies.back().to = N("2025-03-03");
  EXPECT_EQ(Told(made.Reads(kMatching)), "1/1");
  made.Engagement(member, "2025-03-03", {journey}).in_person = false;
  made.Engagement(member, "2024-12-30", {journey});
  made.Engagement(member, "2025-07-01", {journey});
  EXPECT_EQ(Told(made.Reads(kMatching)), "1/1");
}

TEST(ContactsMatchingPreferences, AreNeverSureAndAtWorstOnlyThoseThatWereCompared) {
  Made made;
  const int member = made.Member();
  const int journey = made.Journey(), other = made.Journey();
  made.team.journeys[journey].has_wishes = true;
  made.team.journeys[journey].preferred_work = "gardening";
  made.org.vacancies = {{7, "Gardener", 0, N("2025-01-01"), kForever}};
  made.Engagement(member, "2025-03-03", {journey});
  Value value = made.Reads(kMatching);
  EXPECT_EQ(Shown(Made::ItemOf(kMatching), value).certainty(), pb::LIVE_CERTAINTY_INCOMPLETE) << "words are no proof";
  EXPECT_EQ(ScoreOf(kMatching, value), 5);
  for (int i = 0; i < 3; ++i) made.Engagement(member, "2025-03-04", {other});
  value = made.Reads(kMatching);
  EXPECT_EQ(Told(value), "1/1; 3 no vocational profile is on record!");
  const auto score = Score(Made::ItemOf(kMatching), value);
  EXPECT_EQ(score->score, 2) << "one of four";
  EXPECT_EQ(score->at_most, 5);
}

TEST(EmployerContactsAWeek, IsOverWeeksOfSpecialists) {
  Made made;
  const int member = made.Member();
  made.org.members[member].own.from = N("2025-06-17");  // two weeks, up to the day
  const int journey = made.Journey();
  for (int i = 0; i < 6; ++i) made.Engagement(member, "2025-06-30", {journey});
  Value value = made.Reads(kWeek);
  EXPECT_EQ(Told(value), "6/14");
  EXPECT_EQ(*value.value, (Exact{3, 1}));
  EXPECT_EQ(ScoreOf(kWeek, value), 2) << "three a week: the printed hole";
  made.Engagement(member, "2025-06-16", {journey});  // the day before they came
  made.Engagement(member, "2025-07-01", {journey});
  made.Engagement(member, "2025-06-20", {});
  made.Engagement(kNobody, "2025-06-20", {journey});
  made.Engagement(member, "2025-06-20", {journey}).in_person = false;
  value = made.Reads(kWeek);
  EXPECT_EQ(Told(value),
            "6/14; 1 by somebody else than the team's employment specialists; 1 for nobody of the team in particular; "
            "1 nobody is on record as having made it!");
}

TEST(EmployerContactsAWeek, CountsOneForSeveralPeopleOnce) {
  Made made;
  const int member = made.Member(50);
  const int journey = made.Journey(), other = made.Journey();
  made.Engagement(member, "2025-06-30", {journey, other});
  const Value value = made.Reads(kWeek);
  EXPECT_EQ(value.numerator, 1);
  EXPECT_EQ(value.denominator, 182) << "the days of the window";
  ASSERT_EQ(value.beside.size(), 1u);
  EXPECT_DOUBLE_EQ(value.beside[0].second, 1 * 7 / (182 * 0.5));
}

}  // namespace
}  // namespace gainful::fidelity
