#include "services/reporting/employment.h"

#include <algorithm>
#include <random>

#include "services/reporting/cohort.h"
#include "services/reporting/disclosure.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

using gainful::testing::Day;

const absl::CivilDay& Start() {
  static const absl::CivilDay day = Day("2024-02-01");
  return day;
}

// Day 1 is the first job's start.
absl::CivilDay DayNumber(int n) { return Start() + (n - 1); }

Spell Ended(int from, int to) { return {DayNumber(from), DayNumber(to), {}}; }
Spell Open(int from, int confirmed) { return {DayNumber(from), {}, DayNumber(confirmed)}; }

// One job for each spell.
Work In(const std::vector<Spell>& jobs) {
  Work work;
  work.group = "g";
  for (const Spell& job : jobs) work.jobs.push_back({job});
  return work;
}
Work Followed(Work work, int day) {
  work.followed_to = DayNumber(day);
  return work;
}
Work Exited(Work work, int day) {
  work.exited = DayNumber(day);
  return work;
}

using Known = std::pair<int, Last>;
Known Of(const Work& work, int gap, int as_at = 1000) {
  const Employment employment = EmploymentOf(work, gap, DayNumber(as_at));
  return {employment.tenure.days, employment.tenure.last};
}
Known FirstOf(const Work& work, int as_at = 1000) {
  const Tenure tenure = TenureOf(FirstJobOf(work, DayNumber(as_at)), DayNumber(as_at));
  return {tenure.days, tenure.last};
}

TEST(EmploymentOf, CarriesOnWhereTheNextJobBeginsInTime) {
  // Day 10 is the last of the first job: with a gap of 14 days the next may begin on day 25.
  for (const int next : {11, 24, 25})
    EXPECT_EQ(Of(In({Ended(1, 10), Ended(next, 40)}), 14), Known(40, Last::kEnded)) << next;
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(26, 40)}), 14), Known(10, Last::kEnded)) << "the day after";
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(11, 40)}), 0), Known(40, Last::kEnded)) << "no day between";
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(12, 40)}), 0), Known(10, Last::kEnded)) << "one day between";
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(376, 400)}), 365), Known(400, Last::kEnded));
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(377, 400)}), 365), Known(10, Last::kEnded));
}

TEST(EmploymentOf, CountsFromTheFirstStartAndTakesNothingOff) {
  EXPECT_EQ(Of(In({Ended(1, 1)}), 14), Known(1, Last::kEnded)) << "a day's work";
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(20, 30), Ended(45, 50)}), 14), Known(50, Last::kEnded)) << "one after another";
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(20, 30), Ended(46, 50)}), 14), Known(30, Last::kEnded));
}

TEST(EmploymentOf, CarriesOnInJobsThatOverlap) {
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(10, 40)}), 0), Known(40, Last::kEnded)) << "on the last day";
  EXPECT_EQ(Of(In({Ended(1, 10), Ended(1, 40)}), 0), Known(40, Last::kEnded)) << "on one day";
  EXPECT_EQ(Of(In({Ended(1, 40), Ended(5, 10)}), 0), Known(40, Last::kEnded)) << "within the first";
  EXPECT_EQ(Of(In({Ended(1, 40), Ended(5, 10), Ended(42, 50)}), 1), Known(50, Last::kEnded))
      << "days between are counted from the last end, whichever job's it is";
}

TEST(EmploymentOf, IsAnEndOnceAJobCouldNoLongerFollow) {
  const Work work = In({Ended(1, 10)});
  // A job could still begin on day 25.
  EXPECT_EQ(Of(Followed(work, 24), 14), Known(10, Last::kUnsettled)) << "the day before";
  EXPECT_EQ(Of(Followed(work, 25), 14), Known(10, Last::kEnded));
  EXPECT_EQ(Of(Followed(work, 26), 14), Known(10, Last::kEnded));
  EXPECT_EQ(Of(Exited(work, 24), 14), Known(10, Last::kUnsettled));
  EXPECT_EQ(Of(Exited(work, 25), 14), Known(10, Last::kEnded));
  EXPECT_EQ(Of(work, 14, 24), Known(10, Last::kUnsettled));
  EXPECT_EQ(Of(work, 14, 25), Known(10, Last::kEnded));
  EXPECT_EQ(Of(work, 0, 10), Known(10, Last::kUnsettled)) << "on the very day";
  EXPECT_EQ(Of(work, 0, 11), Known(10, Last::kEnded));
}

TEST(EmploymentOf, IsNotToldByWhatCameAfterFollowUp) {
  const Work work = In({Ended(1, 10), Ended(25, 40)});
  EXPECT_EQ(Of(Followed(work, 24), 14), Known(10, Last::kUnsettled)) << "it began the day after";
  EXPECT_EQ(Of(Followed(work, 25), 14), Known(25, Last::kFollowUpEnd)) << "it began, and went on";
  EXPECT_EQ(Of(Followed(work, 39), 14), Known(39, Last::kFollowUpEnd));
  EXPECT_EQ(Of(Followed(work, 40), 14), Known(40, Last::kUnsettled));
  EXPECT_EQ(Of(Exited(work, 30), 14), Known(30, Last::kExit));
  EXPECT_EQ(Of(work, 14, 30), Known(30, Last::kAsAt));
  EXPECT_EQ(Of(Exited(In({Ended(1, 10)}), -5), 14), Known(1, Last::kConfirmation)) << "it began after the exit";
}

TEST(EmploymentOf, HasNotEndedAsLongAsOneJobMayGoOn) {
  EXPECT_EQ(Of(In({Open(1, 10)}), 14), Known(10, Last::kConfirmation));
  EXPECT_EQ(Of(In({Open(1, 10), Ended(25, 40)}), 14), Known(40, Last::kConfirmation))
      << "in time after the last day known, and so after any later end";
  EXPECT_EQ(Of(In({Open(1, 10), Ended(26, 40)}), 14), Known(10, Last::kConfirmation)) << "nobody knows";
  EXPECT_EQ(Of(In({Ended(1, 10), Open(20, 50)}), 14, 50), Known(50, Last::kAsAt));
  EXPECT_EQ(Of(In({Ended(1, 10), Open(20, 49)}), 14, 50), Known(49, Last::kConfirmation));
  EXPECT_EQ(Of(In({Ended(1, 10), {DayNumber(20), {}, {}}}), 14, 50), Known(20, Last::kConfirmation)) << "its start";
}

TEST(EmploymentOf, TellsWhetherAJobFollowedTheFirst) {
  const auto ending = [](const Work& work, int as_at) {
    const Employment e = EmploymentOf(work, 14, DayNumber(as_at));
    return std::pair(e.has_first_ended, e.is_first_followed);
  };
  EXPECT_EQ(ending(In({Ended(1, 10), Ended(25, 40)}), 100), std::pair(true, true));
  EXPECT_EQ(ending(In({Ended(1, 10), Ended(26, 40)}), 100), std::pair(true, false));
  EXPECT_EQ(ending(In({Ended(1, 10), Ended(25, 40)}), 24), std::pair(true, false)) << "not yet";
  EXPECT_EQ(ending(In({Ended(1, 10), Ended(25, 40)}), 9), std::pair(false, false)) << "nor had the first ended";
  EXPECT_EQ(ending(In({Ended(1, 10), Ended(5, 9)}), 100), std::pair(true, false)) << "another, and over before";
  EXPECT_EQ(ending(In({Ended(1, 10), Ended(5, 11)}), 100), std::pair(true, true));
  EXPECT_EQ(ending(In({Open(1, 10), Ended(20, 40)}), 100), std::pair(false, false));
}

// A job of several spells is one job: neither tenure nor employment ends at a break in it.
TEST(JobsInSpells, EndWithTheLastOneThatHadBegun) {
  Work work;
  work.jobs = {{Ended(1, 10), Ended(61, 70)}, {Ended(85, 90)}};
  EXPECT_EQ(FirstOf(work), Known(70, Last::kEnded));
  EXPECT_EQ(Of(work, 0), Known(70, Last::kEnded));
  EXPECT_EQ(Of(work, 14), Known(90, Last::kEnded));
  EXPECT_EQ(FirstOf(work, 60), Known(10, Last::kEnded)) << "nobody knew that it would go on";
  EXPECT_EQ(FirstOf(work, 61), Known(61, Last::kAsAt));
  EXPECT_EQ(Of(work, 14, 60), Known(10, Last::kEnded));
  EXPECT_EQ(Of(work, 14, 61), Known(61, Last::kAsAt));
  work.jobs = {{Ended(1, 10), {DayNumber(11), {}, {}}}};
  EXPECT_EQ(FirstOf(work), Known(11, Last::kConfirmation)) << "the next spell's start is a day in work";
}

// The same, day after day: slow, and with nothing to get wrong.
Known WalkedThrough(const Work& work, int gap, absl::CivilDay as_at) {
  const absl::CivilDay start = work.jobs.front().front().started;
  const absl::CivilDay watched = std::max(FollowedTo(work.followed_to, work.exited, as_at), start);
  const auto known_to = [&](const Job& job, bool* may_go_on) {
    absl::CivilDay known = start;
    for (const Spell& spell : job) {
      if (spell.started > watched) continue;
      const bool has_end = spell.ended && *spell.ended <= watched;
      known = has_end ? *spell.ended
                      : std::min(watched, spell.ended.value_or(spell.last_confirmed.value_or(spell.started)));
      *may_go_on = !has_end;
    }
    return known;
  };
  absl::CivilDay last = start;
  bool is_settled = false;
  for (absl::CivilDay day = start; day <= watched && !is_settled; ++day) {
    bool in_work = false, ignored = false;
    for (const Job& job : work.jobs)
      in_work = in_work || (job.front().started <= day && day <= known_to(job, &ignored));
    if (in_work) last = day;
    is_settled = day - last > gap;
  }
  bool goes_on = false;
  for (const Job& job : work.jobs) {
    bool may_go_on = false;
    if (job.front().started <= last) known_to(job, &may_go_on);
    goes_on = goes_on || may_go_on;
  }
  const int days = static_cast<int>(last - start + 1);
  if (!goes_on) return {days, is_settled ? Last::kEnded : Last::kUnsettled};
  if (last < watched) return {days, Last::kConfirmation};
  if (work.exited == last) return {days, Last::kExit};
  if (work.followed_to == last) return {days, Last::kFollowUpEnd};
  return {days, last == as_at ? Last::kAsAt : Last::kConfirmation};
}

Work Drawn(std::mt19937* random) {
  const auto draw = [&](int below) { return static_cast<int>((*random)() % static_cast<unsigned>(below)); };
  Work work;
  int from = 1;
  for (int jobs = 1 + draw(4); jobs > 0; --jobs) {
    Job job;
    int start = from;
    for (int spells = draw(5) == 0 ? 2 : 1; spells > 0; --spells) {
      const int end = start + draw(12);
      const bool is_open = spells == 1 && draw(4) == 0;
      job.push_back(is_open ? (draw(2) == 0 ? Open(start, end) : Spell{DayNumber(start), {}, {}}) : Ended(start, end));
      start = end + 1 + draw(6);
    }
    work.jobs.push_back(job);
    from += draw(16);
  }
  if (draw(3) == 0) work.exited = DayNumber(draw(60) - 5);
  if (draw(3) == 0) work.followed_to = DayNumber(draw(60) - 5);
  return work;
}

TEST(EmploymentOf, AgreesWithADayByDayReference) {
  std::mt19937 random(14);
  std::map<Last, int> seen;
  for (int round = 0; round < 20000; ++round) {
    const Work work = Drawn(&random);
    const int gap = static_cast<int>(random() % 8), as_at = 1 + static_cast<int>(random() % 60);
    const Known known = Of(work, gap, as_at);
    ASSERT_EQ(known, WalkedThrough(work, gap, DayNumber(as_at))) << "round " << round;
    // Nobody is in work for less time than in their first job, nor for less with a longer gap.
    ASSERT_GE(known.first, FirstOf(work, as_at).first) << "round " << round;
    ASSERT_GE(Of(work, gap + 1, as_at).first, known.first) << "round " << round;
    ++seen[known.second];
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(kLasts)) << "each way in which sight is lost came up";
}

TEST(RetentionByGroup, CountsWhatBecameOfEachJob) {
  std::vector<Work> all{In({Ended(1, 5), Ended(8, 9)}), In({Open(1, 7)}), Exited(In({Open(1, 9)}), 9),
                        In({Ended(1, 3)}), In({Ended(1, 25)})};
  all[3].group = "";
  const auto tenure = RetentionByGroup(all, {}, DayNumber(30));
  ASSERT_EQ(tenure.size(), 2u);
  EXPECT_EQ(tenure.begin()->first, "") << "in the groups' order";
  EXPECT_EQ(tenure.at("g").durations.size(), 4u);
  EXPECT_EQ(tenure.at("g").Count(Last::kEnded), 2);
  EXPECT_EQ(tenure.at("g").Count(Last::kExit), 1);
  EXPECT_EQ(tenure.at("g").Count(Last::kConfirmation), 1);
  EXPECT_EQ(tenure.at("g").Count(Last::kAsAt), 0);
  EXPECT_EQ(tenure.at("g").Count(Last::kFollowUpEnd), 0);
  EXPECT_EQ(tenure.at("g").durations[0].time, 5);
  const auto work = RetentionByGroup(all, 7, DayNumber(30));
  EXPECT_EQ(work.at("g").durations[0].time, 9);
  EXPECT_EQ(work.at("g").Count(Last::kEnded), 1);
  EXPECT_EQ(work.at("g").Count(Last::kUnsettled), 1);
  EXPECT_EQ(work.at("g").first_ended, 2);
  EXPECT_EQ(work.at("g").first_followed, 1);
  EXPECT_TRUE(RetentionByGroup({}, 7, Start()).empty());
  Retention both;
  for (const auto& [name, group] : work) both.AddGroup(group);
  EXPECT_EQ(both.durations.size(), 5u);
  EXPECT_EQ(both.Count(Last::kEnded), 2);
  EXPECT_EQ(both.Count(Last::kUnsettled), 1);
  EXPECT_EQ(both.first_ended, 3);
  EXPECT_EQ(both.first_followed, 1);
}

TEST(ReleasedEmployment, TellsWithAGapAloneWhatComesOfIt) {
  Retention retention;
  for (int i = 0; i < 12; ++i) retention.Add({10, Last::kEnded});
  for (int i = 0; i < 8; ++i) retention.Add({10, Last::kUnsettled});
  retention.first_ended = 21;
  retention.first_followed = 4;
  pb::RetentionGroup raw, of_first_jobs;
  ReleaseRaw(retention, true, &raw);
  EXPECT_EQ(raw.at_unsettled_end(), 8);
  EXPECT_EQ(raw.first_jobs_ended(), 21);
  EXPECT_EQ(raw.first_jobs_followed(), 4);
  ReleaseRaw(retention, false, &of_first_jobs);
  EXPECT_FALSE(of_first_jobs.has_at_unsettled_end() || of_first_jobs.has_first_jobs_ended() ||
               of_first_jobs.has_first_jobs_followed());
}

}  // namespace
}  // namespace gainful::reporting
