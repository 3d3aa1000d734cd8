// Days in work: lengths and gaps at their edges, evidence, support, and self-employment within its window.
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

// A job from 2024-01-10 that lasts so many days.
Made Lasted(int days) {
  Made made;
  made.Job("2024-01-10", "");
  made.spells[0].end = made.spells[0].start + days - 1;
  return made;
}

TEST(Sustained, IsMetOnTheLastOfItsDays) {
  for (const auto& [rule, days] : {std::pair{"sustained-13", 91}, {"sustained-26", 182}, {"sustained-52", 364}}) {
    for (const std::string& id : {std::string(rule), std::string(rule) + "-gap-14"}) {
      EXPECT_EQ(Lasted(days - 1).Met(id), "none") << id;
      EXPECT_EQ(Lasted(days).Stands(id).met_on, On("2024-01-10") + days - 1) << id;
      EXPECT_EQ(Lasted(days + 1).Stands(id).met_on, On("2024-01-10") + days - 1) << id;
      EXPECT_EQ(CheckpointOf(RuleOf(id), Lasted(days).Stands(id)), On("2024-01-10") + days) << id;
    }
  }
  EXPECT_EQ(Lasted(91).Met("sustained-13"), "2024-04-09") << "over a leap day";
  EXPECT_EQ(Lasted(364).Met("sustained-52"), "2025-01-07");
}

TEST(Sustained, IsMetByDaysUpToTheEvidenceOnly) {
  Made made;
  made.Job("2024-01-10", "").last_confirmed = On("2024-04-08");
  EXPECT_EQ(made.Met("sustained-13"), "none");
  EXPECT_EQ(made.Earliest("sustained-13"), "2024-04-09");
  EXPECT_EQ(made.At("sustained-13", "2024-04-08"), "not yet 2024-04-09");
  EXPECT_EQ(made.At("sustained-13", "2024-04-09"), "not known 2024-04-09");
  EXPECT_EQ(made.At("sustained-13", "2030-01-01"), "not known 2024-04-09") << "the clock confirms nothing";
  EXPECT_EQ(DayText(made.Stands("sustained-13").evidence_until), "2024-04-08");
  // Nobody confirmed the longer one either, but whatever became of the job, it cannot be met by then.
  EXPECT_EQ(made.At("sustained-26", "2024-06-01"), "not yet 2024-07-09");
  made.spells[0].last_confirmed = On("2024-04-09");
  EXPECT_EQ(made.Met("sustained-13"), "2024-04-09");
  EXPECT_EQ(made.At("sustained-13", "2024-04-08"), "not yet 2024-04-09") << "as at a day before it was met";
  EXPECT_EQ(made.At("sustained-13", "2024-04-09"), "met 2024-04-09");
}

TEST(Sustained, KnowsOfAJobWithoutEvidenceOnlyThatItBegan) {
  Made made;
  made.Job("2024-01-10", "");
  EXPECT_EQ(DayText(made.Stands("sustained-13").evidence_until), "2024-01-10");
  EXPECT_EQ(made.At("sustained-13", "2024-04-09"), "not known 2024-04-09");
}

// 46 days, a gap of so many days, 45 days: 91 days in work.
Made Split(int gap) {
  Made made = Lasted(46);
  made.Job("2024-12-01", "");
  made.spells[1].start = made.spells[0].end + gap + 1;
  made.spells[1].end = made.spells[1].start + 44;
  made.terms[1].from = made.spells[1].start;
  return made;
}

TEST(Sustained, GapsBreakTheCountBeyondTheirLimit) {
  EXPECT_EQ(Split(0).Stands("sustained-13").met_on, On("2024-01-10") + 90) << "the next job begins the day after";
  EXPECT_EQ(Split(1).Met("sustained-13"), "none");
  EXPECT_EQ(Split(13).Stands("sustained-13-gap-14").met_on, On("2024-01-10") + 90 + 13) << "gap days do not count";
  EXPECT_EQ(Split(14).Stands("sustained-13-gap-14").met_on, On("2024-01-10") + 90 + 14);
  EXPECT_EQ(Split(15).Met("sustained-13-gap-14"), "none");
}

TEST(Sustained, TheSumOfGapsIsCapped) {
  // 60 + 60 + 62 days with two gaps of 14 are 28 days of gaps, as many as 26 weeks allow; 13 weeks allow 14.
  Made made = Lasted(60);
  for (int i = 1; i < 3; ++i) {
    made.Job("2024-01-10", "");
    made.spells[i].start = made.spells[i - 1].end + 15;
    made.spells[i].end = made.spells[i].start + (i == 2 ? 61 : 59);
  }
  EXPECT_EQ(made.Stands("sustained-26-gap-14").met_on, On("2024-01-10") + 181 + 28);
  made.spells[0].end -= 35;  // 25 + 60: the third is needed, and its gap is one too many. From the second on: 60 + 62
  EXPECT_EQ(made.Met("sustained-26-gap-14"), "none");
  made.spells[0].end = made.spells[1].start - 15;
  Made three = Lasted(20);
  for (int i = 1; i < 4; ++i) {
    three.Job("2024-01-10", "");
    three.spells[i].start = three.spells[i - 1].end + 11;
    three.spells[i].end = three.spells[i].start + (i == 3 ? 99 : 19);
  }
  EXPECT_EQ(three.Stands("sustained-13-gap-14").met_on, three.spells[2].start + 19 + 10 + 71)
      << "counted anew from where the gaps fit";
}

TEST(Sustained, CountsDaysOfTwoJobsAtOnceOnce) {
  Made made = Lasted(60);
  made.Job("2024-02-01", "2024-04-08");
  EXPECT_EQ(made.Met("sustained-13"), "none");
  made.spells[1].end = On("2024-04-09");
  EXPECT_EQ(made.Met("sustained-13"), "2024-04-09");
}

TEST(Sustained, LeavesOutJobsOfBeforeAndThoseThatAreNotCompetitive) {
  Made made;
  made.Job("2023-12-31", "2024-12-31");
  EXPECT_EQ(made.Met("sustained-13"), "none") << "began before the referral";
  made.spells[0].start = On("2024-01-01");
  EXPECT_EQ(made.Met("sustained-13"), "2024-03-31");
  made.journey.programme_start = On("2024-01-02");
  EXPECT_EQ(made.Met("sustained-13"), "none") << "began before the programme";
  made.journey.programme_start = On("2024-01-01");
  made.spells[0].competitive = Fact::kNo;
  EXPECT_EQ(made.At("sustained-13", "2024-12-31"), "not yet");
  made.spells[0].competitive = Fact::kUnknown;
  EXPECT_EQ(made.At("sustained-13", "2024-12-31"), "not known 2024-03-31");
}

TEST(Sustained, MustBeginWhileSupportRunsAndMayGoOnAfterIt) {
  Made made = Lasted(91);
  made.journey.support_to = made.journey.followed_to = On("2024-01-10");
  EXPECT_EQ(made.Met("sustained-13"), "2024-04-09");
  made.journey.support_to = made.journey.followed_to = On("2024-01-09");
  EXPECT_EQ(made.At("sustained-13", "2024-12-31"), "cannot");
}

TEST(Sustained, FurtherJobsMayLeadToIt) {
  Made made = Lasted(60);  // to 2024-03-09
  EXPECT_EQ(made.At("sustained-13-gap-14", "2024-03-15"), "not yet");
  Engine engine;
  const History history = made.history();
  engine.Load(history);
  const Compiled rule = RuleOf("sustained-13-gap-14");
  EXPECT_EQ(engine.EarliestWithNewJob(rule, On("2024-03-24")), On("2024-03-24") + 30)
      << "14 days between: it carries on";
  EXPECT_EQ(engine.EarliestWithNewJob(rule, On("2024-03-25")), On("2024-03-25") + 90) << "15: it begins anew";
}

TEST(Sustained, OfSomebodyWhoIsNoLongerFollowedIsNotKnown) {
  Made made;
  made.journey.followed_to = On("2024-06-30");
  EXPECT_EQ(made.At("sustained-13", "2024-09-28"), "not yet 2024-09-29") << "a job may have begun the day after";
  EXPECT_EQ(made.At("sustained-13", "2024-09-29"), "not known 2024-09-29");
  EXPECT_EQ(DayText(made.Stands("sustained-13").evidence_until), "2024-06-30");
}

TEST(SelfEmployed, NeedsItsDaysWithinTheWindow) {
  const auto made_of = [](int last) {
    Made made;
    made.Job("2024-02-01", "2024-05-01").contract = Contract::kSelfEmployed;  // 91 days
    made.Job("2025-06-01", "").contract = Contract::kSelfEmployed;
    made.spells[1].start = last - 90;
    made.spells[1].end = last;
    return made;
  };
  const Day window_to = On("2024-01-01") + 638;
  EXPECT_EQ(DayText(window_to), "2025-09-30");
  EXPECT_EQ(made_of(window_to - 1).Stands("self-employed-182-in-639").met_on, window_to - 1);
  EXPECT_EQ(made_of(window_to).Stands("self-employed-182-in-639").met_on, window_to);
  EXPECT_EQ(made_of(window_to + 1).Met("self-employed-182-in-639"), "none");
  EXPECT_EQ(made_of(window_to + 1).At("self-employed-182-in-639", "2025-10-01"), "cannot");
}

TEST(SelfEmployed, SaysByWhenAFurtherSpellMustBegin) {
  Made made;
  made.Job("2024-02-01", "2024-05-01").contract = Contract::kSelfEmployed;  // 91 of 182 days
  EXPECT_EQ(made.Stands("self-employed-182-in-639").latest_start, On("2025-09-30") - 90);
  EXPECT_EQ(made.At("self-employed-182-in-639", "2025-07-01"), "not yet");
  EXPECT_EQ(made.At("self-employed-182-in-639", "2025-07-02"), "cannot") << "one that begins the day after is too late";
  made.spells[0].contract = Contract::kEmployed;
  EXPECT_EQ(made.Stands("self-employed-182-in-639").latest_start, On("2025-09-30") - 181);
}

}  // namespace
}  // namespace gainful::placement::outcome
