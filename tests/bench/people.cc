#include "tests/bench/people.h"

#include <cstdio>
#include <pqxx/pqxx>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace gainful::bench {
namespace {

// Foreign keys hold by how the rows are made; checked one by one they would take longer than all else.
constexpr char kSession[] =
    "SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'";

// u: a number from 0 to 1 that follows from a row's number and from what it is for. nth: the ids that the bench reckons too. word: names made of
// syllables, so that nobody is meant; which of them are frequent has nothing to do with how they begin.
constexpr char kTools[] = R"(
CREATE SCHEMA bench;
CREATE FUNCTION bench.u(i bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(i, salt) & 9007199254740991)::float8 / 9007199254740992;
CREATE FUNCTION bench.nth(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
CREATE FUNCTION bench.word(n int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ARRAY['B','Br','D','Dr','F','Fl','G','Gr','H','J','K','Kl','L','M','N','P','Pr','R','S','St','T','Tr','V','W'])[1 + n % 24]
  || (ARRAY['a','e','i','o','u','ai','ea','oo'])[1 + n / 24 % 8]
  || (ARRAY['lan','ber','ton','nik','ros','vel','din','mar','sop','kes','thi','gan','ler','pin','wes','dra','lum','fen','tor','bis','nal','cor',
            'zel','mun','rik','dol','has','jen','pol','sut','van','lic','mer','gos','ted','nur','bra','kin','wal','rud'])[1 + n / 192 % 40];
)";

// Frequencies of names fall as those of real ones do: the commonest last name has one in ninety, the commonest first name one in twenty.
constexpr char kPersons[] = R"(
CREATE TABLE bench.person AS
SELECT i, org, CASE WHEN org > 1 THEN 1 WHEN i % 35000 = 17 THEN 200 WHEN i % 5 = 0 THEN 1 ELSE 2 + floor(198 * bench.u(i, 4) ^ 3)::int END AS team,
  bench.word((floor(7680 * bench.u(i, 2) ^ 2)::int * 3271 + 11) % 7680) AS last_name,
  bench.word((floor(400 * bench.u(i, 3) ^ 2)::int * 5077 + 3) % 7680) AS first_name
FROM (SELECT i, CASE WHEN i <= 700000 THEN 1 ELSE 2 + floor(19 * bench.u(i, 1) ^ 2)::int END AS org FROM generate_series(1, 1000000) i) p;
CREATE TABLE bench.journey AS
SELECT p.i * 2 - 2 + k AS n, p.i, org, team, '2019-01-01'::date + floor(2200 * bench.u(p.i, 6))::int + 300 * (k - 1) AS referred
FROM bench.person p CROSS JOIN LATERAL generate_series(1, CASE WHEN bench.u(p.i, 7) < 0.3 THEN 2 ELSE 1 END) k;
)";

constexpr char kDirectory[] = R"(
INSERT INTO journal.head SELECT bench.nth(1, o), 0, '', sha256('') FROM generate_series(1, 20) o;
INSERT INTO directory.organisation (id, org_id, etag, updated_at, name, kind, ods_code, time_zone, crisis_protocol, crisis_duty, crisis_deputy,
  lawful_basis)
SELECT bench.nth(1, o), bench.nth(1, o), 1, '2026-01-01', 'Organisation ' || o, 'provider', '', '', '', '', '', ''
FROM generate_series(1, 20) o;
INSERT INTO directory.programme (id, org_id, etag, updated_at, name, kind, outcome_rules, triage, asks_eligibility, asks_right_to_work)
SELECT bench.nth(3, o), bench.nth(1, o), 1, '2026-01-01', 'Programme', 'other', '{}', false, false, false FROM generate_series(1, 20) o;
INSERT INTO directory.team (id, org_id, etag, updated_at, name)
SELECT bench.nth(2, o * 1000 + t), bench.nth(1, o), 1, '2026-01-01', 'Team ' || t
FROM generate_series(1, 20) o, generate_series(1, CASE o WHEN 1 THEN 200 ELSE 1 END) t;
INSERT INTO directory.staff_member (id, org_id, etag, updated_at, team_id, name, role, subject, registration_number)
SELECT bench.nth(6, o * 1000 + t), bench.nth(1, o), 1, '2026-01-01', bench.nth(2, o * 1000 + t), 'Key worker ' || t, 'employment_specialist',
  'worker-' || t, ''
FROM generate_series(1, 20) o, generate_series(1, CASE o WHEN 1 THEN 200 ELSE 1 END) t;
)";

constexpr char kParticipants[] = R"(
INSERT INTO caseload.participant (id, org_id, etag, updated_at, team_id, name, birth_date, birth_year, sex, ethnic_category, disabilities, lsoa,
  imd_quintile, local_characteristics, source, source_key, nhs_number)
SELECT bench.nth(4, i), bench.nth(1, org), 1, '2026-01-01', bench.nth(2, org * 1000 + team), first_name || ' ' || last_name, b.day,
  extract(year FROM b.day), 1 + i % 2, 'A', '{}', 'E01000001', 1 + i % 5, '{}', '', '', ''
FROM bench.person CROSS JOIN LATERAL (SELECT '1958-01-01'::date + floor(17000 * bench.u(i, 5))::int AS day) b ORDER BY i;
)";

constexpr char kJourneys[] = R"(
INSERT INTO caseload.journey (id, org_id, etag, updated_at, participant_id, programme_id, team_id, referred_on, accepted_on, exited_on, source,
  source_key, referral_reason, triage_reason, triaged_by, reopen_reason)
SELECT bench.nth(5, n), bench.nth(1, org), 1, '2026-01-01', bench.nth(4, i), bench.nth(3, org), bench.nth(2, org * 1000 + team), referred,
  referred + 9, CASE WHEN bench.u(n, 8) < 0.8 THEN referred + 280 END, '', '', '', '', '', '' FROM bench.journey ORDER BY n;
INSERT INTO caseload.allocation (id, org_id, etag, updated_at, journey_id, participant_id, number, staff_member_id, allocated_on,
  over_limit_reason, recorded_by)
SELECT bench.nth(7, n), bench.nth(1, org), 1, '2026-01-01', bench.nth(5, n), bench.nth(4, i), 1, bench.nth(6, org * 1000 + team), referred + 10,
  '', 'bench' FROM bench.journey ORDER BY n;
)";

constexpr char kPlans[] = R"(
INSERT INTO caseload.vocational_profile (id, org_id, etag, updated_at, participant_id, journey_id, started_on, preferred_work, strengths, travel,
  disclosure_terms, work_history, education, benefits, adjustments, barriers, recorded_by, recorded_on)
SELECT bench.nth(8, n), bench.nth(1, org), 1, '2026-01-01', bench.nth(4, i), bench.nth(5, n), referred + 12, 'Work with plants', 'Patient', 'Bus',
  '', repeat('Has worked before. ', 10), '', '', '', '', 'bench', referred + 12 FROM bench.journey ORDER BY n;
INSERT INTO caseload.goal (id, org_id, etag, updated_at, participant_id, journey_id, set_on, goal, steps, recorded_by, recorded_on)
SELECT bench.nth(9, n), bench.nth(1, org), 1, '2026-01-01', bench.nth(4, i), bench.nth(5, n), referred + 20, 'A job of 16 hours', 'Apply', 'bench',
  referred + 20 FROM bench.journey ORDER BY n;
INSERT INTO caseload.review (id, org_id, etag, updated_at, participant_id, journey_id, reviewed_on, met_with, summary, recorded_by, recorded_on)
SELECT bench.nth(10, n), bench.nth(1, org), 1, '2026-01-01', bench.nth(4, i), bench.nth(5, n), referred + 90, '{participant}', 'On the way',
  'bench', referred + 90 FROM bench.journey ORDER BY n;
)";

constexpr char kContacts[] = R"(
INSERT INTO caseload.contact (id, org_id, etag, updated_at, participant_id, journey_id, contacted_on, kind, attendance, minutes, met_with, mode)
SELECT bench.nth(11, n * 16 + k), bench.nth(1, org), 1, '2026-01-01', bench.nth(4, i), bench.nth(5, n), referred + 10 + 14 * k, 'job_search',
  'attended', 45, '{participant}', 'in_person'
FROM bench.journey CROSS JOIN LATERAL generate_series(1, 1 + floor(7 * bench.u(n, 9) ^ 2)::int) k ORDER BY n, k;
INSERT INTO caseload.note (id, org_id, etag, updated_at, participant_id, journey_id, noted_on, text, restricted, author)
SELECT bench.nth(12, n * 16 + k), bench.nth(1, org), 1, '2026-01-01', bench.nth(4, i), bench.nth(5, n), referred + 10 + 20 * k,
  repeat('Talked about what to try next. ', 1 + (n % 8)::int), false, 'bench'
FROM bench.journey CROSS JOIN LATERAL generate_series(1, floor(4 * bench.u(n, 10))::int) k ORDER BY n, k;
INSERT INTO placement.spell (id, org_id, etag, updated_at, journey_id, participant_id, started_on, ended_on, job_title, source, source_key, soc_code, job_id)
SELECT bench.nth(13, n), bench.nth(1, org), 1, '2026-01-01', bench.nth(5, n), bench.nth(4, i), referred + 120,
  CASE WHEN bench.u(n, 11) < 0.6 THEN referred + 240 END, 'Gardener', '', '', '', bench.nth(13, n)
FROM bench.journey WHERE bench.u(n, 12) < 0.45 ORDER BY n;
)";

constexpr char kReaderRole[] = R"(
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bench_reader') THEN CREATE ROLE bench_reader IN ROLE caseload_svc, placement_svc; END IF;
END $$;
)";

base::Uuid Nth(int kind, int n) {
  return *base::Uuid::Parse(
      absl::StrCat(absl::Hex(kind, absl::kZeroPad8), "-0000-7000-8000-", absl::Hex(n, absl::kZeroPad12)));
}

}  // namespace

base::Uuid TeamOfOrg1(int team) { return Nth(2, 1000 + team); }
base::Uuid KeyWorkerOfOrg1(int team) { return Nth(6, 1000 + team); }
base::Uuid NthPerson(int n) { return Nth(4, n); }

void MakePeople(const Places& places, const std::string& database) {
  MakeDatabase(places, database, 0);
  pqxx::connection conn(absl::StrCat("host=", places.socket, " user=gainful_admin dbname=", database));
  pqxx::nontransaction tx(conn);
  tx.exec(kSession);
  const std::vector<std::pair<const char*, const char*>> steps = {{"tools", kTools},
                                                                  {"persons", kPersons},
                                                                  {"directory", kDirectory},
                                                                  {"participants", kParticipants},
                                                                  {"journeys", kJourneys},
                                                                  {"plans", kPlans},
                                                                  {"contacts", kContacts},
                                                                  {"reader", kReaderRole},
                                                                  {"statistics", "VACUUM ANALYZE"},
                                                                  {"checkpoint", "CHECKPOINT"}};
  for (const auto& [name, sql] : steps) {
    const absl::Time began = absl::Now();
    tx.exec(sql);
    std::fprintf(stderr, "bench: %s made in %.0f s\n", name, absl::ToDoubleSeconds(absl::Now() - began));
  }
}

}  // namespace gainful::bench
