// The live reading over made-up history against SQL that knows nothing of it: every team of every provider, on several days. Preferences and
// outreach, which compare words and follow people through weeks, and attachments, of which there is no value, are held against truth made by hand in fidelity_live_test and the unit tests.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/integration/fidelity_live_fixture.h"
#include "tools/synthetic/database.h"
#include "tools/synthetic/generate.h"

namespace gainful::integration {
namespace {

synthetic::Options History() {
  synthetic::Options options;
  options.seed = 7;
  options.journeys = 400;
  options.organisations = 2;
  options.years = 3;
  options.until = absl::CivilDay(2025, 6, 13);
  return options;
}

class FidelityLiveHistory : public LiveFidelityTest {
 public:
  static void SetUpTestSuite() {
    WorldTest::SetUpTestSuite();
    auto database = synthetic::Database::Open(TestHost(), world().database(), synthetic::OrganisationIds(History()));
    ASSERT_TRUE(database.ok()) << database.status();
    synthetic::Ledger ledger(database->get());
    synthetic::Generate(History(), &ledger);
    ASSERT_TRUE(ledger.status().ok()) << ledger.status();
    ASSERT_TRUE((*database)->Commit().ok());
    ASSERT_TRUE((*database)->Analyze().ok());
  }
};

// $ORG, $TEAM and $DAY stand for themselves, $SINCE for the window's first day. `j`: journeys of the team under way in the window; `w`: who works where on its days; `c`: contacts on those
// journeys; `e`: engagements that took place, `x`: for which journeys.
constexpr char kBase[] = R"(
WITH b AS (SELECT b.upto, $SINCE AS since FROM (SELECT '$DAY'::date AS upto) b),
j AS (SELECT t.*, coalesce(least(t.exited_on, t.declined_on), 'infinity') AS ended,
        coalesce((SELECT m.participant_id FROM caseload.merge m WHERE m.duplicate_id = t.participant_id AND m.state = 'merged'),
                 t.participant_id) AS person
      FROM caseload.journey t, b WHERE t.org_id = '$ORG' AND t.team_id = '$TEAM' AND t.withdrawn_on IS NULL AND t.referred_on <= b.upto
        AND coalesce(least(t.exited_on, t.declined_on), 'infinity') >= b.since),
w AS (SELECT s.id AS staff, d.day::date AS day, coalesce(p.team_id, s.team_id) AS team, coalesce(p.role, s.role) AS role,
        coalesce(p.fte_percent, s.fte_percent, 100) AS fte
      FROM b CROSS JOIN directory.staff_member s CROSS JOIN LATERAL generate_series(b.since, b.upto, interval '1 day') AS d (day)
      LEFT JOIN directory.posting p ON p.org_id = s.org_id AND p.staff_member_id = s.id
        AND d.day::date BETWEEN p.starts_on AND coalesce(p.ends_on, 'infinity')
      WHERE s.org_id = '$ORG' AND d.day::date BETWEEN coalesce(s.starts_on, '-infinity') AND coalesce(s.ends_on, 'infinity')),
specialist AS (SELECT staff, day, sum(fte) AS fte FROM w WHERE team = '$TEAM' AND role = 'employment_specialist' GROUP BY staff, day),
mainly AS (SELECT s.staff, s.day FROM specialist s WHERE NOT EXISTS (
        SELECT FROM w WHERE w.staff = s.staff AND w.day = s.day AND w.team <> '$TEAM' GROUP BY w.team
        HAVING sum(w.fte) > s.fte OR (sum(w.fte) = s.fte AND w.team < '$TEAM'))),
c AS (SELECT k.*, j.person FROM caseload.contact k JOIN j ON j.id = k.journey_id, b
      WHERE k.withdrawn_on IS NULL AND k.contacted_on BETWEEN b.since AND b.upto AND k.contacted_on <= j.ended),
held AS (SELECT g.*, coalesce((SELECT m.merged_into FROM employer.employer m WHERE m.id = g.employer_id), g.employer_id) AS kept
      FROM employer.engagement g WHERE g.org_id = '$ORG' AND g.withdrawn_on IS NULL
        AND (g.took_place = 'Y' OR (g.took_place IS NULL AND g.recorded_on >= g.held_on))),
x AS (SELECT p.engagement_id, j.id AS journey, j.person FROM employer.participant_engagement p JOIN j ON j.id = p.journey_id
      JOIN held h ON h.id = p.engagement_id WHERE p.withdrawn_on IS NULL AND h.held_on <= j.ended),
e AS (SELECT h.* FROM held h, b WHERE h.held_on BETWEEN b.since AND b.upto),
spent AS (
  SELECT k.staff_member_id AS staff, k.contacted_on AS day, k.kind <> 'other' AS employment, k.minutes, k.attendance = 'attended' AS scheduled,
         k.mode IS NOT NULL AND (k.mode <> 'in_person' OR k.place IS NOT NULL) AS placed,
         k.mode = 'in_person' AND k.place IN ('community', 'employer', 'home') AS outside
  FROM c k JOIN specialist s ON s.staff = k.staff_member_id AND s.day = k.contacted_on
  WHERE k.minutes IS NOT NULL AND NOT ('employer' = ANY (k.met_with) AND EXISTS (
    SELECT FROM e WHERE e.staff_member_id = k.staff_member_id AND e.held_on = k.contacted_on AND e.minutes IS NOT NULL))
  UNION ALL
  SELECT e.staff_member_id, e.held_on, true, e.minutes, true, true, coalesce(e.mode = 'in_person', false)
  FROM e JOIN mainly m ON m.staff = e.staff_member_id AND m.day = e.held_on WHERE e.minutes IS NOT NULL
  UNION ALL
  SELECT u.staff_member_id, u.spent_on, u.kind <> 'other', u.minutes, false, false, false
  FROM directory.time_use u JOIN mainly m ON m.staff = u.staff_member_id AND m.day = u.spent_on
  WHERE u.withdrawn_on IS NULL AND u.kind NOT IN ('leave', 'sickness')),
spell AS (SELECT s.*, j.person, j.referred_on, j.ended FROM placement.spell s JOIN j ON j.id = s.journey_id, b
      WHERE s.withdrawn_on IS NULL AND s.started_on <= b.upto),
job AS (SELECT f.id, f.person, f.started_on, f.referred_on, f.ended, l.upto, k.soc_code, k.employer, k.competitive, k.contract
      FROM spell f, b CROSS JOIN LATERAL (SELECT max(coalesce(s.ended_on, 'infinity')) AS upto FROM spell s WHERE s.job_id = f.id) l
      CROSS JOIN LATERAL (SELECT
        (array_agg(s.soc_code ORDER BY s.started_on DESC, s.id DESC) FILTER (WHERE s.soc_code <> ''))[1] AS soc_code,
        (array_agg(coalesce((SELECT m.merged_into FROM employer.employer m WHERE m.id = s.employer_id), s.employer_id)
                   ORDER BY s.started_on DESC, s.id DESC) FILTER (WHERE s.employer_id IS NOT NULL))[1] AS employer,
        (array_agg(s.competitive ORDER BY s.started_on DESC, s.id DESC) FILTER (WHERE s.competitive IN ('Y', 'N')))[1] AS competitive,
        (array_agg(s.contract ORDER BY s.started_on DESC, s.id DESC) FILTER (WHERE s.contract IS NOT NULL))[1] AS contract
        FROM spell s WHERE s.job_id = f.id) k
      WHERE f.id = f.job_id AND f.started_on >= f.referred_on),
present AS (SELECT DISTINCT ON (job.person, job.started_on, coalesce(job.employer, job.id)) job.* FROM job, b WHERE job.upto >= b.since)
)";

// Numerator and denominator of each reading.
const std::map<std::string, std::pair<int, std::string>>& Truths() {
  static const auto* truths = new std::map<std::string, std::pair<int, std::string>>{
      {"caseload_per_fte",
       {0,
        "SELECT (SELECT count(DISTINCT person) FROM j, b WHERE accepted_on <= b.upto AND declined_on IS NULL AND "
        "ended > b.upto), (SELECT coalesce(sum(fte), 0) / 100.0 FROM specialist, b WHERE day = b.upto)"}},
      {"employment_time_share",
       {6, "SELECT coalesce(sum(minutes) FILTER (WHERE employment), 0), coalesce(sum(minutes), 0) FROM spent"}},
      {"community_share",
       {6,
        "SELECT coalesce(sum(minutes) FILTER (WHERE outside), 0), coalesce(sum(minutes), 0) FROM spent WHERE "
        "scheduled AND placed"}},
      {"phases_by_one_specialist",
       {6,
        "SELECT count(DISTINCT (staff, phase)), count(DISTINCT staff) FROM (SELECT k.staff_member_id AS staff, "
        "k.journey_id AS journey, k.contacted_on AS day, CASE WHEN k.kind = 'first_appointment' THEN 1 WHEN k.kind IN "
        "('action_plan', 'benefits_advice', 'outreach') THEN 2 WHEN k.kind = 'vocational_profile' THEN 3 WHEN k.kind "
        "IN ('job_search', 'employer_engagement') THEN 4 WHEN k.kind = 'in_work_support' AND k.place = 'employer' THEN "
        "5 WHEN k.kind = 'in_work_support' THEN 6 END AS phase FROM c k WHERE k.attendance = 'attended' OR k.kind = "
        "'outreach' UNION ALL SELECT e.staff_member_id, x.journey, e.held_on, 4 FROM e JOIN x ON x.engagement_id = "
        "e.id) q JOIN specialist s USING (staff, day) WHERE phase IS NOT NULL AND staff = (SELECT a.staff_member_id "
        "FROM caseload.allocation a WHERE a.journey_id = q.journey AND a.allocated_on <= q.day ORDER BY "
        "a.allocated_on DESC, a.number DESC LIMIT 1)"}},
      {"days_to_employer_contact",
       {6,
        "SELECT coalesce(sum(contact - met), 0), count(*) FROM (SELECT min(f.met) AS met, min(f.contact) AS contact "
        "FROM (SELECT person, count(*) FILTER (WHERE apart) OVER (PARTITION BY person ORDER BY referred_on, id) AS "
        "passage, id FROM (SELECT j.*, coalesce(referred_on >= max(ended) OVER (PARTITION BY person ORDER BY "
        "referred_on, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS apart FROM j) a) p CROSS JOIN "
        "LATERAL (SELECT (SELECT min(k.contacted_on) FROM caseload.contact k WHERE k.journey_id = p.id AND "
        "k.withdrawn_on IS NULL AND k.attendance = 'attended' AND 'participant' = ANY (k.met_with) AND k.mode IS "
        "DISTINCT FROM 'text') AS met, (SELECT min(h.held_on) FROM held h JOIN x ON x.engagement_id = h.id, b WHERE "
        "x.journey = p.id AND h.mode = 'in_person' AND h.held_on <= b.upto) AS contact) f GROUP BY p.person, "
        "p.passage) q, b WHERE contact BETWEEN b.since AND b.upto AND met <= contact"}},
      {"employer_contacts_a_week",
       {6,
        "SELECT (SELECT count(*) FROM e JOIN specialist s ON s.staff = e.staff_member_id AND s.day = e.held_on "
        "WHERE e.mode = 'in_person' AND EXISTS (SELECT FROM x WHERE x.engagement_id = e.id)), (SELECT count(*) / "
        "7.0 FROM specialist)"}},
      {"job_type_diversity", {6, "SELECT count(DISTINCT soc_code), count(soc_code) FROM present"}},
      {"employer_diversity", {6, "SELECT count(DISTINCT employer), count(employer) FROM present"}},
      {"competitive_share",
       {6,
        "SELECT count(*) FILTER (WHERE competitive = 'Y' AND contract IS DISTINCT FROM 'agency' AND contract IS "
        "DISTINCT FROM 'casual' AND contract IS DISTINCT FROM 'fixed_term'), count(*) FROM present WHERE competitive "
        "IS NOT NULL OR contract IN ('agency', 'casual', 'fixed_term')"}},
      {"follow_along_kept",
       {12,
        "SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM caseload.contact k JOIN j ON j.id = k.journey_id WHERE "
        "j.person = q.person AND k.withdrawn_on IS NULL AND k.kind = 'in_work_support' AND k.attendance = 'attended' "
        "AND 'participant' = ANY (k.met_with) AND k.mode IS DISTINCT FROM 'text' AND k.contacted_on <= j.ended AND "
        "k.contacted_on BETWEEN q.from_day AND "
        "q.to_day)), count(*) FROM (SELECT job.*, (started_on + interval '3 months')::date AS from_day, (started_on + "
        "interval '4 months')::date - 1 AS to_day FROM job) q, b WHERE to_day BETWEEN b.since AND b.upto AND q.upto >= "
        "to_day AND from_day >= referred_on AND to_day < ended"}}};
  return *truths;
}

TEST_F(FidelityLiveHistory, IsWhatSqlSaysOfEveryTeam) {
  std::map<std::string, int> known;  // readings with a record
  for (const auto& row : sql().Run("SELECT org_id, id FROM directory.team ORDER BY id")) {
    const std::string manager = world().Token({row[0], {"manager"}, {}, "looker@example.org"});
    for (const std::string day : {"2024-03-31", "2024-12-20", "2025-06-13"}) {
      const auto reading = Reading(manager, row[1], day);
      for (const auto& item : reading.items()) {
        const auto truth = Truths().find(item.reading());
        if (truth == Truths().end()) continue;
        const auto& [months, select] = truth->second;
        const std::string since =
            months == 0 ? "b.upto" : absl::StrCat("(b.upto - interval '", months, " months')::date + 1");
        const auto wanted = sql().Run(absl::StrReplaceAll(
            absl::StrCat(kBase, select), {{"$ORG", row[0]}, {"$TEAM", row[1]}, {"$DAY", day}, {"$SINCE", since}}));
        const std::string where = absl::StrCat(item.reading(), " of ", row[1], " on ", day);
        EXPECT_DOUBLE_EQ(item.numerator(), std::stod(wanted[0][0])) << where;
        EXPECT_DOUBLE_EQ(item.denominator(), std::stod(wanted[0][1])) << where;
        EXPECT_EQ(item.has_value(), std::stod(wanted[0][1]) > 0) << where;
        known[item.reading()] += item.has_value() ? 1 : 0;
      }
    }
  }
  for (const auto& [reading, truth] : Truths()) EXPECT_GT(known[reading], 0) << reading;
}

// What was read for a day stands in the trend of a later day.
TEST_F(FidelityLiveHistory, TheTrendIsWhatWasRead) {
  const auto team =
      sql().Run("SELECT org_id, team_id FROM caseload.journey GROUP BY 1, 2 ORDER BY count(*) DESC, 2 LIMIT 1")[0];
  const std::string manager = world().Token({team[0], {"manager"}, {}, "looker@example.org"});
  const fd::LiveReading late = Reading(manager, team[1], "2025-06-13", 52);
  for (const int week : {1, 30, 52}) {
    const auto day = absl::CivilDay(2025, 6, 13) - 7 * week;
    const fd::LiveReading then = Reading(manager, team[1], base::FormatDay(day));
    ASSERT_EQ(then.items_size(), late.items_size());
    for (int i = 0; i < then.items_size(); ++i) {
      const fd::LivePoint& point = late.items(i).trend(52 - week);
      EXPECT_EQ(base::FormatDay(*base::ToDay(point.as_at())), base::FormatDay(day));
      EXPECT_EQ(point.has_value(), then.items(i).has_value()) << then.items(i).reading();
      EXPECT_DOUBLE_EQ(point.value(), then.items(i).value()) << then.items(i).reading();
      EXPECT_EQ(point.would_score(), then.items(i).would_score()) << then.items(i).reading();
    }
  }
}

}  // namespace
}  // namespace gainful::integration
