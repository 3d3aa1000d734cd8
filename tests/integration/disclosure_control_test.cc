// Disclosure control over gRPC: its profiles, and the ledger of what was given, which is the same for all who ask on whichever instance.
#include <cmath>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using reporting::v1::EquityReportRequest;
using reporting::v1::EquityReportResponse;
using reporting::v1::RetentionReportRequest;
using reporting::v1::RetentionReportResponse;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

class DisclosureControl : public WorldTest {
 protected:
  // People of a group whose journeys were accepted on a day, some of whom are in work from the day after.
  static std::vector<Journey> Add(const Tenant& t, const std::string& group, int people, int in_work,
                                  const google::type::Date& accepted = Day(2025, 1, 10)) {
    std::vector<Journey> journeys;
    for (int i = 0; i < people; ++i) {
      Participant p;
      p.set_team_id(t.team);
      p.set_name("Sam");
      (*p.mutable_local_characteristics())["race"] = group;
      Journey j;
      j.set_participant_id(world().Make(t.manager, p).id());
      j.set_programme_id(t.programme);
      j.set_team_id(t.team);
      *j.mutable_referred_on() = Day(2025, 1, 1);
      *j.mutable_accepted_on() = accepted;
      journeys.push_back(world().Make(t.manager, j));
      if (i < in_work) AddJob(t, journeys.back());
    }
    return journeys;
  }
  static void AddJob(const Tenant& t, const Journey& j) {
    Spell s;
    s.set_journey_id(j.id());
    *s.mutable_started_on() = j.accepted_on();
    world().Make(t.manager, s);
  }
  static EquityReportRequest Until(const google::type::Date& to,
                                   reporting::v1::Disclosure profile = reporting::v1::DISCLOSURE_MHSDS) {
    EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_version(1);  // counts journeys, whatever the job
    q.set_by("race");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = to;
    *q.mutable_as_at() = Day(2025, 5, 31);
    q.set_disclosure(profile);
    return q;
  }
  static EquityReportResponse Report(const std::string& token, const EquityReportRequest& q) {
    EquityReportResponse report;
    World::MustBeOk(world().Call(token, q, &report));
    report.clear_read_at();
    return report;
  }
  // "group numerator/denominator", an asterisk for what is not shown.
  static std::vector<std::string> Figures(const EquityReportResponse& report) {
    std::vector<std::string> lines;
    for (const auto& row : report.rows()) {
      lines.push_back(absl::StrCat(row.group(), " ", row.has_numerator() ? absl::StrCat(row.numerator()) : "*", "/",
                                   row.has_denominator() ? absl::StrCat(row.denominator()) : "*"));
    }
    return lines;
  }
  static std::vector<std::string> Flags(const EquityReportResponse& report) {
    std::vector<std::string> flags;
    for (const auto& row : report.rows()) flags.push_back(row.flag());
    return flags;
  }
  // On a further instance.
  static Outcome CallOn(const Wire& wire, const std::string& token, const EquityReportRequest& q) {
    return wire.Call("/gainful.reporting.v1.ReportingService/EquityReport", q.SerializeAsString(), Bearer(token));
  }
  static std::int64_t KeysOf(const Tenant& t) {
    return sql().Count(absl::StrCat("SELECT count(*) FROM reporting.person_key WHERE org_id = '", t.org, "'"));
  }
  static google::type::Date March() { return Day(2025, 3, 31); }
};

constexpr char kTooClose[] = "withheld: too close to figures given before";

TEST_F(DisclosureControl, ProfilesDifferInWhatTheyWithhold) {
  const Tenant t = world().NewTenant();
  Add(t, "a", 60, 30);
  Add(t, "b", 30, 0);
  Add(t, "c", 16, 6);
  EXPECT_THAT(Figures(Report(t.manager, Until(March(), reporting::v1::DISCLOSURE_NONE))),
              ElementsAre("a 30/60", "b 0/30", "c 6/16", "all 36/106"));
  const auto mhsds = Report(t.specialist, Until(March()));
  EXPECT_EQ(mhsds.disclosure(), reporting::v1::DISCLOSURE_MHSDS);
  EXPECT_EQ(Figures(mhsds)[1], "b */30");
  EXPECT_EQ(mhsds.rows(1).flag(), "withheld");
  // Under another profile the figures are another organisation's: one has the profile of its first answer.
  const Tenant other = world().NewTenant();
  Add(other, "a", 60, 30);
  Add(other, "b", 30, 0);
  Add(other, "c", 16, 6);
  const auto hes = Report(other.specialist, Until(March(), reporting::v1::DISCLOSURE_HES));
  EXPECT_EQ(hes.disclosure(), reporting::v1::DISCLOSURE_HES);
  EXPECT_EQ(Figures(hes)[1], "b 0/30") << "where nobody is told from a few";
  EXPECT_EQ(Figures(hes)[2], "c */15") << "6 are a few there";
  // What is not shown has no proportion, and what is shown the proportion of itself.
  for (const auto* report : {&mhsds, &hes}) {
    for (const auto& row : report->rows()) {
      const bool is_whole = row.has_numerator() && row.has_denominator();
      EXPECT_EQ(row.has_value(), is_whole) << row.group();
      if (!is_whole) continue;
      EXPECT_EQ(row.value(), std::round(100.0 * row.numerator() / row.denominator())) << row.group();
    }
  }
}

// An asterisk of one profile beside one of another says what neither does, so nobody has both, managers included.
TEST_F(DisclosureControl, AnAudienceHasOneProfile) {
  const Tenant t = world().NewTenant();
  Add(t, "a", 40, 20);
  const auto given = Report(t.specialist, Until(March(), reporting::v1::DISCLOSURE_HES));
  for (const std::string& token : {t.manager, t.specialist}) {
    const Outcome refused = world().Call(token, Until(March()));
    EXPECT_THAT(refused, Refused(absl::StatusCode::kFailedPrecondition));
    EXPECT_EQ(refused.reason, "OTHER_PROFILE");
    EXPECT_THAT(refused.message, HasSubstr("disclosure must be hes"));
    EXPECT_EQ(Report(token, Until(March(), reporting::v1::DISCLOSURE_HES)).SerializeAsString(),
              given.SerializeAsString());
  }
  EXPECT_THAT(world().Call(t.manager, Until(March(), reporting::v1::DISCLOSURE_NONE)), IsOk()) << "none stays apart";
}

TEST_F(DisclosureControl, IsAskedByWholeMonthsAndListedDaysAlone) {
  const Tenant t = world().NewTenant();
  EquityReportRequest q = Until(Day(2025, 3, 30));
  *q.mutable_from() = Day(2025, 1, 2);
  *q.mutable_as_at() = Day(2025, 5, 30);
  q.set_horizon_days(90);
  for (const std::string& token : {t.manager, t.commissioner})
    EXPECT_THAT(world().Call(token, q), InvalidFor({"from", "to", "as_at", "horizon_days"}));
  q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
  EXPECT_THAT(world().Call(t.manager, q), IsOk()) << "raw figures are of any days";
  q = Until(March());
  for (const int days : {91, 182, 364}) {
    q.set_horizon_days(days);
    EXPECT_THAT(world().Call(t.manager, q), IsOk()) << days;
  }
  *q.mutable_as_at() = Day(2025, 2, 28);
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"as_at"})) << "which would cut the period short";
  EXPECT_THAT(world().Call(t.manager, Until(Day(2025, 6, 30))), InvalidFor({"to", "as_at"})) << "that is not over";
  RetentionReportRequest jobs;
  jobs.set_by("race");
  *jobs.mutable_from() = Day(2025, 1, 1);
  *jobs.mutable_to() = March();
  jobs.set_gap_days(7);
  EXPECT_THAT(world().Call(t.manager, jobs), InvalidFor({"gap_days"}));
  jobs.set_gap_days(14);
  EXPECT_THAT(world().Call(t.manager, jobs), IsOk());
}

// Whether there is anybody is not told by a name that nobody has, nor by which rows are there.
TEST_F(DisclosureControl, OnePersonLooksLikeNobody) {
  const Tenant nobody = world().NewTenant(), one = world().NewTenant();
  Add(one, "a", 1, 1);
  for (const std::string by : {"race", "no_such_characteristic", "sex", "ethnic_category"}) {
    EquityReportRequest q = Until(March());
    q.set_by(by);
    const auto few = Report(one.specialist, q);
    EXPECT_EQ(few.SerializeAsString(), Report(nobody.specialist, q).SerializeAsString()) << by;
    EXPECT_EQ(few.rows(few.rows_size() - 1).group(), "all");
    EXPECT_EQ(few.rows_size() > 1, by == "sex" || by == "ethnic_category") << "all codes, or none";
  }
}

// Windows that overlap add up: what lies in one and not in the other is not to be had.
TEST_F(DisclosureControl, CutsThatOverlapAreNotBothAnswered) {
  const Tenant t = world().NewTenant();
  Add(t, "a", 40, 20);
  EXPECT_EQ(Figures(Report(t.manager, Until(March()))).front(), "a 20/40");
  EquityReportRequest q = Until(Day(2025, 4, 30));
  for (const std::string& token : {t.manager, t.specialist}) {
    const Outcome refused = world().Call(token, q);
    EXPECT_THAT(refused, Refused(absl::StatusCode::kFailedPrecondition));
    EXPECT_EQ(refused.reason, "OVERLAPPING_CUT");
    EXPECT_THAT(refused.message, HasSubstr("2025-01-01 to 2025-03-31, all programmes"));
  }
  *q.mutable_from() = Day(2025, 4, 1);
  EXPECT_THAT(world().Call(t.manager, q), IsOk()) << "the month after shares no day with it";
  EquityReportRequest part = Until(March());
  part.set_programme_id(t.programme);
  EXPECT_EQ(world().Call(t.manager, part).reason, "OVERLAPPING_CUT") << "a programme is a part of all";
  EquityReportRequest later = Until(March());
  *later.mutable_as_at() = Day(2025, 4, 30);
  EXPECT_THAT(world().Call(t.manager, later), IsOk()) << "the same people, on another day";
}

TEST_F(DisclosureControl, CellKeysNeedATable) {
  const Tenant t = world().NewTenant();
  Add(t, "a", 30, 15);
  const EquityReportRequest q = Until(March(), reporting::v1::DISCLOSURE_CELL_KEY);
  const Outcome refused = world().Call(t.manager, q);
  EXPECT_THAT(refused, Refused(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(refused.reason, "NO_PERTURBATION_TABLE");
  EXPECT_THAT(refused.message, HasSubstr("perturbation-table"));
  DaemonOptions options;
  options.perturbation_table = absl::StrCat(world().scratch(), "/ptable.csv");
  std::ofstream table(options.perturbation_table);
  table << "pcv,ckey,pvalue\n";
  for (int count = 5; count <= 750; ++count) {
    for (int key = 0; key < 256; ++key) table << count << "," << key << "," << (count == 30 ? 2 : -1) << "\n";
  }
  table.close();
  const auto daemon = world().StartDaemon(options);
  const Wire wire(daemon->address());
  const Outcome answered = CallOn(wire, t.manager, q);
  ASSERT_THAT(answered, IsOk());
  EquityReportResponse report;
  ASSERT_TRUE(report.ParseFromString(answered.bytes));
  EXPECT_THAT(Figures(report), ElementsAre("a 14/32", "all 14/32"));
  EXPECT_EQ(report.disclosure(), reporting::v1::DISCLOSURE_CELL_KEY);
}

// Once somebody has a key it stays, whoever's figures count them next.
TEST_F(DisclosureControl, KeysAreDrawnOnceForEachPerson) {
  const Tenant t = world().NewTenant();
  Add(t, "a", 12, 6);
  EXPECT_EQ(KeysOf(t), 0);
  Report(t.manager, Until(March()));
  EXPECT_EQ(KeysOf(t), 12);
  const std::string all = absl::StrCat(
      "SELECT string_agg(participant_id || ' ' || key || ' ' || token, ',' ORDER BY participant_id) FROM "
      "reporting.person_key WHERE org_id = '",
      t.org, "'");
  const std::string before = sql().One(all);
  EquityReportRequest later = Until(March());
  *later.mutable_as_at() = Day(2025, 4, 30);
  Report(t.auditor, later);
  EXPECT_EQ(sql().One(all), before);
  EXPECT_EQ(
      sql().Count(absl::StrCat("SELECT count(DISTINCT token) FROM reporting.person_key WHERE org_id = '", t.org, "'")),
      12);
}

TEST_F(DisclosureControl, AskedAgainIsAnsweredAlike) {
  const Tenant t = world().NewTenant();
  Add(t, "a", 40, 20);
  Add(t, "b", 20, 3);
  const std::string first = Report(t.manager, Until(March())).SerializeAsString();
  for (const std::string& token : {t.manager, t.specialist, t.auditor})
    EXPECT_EQ(Report(token, Until(March())).SerializeAsString(), first);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM reporting.given WHERE org_id = '", t.org, "'")), 1)
      << "written down once";
}

// The same people but for three, by another of their characteristics or another day, are not given, whoever asks: one flag on every row, as if any of
// them were the cause.
TEST_F(DisclosureControl, WhatDiffersByTooFewIsWithheldWhole) {
  const Tenant t = world().NewTenant();
  const auto journeys = Add(t, "a", 40, 20);
  Add(t, "b", 60, 30);
  EXPECT_THAT(Figures(Report(t.manager, Until(March()))), ElementsAre("a 20/40", "b 30/60", "all 50/100"));
  for (int i = 20; i < 23; ++i) AddJob(t, journeys[i]);
  EquityReportRequest later = Until(March());
  *later.mutable_as_at() = Day(2025, 4, 30);
  for (const std::string& token : {t.manager, t.specialist}) {
    const auto report = Report(token, later);
    EXPECT_THAT(Figures(report), ElementsAre("all */*"));
    EXPECT_THAT(Flags(report), ElementsAre(kTooClose));
  }
  // Two more are enough to be counted among.
  for (int i = 23; i < 25; ++i) AddJob(t, journeys[i]);
  EXPECT_THAT(Figures(Report(t.manager, later)), ElementsAre("a 25/40", "b 30/60", "all 55/100"));
}

// What changed for one person since then is not told by asking again, in no row: the earlier answer is given, with its day.
TEST_F(DisclosureControl, OneMoreInWorkIsNotTold) {
  const Tenant t = world().NewTenant();
  const auto journeys = Add(t, "a", 40, 20);
  Add(t, "b", 60, 30);
  const auto before = Report(t.manager, Until(March()));
  EXPECT_EQ(Figures(before).front(), "a 20/40");
  AddJob(t, journeys.back());
  for (const std::string& token : {t.manager, t.specialist}) {
    const auto again = Report(token, Until(March()));
    EXPECT_EQ(Figures(again), Figures(before));
    EXPECT_THAT(Flags(again), Each(testing::MatchesRegex("as given on [0-9]{4}-[0-9]{2}-[0-9]{2}")));
  }
  for (int i = 20; i < 24; ++i) AddJob(t, journeys[i]);
  EXPECT_THAT(Figures(Report(t.manager, Until(March()))), ElementsAre("a 25/40", "b 30/60", "all 55/100"));
}

// A second journey of somebody who is counted already changes one count by one, of the same people.
TEST_F(DisclosureControl, OneMoreJourneyOfTheSamePersonIsNotTold) {
  const Tenant t = world().NewTenant();
  auto journey = Add(t, "a", 42, 20).back();
  EXPECT_EQ(Figures(Report(t.manager, Until(March()))).front(), "a 20/40");
  *journey.mutable_exited_on() = Day(2025, 1, 20);
  journey.set_exit_reason(caseload::v1::EXIT_REASON_COMPLETED);
  World::MustBeOk(world().Update(t.manager, journey, {"exited_on", "exit_reason"}));
  const std::string person = journey.participant_id();
  journey.Clear();
  journey.set_participant_id(person);
  journey.set_programme_id(t.programme);
  journey.set_team_id(t.team);
  *journey.mutable_referred_on() = Day(2025, 2, 1);
  *journey.mutable_accepted_on() = Day(2025, 2, 10);
  world().Make(t.manager, journey);
  EXPECT_EQ(Figures(Report(t.manager, Until(March(), reporting::v1::DISCLOSURE_NONE))).front(), "a 20/43");
  const auto again = Report(t.manager, Until(March()));
  EXPECT_EQ(Figures(again).front(), "a 20/40") << "43 would be 45";
  EXPECT_THAT(again.rows(0).flag(), HasSubstr("as given on"));
}

// What was withheld to protect another figure stays so where another question comes by the same people.
TEST_F(DisclosureControl, WhatProtectsIsNotGivenByAnotherQuestion) {
  const Tenant t = world().NewTenant();
  const auto add = [&](const std::string& race, const std::string& aid, int people, int in_work) {
    for (int i = 0; i < people; ++i) {
      Participant p;
      p.set_team_id(t.team);
      p.set_name("Sam");
      (*p.mutable_local_characteristics())["race"] = race;
      (*p.mutable_local_characteristics())["aid"] = aid;
      Journey j;
      j.set_participant_id(world().Make(t.manager, p).id());
      j.set_programme_id(t.programme);
      j.set_team_id(t.team);
      *j.mutable_referred_on() = Day(2025, 1, 1);
      *j.mutable_accepted_on() = Day(2025, 1, 10);
      j = world().Make(t.manager, j);
      if (i < in_work) AddJob(t, j);
    }
  };
  add("x1", "yes", 42, 21);
  add("y", "no", 52, 26);
  add("x2", "no", 4, 2);
  const auto by_race = Report(t.specialist, Until(March()));
  const auto shown = [](const EquityReportResponse& report, const std::string& group) {
    for (const auto& row : report.rows()) {
      if (row.group() == group) return row.has_denominator();
    }
    return false;
  };
  ASSERT_TRUE(shown(by_race, "all"));
  ASSERT_FALSE(shown(by_race, "x1") && shown(by_race, "y")) << "or x2 would be told by this one alone";
  EquityReportRequest by_aid = Until(March());
  by_aid.set_by("aid");
  const auto second = Report(t.specialist, by_aid);
  // "yes" are just x1's people, and those of "no" are y's and four more.
  EXPECT_FALSE(shown(second, "yes") && !shown(by_race, "x1"));
  EXPECT_FALSE(shown(second, "no"));
}

TEST_F(DisclosureControl, AudiencesAreApart) {
  const Tenant one = world().NewTenant(), other = world().NewTenant(), funder = world().NewTenant();
  Add(one, "a", 40, 20);
  Add(other, "a", 50, 25);
  Funding funding;
  funding.set_programme_id(one.programme);
  funding.set_funder_org_id(funder.org);
  world().Make(one.manager, funding);
  EXPECT_EQ(Figures(Report(one.manager, Until(March()))).front(), "a 20/40");
  // To the funder nothing was given yet, so the cut and the profile are theirs to choose.
  const auto funded = Report(funder.commissioner, Until(Day(2025, 4, 30), reporting::v1::DISCLOSURE_HES));
  EXPECT_EQ(Figures(funded).front(), "a 20/40");
  EXPECT_EQ(world().Call(one.manager, Until(Day(2025, 4, 30))).reason, "OVERLAPPING_CUT");
  EXPECT_EQ(world().Call(funder.commissioner, Until(March(), reporting::v1::DISCLOSURE_HES)).reason, "OVERLAPPING_CUT");
  EXPECT_EQ(Figures(Report(other.manager, Until(March()))).front(), "a 25/50");
  const auto rows =
      sql().Column(absl::StrCat("SELECT scope || ' ' || profile FROM reporting.audience WHERE org_id IN ('", one.org,
                                "', '", funder.org, "') ORDER BY 1"));
  EXPECT_THAT(rows, ElementsAre("funded hes", "own mhsds"));
  // The funded people's keys are rows of their own organisation.
  EXPECT_EQ(KeysOf(funder), 0);
  EXPECT_EQ(KeysOf(one), 40);
}

// Two instances are asked for two reports that must not both be given, at once: one of them is refused.
TEST_F(DisclosureControl, TwoInstancesDoNotGiveWhatNeitherWouldGiveAlone) {
  const auto second = world().StartDaemon({});
  const Wire here(world().daemon().address()), there(second->address());
  for (int round = 0; round < 5; ++round) {
    const Tenant t = world().NewTenant();
    Add(t, "a", 25, 12);
    Outcome march, april;
    std::thread other([&] { april = CallOn(there, t.manager, Until(Day(2025, 4, 30))); });
    march = CallOn(here, t.manager, Until(March()));
    other.join();
    const bool march_is_given = march.code == absl::StatusCode::kOk;
    EXPECT_THAT(march_is_given ? march : april, IsOk());
    EXPECT_EQ((march_is_given ? april : march).reason, "OVERLAPPING_CUT");
    EXPECT_EQ(KeysOf(t), 25) << "each drawn once";
  }
}

TEST_F(DisclosureControl, FollowsRetentionToo) {
  const Tenant t = world().NewTenant();
  const auto journeys = Add(t, "a", 41, 40);
  RetentionReportRequest q;
  q.set_by("race");
  *q.mutable_from() = Day(2025, 1, 1);
  *q.mutable_to() = March();
  *q.mutable_as_at() = Day(2025, 5, 31);
  RetentionReportResponse report;
  World::MustBeOk(world().Call(t.specialist, q, &report));
  EXPECT_EQ(report.groups(0).jobs(), 40);
  AddJob(t, journeys.back());
  World::MustBeOk(world().Call(t.manager, q, &report));
  EXPECT_EQ(report.groups(0).jobs(), 40) << "41 beside 40 would tell of one";
  for (const auto& row : report.rows()) EXPECT_THAT(row.flag(), HasSubstr("as given on"));
}

// The key goes with the person's record. What is kept of groups is numbers that then stand for nobody.
TEST_F(DisclosureControl, HoldsNoNameAndNoId) {
  const Tenant t = world().NewTenant();
  const auto journeys = Add(t, "a", 12, 6);
  Report(t.manager, Until(March()));
  const std::string& id = journeys.front().participant_id();
  for (const char* table : {"given", "given_group", "audience"}) {
    EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM reporting.", table, " x WHERE x.org_id = '", t.org,
                                       "' AND (x::text LIKE '%Sam%' OR x::text LIKE '%", id, "%')")),
              0)
        << table;
  }
}

TEST_F(DisclosureControl, MakesNoMoreGroupsThanCanBeProtected) {
  const Tenant t = world().NewTenant();
  for (int i = 0; i <= 100; ++i) Add(t, absl::StrCat("g", i), 1, 0);
  const Outcome outcome = world().Call(t.manager, Until(March()));
  EXPECT_THAT(outcome, InvalidFor({"by"}));
  EXPECT_THAT(outcome.violations[0].second, HasSubstr("more than 100 groups"));
  EXPECT_THAT(world().Call(t.manager, Until(March(), reporting::v1::DISCLOSURE_NONE)), IsOk());
}

}  // namespace
}  // namespace gainful::integration
