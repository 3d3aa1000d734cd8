// The live reading's items about jobs, and about support in work.
#include "services/common/base/codes.h"
#include "tests/unit/fidelity/live_fixture.h"

namespace gainful::fidelity {
namespace {

namespace pl = placement::v1;

constexpr char kTypes[] = "job_type_diversity";
constexpr char kEmployers[] = "employer_diversity";
constexpr char kCompetitive[] = "competitive_share";
constexpr char kFollowAlong[] = "follow_along_kept";

TEST(Jobs, AreThoseHeldInTheWindowAndBegunOnTheJourney) {
  Made made;
  const int journey = made.Journey("2024-06-10");
  made.Spell(journey, "2024-06-10", "2024-12-30");  // ended the day before
  made.Spell(journey, "2024-06-10", "2024-12-31");
  made.Spell(journey, "2024-06-09");  // begun the day before the referral
  made.Spell(journey, "2025-06-30");
  made.Spell(journey, "2025-07-01");
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "2/2; 1 held before the referral");
  made.team.journeys[journey].ended = N("2024-12-30");
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "no record") << "the journey was over";
}

TEST(Jobs, AreOneHoweverManySpellsTheyHave) {
  Made made;
  const int journey = made.Journey();
  made.Spell(journey, "2025-01-10", "2025-02-10").soc_code = "9223";
  SpellFact& next = made.Spell(journey, "2025-02-11");
  next.job_id = "spell 1";
  next.soc_code = "5434";
  made.Spell(journey, "2025-03-01").soc_code = "5434";
  EXPECT_EQ(Told(made.Reads(kTypes)), "1/2") << "what the last spell of a job says";
  EXPECT_EQ(Told(made.Reads(kTypes, "2025-02-10")), "1/1");
  made.team.spells[1].job_id = "of another journey";
  EXPECT_EQ(Told(made.Reads(kTypes)), "2/2; 1 held before the referral");
}

TEST(Jobs, OfTwoRecordsOfOnePersonAreOne) {
  Made made;
  const int first = made.Journey("2024-01-10", nullptr, 1), second = made.Journey("2024-02-10", nullptr, 1);
  made.Spell(first, "2025-01-10").employer = 3;
  made.Spell(second, "2025-01-10").employer = 3;
  EXPECT_EQ(Told(made.Reads(kEmployers)), "1/1; 1 the same job, under another record of the person");
  made.team.spells[1].started = N("2025-01-11");
  EXPECT_EQ(Told(made.Reads(kEmployers)), "1/2");
}

TEST(Jobs, OfOneRecordAreTwoThoughTheyBeganOnOneDay) {
  Made made;
  const int journey = made.Journey();
  for (int i = 0; i < 2; ++i) made.Spell(journey, "2025-01-10").employer = 3;
  EXPECT_EQ(Told(made.Reads(kEmployers)), "1/2");
}

TEST(Jobs, DifferByOccupationAndByEmployer) {
  Made made;
  const int journey = made.Journey();
  for (const char* soc : {"9223", "9223", "5434", ""}) made.Spell(journey, "2025-01-10").soc_code = soc;
  EXPECT_EQ(Told(made.Reads(kTypes)), "2/3; 1 the occupation is not on record!");
  made.team.spells[0].employer = made.team.spells[1].employer = 3;
  made.team.spells[1].started = N("2025-01-11");
  made.team.spells[2].employer = 4;
  EXPECT_EQ(Told(made.Reads(kEmployers)), "2/3; 1 the employer is not on record!");
}

TEST(Jobs, ScoreFromTenOn) {
  Made made;
  const int journey = made.Journey();
  for (int i = 0; i < 9; ++i) made.Spell(journey, "2025-01-10");
  Value value = made.Reads(kCompetitive);
  EXPECT_EQ(Told(value), "9/9");
  EXPECT_EQ(ScoreOf(kCompetitive, value), 0);
  EXPECT_EQ(Shown(Made::ItemOf(kCompetitive), value).remarks(0), "no score, as it rests on fewer than 10");
  made.Spell(journey, "2025-01-10");
  EXPECT_EQ(ScoreOf(kCompetitive, made.Reads(kCompetitive)), 5);
}

TEST(CompetitiveShare, GoesByTheAnswerAndByContractsThatNeverCount) {
  Made made;
  const int journey = made.Journey();
  const auto add = [&](type::v1::Answer competitive, pl::ContractKind contract) {
    SpellFact& spell = made.Spell(journey, "2025-01-10");
    spell.competitive = competitive;
    spell.contract = contract;
  };
  add(type::v1::ANSWER_YES, pl::CONTRACT_KIND_PERMANENT);
  add(type::v1::ANSWER_NO, pl::CONTRACT_KIND_PERMANENT);
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "1/2");
  add(type::v1::ANSWER_YES, pl::CONTRACT_KIND_AGENCY);
  add(type::v1::ANSWER_NOT_KNOWN, pl::CONTRACT_KIND_CASUAL);
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "1/4");
  EXPECT_FALSE(made.Reads(kCompetitive).incomplete);
  add(type::v1::ANSWER_YES, pl::CONTRACT_KIND_FIXED_TERM);  // temporary by design, as the definition says
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "1/5");
  made.team.spells.pop_back();
  add(type::v1::ANSWER_YES, pl::CONTRACT_KIND_APPRENTICESHIP);
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "2/5");
  made.team.spells.pop_back();
  add(type::v1::ANSWER_NOT_KNOWN, pl::CONTRACT_KIND_PERMANENT);
  add(type::v1::ANSWER_UNSPECIFIED, pl::CONTRACT_KIND_PERMANENT);
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "1/4; 2 whether it is competitive is not on record!");
  made.team.spells.resize(1);
  add(type::v1::ANSWER_YES, pl::CONTRACT_KIND_UNSPECIFIED);
  EXPECT_EQ(Told(made.Reads(kCompetitive)), "2/2");
  EXPECT_TRUE(made.Reads(kCompetitive).incomplete);
}

TEST(CompetitiveShare, LeavesOutContractsThatThereAre) {
  int named = 0;
  for (const auto& instrument : ShippedInstruments()) {
    for (const Item* item : LiveItems(instrument)) {
      for (const auto& code : item->reading().contracts_left_out()) {
        EXPECT_NE(base::ValueOf<pl::ContractKind>(code), pl::CONTRACT_KIND_UNSPECIFIED) << code;
        ++named;
      }
    }
  }
  EXPECT_EQ(named, 6) << "three, in the scale and in its extension";
}

// A job from Monday 2025-01-06: its fourth month is from 2025-04-06 to 2025-05-05.
int Worked(Made* made, const char* ended = nullptr) {
  const int journey = made->Journey();
  made->Spell(journey, "2025-01-06", ended);
  return journey;
}

void Meet(Made* made, int journey, const char* day) {
  made->Contact(journey, 0, day, cl::CONTACT_KIND_IN_WORK_SUPPORT);
}

TEST(FollowAlongKept, LooksAtTheFourthMonth) {
  for (const auto& [day, kept] :
       std::map<std::string, int>{{"2025-04-05", 0}, {"2025-04-06", 1}, {"2025-05-05", 1}, {"2025-05-06", 0}}) {
    Made made;
    made.Member();
    Meet(&made, Worked(&made), day.c_str());
    EXPECT_EQ(Told(made.Reads(kFollowAlong)), absl::StrCat(kept, "/1")) << day;
  }
}

TEST(FollowAlongKept, AsksOfJobsHeldForFourMonths) {
  Made made;
  made.Member();
  const int journey = Worked(&made, "2025-05-04");
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "no record") << "ended the day before";
  made.team.spells[0].ended = N("2025-05-05");
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "0/1");
  EXPECT_EQ(Told(made.Reads(kFollowAlong, "2025-05-04")), "no record");
  EXPECT_EQ(Told(made.Reads(kFollowAlong, "2025-05-05")), "0/1");
  made.team.journeys[journey].ended = N("2025-05-05");
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "no record; 1 the journey had ended");
  made.team.journeys[journey].ended = N("2025-05-06");
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "0/1");
  made.team.journeys[journey].referred = N("2025-04-07");
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "no record; 1 held before the referral");
}

TEST(FollowAlongKept, CountsOnlyAttendedSupportWithThePerson) {
  Made made;
  made.Member();
  const int journey = Worked(&made);
  Meet(&made, journey, "2025-04-10");
  ContactFact& contact = made.team.contacts[0];
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "1/1");
  contact.with_participant = false;
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "0/1");
  contact.with_participant = true;
  contact.attendance = cl::CONTACT_ATTENDANCE_DID_NOT_ATTEND;
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "0/1");
  contact.attendance = cl::CONTACT_ATTENDANCE_ATTENDED;
  contact.mode = cl::CONTACT_MODE_TEXT;
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "0/1") << "a message is no meeting";
  contact.mode = cl::CONTACT_MODE_PHONE;
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "1/1");
  contact.kind = cl::CONTACT_KIND_JOB_SEARCH;
  EXPECT_EQ(Told(made.Reads(kFollowAlong)), "0/1");
}

TEST(FollowAlongKept, ScoresTwoWhereAnybodyIsSeenAfterTheFirstMonth) {
  for (const auto& [day, score] : std::map<std::string, int>{{"2025-02-05", 1}, {"2025-02-06", 2}, {"2025-06-30", 2}}) {
    Made made;
    made.Member();
    Meet(&made, Worked(&made), day.c_str());
    EXPECT_EQ(Told(made.Reads(kFollowAlong)), "0/1") << "nobody in the fourth month";
    EXPECT_EQ(ScoreOf(kFollowAlong, made.Reads(kFollowAlong)), score) << day;
  }
}

TEST(FollowAlongKept, ScoresByTheWholeCalendar) {
  Made made;
  made.Member();
  const int journey = Worked(&made);
  for (const char* day :
       {"2025-01-06", "2025-01-13", "2025-01-20", "2025-01-27", "2025-02-10", "2025-03-10", "2025-04-10", "2025-05-10"})
    Meet(&made, journey, day);
  Value value = made.Reads(kFollowAlong);
  EXPECT_EQ(value.remarks[0],
            "of 10 contacts that the calendar asked for, 9 took place; weekly and then monthly: 8 of 8");
  EXPECT_EQ(value.known.hold, (std::set<std::string>{"seen_after_first_month", "weekly_then_monthly"}));
  EXPECT_EQ(ScoreOf(kFollowAlong, value), 4) << "nobody came in the week before";
  made.team.contacts.insert(made.team.contacts.begin(), made.team.contacts[0]);
  made.team.contacts[0].day = N("2025-01-05");
  value = made.Reads(kFollowAlong);
  EXPECT_EQ(value.known.hold,
            (std::set<std::string>{"full_calendar", "seen_after_first_month", "weekly_then_monthly"}));
  EXPECT_EQ(ScoreOf(kFollowAlong, value), 5);
  made.team.contacts[0].day = N("2024-12-29");  // eight days before
  EXPECT_EQ(ScoreOf(kFollowAlong, made.Reads(kFollowAlong)), 4);
  made.team.contacts[0].day = N("2024-12-30");
  EXPECT_EQ(ScoreOf(kFollowAlong, made.Reads(kFollowAlong)), 5);
}

TEST(FollowAlongKept, AsksForAContactAfterALossAlone) {
  Made made;
  made.Member();
  Worked(&made, "2025-01-10");  // nothing else but what was due by then fell due: before the start, and at it
  made.team.spells[0].end_reason = pl::END_REASON_BETTER_JOB;
  EXPECT_EQ(made.Reads(kFollowAlong).remarks[0],
            "of 2 contacts that the calendar asked for, 0 took place; weekly and then monthly: 0 of 0");
  made.team.spells[0].end_reason = pl::END_REASON_UNSPECIFIED;
  made.team.spells[0].end_heard = N("2025-02-01");
  Meet(&made, 0, "2025-02-05");
  EXPECT_EQ(made.Reads(kFollowAlong).remarks[0],
            "of 3 contacts that the calendar asked for, 0 took place; weekly and then monthly: 0 of 0");
  made.team.contacts[0].day = N("2025-02-04");
  EXPECT_EQ(made.Reads(kFollowAlong).remarks[0],
            "of 3 contacts that the calendar asked for, 1 took place; weekly and then monthly: 0 of 0");
}

}  // namespace
}  // namespace gainful::fidelity
