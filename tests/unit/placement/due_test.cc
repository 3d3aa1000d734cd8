// The due list: what stands on it as what, what became of checkpoints, what comes first, and what an answer may say.
#include "services/placement/due.h"

#include "services/common/base/dates.h"
#include "tests/unit/testing.h"

namespace gainful::placement {
namespace {

using gainful::testing::Date;
using outcome::Day;
using outcome::kNoDay;
using Days = std::vector<Day>;

Day On(const char* day) { return outcome::ToDayNumber(gainful::testing::Day(day)); }

// Journeys that were referred and taken on on 2024-01-02.
class Fate : public ::testing::Test {
 protected:
  Fate() { journey_.referral = journey_.programme_start = On("2024-01-02"); }

  void AddSpell(std::int32_t job, const char* start, const char* end, const char* confirmed = nullptr,
                outcome::Fact competitive = outcome::Fact::kYes) {
    outcome::Spell s;
    s.job = job;
    s.start = On(start);
    if (end != nullptr) s.end = On(end);
    if (confirmed != nullptr) s.last_confirmed = On(confirmed);
    s.competitive = competitive;
    s.terms = {static_cast<std::uint32_t>(terms_.size()), static_cast<std::uint32_t>(terms_.size() + 1)};
    terms_.push_back({s.start, 960, 1300});
    spells_.push_back(s);
  }
  pb::CheckpointFate Of(const std::string& rule, const char* as_at, const Days& attempts = {}) {
    const outcome::History history{journey_, spells_, terms_, {}, {}};
    const auto compiled = outcome::Compile(*outcome::FindRule(rule, journey_.programme_start));
    outcome::Engine engine;
    engine.Load(history);
    const auto standing = engine.Evaluate(compiled);
    return FateOf(history, compiled, standing, engine.Deciding(compiled, standing), attempts, On(as_at));
  }
  bool IsShown(const std::string& rule) {
    const outcome::History history{journey_, spells_, terms_, {}, {}};
    const auto compiled = outcome::Compile(*outcome::FindRule(rule, journey_.programme_start));
    outcome::Engine engine;
    engine.Load(history);
    const auto standing = engine.Evaluate(compiled);
    return IsWorkShown(history, compiled, standing, engine.Deciding(compiled, standing));
  }
  bool IsLetGo(const std::string& rule, const char* today) {
    const outcome::History history{journey_, spells_, terms_, {}, {}};
    const auto compiled = outcome::Compile(*outcome::FindRule(rule, journey_.programme_start));
    outcome::Engine engine;
    engine.Load(history);
    const auto standing = engine.Evaluate(compiled);
    return IsEndLetGo(history, compiled, standing, engine.Deciding(compiled, standing), On(today));
  }

  outcome::Journey journey_;
  std::vector<outcome::Spell> spells_;
  std::vector<outcome::Terms> terms_;
};

TEST_F(Fate, OfNobodyInWorkIsNone) {
  EXPECT_EQ(Of("sustained-13", "2024-06-01"), pb::CHECKPOINT_FATE_UNSPECIFIED);
  AddSpell(0, "2024-02-01", nullptr, nullptr, outcome::Fact::kNo);
  EXPECT_EQ(Of("sustained-13", "2024-06-01"), pb::CHECKPOINT_FATE_UNSPECIFIED) << "not of a kind that counts";
  spells_.clear();
  AddSpell(1, "2023-05-01", nullptr);
  EXPECT_EQ(Of("sustained-13", "2024-06-01"), pb::CHECKPOINT_FATE_UNSPECIFIED) << "held at referral";
}

// 91 days from 2024-02-01, with a leap day among them, are reached on 2024-05-01: the day to ask is 2024-05-02.
TEST_F(Fate, IsNotYetDueUntilTheDayAfterTheLastDayThatIsNeeded) {
  AddSpell(0, "2024-02-01", nullptr, "2024-02-20");
  EXPECT_EQ(Of("sustained-13", "2024-01-31"), pb::CHECKPOINT_FATE_UNSPECIFIED) << "not begun by then";
  EXPECT_EQ(Of("sustained-13", "2024-02-01"), pb::CHECKPOINT_FATE_NOT_YET_DUE);
  EXPECT_EQ(Of("sustained-13", "2024-05-01"), pb::CHECKPOINT_FATE_NOT_YET_DUE);
  EXPECT_EQ(Of("sustained-13", "2024-05-02"), pb::CHECKPOINT_FATE_TO_CONFIRM);
  EXPECT_EQ(Of("sustained-13", "2024-05-03"), pb::CHECKPOINT_FATE_TO_CONFIRM);
}

TEST_F(Fate, IsConfirmedFromTheDayOnWhichTheRuleWasMet) {
  AddSpell(0, "2024-02-01", nullptr, "2024-05-01");
  EXPECT_EQ(Of("sustained-13", "2024-04-30"), pb::CHECKPOINT_FATE_NOT_YET_DUE);
  EXPECT_EQ(Of("sustained-13", "2024-05-01"), pb::CHECKPOINT_FATE_CONFIRMED);
}

TEST_F(Fate, IsALostJobFromItsLastDayOn) {
  AddSpell(0, "2024-02-01", "2024-04-10");
  EXPECT_EQ(Of("sustained-13", "2024-04-09"), pb::CHECKPOINT_FATE_UNSPECIFIED) << "it leads to nothing, and goes on";
  EXPECT_EQ(Of("sustained-13", "2024-04-10"), pb::CHECKPOINT_FATE_LOST_JOB);
  EXPECT_EQ(Of("sustained-13", "2025-04-11"), pb::CHECKPOINT_FATE_LOST_JOB);
  EXPECT_EQ(Of("sustained-13", "2025-04-11", {On("2025-01-01"), On("2025-01-02"), On("2025-01-03")}),
            pb::CHECKPOINT_FATE_LOST_JOB)
      << "whoever is known to have lost a job is not lost to follow-up";
}

TEST_F(Fate, IsNoLostJobWhereItLastedLongEnoughAndAFactIsMissing) {
  AddSpell(0, "2024-02-01", "2024-05-01", nullptr, outcome::Fact::kUnknown);
  EXPECT_EQ(Of("sustained-13", "2024-06-01"), pb::CHECKPOINT_FATE_TO_CONFIRM);
  EXPECT_TRUE(IsShown("sustained-13"));
  spells_[0].end = On("2024-04-30");
  EXPECT_EQ(Of("sustained-13", "2024-06-01"), pb::CHECKPOINT_FATE_LOST_JOB) << "90 days";
}

TEST_F(Fate, IsAChangedJobWhereTheNextBeganWithinTheRulesGap) {
  AddSpell(0, "2024-02-01", "2024-03-01");
  AddSpell(1, "2024-03-16", nullptr);  // 14 days between
  EXPECT_EQ(Of("sustained-13-gap-14", "2024-03-15"), pb::CHECKPOINT_FATE_LOST_JOB) << "between the two";
  EXPECT_EQ(Of("sustained-13-gap-14", "2024-03-16"), pb::CHECKPOINT_FATE_CHANGED_JOB);
  EXPECT_EQ(Of("sustained-13", "2024-03-16"), pb::CHECKPOINT_FATE_NOT_YET_DUE) << "without gaps the count began anew";
  spells_[1].start = terms_[1].from = On("2024-03-17");
  EXPECT_EQ(Of("sustained-13-gap-14", "2024-03-17"), pb::CHECKPOINT_FATE_NOT_YET_DUE) << "15 days between";
  spells_[1].start = terms_[1].from = On("2024-03-02");
  EXPECT_EQ(Of("sustained-13", "2024-03-02"), pb::CHECKPOINT_FATE_CHANGED_JOB) << "on the next day";
  spells_[1].job = 0;
  EXPECT_EQ(Of("sustained-13", "2024-03-02"), pb::CHECKPOINT_FATE_NOT_YET_DUE) << "a further spell of the same job";
}

TEST_F(Fate, IsNoChangeOfJobWhereTheOtherOneWasThereBefore) {
  AddSpell(0, "2024-02-01", nullptr);
  AddSpell(1, "2024-02-10", "2024-03-01");
  EXPECT_EQ(Of("sustained-13", "2024-03-05"), pb::CHECKPOINT_FATE_NOT_YET_DUE);
}

TEST_F(Fate, IsLostToFollowUpAfterThreeDaysOfTryingAndMoreThan28Days) {
  AddSpell(0, "2024-02-01", nullptr, "2024-02-20");  // to be asked about on 2024-05-02
  const Days three{On("2024-05-02"), On("2024-05-10"), On("2024-05-20")};
  EXPECT_EQ(Of("sustained-13", "2024-05-30", three), pb::CHECKPOINT_FATE_TO_CONFIRM) << "28 days";
  EXPECT_EQ(Of("sustained-13", "2024-05-31", three), pb::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP) << "29 days";
  EXPECT_EQ(Of("sustained-13", "2024-05-31", {three[0], three[1]}), pb::CHECKPOINT_FATE_TO_CONFIRM);
  EXPECT_EQ(Of("sustained-13", "2024-05-31", {three[0], three[1], three[1]}), pb::CHECKPOINT_FATE_TO_CONFIRM)
      << "two of them on one day";
  EXPECT_EQ(Of("sustained-13", "2024-05-31", {On("2024-05-01"), three[1], three[2]}), pb::CHECKPOINT_FATE_TO_CONFIRM)
      << "one before the day to ask";
  EXPECT_EQ(Of("sustained-13", "2024-05-31", {three[0], three[1], On("2024-06-01")}), pb::CHECKPOINT_FATE_TO_CONFIRM)
      << "one after the day that is asked about";
  spells_[0].competitive = outcome::Fact::kUnknown;
  spells_[0].last_confirmed = On("2024-05-01");
  EXPECT_EQ(Of("sustained-13", "2024-05-31", three), pb::CHECKPOINT_FATE_TO_CONFIRM)
      << "work is confirmed; it is another fact that is missing";
}

// An end that somebody typed in, of a job that is to be asked about on 2024-05-02: from the day after, 2024-07-01, it is that end which is asked for.
TEST_F(Fate, OfAnEndThatNobodyCanProveIsLostToFollowUpInTheSameWay) {
  AddSpell(0, "2024-02-01", "2024-06-30");
  spells_[0].end_is_shown = false;
  const Days three{On("2024-07-01"), On("2024-07-10"), On("2024-07-20")};
  EXPECT_EQ(Of("sustained-13", "2024-07-29", three), pb::CHECKPOINT_FATE_TO_CONFIRM) << "28 days";
  EXPECT_EQ(Of("sustained-13", "2024-07-30", three), pb::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP) << "29 days";
  EXPECT_EQ(Of("sustained-13", "2024-07-30", {three[0], three[1]}), pb::CHECKPOINT_FATE_TO_CONFIRM);
  EXPECT_EQ(Of("sustained-13", "2024-07-30", {On("2024-06-30"), three[1], three[2]}), pb::CHECKPOINT_FATE_TO_CONFIRM)
      << "one while it went on";
  spells_[0].last_confirmed = On("2024-05-01");
  EXPECT_EQ(Of("sustained-13", "2024-07-30", three), pb::CHECKPOINT_FATE_CONFIRMED);
}

TEST_F(Fate, OfAnEndIsAskedForUntil28DaysBehindIt) {
  AddSpell(0, "2024-02-01", "2024-06-30");
  spells_[0].end_is_shown = false;
  EXPECT_FALSE(IsLetGo("sustained-13", "2024-06-30"));
  EXPECT_FALSE(IsLetGo("sustained-13", "2024-07-29"));
  EXPECT_TRUE(IsLetGo("sustained-13", "2024-07-30"));
  AddSpell(1, "2024-07-15", nullptr, "2024-07-16");
  EXPECT_TRUE(IsLetGo("sustained-13", "2024-07-30")) << "whether or not they have another job since";
  spells_[0].end_is_shown = true;
  EXPECT_FALSE(IsLetGo("sustained-13", "2024-07-30")) << "it is met";
  spells_[0].competitive = outcome::Fact::kUnknown;
  EXPECT_FALSE(IsLetGo("sustained-13", "2024-07-30")) << "it is another fact that is missing";
  spells_.erase(spells_.begin());
  EXPECT_FALSE(IsLetGo("sustained-13", "2025-07-30")) << "a job that goes on is asked about";
}

TEST_F(Fate, ShowsWorkUpToTheLastDayThatIsNeeded) {
  AddSpell(0, "2024-02-01", nullptr, "2024-04-30", outcome::Fact::kUnknown);
  EXPECT_FALSE(IsShown("sustained-13"));
  spells_[0].last_confirmed = On("2024-05-01");
  EXPECT_TRUE(IsShown("sustained-13"));
}

TEST(StateOf, IsDueFromSoManyDaysAheadUntilTheDay) {
  const Day ask = On("2024-03-01");
  const auto at = [&](const char* today) { return StateOf(ask, false, {}, On(today), 14); };
  EXPECT_EQ(at("2024-02-15"), pb::DUE_STATE_UNSPECIFIED) << "15 days, a leap day among them";
  EXPECT_EQ(at("2024-02-16"), pb::DUE_STATE_DUE);
  EXPECT_EQ(at("2024-02-29"), pb::DUE_STATE_DUE);
  EXPECT_EQ(at("2024-03-01"), pb::DUE_STATE_DUE);
  EXPECT_EQ(at("2024-03-02"), pb::DUE_STATE_OVERDUE);
  EXPECT_EQ(StateOf(ask, false, {}, On("2024-02-29"), 0), pb::DUE_STATE_UNSPECIFIED);
  EXPECT_EQ(StateOf(ask, false, {}, ask, 0), pb::DUE_STATE_DUE);
}

TEST(StateOf, IsUnreachableOnceSomebodyTriedAndEvidenceMissingWhateverTheDay) {
  const Day ask = On("2024-03-01");
  const Attempts one = AttemptsIn({ask}, ask, ask + 1);
  EXPECT_EQ(StateOf(ask, false, one, ask, 14), pb::DUE_STATE_DUE) << "the day itself";
  EXPECT_EQ(StateOf(ask, false, one, ask + 1, 14), pb::DUE_STATE_UNREACHABLE);
  EXPECT_EQ(StateOf(ask, true, one, ask + 1, 14), pb::DUE_STATE_EVIDENCE_MISSING);
  EXPECT_EQ(StateOf(ask, true, {}, ask - 1, 14), pb::DUE_STATE_EVIDENCE_MISSING);
}

TEST(AttemptsIn, CountsThoseBetweenBothDays) {
  const Day day = On("2024-03-01");
  const Attempts in = AttemptsIn({day - 1, day, day, day + 5, day + 6}, day, day + 5);
  EXPECT_EQ(in.number, 3);
  EXPECT_EQ(in.days, 2);
  EXPECT_EQ(in.last, day + 5);
  EXPECT_EQ(AttemptsIn({day - 1}, day, day + 5).last, kNoDay);
}

DueEntry Entry(const char* lost_after, std::int64_t stake, const std::string& name, const std::string& rule = "") {
  DueEntry entry;
  if (lost_after != nullptr) *entry.item.mutable_lost_after() = Date(lost_after);
  entry.item.set_name(name);
  entry.item.set_journey_id(name);
  entry.item.set_spell_id(name);
  if (!rule.empty()) entry.item.add_rules(rule);
  entry.stake = stake;
  return entry;
}

std::string Names(const std::vector<DueEntry>& entries) {
  std::string names;
  for (const auto& entry : entries) names += entry.item.name();
  return names;
}

TEST(SortByLoss, PutsFirstWhatWouldBeLostFirstAndAmongThoseTheMostAtStake) {
  std::vector<DueEntry> entries{Entry(nullptr, 999, "h"),       Entry("2024-06-09", 0, "f"),
                                Entry("2024-06-11", 0, "c"),    Entry("2024-06-10", 10, "b"),
                                Entry("2024-06-01", 1000, "g"), Entry("2024-06-10", 700, "a"),
                                Entry("2024-07-01", 1000, "d")};
  SortByLoss(On("2024-06-10"), &entries);
  EXPECT_EQ(Names(entries), "abcdfgh") << "the day itself still counts, the day before does not";
  SortByLoss(On("2024-06-09"), &entries);
  EXPECT_EQ(Names(entries), "fabcdgh");
  SortByLoss(On("2024-06-11"), &entries);
  EXPECT_EQ(Names(entries), "cdabfgh");
}

TEST(OneForEachSpell, KeepsTheFirstAndNamesTheOthersRules) {
  std::vector<DueEntry> entries{Entry("2024-06-10", 1, "a", "x"), Entry("2024-06-11", 1, "b", "x"),
                                Entry("2024-06-12", 1, "a", "y")};
  entries[0].item.set_because("one");
  entries[2].item.set_because("two");
  entries[2].changed = absl::UnixEpoch();
  const auto all = OneForEachSpell(entries);
  ASSERT_EQ(Names(all), "ab");
  EXPECT_EQ(all[0].item.rules_size(), 2);
  EXPECT_EQ(all[0].item.because(), "one | two");
  EXPECT_EQ(base::FormatDay(*base::ToDay(all[0].item.lost_after())), "2024-06-10");
  entries[2].item.set_kind(pb::DUE_KIND_FOLLOW_ALONG);
  EXPECT_EQ(Names(OneForEachSpell(entries)), "aba") << "another kind is another line";
}

TEST(CutAfter, KeepsAllOfTheLastDayAndCountsSpells) {
  const std::vector<DueEntry> all{Entry("2024-06-10", 1, "a", "x"), Entry("2024-06-10", 1, "a", "y"),
                                  Entry("2024-06-11", 1, "b", "x"), Entry("2024-06-11", 1, "c", "x"),
                                  Entry("2024-06-12", 1, "a", "z"), Entry("2024-06-12", 1, "d", "x"),
                                  Entry("2024-06-12", 1, "d", "y")};
  auto entries = all;
  EXPECT_EQ(CutAfter(2, &entries), 1) << "d; a is there already";
  EXPECT_EQ(Names(entries), "aabc");
  entries = all;
  EXPECT_EQ(CutAfter(1, &entries), 3);
  EXPECT_EQ(Names(entries), "aa");
  entries = all;
  EXPECT_EQ(CutAfter(4, &entries), 0);
  EXPECT_EQ(Names(entries), "aabcadd");
}

pb::FollowAlongContact Contact(pb::FollowAlongState state, const char* due) {
  pb::FollowAlongContact contact;
  contact.set_state(state);
  *contact.mutable_due_on() = Date(due);
  return contact;
}

TEST(ContactDue, IsTheOneThatCountsNowElseTheLastThatWasMissedFor28Days) {
  constexpr auto kMissed = pb::FOLLOW_ALONG_STATE_MISSED, kDue = pb::FOLLOW_ALONG_STATE_DUE;
  constexpr auto kMet = pb::FOLLOW_ALONG_STATE_MET, kAhead = pb::FOLLOW_ALONG_STATE_AHEAD;
  int missed = 0;
  std::vector<pb::FollowAlongContact> contacts{Contact(kMet, "2024-04-07"), Contact(kMissed, "2024-04-14"),
                                               Contact(kMissed, "2024-04-21"), Contact(kDue, "2024-04-28"),
                                               Contact(kAhead, "2024-05-31")};
  EXPECT_EQ(ContactDue(contacts, On("2024-04-25"), &missed), &contacts[3]);
  EXPECT_EQ(missed, 2);
  contacts[3].set_state(kMet);
  EXPECT_EQ(ContactDue(contacts, On("2024-04-25"), &missed), nullptr);
  contacts[3].set_state(kMissed);
  EXPECT_EQ(ContactDue(contacts, On("2024-05-26"), &missed), &contacts[3]) << "28 days";
  EXPECT_EQ(missed, 2);
  EXPECT_EQ(ContactDue(contacts, On("2024-05-27"), &missed), nullptr) << "29 days";
  EXPECT_EQ(ContactDue({}, On("2024-05-27"), &missed), nullptr);
}

TEST(ContactAhead, IsTheNextOneIfItsLastDayLiesNearEnough) {
  const std::vector<pb::FollowAlongContact> contacts{Contact(pb::FOLLOW_ALONG_STATE_MET, "2024-04-28"),
                                                     Contact(pb::FOLLOW_ALONG_STATE_AHEAD, "2024-05-31")};
  EXPECT_EQ(ContactAhead(contacts, On("2024-04-25"), 36), &contacts[1]);
  EXPECT_EQ(ContactAhead(contacts, On("2024-04-25"), 35), nullptr);
  EXPECT_EQ(ContactAhead(contacts, On("2024-04-25"), 0), nullptr) << "the list looks at none";
  EXPECT_EQ(ContactAhead({contacts[0]}, On("2024-04-25"), 90), nullptr);
}

std::string Wrong(const base::Violations& v) {
  std::string fields;
  for (const auto& [field, wanted] : v.list()) fields += field + " ";
  return fields;
}

TEST(FitAttempt, IsNotBeforeTheStartOfTheSpell) {
  pb::Spell spell;
  *spell.mutable_started_on() = Date("2024-03-01");
  pb::FollowUpAttempt attempt;
  for (const auto& [day, wrong] : {std::pair("2024-02-29", "follow_up_attempt.attempted_on "),
                                   std::pair("2024-03-01", ""), std::pair("2024-03-02", "")}) {
    *attempt.mutable_attempted_on() = Date(day);
    base::Violations v;
    FitAttempt(spell, attempt, {}, &v);
    EXPECT_EQ(Wrong(v), wrong) << day;
  }
}

std::string WrongAnswer(const pb::AnswerCheckpointRequest& q) {
  base::Violations v;
  CheckAnswer(q, &v);
  return Wrong(v);
}

TEST(CheckAnswer, TakesWithEachAnswerWhatBelongsToIt) {
  pb::AnswerCheckpointRequest q;
  q.set_answer(pb::CHECKPOINT_ANSWER_STILL_THERE);
  EXPECT_EQ(WrongAnswer(q), "evidence ");
  q.set_evidence(pb::EVIDENCE_KIND_PARTICIPANT);
  q.set_weekly_minutes(600);
  q.set_hourly_pay_pence(1250);
  EXPECT_EQ(WrongAnswer(q), "");
  q.set_answer(pb::CHECKPOINT_ANSWER_NOT_REACHED);
  EXPECT_EQ(WrongAnswer(q), "weekly_minutes hourly_pay_pence ");
  q.clear_weekly_minutes();
  q.clear_hourly_pay_pence();
  q.set_mode(caseload::v1::CONTACT_MODE_PHONE);
  q.set_note("Rang twice.");
  EXPECT_EQ(WrongAnswer(q), "");
  q.set_answer(pb::CHECKPOINT_ANSWER_LOST_JOB);
  EXPECT_EQ(WrongAnswer(q), "mode note end_reason ");
  q.clear_mode();
  q.clear_note();
  q.set_end_reason(pb::END_REASON_BETTER_JOB);
  EXPECT_EQ(WrongAnswer(q), "end_reason ");
  q.set_answer(pb::CHECKPOINT_ANSWER_CHANGED_JOB);
  EXPECT_EQ(WrongAnswer(q), "");
  q.set_answer(pb::CHECKPOINT_ANSWER_STILL_THERE);
  EXPECT_EQ(WrongAnswer(q), "end_reason ");
}

class Terms : public ::testing::Test {
 protected:
  Terms() {
    *spell_.mutable_started_on() = Date("2024-02-01");
    spell_.set_weekly_minutes(600);
    spell_.set_hourly_pay_pence(1200);
    *q_.mutable_on() = Date("2024-05-02");
  }
  void AddChange(const char* from, int minutes, std::optional<int> pence) {
    auto change = std::make_unique<pb::TermsChange>();
    *change->mutable_takes_effect_on() = Date(from);
    change->set_weekly_minutes(minutes);
    if (pence) change->set_hourly_pay_pence(*pence);
    changes_.push_back(std::move(change));
  }
  std::optional<pb::TermsChange> From() { return TermsFrom(spell_, changes_, q_, &violations_); }

  pb::Spell spell_;
  Others changes_;
  pb::AnswerCheckpointRequest q_;
  base::Violations violations_;
};

TEST_F(Terms, AreNoneWhereTheyAreAsBefore) {
  EXPECT_FALSE(From());
  q_.set_weekly_minutes(600);
  q_.set_hourly_pay_pence(1200);
  EXPECT_FALSE(From());
  AddChange("2024-05-02", 720, std::nullopt);
  q_.set_weekly_minutes(720);
  EXPECT_FALSE(From()) << "from that very day";
}

TEST_F(Terms, HoldFromTheDayOfTheAnswerAndKeepWhatWasNotSaid) {
  AddChange("2024-04-01", 720, 1250);
  AddChange("2024-05-03", 900, 1300);  // later than the answer
  q_.set_hourly_pay_pence(1260);
  const auto terms = From();
  ASSERT_TRUE(terms);
  EXPECT_EQ(terms->weekly_minutes(), 720);
  EXPECT_EQ(terms->hourly_pay_pence(), 1260);
  EXPECT_EQ(base::FormatDay(*base::ToDay(terms->takes_effect_on())), "2024-05-02");
  q_.clear_hourly_pay_pence();
  q_.set_weekly_minutes(600);
  ASSERT_TRUE(From());
  EXPECT_FALSE(From()->has_hourly_pay_pence()) << "pay stays as it was";
  EXPECT_TRUE(violations_.empty());
}

TEST_F(Terms, NeedHoursWhereNoneAreOnRecord) {
  spell_.clear_weekly_minutes();
  q_.set_hourly_pay_pence(1300);
  EXPECT_FALSE(From());
  EXPECT_EQ(Wrong(violations_), "weekly_minutes ");
  q_.set_weekly_minutes(480);
  ASSERT_TRUE(From());
  EXPECT_EQ(From()->weekly_minutes(), 480);
}

}  // namespace
}  // namespace gainful::placement
