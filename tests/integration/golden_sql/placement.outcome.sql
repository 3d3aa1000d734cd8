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

SELECT p.journey_id, p.participant_id, p.begins_on, p.referred_on, NULL::date, p.exited_on, p.followed_to,
      b.birth_date, b.birth_year, p.counted_as, p.journey_ids
  FROM caseload.published_passage_v1 p LEFT JOIN LATERAL
  (SELECT v.birth_date, v.birth_year
  FROM caseload.published_course_of_journey_v1 v
  WHERE v.org_id = p.org_id AND v.id = ANY (p.journey_ids) ORDER BY v.birth_date IS NULL, v.birth_year IS
      NULL, v.participant_id <> p.kept_id, v.participant_id LIMIT 1) b ON true
  WHERE p.org_id = $1::uuid AND p.kept_id = ANY (ARRAY(SELECT unnest($2::uuid[]) UNION
  SELECT m.kept_id
  FROM caseload.published_merged_v1 m
  WHERE m.org_id = $1::uuid AND m.participant_id = ANY ($2::uuid[]))) AND cardinality(p.journey_ids) > 1 ORDER
      BY p.journey_id;

SELECT s.journey_id, s.id, s.job_id, s.started_on, s.ended_on, s.last_confirmed_on, s.competitive, s.contract,
      s.weekly_minutes, s.hourly_pay_pence, s.first_four_hours_on, s.pay_period, s.pay_period_from,
  (SELECT max(e.speaks_for)
  FROM placement.published_end_evidence_v1 e
  WHERE e.org_id = $1::uuid AND e.spell_id = s.id)
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

SELECT v.id, v.exited_on
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.id = ANY ($2::uuid[]);

SELECT f.spell_id, count(*)
  FROM (SELECT s.id, s.id AS spell_id
  FROM unnest($2::uuid[]) s (id) UNION ALL
  SELECT t.id, t.spell_id
  FROM placement.terms_change t
  WHERE t.org_id = $1::uuid AND t.spell_id = ANY ($2::uuid[]) AND t.withdrawn_on IS NULL UNION ALL
  SELECT t.id, t.spell_id
  FROM placement.spell_absence t
  WHERE t.org_id = $1::uuid AND t.spell_id = ANY ($2::uuid[]) AND t.withdrawn_on IS NULL UNION ALL
  SELECT t.id, t.spell_id
  FROM placement.spell_week t
  WHERE t.org_id = $1::uuid AND t.spell_id = ANY ($2::uuid[]) AND t.withdrawn_on IS NULL UNION ALL
  SELECT t.id, t.spell_id
  FROM placement.spell_evidence t
  WHERE t.org_id = $1::uuid AND t.spell_id = ANY ($2::uuid[]) AND t.withdrawn_on IS NULL AND NOT EXISTS
  (SELECT FROM placement.spell_evidence o
  WHERE o.org_id = t.org_id AND o.spell_id = t.spell_id AND o.id <> t.id AND o.withdrawn_on IS NULL AND
      o.speaks_for >= t.speaks_for AND (o.fact <> 'ended' OR t.fact = 'ended' OR EXISTS
  (SELECT FROM placement.spell e
  WHERE e.org_id = o.org_id AND e.id = o.spell_id AND e.ended_on >= o.speaks_for)) AND NOT EXISTS
  (SELECT FROM caseload.published_spell_countersignature_v1 w
  WHERE w.org_id = $1::uuid AND w.id = o.id AND w.decision IS DISTINCT
  FROM 'signed' OFFSET 0)) AND NOT EXISTS
  (SELECT FROM placement.spell b
  WHERE b.org_id = t.org_id AND b.id = t.spell_id AND b.confirmed_by_source_on >= t.speaks_for)) f CROSS JOIN
      LATERAL
  (SELECT w.*
  FROM caseload.published_spell_countersignature_v1 w
  WHERE w.org_id = $1::uuid AND w.id = f.id AND w.decision IS DISTINCT
  FROM 'signed' OFFSET 0) w GROUP BY f.spell_id;

SELECT count(*)
  FROM caseload.published_course_countersignature_v1 w
  WHERE w.org_id = $1::uuid AND w.id = ANY ($2::uuid[]) AND w.decision IS DISTINCT
  FROM 'signed';

SELECT v.id
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = ANY (ARRAY(SELECT $2::uuid UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = $2::uuid)) AND v.withdrawn_on IS NULL AND v.id > $3::uuid
      ORDER BY v.id LIMIT $4::int;

SELECT 1
  FROM caseload.published_participant_v1
  WHERE org_id = $1::uuid AND id = $2::uuid;
