// How long people stay in work from their first job on, over gRPC: cohorts that can be counted by hand, and the sample.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using reporting::v1::RetentionGroup;
using reporting::v1::RetentionReportRequest;
using reporting::v1::RetentionReportResponse;
using reporting::v1::RetentionRow;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class EmploymentRetentions : public WorldTest {
 protected:
  Journey AddJourney(const Tenant& t, const std::string& group, const std::function<void(Journey*)>& with = {}) {
    Participant p;
    p.set_team_id(t.team);
    p.set_name("Sam");
    (*p.mutable_local_characteristics())["race"] = group;
    Journey j;
    j.set_participant_id(world().Make(t.manager, p).id());
    j.set_programme_id(t.programme);
    j.set_team_id(t.team);
    *j.mutable_referred_on() = Day(2024, 12, 1);
    if (with) with(&j);
    return world().Make(t.manager, j);
  }
  // From `from` to `to`; with neither end nor confirmation where that is not a day.
  Spell AddJob(const Tenant& t, const Journey& j, const google::type::Date& from, const google::type::Date& to = {},
               const std::string& continues = "") {
    Spell s;
    s.set_journey_id(j.id());
    *s.mutable_started_on() = from;
    if (to.year() != 0) *s.mutable_ended_on() = to;
    if (!continues.empty()) s.set_continues_spell_id(continues);
    return world().Make(t.manager, s);
  }
  // Ten days in January, and another job from `next` to the end of May.
  Journey AddTwo(const Tenant& t, const std::string& group, const google::type::Date& next) {
    Journey j = AddJourney(t, group);
    AddJob(t, j, Day(2025, 1, 1), Day(2025, 1, 10));
    AddJob(t, j, next, Day(2025, 5, 30));
    return j;
  }

  // First jobs of January 2025, raw, as at the end of May.
  static RetentionReportRequest January(std::optional<int> gap) {
    RetentionReportRequest q;
    q.set_by("race");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 1, 31);
    *q.mutable_as_at() = Day(2025, 5, 31);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    if (gap) q.set_gap_days(*gap);
    return q;
  }
  static RetentionReportRequest Public(std::optional<int> gap) {
    RetentionReportRequest q = January(gap);
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

// "group jobs: ended, unsettled, at the last confirmation; followed of first jobs ended".
std::vector<std::string> Fates(const RetentionReportResponse& report) {
  const auto text = [](bool set, int64_t n) { return set ? absl::StrCat(n) : "*"; };
  std::vector<std::string> lines;
  for (const RetentionGroup& g : report.groups()) {
    lines.push_back(absl::StrCat(g.group(), " ", text(g.has_jobs(), g.jobs()), ": ", text(g.has_ended(), g.ended()),
                                 " ", text(g.has_at_unsettled_end(), g.at_unsettled_end()), " ",
                                 text(g.has_at_last_confirmation(), g.at_last_confirmation()), "; ",
                                 text(g.has_first_jobs_followed(), g.first_jobs_followed()), " of ",
                                 text(g.has_first_jobs_ended(), g.first_jobs_ended())));
  }
  return lines;
}

TEST_F(EmploymentRetentions, CarryOnInAJobThatBeginsInTime) {
  const Tenant t = world().NewTenant();
  AddTwo(t, "a", Day(2025, 1, 24));  // after 13 days: 150 days in employment
  AddTwo(t, "b", Day(2025, 1, 25));  // after 14
  AddTwo(t, "c", Day(2025, 1, 26));  // after 15
  AddTwo(t, "d", Day(2025, 1, 5));   // before the first one ended
  const auto report = Report(t.manager, January(14));
  EXPECT_THAT(Rows(report),
              ElementsAre("a 150 1/0", "b 150 1/0", "c 10 1/1", "d 150 1/0", "all 10 4/1", "all 150 3/0"));
  EXPECT_THAT(Fates(report), ElementsAre("a 1: 0 1 0; 1 of 1", "b 1: 0 1 0; 1 of 1", "c 1: 1 0 0; 0 of 1",
                                         "d 1: 0 1 0; 1 of 1", "all 4: 1 3 0; 3 of 4"));
  EXPECT_EQ(report.indicator(), "employment_retention");
  EXPECT_EQ(report.version(), 1);
  EXPECT_EQ(report.gap_days(), 14);
  EXPECT_THAT(report.definition(), AllOf(HasSubstr("at most 14 days without work"), testing::Not(HasSubstr("{N}"))));
  EXPECT_THAT(Rows(Report(t.manager, January(13))), testing::Contains("b 10 1/1"));
  EXPECT_THAT(Rows(Report(t.manager, January(15))), testing::Contains("c 150 1/0"));
  // Without a gap the first job alone is followed, and the report says nothing of others.
  const auto tenure = Report(t.manager, January({}));
  EXPECT_THAT(Rows(tenure), ElementsAre("a 10 1/1", "b 10 1/1", "c 10 1/1", "d 10 1/1", "all 10 4/4"));
  EXPECT_THAT(Fates(tenure), testing::Contains("all 4: 4 * 0; * of *"));
  EXPECT_EQ(tenure.indicator(), "first_job_tenure");
  EXPECT_FALSE(tenure.has_gap_days());
}

TEST_F(EmploymentRetentions, EndOnceTheGapWasFollowedToItsLastDay) {
  const Tenant t = world().NewTenant();
  const auto add = [&](const std::string& group, const google::type::Date& followed_to) {
    AddJob(t, AddJourney(t, group, [&](Journey* j) { *j->mutable_followed_to() = followed_to; }), Day(2025, 1, 1),
           Day(2025, 1, 10));
  };
  // Another job could begin in time on 25 January, after 14 days without work.
  add("before", Day(2025, 1, 24));
  add("on", Day(2025, 1, 25));
  add("past", Day(2025, 1, 26));
  EXPECT_THAT(Fates(Report(t.manager, January(14))), ElementsAre("before 1: 0 1 0; 0 of 1", "on 1: 1 0 0; 0 of 1",
                                                                 "past 1: 1 0 0; 0 of 1", "all 3: 2 1 0; 0 of 3"));
  RetentionReportRequest early = January(14);
  *early.mutable_as_at() = Day(2025, 1, 24);
  EXPECT_THAT(Fates(Report(t.manager, early)), testing::Contains("all 3: 0 3 0; 0 of 3"));
  *early.mutable_as_at() = Day(2025, 1, 25);
  EXPECT_THAT(Fates(Report(t.manager, early)), testing::Contains("all 3: 2 1 0; 0 of 3"));
}

TEST_F(EmploymentRetentions, KnowAJobInSpellsForOne) {
  const Tenant t = world().NewTenant();
  const Journey j = AddJourney(t, "a");
  const Spell first = AddJob(t, j, Day(2025, 1, 1), Day(2025, 1, 10));
  AddJob(t, j, Day(2025, 2, 10), Day(2025, 2, 19), first.id());
  for (const auto gap : {std::optional<int>(), std::optional<int>(14)})
    EXPECT_THAT(Rows(Report(t.manager, January(gap))), ElementsAre("a 50 1/1", "all 50 1/1"));
  RetentionReportRequest early = January({});
  *early.mutable_as_at() = Day(2025, 2, 9);
  EXPECT_THAT(Rows(Report(t.manager, early)), ElementsAre("a 10 1/1", "all 10 1/1")) << "it was not gone on with yet";
}

TEST_F(EmploymentRetentions, LookAtNothingThatTheJourneyDidNotLeadTo) {
  const Tenant t = world().NewTenant();
  const Journey j = AddJourney(t, "a");
  AddJob(t, j, Day(2024, 11, 30), Day(2025, 3, 31));  // held at referral
  AddJob(t, j, Day(2025, 1, 1), Day(2025, 1, 10));
  placement::v1::WithdrawSpellRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(AddJob(t, j, Day(2025, 1, 12), Day(2025, 4, 30)).id());
  World::MustBeOk(world().Call(t.manager, withdraw));
  EXPECT_THAT(Rows(Report(t.manager, January(14))), ElementsAre("a 10 1/1", "all 10 1/1"));
}

TEST_F(EmploymentRetentions, AskForAGapOfUpToAYear) {
  const Tenant t = world().NewTenant();
  for (const int gap : {-1, 366}) EXPECT_THAT(world().Call(t.manager, January(gap)), InvalidFor({"gap_days"})) << gap;
  for (const int gap : {0, 365}) EXPECT_THAT(world().Call(t.manager, January(gap)), IsOk()) << gap;
}

// As for tenure: nothing leaves without control but one's own organisation's figures, for whoever may have them, and written down.
TEST_F(EmploymentRetentions, GoThroughDisclosureControl) {
  const Tenant t = world().NewTenant();
  for (int i = 0; i < 24; ++i) AddTwo(t, "a", i < 4 ? Day(2025, 1, 25) : Day(2025, 3, 1));
  for (int i = 0; i < 4; ++i) AddTwo(t, "b", Day(2025, 1, 25));
  for (const std::string& token : {t.manager, t.specialist, t.auditor}) {
    const auto report = Report(token, Public(14));
    EXPECT_EQ(report.disclosure(), reporting::v1::DISCLOSURE_MHSDS);
    // Nobody of the 4 in a or of the 4 in b is counted where they would be alone: the 8 of all would tell that both are 4.
    EXPECT_THAT(Rows(report),
                ElementsAre("a 90 */20", "a 181 */*", "a 363 */*", "all 90 */20", "all 181 */*", "all 363 */*"))
        << "nothing of b is shown, so that b is not named";
    EXPECT_THAT(Fates(report), ElementsAre("a *: * * *; * of *", "all 30: * * *; * of *"));
    for (const RetentionRow& row : report.rows()) {
      EXPECT_EQ(row.flag(), "withheld");
      EXPECT_FALSE(row.has_survival() || row.has_se() || row.has_lower95() || row.has_upper95());
    }
  }
  for (const std::string& token : {t.commissioner, t.specialist}) {
    const Outcome outcome = world().Call(token, January(14));
    EXPECT_THAT(outcome, Refused(absl::StatusCode::kPermissionDenied));
    EXPECT_EQ(outcome.reason, "RAW_FIGURES");
  }
  for (const std::string& token : {t.partner, t.administrator})
    EXPECT_THAT(world().Call(token, Public(14)), Refused(absl::StatusCode::kPermissionDenied));
  Report(t.auditor, January(14));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", t.org,
                                     "' AND kind = 'retention_report' AND outcome = 'read'")),
            1);
}

// What went on under a programme that somebody else pays for is not theirs to know, not even as a figure.
TEST_F(EmploymentRetentions, ACommissionerSeesTheJobsOfTheProgrammesThatTheyFund) {
  const Tenant funder = world().NewTenant(), one = world().NewTenant();
  Funding funding;
  funding.set_programme_id(one.programme);
  funding.set_funder_org_id(funder.org);
  world().Make(one.manager, funding);
  const Tenant unfunded = world().WithAnotherProgramme(one);
  for (int i = 0; i < 10; ++i) {
    Journey j = AddJourney(one, "a");
    const Spell first = AddJob(one, j, Day(2025, 1, 1), Day(2025, 1, 10));
    j.clear_id();
    j.set_programme_id(unfunded.programme);
    j = world().Make(one.manager, j);
    if (i % 2 == 0) AddJob(one, j, Day(2025, 1, 15), Day(2025, 5, 30));
    if (i % 2 == 1) AddJob(one, j, Day(2025, 1, 15), Day(2025, 5, 30), first.id());
  }
  EXPECT_THAT(Fates(Report(funder.commissioner, Public(14))),
              ElementsAre("a 10: * * *; * of *", "all 10: * * *; * of *"));
  EXPECT_THAT(Fates(Report(unfunded.commissioner, Public(14))), ElementsAre("all *: * * *; * of *"));
}

// tests/data: counted once by a separate script over the two files, day by day.
TEST_F(EmploymentRetentions, GiveTheSamplesFigures) {
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
  std::vector<std::string> asked{"report", "retention",  "--by",       "race", "--from",   "1973-01-01",
                                 "--to",   "1973-12-31", "--gap-days", "14",   "--format", "csv"};
  const auto unwrapped = [](const std::string& text) { return absl::StrReplaceAll(text, {{"\n    ", " "}}); };
  const Printed shown = RunCli(world(), t.manager, asked);
  EXPECT_EQ(shown.out,
            "group,time,at_risk,events,survival,se,lower,upper\n"
            "black,90,140,160,48,,42,53\nblack,181,95,40,34,,29,39\nblack,363,15,*,*,,*,*\n"
            "other,90,25,15,65,,48,77\nother,181,20,*,*,,*,*\nother,363,5,*,*,,*,*\n"
            "all,90,170,175,50,,45,55\nall,181,110,45,36,,31,42\nall,363,20,25,25,,20,30\n");
  EXPECT_THAT(unwrapped(shown.err),
              AllOf(testing::StartsWith("  employment_retention, version 1, with a gap of 14 days\n"),
                    testing::EndsWith("  black: 315 first jobs\n  other: 45 first jobs\n  all: 360 first jobs\n")));
  asked.insert(asked.end(), {"--disclosure", "none"});
  const Printed raw = RunCli(world(), t.manager, asked);
  ASSERT_EQ(raw.code, 0) << raw.err;
  EXPECT_EQ(std::count(raw.out.begin(), raw.out.end(), '\n'), 1 + 49 + 25 + 50) << "a row for each distinct time";
  EXPECT_THAT(unwrapped(raw.err),
              HasSubstr("  all: 360 first jobs, after which work ended for 248; the others were last seen in work: 84 "
                        "at the end of follow-up, 13 at the exit, 15 at an end too late to know whether another job "
                        "followed. Of 277 first jobs' endings 34 led to another job in time\n"));
  EXPECT_EQ(RunCli(world(), t.commissioner, asked).code, 3) << "raw figures are one's own organisation's";
  asked[9] = "366";
  const Printed refused = RunCli(world(), t.manager, asked);
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("--gap-days: must be from 0 to 365"));
}

}  // namespace
}  // namespace gainful::integration
