SELECT id
  FROM directory.published_staff_member_v1
  WHERE org_id = $1::uuid AND subject = $2 AND (ends_on IS NULL OR ends_on >= $3::date);

SELECT l.team_id
  FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id = s.org_id AND
      l.staff_member_id = s.id
  WHERE s.org_id = $1::uuid AND s.subject = $2 AND s.active AND l.role = 'team_lead' UNION
  SELECT c.team_id
  FROM caseload.published_covered_team_v1 c
  WHERE c.org_id = $1::uuid;

WITH s AS MATERIALIZED
  (SELECT CASE WHEN cardinality(t.journey_ids) = 0 THEN t.journey_id ELSE
  (SELECT c.id
  FROM caseload.published_course_of_journey_v1 c LEFT JOIN LATERAL
  (SELECT b.id, b.started_on, b.id = ANY (t.spell_ids) AS decides
  FROM placement.spell b
  WHERE b.org_id = $1::uuid AND b.journey_id = c.id AND b.withdrawn_on IS NULL ORDER BY 3 DESC, b.started_on
      DESC, b.id DESC LIMIT 1) b ON true
  WHERE c.org_id = $1::uuid AND c.id = ANY (t.journey_ids) ORDER BY coalesce(c.followed_to, 'infinity') >=
      $5::date DESC, coalesce(c.exited_on, 'infinity') >= $5::date DESC, b.decides DESC NULLS LAST,
      b.started_on DESC NULLS LAST, b.id DESC NULLS LAST, c.id LIMIT 1) END AS journey_id, t.rule,
      t.earliest_on, t.spell_ids
  FROM placement.standing t
  WHERE t.org_id = $1::uuid AND t.met_on IS NULL AND (t.earliest_on <= $7::date OR $8::boolean)), w AS
      MATERIALIZED
  (SELECT v.id, v.programme_id, n.participant_id AS person, n.name, k.name AS key_worker
  FROM caseload.published_journey_v1 v LEFT JOIN LATERAL
  (SELECT o.kept_id
  FROM caseload.published_merged_v1 o
  WHERE o.org_id = v.org_id AND o.participant_id = v.participant_id LIMIT 1) m ON true JOIN LATERAL
  (SELECT p.participant_id, p.name
  FROM caseload.published_name_v1 p
  WHERE p.org_id = v.org_id AND p.participant_id = coalesce(m.kept_id, v.participant_id) LIMIT 1) n ON true
      LEFT JOIN LATERAL
  (SELECT a.staff_member_id
  FROM caseload.published_key_worker_v1 a
  WHERE a.org_id = v.org_id AND a.journey_id = v.id LIMIT 1) a ON true LEFT JOIN
      directory.published_staff_member_v1 k ON k.org_id = v.org_id AND k.id = a.staff_member_id AND (k.ends_on
      IS NULL OR k.ends_on >= $5::date) AND k.role IS DISTINCT
  FROM 'student'
  WHERE v.org_id = $1::uuid AND v.id = ANY (ARRAY(SELECT s.journey_id
  FROM s)) AND v.withdrawn_on IS NULL AND v.declined_on IS NULL AND (v.followed_to IS NULL OR v.followed_to >=
      $5::date OR k.id IS NOT NULL) AND ($2::uuid IS NULL OR v.team_id = $2::uuid) AND ($3::uuid[] IS NULL OR
      k.id = ANY ($3::uuid[]) OR ($4::boolean AND k.id IS NULL) OR v.team_id = ANY ($6::uuid[])))
  SELECT w.id, w.person, w.name, w.key_worker, s.rule, s.earliest_on, p.id, (extract(epoch FROM
      coalesce(p.updated_at, 'epoch')) * 1000000)::bigint
  FROM s JOIN w ON w.id = s.journey_id JOIN directory.published_programme_v1 y ON y.org_id = $1::uuid AND y.id
      = w.programme_id AND s.rule = ANY (y.outcome_rules) LEFT JOIN LATERAL
  (SELECT b.id, b.updated_at
  FROM placement.spell b
  WHERE b.org_id = $1::uuid AND b.withdrawn_on IS NULL AND (b.id = ANY (s.spell_ids) OR b.journey_id =
      s.journey_id) AND (b.journey_id = s.journey_id OR EXISTS
  (SELECT FROM caseload.published_journey_v1 j
  WHERE j.org_id = $1::uuid AND j.id = b.journey_id)) ORDER BY b.id = ANY (s.spell_ids) DESC, b.started_on
      DESC, b.id DESC LIMIT 1) p ON true;

WITH w AS MATERIALIZED
  (SELECT v.id, v.programme_id, n.participant_id AS person, n.name, k.name AS key_worker
  FROM caseload.published_journey_v1 v LEFT JOIN LATERAL
  (SELECT o.kept_id
  FROM caseload.published_merged_v1 o
  WHERE o.org_id = v.org_id AND o.participant_id = v.participant_id LIMIT 1) m ON true JOIN LATERAL
  (SELECT p.participant_id, p.name
  FROM caseload.published_name_v1 p
  WHERE p.org_id = v.org_id AND p.participant_id = coalesce(m.kept_id, v.participant_id) LIMIT 1) n ON true
      LEFT JOIN LATERAL
  (SELECT a.staff_member_id
  FROM caseload.published_key_worker_v1 a
  WHERE a.org_id = v.org_id AND a.journey_id = v.id LIMIT 1) a ON true LEFT JOIN
      directory.published_staff_member_v1 k ON k.org_id = v.org_id AND k.id = a.staff_member_id AND (k.ends_on
      IS NULL OR k.ends_on >= $5::date) AND k.role IS DISTINCT
  FROM 'student'
  WHERE v.org_id = $1::uuid AND v.id = ANY (ARRAY(SELECT t.journey_id
  FROM placement.spell t
  WHERE t.org_id = $1::uuid AND t.withdrawn_on IS NULL AND (t.ended_on IS NULL OR coalesce(t.end_heard_on,
      t.ended_on) >= $7::date))) AND v.withdrawn_on IS NULL AND v.declined_on IS NULL AND (v.followed_to IS
      NULL OR v.followed_to >= $5::date OR k.id IS NOT NULL) AND ($2::uuid IS NULL OR v.team_id = $2::uuid) AND
      ($3::uuid[] IS NULL OR k.id = ANY ($3::uuid[]) OR ($4::boolean AND k.id IS NULL) OR v.team_id = ANY
      ($6::uuid[]))), r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.journey_id,
      t.participant_id, t.started_on, t.ended_on, t.end_reason, t.last_confirmed_on, t.weekly_minutes,
      t.hourly_pay_pence, t.competitive, t.job_title, t.withdrawn_on, t.source, t.source_key, t.soc_code,
      t.contract, t.first_four_hours_on, t.continues_spell_id, t.job_id, t.end_heard_on,
      t.confirmed_by_source_on, t.employer_id, t.pay_period, t.pay_period_from, t.application_id,
  (SELECT f.started_on < v.referred_on
  FROM placement.spell f
  WHERE f.org_id = t.org_id AND f.id = t.job_id) AS held_at_referral,
  (SELECT n.id
  FROM placement.spell n
  WHERE n.org_id = t.org_id AND n.continues_spell_id = t.id AND n.withdrawn_on IS NULL) AS
      continued_by_spell_id,
  (SELECT c.weekly_minutes
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.weekly_minutes IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_weekly_minutes,
  (SELECT c.hourly_pay_pence
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.hourly_pay_pence IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_hourly_pay_pence,
  (SELECT max(e.speaks_for)
  FROM placement.spell_evidence e
  WHERE e.org_id = t.org_id AND e.spell_id = t.id AND e.fact <> 'ended' AND e.withdrawn_on IS NULL) AS
      evidence_until
  FROM placement.spell t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.withdrawn_on IS NULL AND (t.ended_on IS NULL OR coalesce(t.end_heard_on,
      t.ended_on) >= $7::date) AND t.journey_id = ANY (ARRAY(SELECT w.id
  FROM w)) AND (v.exited_on IS NULL OR v.exited_on >= $5::date))
  SELECT r.*, w.person, w.name, w.key_worker, f.started_on, v.referred_on, v.exited_on,
  (SELECT string_agg(c.contacted_on::text, ',' ORDER BY c.contacted_on)
  FROM caseload.published_follow_along_v1 c
  WHERE c.org_id = $1::uuid AND c.participant_id = ANY (ARRAY(SELECT r.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = r.participant_id)))
  FROM r JOIN w ON w.id = r.journey_id JOIN placement.spell f ON f.org_id = $1::uuid AND f.id = r.job_id CROSS
      JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.id = r.journey_id OFFSET 0) v;

WITH ahead AS MATERIALIZED
  (SELECT x.id, x.participant_id, x.journey_id, x.employer_id, x.role, x.planned_start_on, x.updated_at
  FROM employer.published_planned_start_v1 x
  WHERE x.org_id = $1::uuid AND x.planned_start_on <= $7::date AND x.planned_start_on >= $5::date - 365 AND
      NOT EXISTS
  (SELECT FROM placement.spell b
  WHERE b.org_id = $1::uuid AND b.participant_id = ANY (ARRAY(SELECT x.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = x.participant_id)) AND b.withdrawn_on IS NULL AND
      (b.application_id = x.id OR b.application_id IS NULL AND b.started_on >= x.planned_start_on - 7 AND
      b.employer_id = ANY (ARRAY(SELECT x.employer_id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = $1::uuid AND o.employer_id = x.employer_id))) OFFSET 0)), offer AS MATERIALIZED
  (SELECT x.id, x.participant_id, x.employer_id, x.role, x.planned_start_on, x.updated_at, x.journey_id AS
      named_id, CASE WHEN EXISTS
  (SELECT FROM caseload.published_course_of_journey_v1 c
  WHERE c.org_id = $1::uuid AND c.id = x.journey_id AND c.withdrawn_on IS NULL AND c.declined_on IS NULL AND
      (c.exited_on IS NULL OR c.exited_on >= x.planned_start_on)) THEN x.journey_id ELSE
  (SELECT j.id
  FROM caseload.published_journey_v1 j
  WHERE j.org_id = $1::uuid AND j.participant_id = ANY (ARRAY(SELECT x.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = x.participant_id)) AND j.withdrawn_on IS NULL AND
      j.declined_on IS NULL ORDER BY j.referred_on <= x.planned_start_on AND (j.exited_on IS NULL OR
      j.exited_on >= x.planned_start_on) DESC, j.exited_on IS NULL OR j.exited_on >= $5::date DESC,
      j.referred_on DESC, j.id DESC LIMIT 1) END AS journey_id
  FROM ahead x CROSS JOIN LATERAL
  (SELECT p.*
  FROM caseload.published_participant_v1 p
  WHERE p.org_id = $1::uuid AND p.id = x.participant_id OFFSET 0) p), w AS MATERIALIZED
  (SELECT v.id, v.programme_id, n.participant_id AS person, n.name, k.name AS key_worker
  FROM caseload.published_journey_v1 v LEFT JOIN LATERAL
  (SELECT o.kept_id
  FROM caseload.published_merged_v1 o
  WHERE o.org_id = v.org_id AND o.participant_id = v.participant_id LIMIT 1) m ON true JOIN LATERAL
  (SELECT p.participant_id, p.name
  FROM caseload.published_name_v1 p
  WHERE p.org_id = v.org_id AND p.participant_id = coalesce(m.kept_id, v.participant_id) LIMIT 1) n ON true
      LEFT JOIN LATERAL
  (SELECT a.staff_member_id
  FROM caseload.published_key_worker_v1 a
  WHERE a.org_id = v.org_id AND a.journey_id = v.id LIMIT 1) a ON true LEFT JOIN
      directory.published_staff_member_v1 k ON k.org_id = v.org_id AND k.id = a.staff_member_id AND (k.ends_on
      IS NULL OR k.ends_on >= $5::date) AND k.role IS DISTINCT
  FROM 'student'
  WHERE v.org_id = $1::uuid AND v.id = ANY (ARRAY(SELECT offer.journey_id
  FROM offer)) AND v.withdrawn_on IS NULL AND v.declined_on IS NULL AND (v.followed_to IS NULL OR
      v.followed_to >= $5::date OR k.id IS NOT NULL) AND ($2::uuid IS NULL OR v.team_id = $2::uuid) AND
      ($3::uuid[] IS NULL OR k.id = ANY ($3::uuid[]) OR ($4::boolean AND k.id IS NULL) OR v.team_id = ANY
      ($6::uuid[])))
  SELECT a.id, a.planned_start_on, a.role,
  (SELECT e.name
  FROM employer.published_employer_v1 e
  WHERE e.org_id = $1::uuid AND e.id = a.employer_id), (extract(epoch FROM a.updated_at) * 1000000)::bigint,
      w.id, w.person, w.name, w.key_worker, least(v.referred_on,
  (SELECT c.referred_on
  FROM caseload.published_course_of_journey_v1 c
  WHERE c.org_id = $1::uuid AND c.id = a.named_id)), v.exited_on,
  (SELECT string_agg(c.contacted_on::text, ',' ORDER BY c.contacted_on)
  FROM caseload.published_follow_along_v1 c
  WHERE c.org_id = $1::uuid AND c.participant_id = ANY (ARRAY(SELECT a.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = a.participant_id)))
  FROM offer a JOIN w ON w.id = a.journey_id CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.id = a.journey_id OFFSET 0) v;

WITH r AS
  (SELECT unnest($9::uuid[]) AS person), a AS (INSERT INTO journal.access (org_id, at, caller_org, caller,
      role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'due', NULL::uuid, r.person, 'read'
  FROM r)
  SELECT count(*)
  FROM r;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.spell_id, t.journey_id,
      t.participant_id, t.takes_effect_on, t.weekly_minutes, t.hourly_pay_pence, t.note, t.recorded_by,
      t.recorded_on, t.withdrawn_on
  FROM placement.terms_change t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.spell_id = $2::uuid AND t.withdrawn_on IS NULL ORDER BY t.id;
