// Reports over cohorts small enough to be counted by hand.
#include <cmath>

#include "absl/strings/str_cat.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using reporting::v1::EquityReportRequest;
using reporting::v1::EquityReportResponse;
using reporting::v1::EquityRow;
using testing::ElementsAre;
using testing::IsEmpty;

class Reports : public WorldTest {
 protected:
  // A person of a group, their journey from a day on, and their jobs.
  struct Passage {
    std::string group;  // value of the local characteristic "race"; empty: not recorded
    google::type::Date accepted = Day(2025, 1, 10);
    std::vector<google::type::Date> jobs = {};
    std::function<void(Journey*)> with = [](Journey*) {};
  };
  Journey Add(const Tenant& t, const Passage& passage) {
    Participant p;
    p.set_team_id(t.team);
    p.set_name("Sam");
    if (!passage.group.empty()) (*p.mutable_local_characteristics())["race"] = passage.group;
    Journey j;
    j.set_participant_id(world().Make(t.manager, p).id());
    j.set_programme_id(t.programme);
    j.set_team_id(t.team);
    *j.mutable_referred_on() = Day(2025, 1, 1);
    *j.mutable_accepted_on() = passage.accepted;
    passage.with(&j);
    j = world().Make(t.manager, j);
    for (const auto& day : passage.jobs) AddJob(t, j, day);
    return j;
  }
  Spell AddJob(const Tenant& t, const Journey& j, const google::type::Date& day) {
    Spell s;
    s.set_journey_id(j.id());
    *s.mutable_started_on() = day;
    return world().Make(t.manager, s);
  }
  template <class Request>
  void Withdraw(const Tenant& t, const std::string& id) {
    Request request;
    request.set_request_id(NewId());
    request.set_id(id);
    World::MustBeOk(world().Call(t.manager, request));
  }

  // The first quarter of 2025, raw.
  static EquityReportRequest Quarter() {
    EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("race");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 3, 31);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    return q;
  }
  static EquityReportRequest Public() {
    EquityReportRequest q = Quarter();
    q.clear_disclosure();
    return q;
  }
  EquityReportResponse Report(const std::string& token, const EquityReportRequest& q) {
    EquityReportResponse report;
    World::MustBeOk(world().Call(token, q, &report));
    return report;
  }
};

// "group numerator/denominator", an asterisk for what is not shown.
std::vector<std::string> Figures(const EquityReportResponse& report) {
  std::vector<std::string> lines;
  for (const auto& row : report.rows()) {
    lines.push_back(absl::StrCat(row.group(), " ", row.has_numerator() ? absl::StrCat(row.numerator()) : "*", "/",
                                 row.has_denominator() ? absl::StrCat(row.denominator()) : "*"));
  }
  return lines;
}

// Wilson's limits as the roots of (p - x)^2 = z^2 x (1 - x) / n, found by halving: not the formula that the service uses.
double WilsonLimit(double count, double n, bool is_upper) {
  const double p = count / n, z = 1.959963984540054;
  double inside = p, outside = is_upper ? 1 : 0;
  for (int i = 0; i < 200; ++i) {
    const double x = (inside + outside) / 2;
    ((p - x) * (p - x) <= z * z * x * (1 - x) / n ? inside : outside) = x;
  }
  return inside;
}

TEST_F(Reports, CountJourneysAcceptedInThePeriod) {
  const Tenant t = world().NewTenant();
  for (int i = 0; i < 5; ++i) Add(t, {"a", Day(2025, 1, 10), {Day(2025, 2, 3), Day(2025, 3, 3)}});
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 1, 10)}});  // on the day itself
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 1, 9)}});   // before it: no outcome of this journey
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 4, 1)}});   // after the period's end
  Add(t, {"b", Day(2025, 1, 1), {Day(2025, 3, 31)}});   // the first day and the last
  Add(t, {"b", Day(2025, 3, 31)});
  Withdraw<placement::v1::WithdrawSpellRequest>(t, AddJob(t, Add(t, {"b"}), Day(2025, 2, 3)).id());
  for (int i = 0; i < 2; ++i) Add(t, {"", Day(2025, 2, 1), {Day(2025, 2, 3)}});
  // Not in it: accepted later, declined, withdrawn.
  Add(t, {"a", Day(2025, 4, 1), {Day(2025, 4, 2)}});
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 2, 3)}, [](Journey* j) {
            j->clear_accepted_on();
            *j->mutable_declined_on() = Day(2025, 1, 12);
            j->set_decline_reason(caseload::v1::DECLINE_REASON_NOT_WANTED);
          }});
  Withdraw<caseload::v1::WithdrawJourneyRequest>(t, Add(t, {"a", Day(2025, 1, 10), {Day(2025, 2, 3)}}).id());
  // In it by the referral, since nobody has decided.
  Add(t, {"b", Day(2025, 1, 10), {}, [](Journey* j) { j->clear_accepted_on(); }});
  const auto report = Report(t.manager, Quarter());
  EXPECT_THAT(Figures(report), ElementsAre("a 6/8", "b 1/4", "missing 2/2", "all 9/14"));
  EXPECT_DOUBLE_EQ(report.rows(0).value(), 0.75);
  EXPECT_NEAR(report.rows(0).lower95(), WilsonLimit(6, 8, false), 1e-9);
  EXPECT_NEAR(report.rows(0).upper95(), WilsonLimit(6, 8, true), 1e-9);
  EXPECT_EQ(report.rows(2).upper95(), 1);
  EXPECT_EQ(report.as_at().ShortDebugString(), Day(2025, 3, 31).ShortDebugString());
  EXPECT_EQ(report.rows(0).characteristic(), "race");
  EXPECT_EQ(report.rows(0).version(), 1);
  EXPECT_NE(report.definition(), "");
  // As at an earlier day fewer had started; a later period holds who was accepted later.
  EquityReportRequest early = Quarter(), late = Quarter();
  *early.mutable_as_at() = Day(2025, 1, 31);
  EXPECT_THAT(Figures(Report(t.manager, early)), ElementsAre("a 1/8", "b 0/4", "missing 0/2", "all 1/14"));
  *late.mutable_from() = Day(2025, 4, 1);
  *late.mutable_to() = Day(2025, 6, 30);
  EXPECT_THAT(Figures(Report(t.auditor, late)), ElementsAre("a 1/1", "all 1/1"));
}

TEST_F(Reports, WithAHorizonOnlyThoseFollowedForSoLongCount) {
  const Tenant t = world().NewTenant();
  const auto followed_to = [](const google::type::Date& day) {
    return [day](Journey* j) { *j->mutable_followed_to() = day; };
  };
  const auto exited_on = [](const google::type::Date& day) {
    return [day](Journey* j) {
      *j->mutable_exited_on() = day;
      j->set_exit_reason(caseload::v1::EXIT_REASON_OTHER);
    };
  };
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 2, 8)}});  // day 30
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 2, 9)}});  // day 31
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 1, 11)}, followed_to(Day(2025, 2, 8))});
  Add(t, {"a", Day(2025, 1, 10), {Day(2025, 1, 11)}, followed_to(Day(2025, 2, 7))});  // a day short
  Add(t, {"a", Day(2025, 1, 10), {}, exited_on(Day(2025, 1, 20))});                   // nobody knows what came after
  Add(t, {"b", Day(2025, 3, 2), {Day(2025, 3, 2)}});                                  // day 30 is the day of the report
  Add(t, {"b", Day(2025, 3, 3), {Day(2025, 3, 3)}});                                  // and here it is the next day
  EquityReportRequest q = Quarter();
  q.set_horizon_days(30);
  const auto report = Report(t.manager, q);
  EXPECT_THAT(Figures(report), ElementsAre("a 2/3", "b 1/1", "all 3/4"));
  EXPECT_EQ(report.rows(0).flag(), "not yet due: 2");
  EXPECT_EQ(report.rows(1).flag(), "not yet due: 1");
  EXPECT_EQ(report.rows(2).flag(), "not yet due: 3");
  EXPECT_THAT(report.definition(), testing::HasSubstr("30 days"));
  // Without one, each of the seven counts.
  EXPECT_THAT(Figures(Report(t.manager, Quarter())), ElementsAre("a 4/5", "b 2/2", "all 6/7"));
}

TEST_F(Reports, SmallCountsAreWithheldAndOthersRounded) {
  const Tenant t = world().NewTenant();
  for (int i = 0; i < 8; ++i)
    Add(t, {"a", Day(2025, 1, 10),
            i < 6 ? std::vector<google::type::Date>{Day(2025, 2, 3)} : std::vector<google::type::Date>{}});
  for (int i = 0; i < 7; ++i)
    Add(t, {"b", Day(2025, 1, 10),
            i < 4 ? std::vector<google::type::Date>{Day(2025, 2, 3)} : std::vector<google::type::Date>{}});
  for (int i = 0; i < 4; ++i) Add(t, {"c", Day(2025, 1, 10)});
  for (const std::string& token : {t.manager, t.specialist, t.auditor}) {
    const auto report = Report(token, Public());
    EXPECT_EQ(report.disclosure(), reporting::v1::DISCLOSURE_MHSDS);
    EXPECT_THAT(Figures(report), ElementsAre("a */10", "all 10/20")) << "6 of 8 would tell of the 2";
    const EquityRow& a = report.rows(0);
    EXPECT_FALSE(a.has_value() || a.has_lower95() || a.has_upper95());
    EXPECT_EQ(a.flag(), "withheld");
    const EquityRow& all = report.rows(1);
    EXPECT_EQ(all.value(), 50) << "10 of 20, as shown, and not 10 of 19";
    EXPECT_EQ(all.lower95(), std::round(100 * WilsonLimit(10, 20, false)));
    EXPECT_EQ(all.upper95(), std::round(100 * WilsonLimit(10, 20, true)));
  }
}

TEST_F(Reports, RawFiguresAreForManagersAndAuditorsAndAreWrittenDown) {
  const Tenant t = world().NewTenant();
  Add(t, {"a"});
  const std::string rows =
      absl::StrCat("SELECT method, kind, role, outcome FROM journal.access WHERE org_id = '", t.org, "' ORDER BY role");
  for (const std::string& token : {t.commissioner, t.specialist}) {
    const Outcome outcome = world().Call(token, Quarter());
    EXPECT_THAT(outcome, Refused(absl::StatusCode::kPermissionDenied));
    EXPECT_EQ(outcome.reason, "RAW_FIGURES");
  }
  EXPECT_THAT(sql().Run(rows), IsEmpty());
  Report(t.manager, Quarter());
  Report(t.auditor, Quarter());
  Report(t.manager, Public());
  using Line = std::vector<std::string>;
  EXPECT_THAT(sql().Run(rows), ElementsAre(Line{"EquityReport", "equity_report", "auditor", "read"},
                                           Line{"EquityReport", "equity_report", "manager", "read"}));
}

TEST_F(Reports, AreAboutOnesOwnOrganisation) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  Add(a, {"a"});
  EXPECT_THAT(Figures(Report(b.manager, Quarter())), ElementsAre("all 0/0"));
  EXPECT_FALSE(Report(b.manager, Quarter()).rows(0).has_value());
  EquityReportRequest q = Quarter();
  q.set_programme_id(a.programme);
  EXPECT_THAT(Figures(Report(b.manager, q)), ElementsAre("all 0/0"));
  EXPECT_THAT(Figures(Report(a.manager, q)), ElementsAre("a 0/1", "all 0/1"));
  q.set_programme_id(NewId());
  EXPECT_THAT(Figures(Report(a.manager, q)), ElementsAre("all 0/0"));
}

TEST_F(Reports, ACommissionerSeesTheProgrammesThatTheyFundWhileTheyDo) {
  const Tenant funder = world().NewTenant();
  Tenant one = world().NewTenant(), other = world().NewTenant();
  Programme second;
  second.set_name("Second");
  second.set_kind(directory::v1::PROGRAMME_KIND_OTHER);
  Tenant unfunded = one;
  unfunded.programme = world().Make(one.manager, second).id();
  for (int i = 0; i < 6; ++i) Add(one, {"a", Day(2025, 1, 10), {Day(2025, 2, 3)}});
  for (int i = 0; i < 10; ++i) Add(other, {"a", Day(2025, 1, 10), {Day(2025, 2, 3)}});
  for (int i = 0; i < 20; ++i) Add(unfunded, {"a", Day(2025, 1, 10), {Day(2025, 2, 3)}});
  EXPECT_THAT(Figures(Report(funder.commissioner, Public())), ElementsAre("all */*"));
  Funding funding;
  funding.set_programme_id(one.programme);
  funding.set_funder_org_id(funder.org);
  funding = world().Make(one.manager, funding);
  EXPECT_THAT(Figures(Report(funder.commissioner, Public())), ElementsAre("a */5", "all */5"));
  EquityReportRequest of_unfunded = Public();
  of_unfunded.set_programme_id(unfunded.programme);
  *of_unfunded.mutable_from() = Day(2025, 4, 1);  // which overlaps nothing that was asked
  *of_unfunded.mutable_to() = Day(2025, 4, 30);
  for (int i = 0; i < 8; ++i) Add(unfunded, {"a", Day(2025, 4, 10), {Day(2025, 4, 11)}});
  EXPECT_THAT(Figures(Report(funder.commissioner, of_unfunded)), ElementsAre("all */*"));
  Funding theirs;
  theirs.set_programme_id(other.programme);
  theirs.set_funder_org_id(funder.org);
  *theirs.mutable_starts_on() = Day(2025, 3, 31);
  world().Make(other.manager, theirs);
  EXPECT_THAT(Figures(Report(funder.commissioner, Public())), ElementsAre("a */15", "all */15"));
  // Funding that ended before the period, or begins after it, shows nothing of it.
  *funding.mutable_ends_on() = Day(2024, 12, 31);
  ASSERT_THAT(world().Update(one.manager, funding, {"ends_on"}, &funding), IsOk());
  EXPECT_THAT(Figures(Report(funder.commissioner, Public())), ElementsAre("a */10", "all */10"));
  *funding.mutable_ends_on() = Day(2025, 1, 1);
  ASSERT_THAT(world().Update(one.manager, funding, {"ends_on"}, &funding), IsOk());
  EXPECT_THAT(Figures(Report(funder.commissioner, Public())), ElementsAre("a */15", "all */15"));
  // The funder's managers see their own organisation's, not what it funds.
  EXPECT_THAT(Figures(Report(funder.manager, Quarter())), ElementsAre("all 0/0"));
}

TEST_F(Reports, GroupsByANationalCodeHaveItsMeaning) {
  const Tenant t = world().NewTenant();
  const auto add = [&](caseload::v1::Sex sex, int quintile) {
    Participant p;
    p.set_team_id(t.team);
    p.set_name("Sam");
    p.set_sex(sex);
    if (quintile > 0) p.set_imd_quintile(quintile);
    world().NewJourney(t.manager, t, world().Make(t.manager, p));
  };
  add(caseload::v1::SEX_FEMALE, 1);
  add(caseload::v1::SEX_FEMALE, 5);
  add(caseload::v1::SEX_NOT_KNOWN, 5);
  add(caseload::v1::SEX_UNSPECIFIED, 0);
  EquityReportRequest q = Quarter();
  q.set_by("sex");
  EXPECT_THAT(Figures(Report(t.manager, q)), ElementsAre("female 0/2", "not known 0/1", "missing 0/1", "all 0/4"));
  q.set_by("imd_quintile");
  EXPECT_THAT(Figures(Report(t.manager, q)), ElementsAre("1 0/1", "5 0/2", "missing 0/1", "all 0/4"));
  q.set_by("settled_accommodation");
  EXPECT_THAT(Figures(Report(t.manager, q)), ElementsAre("missing 0/4", "all 0/4"));
  q.set_by("no_such_characteristic");
  EXPECT_THAT(world().Call(t.manager, q), InvalidFor({"by"}));
}

// "Declined" and "not known" in the record's own column give way to what was stated by date, and that is counted as filled back where it began later.
TEST_F(Reports, AnUndatedUnknownHidesNothingThatWasStated) {
  namespace cl = caseload::v1;
  const auto figures = [&](cl::EthnicCategory column,
                           const std::vector<std::pair<std::string, google::type::Date>>& said) {
    const Tenant t = world().NewTenant();
    const Journey j = Add(t, {""});  // accepted on 10 January
    Participant p;
    World::MustBeOk(world().Get(t.manager, j.participant_id(), &p));
    p.set_ethnic_category(column);
    World::MustBeOk(world().Update(t.manager, p, {"ethnic_category"}));
    for (const auto& [value, from] : said) {
      cl::Characteristic c;
      c.set_participant_id(p.id());
      c.set_kind(cl::CHARACTERISTIC_KIND_ETHNIC_CATEGORY);
      c.add_values(value);
      *c.mutable_valid_from() = from;
      world().Make(t.manager, c);
    }
    EquityReportRequest q = Quarter();
    q.set_by("ethnic_category");
    const auto report = Report(t.manager, q);
    return absl::StrCat(Figures(report).front(), "; ", report.back_filled(), " filled back");
  };
  const auto later = Day(2025, 1, 11), then = Day(2025, 1, 10);
  for (const auto column :
       {cl::ETHNIC_CATEGORY_NOT_KNOWN, cl::ETHNIC_CATEGORY_NOT_STATED, cl::ETHNIC_CATEGORY_UNSPECIFIED}) {
    EXPECT_EQ(figures(column, {{"R", later}}), "Chinese 0/1; 1 filled back") << column;
    EXPECT_EQ(figures(column, {{"R", then}}), "Chinese 0/1; 0 filled back") << column;
  }
  EXPECT_EQ(figures(cl::ETHNIC_CATEGORY_IRISH, {{"R", later}}), "Irish 0/1; 0 filled back");
  // One unknown for another changes nothing.
  EXPECT_EQ(figures(cl::ETHNIC_CATEGORY_NOT_KNOWN, {{"Z", later}}), "not known (not asked) 0/1; 0 filled back");
  EXPECT_EQ(figures(cl::ETHNIC_CATEGORY_NOT_STATED, {}), "not stated (declined) 0/1; 0 filled back");
}

// Exact hours are on record; reports put them into the national bands, the same that `characteristic at` shows.
TEST_F(Reports, WeeklyHoursAreGroupedInNationalBands) {
  namespace cl = caseload::v1;
  const Tenant t = world().NewTenant();
  const std::vector<std::pair<std::string, std::string>> bands{
      {"0", "none (no hours)"},   {"1", "04 (1-4 hours)"},         {"4", "04 (1-4 hours)"},
      {"5", "03 (5-15 hours)"},   {"15", "03 (5-15 hours)"},       {"16", "02 (16-29 hours)"},
      {"29", "02 (16-29 hours)"}, {"30", "01 (30 hours or more)"}, {"96", "01 (30 hours or more)"},
      {"97", "97 (not stated)"},  {"98", "98 (not applicable)"},   {"99", "99 (not known)"}};
  for (const auto& [hours, band] : bands) {
    cl::Characteristic c;
    c.set_participant_id(Add(t, {""}).participant_id());
    c.set_kind(cl::CHARACTERISTIC_KIND_WEEKLY_HOURS);
    c.add_values(hours);
    *c.mutable_valid_from() = Day(2025, 1, 10);
    World::MustBeOk(world().Create(t.manager, c));
    cl::GetCharacteristicsAtRequest at;
    at.set_participant_id(c.participant_id());
    *at.mutable_day() = Day(2025, 1, 10);
    cl::CharacteristicsAt held;
    World::MustBeOk(world().Call(t.manager, at, &held));
    ASSERT_EQ(held.characteristics_size(), 1);
    EXPECT_THAT(held.characteristics(0).values(), ElementsAre(hours));
    EXPECT_THAT(held.characteristics(0).groups(), ElementsAre("nhs=" + band));
  }
  EquityReportRequest q = Quarter();
  q.set_by("weekly_hours");
  EXPECT_THAT(Figures(Report(t.manager, q)),
              ElementsAre("no hours 0/1", "30 hours or more 0/2", "16-29 hours 0/2", "5-15 hours 0/2", "1-4 hours 0/2",
                          "not stated (declined) 0/1", "not applicable 0/1", "not known 0/1", "all 0/12"));
}

// That nobody has a characteristic is one thing; that reports make no groups of it another.
TEST_F(Reports, SayWhichCharacteristicsMakeNoGroups) {
  const Tenant t = world().NewTenant();
  Add(t, {"a"});
  EquityReportRequest q = Quarter();
  for (const std::string by : {"religion", "disability", "benefits"}) {
    q.set_by(by);
    const Outcome outcome = world().Call(t.manager, q);
    EXPECT_THAT(outcome, InvalidFor({"by"}));
    EXPECT_THAT(outcome.violations[0].second, testing::HasSubstr("make no groups of"));
  }
  q.set_by("colour");
  EXPECT_THAT(world().Call(t.manager, q).violations[0].second, testing::HasSubstr("anybody in this report has"));
}

// On what basis everybody is counted stands with the figures, as each provider in their scope has recorded it.
TEST_F(Reports, SayOnWhatLawfulBasisEverybodyIsCounted) {
  const Tenant one = world().NewTenant(), two = world().NewTenant(), funder = world().NewTenant();
  Add(one, {"a"});
  EXPECT_THAT(Report(one.manager, Quarter()).lawful_basis(), ElementsAre("not recorded"));
  Organisation organisation;
  World::MustBeOk(world().Get(one.everyone, one.org, &organisation));
  organisation.set_lawful_basis("UK GDPR Article 6(1)(e), 9(2)(h)");
  World::MustBeOk(world().Update(one.everyone, organisation, {"lawful_basis"}, &organisation));
  EXPECT_EQ(organisation.lawful_basis(), "UK GDPR Article 6(1)(e), 9(2)(h)");
  for (const std::string& token : {one.manager, one.auditor})
    EXPECT_THAT(Report(token, Public()).lawful_basis(), ElementsAre("UK GDPR Article 6(1)(e), 9(2)(h)"));
  EXPECT_THAT(Report(two.manager, Public()).lawful_basis(), ElementsAre("not recorded")) << "another organisation's";
  // A funder reads the basis of each provider that it funds in the period, and of nobody else.
  EXPECT_THAT(Report(funder.commissioner, Public()).lawful_basis(), IsEmpty());
  for (const Tenant* provider : {&one, &two}) {
    Funding funding;
    funding.set_programme_id(provider->programme);
    funding.set_funder_org_id(funder.org);
    world().Make(provider->manager, funding);
  }
  EXPECT_THAT(Report(funder.commissioner, Public()).lawful_basis(),
              ElementsAre("not recorded", "UK GDPR Article 6(1)(e), 9(2)(h)"));
  EquityReportRequest q = Public();
  q.set_programme_id(one.programme);
  *q.mutable_from() = Day(2025, 4, 1);
  *q.mutable_to() = Day(2025, 4, 30);
  EXPECT_THAT(Report(funder.commissioner, q).lawful_basis(), ElementsAre("UK GDPR Article 6(1)(e), 9(2)(h)"));
  reporting::v1::RetentionReportRequest retention;
  retention.set_by("race");
  *retention.mutable_from() = Day(2025, 1, 1);
  *retention.mutable_to() = Day(2025, 3, 31);
  reporting::v1::RetentionReportResponse jobs;
  World::MustBeOk(world().Call(one.manager, retention, &jobs));
  EXPECT_THAT(jobs.lawful_basis(), ElementsAre("UK GDPR Article 6(1)(e), 9(2)(h)"));
}

// Whatever was acknowledged before the report was asked for is in it.
// Aggregates count everyone: who refuses to share, or takes it back, is in the figures all the same.
TEST_F(Reports, CountThoseWhoRefuseToShareToo) {
  namespace cl = caseload::v1;
  const Tenant t = world().NewTenant();
  std::vector<Journey> journeys;
  for (int i = 0; i < 4; ++i) journeys.push_back(Add(t, {i % 2 == 0 ? "a" : "b", Day(2025, 1, 10), {Day(2025, 2, 1)}}));
  const std::vector<std::string> before = Figures(Report(t.manager, Quarter()));
  for (size_t i = 0; i < journeys.size(); ++i) {
    cl::Consent consent;
    consent.set_participant_id(journeys[i].participant_id());
    consent.set_decision(i == 0 ? cl::CONSENT_DECISION_GIVEN : cl::CONSENT_DECISION_REFUSED);
    consent.set_recipient_org_id(kElsewhere);
    consent.set_purpose(cl::SHARING_PURPOSE_EVALUATION);
    consent.add_categories(cl::SHARING_CATEGORY_EQUITY);
    consent.add_directions(cl::SHARING_DIRECTION_OUTGOING);
    *consent.mutable_said_on() = Day(2025, 3, 1);
    World::MustBeOk(world().Create(t.manager, consent));
  }
  cl::WithdrawConsentRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_participant_id(journeys[0].participant_id());
  *withdraw.mutable_said_on() = Day(2025, 3, 2);
  World::MustBeOk(world().Call(t.manager, withdraw));
  EXPECT_THAT(Figures(Report(t.manager, Quarter())), testing::ElementsAreArray(before));
  EXPECT_EQ(before.size(), 3u);
}

TEST_F(Reports, HoldEveryWriteAcknowledgedBefore) {
  const Tenant t = world().NewTenant();
  for (int i = 1; i <= 15; ++i) {
    const Journey j = Add(t, {"a"});
    ASSERT_THAT(Figures(Report(t.manager, Quarter())).back(), absl::StrCat("all ", i - 1, "/", i));
    AddJob(t, j, Day(2025, 2, 3));
    ASSERT_THAT(Figures(Report(t.manager, Quarter())).back(), absl::StrCat("all ", i, "/", i));
  }
}

}  // namespace
}  // namespace gainful::integration
