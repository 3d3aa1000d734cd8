// What the end of a job proves: all of its days where evidence shows it, and none where somebody typed it in and nothing shows it.
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement::outcome {
namespace {

// From 8 January, a Monday, with an end that nothing shows; confirmed as far as `confirmed` says.
Made Typed(absl::string_view end, absl::string_view confirmed = "") {
  Made made;
  Spell& job = made.Job("2024-01-08", end);
  job.end_is_shown = false;
  if (!confirmed.empty()) job.last_confirmed = On(confirmed);
  return made;
}

TEST(Ends, ThatNothingShowsProveNoDay) {
  // The 91st day is 7 April.
  Made made = Typed("2024-06-30");
  EXPECT_EQ(made.Met("sustained-13"), "none");
  EXPECT_EQ(made.Earliest("sustained-13"), "2024-04-07");
  EXPECT_EQ(made.At("sustained-13", "2024-04-06"), "not yet 2024-04-07");
  EXPECT_EQ(made.At("sustained-13", "2024-04-07"), "not known 2024-04-07");
  EXPECT_EQ(made.At("sustained-13", "2025-04-07"), "not known 2024-04-07") << "however late somebody asks";
  EXPECT_EQ(DayText(made.Stands("sustained-13").evidence_until), "2024-01-08");
  EXPECT_TRUE(made.NotKnown(RuleOf("sustained-13")).job_end);
  EXPECT_FALSE(made.NotKnown(RuleOf("sustained-13")).later_work) << "there is none to come";
  made.spells[0].end_is_shown = true;
  EXPECT_EQ(made.At("sustained-13", "2024-04-07"), "met 2024-04-07");
}

TEST(Ends, ProveWhatWasConfirmedBeforeThem) {
  EXPECT_EQ(Typed("2024-06-30", "2024-04-06").Met("sustained-13"), "none");
  EXPECT_EQ(Typed("2024-06-30", "2024-04-07").Met("sustained-13"), "2024-04-07");
  EXPECT_EQ(Typed("2024-06-30", "2024-04-08").Met("sustained-13"), "2024-04-07");
  EXPECT_EQ(Typed("2024-04-07", "2024-04-07").Met("sustained-13"), "2024-04-07") << "confirmed to the end itself";
}

TEST(Ends, BoundWhatIsPossibleWhetherShownOrNot) {
  for (const bool is_shown : {false, true}) {
    Made made = Typed("2024-04-06");
    made.spells[0].end_is_shown = is_shown;
    EXPECT_EQ(made.Earliest("sustained-13"), "none") << "90 days";
    EXPECT_EQ(made.At("sustained-13", "2024-04-07"), "not yet") << "a further job may meet it";
  }
  EXPECT_EQ(Typed("2024-04-07").Earliest("sustained-13"), "2024-04-07");
  // Evidence of a day behind the end is of no day of this job.
  EXPECT_EQ(DayText(KnownTo(Typed("2024-04-06", "2024-05-01").spells, 0)), "2024-04-06");
}

TEST(Ends, OfAWeekThatIsNotShownToItsEndCountInNoWindow) {
  // Thirteen weeks at 16 hours, the last of them to Sunday 7 April.
  EXPECT_EQ(Typed("2024-04-07", "2024-04-06").Met("ipspc-13-in-16"), "none");
  EXPECT_EQ(Typed("2024-04-07", "2024-04-07").Met("ipspc-13-in-16"), "2024-04-07");
  Made shown = Typed("2024-04-07");
  shown.spells[0].end_is_shown = true;
  EXPECT_EQ(shown.Met("ipspc-13-in-16"), "2024-04-07");
}

// A new contract from 1 April in the same job, of which `evidence` is, up to the 91st day and beyond.
Made WentOn(absl::string_view evidence, absl::string_view start = "2024-04-01") {
  Made made = Typed("2024-03-31");
  Spell& next = made.Job(start, "");
  next.job = made.spells[0].job;
  if (!evidence.empty()) next.last_confirmed = On(evidence);
  return made;
}

TEST(Ends, OfWhatWentOnTheNextDayAreShownByWhatShowsThat) {
  EXPECT_EQ(WentOn("2024-04-07").Met("sustained-13"), "2024-04-07");
  EXPECT_EQ(WentOn("2024-04-06").Met("sustained-13"), "none");
  EXPECT_EQ(WentOn("2024-04-07").Met("ipspc-13-in-16"), "2024-04-07");
  EXPECT_EQ(WentOn("2024-04-07", "2024-04-02").Met("sustained-13"), "none") << "a day between";
  EXPECT_EQ(WentOn("2024-05-31", "2024-04-02").Met("sustained-13"), "none") << "and whatever is known later";
  Made other = WentOn("2024-04-07");
  other.spells[1].job = 7;
  EXPECT_EQ(other.Met("sustained-13"), "none") << "another job says nothing of this one's end";
  Made kind = WentOn("2024-04-07");
  kind.spells[1].contract = Contract::kApprenticeship;
  EXPECT_EQ(kind.Met("sustained-13"), "2024-04-07") << "the contract may be of another kind";
}

TEST(Ends, AreNotShownByTheTypedStartOfWhatFollows) {
  const Made typed = WentOn("");
  EXPECT_EQ(DayText(KnownTo(typed.spells, 0)), "2024-01-08");
  EXPECT_EQ(typed.At("sustained-13", "2024-04-07"), "not known 2024-04-07");
  EXPECT_EQ(DayText(KnownTo(WentOn("2024-04-01").spells, 0)), "2024-03-31") << "evidence of that day does";
}

TEST(Ends, AreShownThroughSpellsThatNothingElseShows) {
  Made made = Typed("2024-02-15");
  for (const auto& [start, end] : {std::pair("2024-02-16", "2024-03-10"), std::pair("2024-03-11", "2024-04-06")}) {
    Spell& next = made.Job(start, end);
    next.job = made.spells[0].job;
    next.end_is_shown = false;
  }
  EXPECT_EQ(DayText(KnownTo(made.spells, 0)), "2024-01-08");
  Spell& last = made.Job("2024-04-07", "");
  last.job = made.spells[0].job;
  last.last_confirmed = On("2024-04-07");
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(KnownTo(made.spells, i), made.spells[i].end);
  EXPECT_EQ(made.Met("sustained-13"), "2024-04-07");
  made.spells[1].end = On("2024-03-09");
  EXPECT_EQ(DayText(KnownTo(made.spells, 1)), "2024-02-16") << "there is a day between";
  EXPECT_EQ(DayText(KnownTo(made.spells, 2)), "2024-04-06");
}

TEST(Ends, OfAShortJobStartNothingThatNobodySaw) {
  // 30 minutes a day: four hours take eight days, to 15 January.
  Made made = Typed("2024-01-31");
  made.terms[0].weekly_minutes = 210;
  EXPECT_EQ(made.Met("ips-grow-job-start"), "none");
  EXPECT_EQ(made.Earliest("ips-grow-job-start"), "2024-01-15");
  made.spells[0].last_confirmed = On("2024-01-14");
  EXPECT_EQ(made.Met("ips-grow-job-start"), "none");
  made.spells[0].last_confirmed = On("2024-01-15");
  EXPECT_EQ(made.Met("ips-grow-job-start"), "2024-01-15");
  made.spells[0].last_confirmed = kNoDay;
  made.spells[0].four_hours_on = On("2024-01-10");
  EXPECT_EQ(made.Met("ips-grow-job-start"), "2024-01-10") << "the day is on record by itself";
}

}  // namespace
}  // namespace gainful::placement::outcome
