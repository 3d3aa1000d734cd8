// How long first jobs last, over gRPC: cohorts that can be counted by hand, and the sample whose figures are known.
#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/base/dates.h"
#include "tests/integration/cli.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using reporting::v1::RetentionGroup;
using reporting::v1::RetentionReportRequest;
using reporting::v1::RetentionReportResponse;
using reporting::v1::RetentionRow;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Change = std::function<void(Spell*)>;

Change Ended(const google::type::Date& day) {
  return [day](Spell* s) {
    *s->mutable_ended_on() = day;
    s->set_end_reason(placement::v1::END_REASON_OTHER);
  };
}
Change Confirmed(const google::type::Date& day) {
  return [day](Spell* s) { *s->mutable_last_confirmed_on() = day; };
}

class Retentions : public WorldTest {
 protected:
  Journey AddJourney(const Tenant& t, const std::string& group, const std::function<void(Journey*)>& with = {}) {
    Participant p;
    p.set_team_id(t.team);
    p.set_name("Sam");
    if (!group.empty()) (*p.mutable_local_characteristics())["race"] = group;
    Journey j;
    j.set_participant_id(world().Make(t.manager, p).id());
    j.set_programme_id(t.programme);
    j.set_team_id(t.team);
    *j.mutable_referred_on() = Day(2024, 12, 1);
    *j.mutable_accepted_on() = Day(2024, 12, 10);
    if (with) with(&j);
    return world().Make(t.manager, j);
  }
  Spell AddJob(const Tenant& t, const Journey& j, const google::type::Date& start, const Change& with = {}) {
    Spell s;
    s.set_journey_id(j.id());
    *s.mutable_started_on() = start;
    if (with) with(&s);
    return world().Make(t.manager, s);
  }
  void Add(const Tenant& t, const std::string& group, const google::type::Date& start, const Change& with = {}) {
    AddJob(t, AddJourney(t, group), start, with);
  }

  // First jobs of January 2025, raw, as at the end of May.
  static RetentionReportRequest January() {
    RetentionReportRequest q;
    q.set_by("race");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 1, 31);
    *q.mutable_as_at() = Day(2025, 5, 31);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    return q;
  }
  static RetentionReportRequest Public() {
    RetentionReportRequest q = January();
    q.clear_disclosure();
    return q;
  }
  RetentionReportResponse Report(const std::string& token, const RetentionReportRequest& q) {
    RetentionReportResponse report;
    World::MustBeOk(world().Call(token, q, &report));
    return report;
  }
};

// "group time at_risk/events", an asterisk for what is not shown.
std::vector<std::string> Rows(const RetentionReportResponse& report) {
  std::vector<std::string> lines;
  for (const RetentionRow& row : report.rows()) {
    lines.push_back(absl::StrCat(row.group(), " ", row.time(), " ",
                                 row.has_at_risk() ? absl::StrCat(row.at_risk()) : "*", "/",
                                 row.has_events() ? absl::StrCat(row.events()) : "*"));
  }
  return lines;
}

// "group jobs: ended, at the end of follow-up, at exit, on the as-at day, at the last confirmation".
std::vector<std::string> Fates(const RetentionReportResponse& report) {
  const auto text = [](bool set, int64_t n) { return set ? absl::StrCat(n) : "*"; };
  std::vector<std::string> lines;
  for (const RetentionGroup& g : report.groups()) {
    lines.push_back(absl::StrCat(g.group(), " ", text(g.has_jobs(), g.jobs()), ": ", text(g.has_ended(), g.ended()),
                                 " ", text(g.has_at_follow_up_end(), g.at_follow_up_end()), " ",
                                 text(g.has_at_exit(), g.at_exit()), " ", text(g.has_at_as_at(), g.at_as_at()), " ",
                                 text(g.has_at_last_confirmation(), g.at_last_confirmation())));
  }
  return lines;
}

TEST_F(Retentions, FollowFirstJobsUntilTheyEndOrAreLostSightOf) {
  const Tenant t = world().NewTenant();
  Add(t, "a", Day(2025, 1, 1), Ended(Day(2025, 1, 10)));      // 10 days
  Add(t, "a", Day(2025, 1, 31), Ended(Day(2025, 2, 19)));     // 20 days
  Add(t, "a", Day(2025, 1, 1), Confirmed(Day(2025, 1, 10)));  // lost after 10 days
  Add(t, "a", Day(2025, 1, 2), Ended(Day(2025, 6, 1)));       // after the as-at day: 150 days
  Add(t, "b", Day(2025, 1, 2), Confirmed(Day(2025, 5, 31)));  // still there
  Add(t, "", Day(2025, 1, 2));                                // nobody asked since
  AddJob(t, AddJourney(t, "b", [](Journey* j) { *j->mutable_followed_to() = Day(2025, 3, 2); }), Day(2025, 1, 2),
         Confirmed(Day(2025, 4, 1)));  // 60 days
  AddJob(t,
         AddJourney(t, "b",
                    [](Journey* j) {
                      *j->mutable_exited_on() = Day(2025, 1, 31);
                      j->set_exit_reason(caseload::v1::EXIT_REASON_OTHER);
                    }),
         Day(2025, 1, 2), Ended(Day(2025, 2, 1)));  // 30 days
  const auto report = Report(t.manager, January());
  EXPECT_THAT(Rows(report),
              ElementsAre("a 10 4/1", "a 20 2/1", "a 150 1/0", "b 30 3/0", "b 60 2/0", "b 150 1/0", "missing 1 1/0",
                          "all 1 8/0", "all 10 7/1", "all 20 5/1", "all 30 4/0", "all 60 3/0", "all 150 2/0"));
  EXPECT_THAT(Fates(report),
              ElementsAre("a 4: 2 0 0 1 1", "b 3: 0 1 1 1 0", "missing 1: 0 0 0 0 1", "all 8: 2 1 1 2 2"));
  EXPECT_DOUBLE_EQ(report.rows(0).survival(), 0.75);
  EXPECT_DOUBLE_EQ(report.rows(1).survival(), 0.375);
  EXPECT_NEAR(report.rows(0).se(), std::sqrt(0.75 * 0.25 / 4), 1e-12);
  EXPECT_EQ(report.rows(3).survival(), 1);
  EXPECT_EQ(report.rows(3).lower95(), 1);
  EXPECT_EQ(report.indicator(), "first_job_tenure");
  EXPECT_EQ(report.version(), 1);
  EXPECT_THAT(report.definition(), HasSubstr("first jobs"));
  EXPECT_EQ(report.as_at().ShortDebugString(), Day(2025, 5, 31).ShortDebugString());
}

TEST_F(Retentions, AreAboutTheFirstJobThatAJourneyLedTo) {
  const Tenant t = world().NewTenant();
  // Begun in the period or by the as-at day, and not before the journey did.
  Add(t, "a", Day(2025, 1, 1), Ended(Day(2025, 1, 3)));
  Add(t, "a", Day(2024, 12, 31), Ended(Day(2025, 1, 4)));
  Add(t, "a", Day(2025, 2, 1), Ended(Day(2025, 2, 5)));
  const Journey before = AddJourney(t, "a");
  AddJob(t, before, Day(2024, 12, 9), Ended(Day(2025, 3, 1)));   // had it already
  AddJob(t, before, Day(2025, 1, 20), Ended(Day(2025, 1, 26)));  // 7 days
  const Journey second = AddJourney(t, "a");
  AddJob(t, second, Day(2024, 12, 20), Ended(Day(2024, 12, 24)));  // the first, before the period
  AddJob(t, second, Day(2025, 1, 20), Ended(Day(2025, 1, 27)));
  const Journey withdrawn = AddJourney(t, "a");
  placement::v1::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(AddJob(t, withdrawn, Day(2025, 1, 2), Ended(Day(2025, 1, 10))).id());
  World::MustBeOk(world().Call(t.manager, withdraw));
  AddJob(t, withdrawn, Day(2025, 1, 5), Ended(Day(2025, 1, 15)));  // 11 days
  AddJob(t,
         AddJourney(t, "a",
                    [](Journey* j) {
                      j->clear_accepted_on();
                      *j->mutable_declined_on() = Day(2024, 12, 12);
                      j->set_decline_reason(caseload::v1::DECLINE_REASON_NOT_WANTED);
                    }),
         Day(2025, 1, 5), Ended(Day(2025, 1, 16)));
  EXPECT_THAT(Rows(Report(t.manager, January())),
              ElementsAre("a 3 3/1", "a 7 2/1", "a 11 1/1", "all 3 3/1", "all 7 2/1", "all 11 1/1"));
  // As at an earlier day fewer had begun, and fewer had ended.
  RetentionReportRequest early = January();
  *early.mutable_as_at() = Day(2025, 1, 10);
  EXPECT_THAT(Fates(Report(t.manager, early)), ElementsAre("a 2: 1 0 0 1 0", "all 2: 1 0 0 1 0"));
}

TEST_F(Retentions, GiveUnderDisclosureControlWhatEnoughPeopleBear) {
  const Tenant t = world().NewTenant();
  // Of 30, 12 are over within 13 weeks and 18 go on; of b's 12, 2 are over.
  for (int i = 0; i < 30; ++i)
    Add(t, "a", Day(2025, 1, 1), i < 12 ? Ended(Day(2025, 2, 1)) : Confirmed(Day(2025, 5, 31)));
  for (int i = 0; i < 12; ++i)
    Add(t, "b", Day(2025, 1, 1), i < 2 ? Ended(Day(2025, 2, 1)) : Confirmed(Day(2025, 5, 31)));
  for (const std::string& token : {t.manager, t.specialist, t.auditor}) {
    const auto report = Report(token, Public());
    EXPECT_EQ(report.disclosure(), reporting::v1::DISCLOSURE_MHSDS);
    EXPECT_THAT(Rows(report), ElementsAre("a 90 20/10", "a 181 */*", "a 363 */*", "b 90 */*", "b 181 */*", "b 363 */*",
                                          "all 90 30/*", "all 181 */*", "all 363 */*"))
        << "with 15 of all, nobody could have been lost sight of";
    EXPECT_EQ(report.rows(0).survival(), 67) << "20 of 30, as shown";
    EXPECT_EQ(report.rows(0).lower95(), std::round(report.rows(0).lower95()));
    EXPECT_FALSE(report.rows(0).has_se());
    EXPECT_EQ(report.rows(1).flag(), "withheld");
    EXPECT_FALSE(report.rows(3).has_survival() || report.rows(3).has_lower95() || report.rows(3).has_upper95());
    EXPECT_THAT(Fates(report), ElementsAre("a 30: * * * * *", "b 10: * * * * *", "all 40: * * * * *"));
  }
}

TEST_F(Retentions, RawFiguresAreForManagersAndAuditorsAndAreWrittenDown) {
  const Tenant t = world().NewTenant();
  Add(t, "a", Day(2025, 1, 1));
  const std::string rows =
      absl::StrCat("SELECT method, kind, role, outcome FROM journal.access WHERE org_id = '", t.org, "' ORDER BY role");
  for (const std::string& token : {t.commissioner, t.specialist}) {
    const Outcome outcome = world().Call(token, January());
    EXPECT_THAT(outcome, Refused(absl::StatusCode::kPermissionDenied));
    EXPECT_EQ(outcome.reason, "RAW_FIGURES");
  }
  for (const std::string& token : {t.partner, t.administrator})
    EXPECT_THAT(world().Call(token, Public()), Refused(absl::StatusCode::kPermissionDenied));
  Report(t.manager, January());
  Report(t.auditor, January());
  Report(t.manager, Public());
  using Line = std::vector<std::string>;
  const auto written = sql().Run(rows);
  EXPECT_THAT(written, testing::IsSupersetOf({Line{"RetentionReport", "retention_report", "auditor", "read"},
                                              Line{"RetentionReport", "retention_report", "manager", "read"}}));
  EXPECT_EQ(std::count_if(written.begin(), written.end(), [](const Line& line) { return line[3] == "read"; }), 2);
}

TEST_F(Retentions, ACommissionerSeesTheProgrammesThatTheyFund) {
  const Tenant funder = world().NewTenant(), one = world().NewTenant(), other = world().NewTenant();
  for (int i = 0; i < 24; ++i) {
    Add(one, "a", Day(2025, 1, 1), i < 12 ? Ended(Day(2025, 2, 1)) : Confirmed(Day(2025, 5, 31)));
    Add(other, "a", Day(2025, 1, 1), Ended(Day(2025, 2, 1)));
  }
  EXPECT_THAT(Fates(Report(funder.commissioner, Public())), ElementsAre("all *: * * * * *"));
  Funding funding;
  funding.set_programme_id(one.programme);
  funding.set_funder_org_id(funder.org);
  funding = world().Make(one.manager, funding);
  const auto report = Report(funder.commissioner, Public());
  EXPECT_THAT(Fates(report), ElementsAre("a 25: * * * * *", "all 25: * * * * *"));
  EXPECT_EQ(Rows(report).front(), "a 90 10/10");
  EXPECT_FALSE(report.rows(0).has_survival()) << "10 may be 8, who are too few";
  RetentionReportRequest of_other = Public();
  of_other.set_programme_id(other.programme);
  EXPECT_EQ(world().Call(funder.commissioner, of_other).reason, "OVERLAPPING_CUT") << "of any programme, funded or not";
  EXPECT_THAT(world().Call(funder.commissioner, January()), Refused(absl::StatusCode::kPermissionDenied));
  // The funder's managers see their own organisation's, and no organisation another's.
  EXPECT_THAT(Fates(Report(funder.manager, January())), ElementsAre("all 0: 0 0 0 0 0"));
  EXPECT_THAT(Rows(Report(funder.manager, January())), IsEmpty());
  EXPECT_THAT(Fates(Report(one.manager, January())), ElementsAre("a 24: 12 0 0 12 0", "all 24: 12 0 0 12 0"));
}

TEST_F(Retentions, RefuseACharacteristicThatNobodyHas) {
  const Tenant t = world().NewTenant();
  RetentionReportRequest q = January();
  q.set_by("rase");
  EXPECT_THAT(Rows(Report(t.manager, q)), IsEmpty()) << "there is nobody at all";
  Add(t, "a", Day(2025, 1, 1));
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"by"}));
  q.set_by("sex");
  EXPECT_THAT(Rows(Report(t.manager, q)), ElementsAre("missing 1 1/0", "all 1 1/0"));
}

// One figure of a line, by its place.
double Cell(const std::string& line, size_t place) {
  const std::vector<std::string> cells = absl::StrSplit(line, ',');
  double value = std::nan("");
  EXPECT_TRUE(absl::SimpleAtod(cells.at(place), &value)) << line;
  return value;
}

// The last line of a group at or before a time.
std::string LineAt(const std::string& csv, const std::string& group, double time) {
  const std::vector<std::string> lines = absl::StrSplit(csv, '\n', absl::SkipEmpty());
  std::string found;
  for (const std::string& line : lines) {
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    if (cells[0] == group && Cell(line, 1) <= time) found = line;
  }
  return found;
}

// tests/data: 360 men's first jobs, as the import command writes them. Counted once by a separate script over the two files.
TEST_F(Retentions, GiveTheSamplesFigures) {
  const Tenant t = world().NewTenant();
  Programme programme;
  programme.set_name("Transitional aid");
  programme.set_kind(directory::v1::PROGRAMME_KIND_OTHER);
  world().Make(t.manager, programme);
  const std::string data = GAINFUL_TEST_DATA;
  const Printed imported = RunCli(world(), t.manager,
                                  {"import", "--mapping", data + "/rossi_mapping.textproto", "--team", "North",
                                   data + "/rossi_people.csv", data + "/rossi_jobs.csv"});
  ASSERT_EQ(imported.code, 0) << imported.err;
  std::vector<std::string> asked{"report",     "retention", "--by",       "race",     "--from",
                                 "1973-01-01", "--to",      "1973-12-31", "--format", "csv"};
  const Printed shown = RunCli(world(), t.manager, asked);
  EXPECT_EQ(shown.out,
            "group,time,at_risk,events,survival,se,lower,upper\n"
            "black,90,130,175,44,,38,49\nblack,181,80,45,28,,23,33\nblack,363,*,25,*,,*,*\n"
            "other,90,25,20,56,,40,69\nother,181,15,*,*,,*,*\nother,363,*,5,*,,*,*\n"
            "all,90,155,195,45,,40,50\nall,181,100,50,30,,26,35\nall,363,20,30,18,,14,23\n");
  asked.insert(asked.end(), {"--disclosure", "none"});
  const Printed raw = RunCli(world(), t.manager, asked);
  ASSERT_EQ(raw.code, 0) << raw.err;
  EXPECT_THAT(raw.out, testing::StartsWith("group,time,at_risk,events,survival,se,lower,upper\nblack,"));
  EXPECT_NEAR(Cell(LineAt(raw.out, "all", 90), 4), 0.4482875, 5e-8) << "published with the sample";
  EXPECT_NEAR(Cell(LineAt(raw.out, "all", 181), 4), 0.298896379, 1e-9);
  EXPECT_NEAR(Cell(LineAt(raw.out, "all", 363), 4), 0.189120639, 1e-9);
  EXPECT_NEAR(Cell(LineAt(raw.out, "black", 90), 4), 0.431074061, 1e-9);
  EXPECT_NEAR(Cell(LineAt(raw.out, "other", 90), 4), 0.568181818, 1e-9);
  EXPECT_EQ(std::count(raw.out.begin(), raw.out.end(), '\n'), 1 + 48 + 25 + 49) << "a row for each distinct time";
  EXPECT_EQ(raw.err,
            "  black: 316 first jobs, of which 243 ended; the others were last seen in work: 63 at the end of\n"
            "    follow-up, 10 at the exit\n"
            "  other: 44 first jobs, of which 34 ended; the others were last seen in work: 10 at the end of\n"
            "    follow-up\n"
            "  all: 360 first jobs, of which 277 ended; the others were last seen in work: 73 at the end of\n"
            "    follow-up, 10 at the exit\n");
  EXPECT_EQ(RunCli(world(), t.commissioner, asked).code, 3) << "raw figures are one's own organisation's";
}

}  // namespace
}  // namespace gainful::integration
