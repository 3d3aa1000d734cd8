WITH r AS MATERIALIZED
  (SELECT v.id, v.participant_id, coalesce(v.accepted_on, v.referred_on) AS begins, v.referred_on,
      v.declined_on, v.exited_on, v.followed_to, v.birth_date, v.birth_year, v.withdrawn_on, y.outcome_rules
  FROM caseload.published_course_of_journey_v1 v JOIN caseload.published_journey_v1 seen ON seen.org_id =
      v.org_id AND seen.id = v.id LEFT JOIN directory.published_programme_v1 y ON y.org_id = v.org_id AND y.id
      = v.programme_id
  WHERE v.org_id = $1::uuid AND v.id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'outcome', $9::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r;

SELECT v.id, v.participant_id, coalesce(v.accepted_on, v.referred_on) AS begins, v.referred_on, v.declined_on,
      v.exited_on, v.followed_to, v.birth_date, v.birth_year, v.withdrawn_on, y.outcome_rules
  FROM caseload.published_course_of_journey_v1 v LEFT JOIN directory.published_programme_v1 y ON y.org_id =
      v.org_id AND y.id = v.programme_id
  WHERE v.org_id = $1::uuid AND v.id = ANY ($2::uuid[]);

SELECT s.journey_id, s.id, s.job_id, s.started_on, s.ended_on, s.last_confirmed_on, s.competitive, s.contract,
      s.weekly_minutes, s.hourly_pay_pence, s.first_four_hours_on, s.pay_period, s.pay_period_from
  FROM placement.published_job_v1 s
  WHERE s.org_id = $1::uuid AND s.job_id = ANY (ARRAY(SELECT b.job_id
  FROM placement.published_job_v1 b
  WHERE b.org_id = $1::uuid AND b.journey_id = ANY ($2::uuid[]))) ORDER BY s.started_on, s.id;

SELECT c.spell_id, c.takes_effect_on, c.weekly_minutes, c.hourly_pay_pence
  FROM placement.published_terms_v1 c
  WHERE c.org_id = $1::uuid AND c.spell_id = ANY ($2::uuid[]) ORDER BY c.spell_id, c.takes_effect_on;

SELECT a.spell_id, a.absent_from, a.absent_to, a.paid
  FROM placement.published_absence_v1 a
  WHERE a.org_id = $1::uuid AND a.spell_id = ANY ($2::uuid[]) ORDER BY a.spell_id, a.absent_from;

SELECT w.spell_id, w.week_from, w.paid_minutes
  FROM placement.published_week_v1 w
  WHERE w.org_id = $1::uuid AND w.spell_id = ANY ($2::uuid[]) ORDER BY w.spell_id, w.week_from;

SELECT s.id
  FROM placement.published_job_v1 s
  WHERE s.org_id = $1::uuid AND s.id = ANY ($2::uuid[]) AND s.journey_id <> ALL (ARRAY(SELECT v.id
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.id = ANY (ARRAY(SELECT o.journey_id
  FROM placement.published_job_v1 o
  WHERE o.org_id = $1::uuid AND o.id = ANY ($2::uuid[])))));
