SELECT t.id, t.name
  FROM directory.published_team_v1 t
  WHERE t.org_id = $1::uuid AND ($5::uuid IS NULL OR t.id = $5::uuid) AND ($2::boolean OR t.id = ANY
      ($3::uuid[]) OR t.id IN
  (SELECT c.team_id
  FROM caseload.published_covered_team_v1 c
  WHERE c.org_id = $1::uuid) OR t.id IN
  (SELECT l.team_id
  FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id = s.org_id AND
      l.staff_member_id = s.id
  WHERE s.org_id = $1::uuid AND s.subject = $4 AND s.active AND l.role = 'team_lead')) ORDER BY t.name, t.id;

SELECT p.staff_member_id, p.posting_id, p.team_id, p.role, p.fte_percent, (p.starts_on - DATE '1970-01-01'),
      (p.ends_on - DATE '1970-01-01')
  FROM directory.published_posting_span_v1 p
  WHERE p.org_id = $1::uuid ORDER BY p.staff_member_id, p.starts_on, p.posting_id;

SELECT j.id, j.team_id, j.participant_id, j.programme_id, (j.referred_on - DATE '1970-01-01'), (j.accepted_on
      - DATE '1970-01-01'), (j.declined_on - DATE '1970-01-01'), (j.exited_on - DATE '1970-01-01')
  FROM caseload.published_team_journey_v1 j
  WHERE j.org_id = $1::uuid AND j.team_id = ANY ($2::uuid[]) AND j.referred_on <= $4::date AND (j.exited_on IS
      NULL OR j.exited_on >= $3::date) AND (j.declined_on IS NULL OR j.declined_on >= $3::date) ORDER BY
      j.referred_on, j.id;

SELECT m.participant_id, m.kept_id
  FROM caseload.published_merged_v1 m
  WHERE m.org_id = $1::uuid;

SELECT c.journey_id, c.participant_id, c.staff_member_id, (c.contacted_on - DATE '1970-01-01'), c.kind,
      c.attendance, c.mode, c.place, c.minutes, c.participants, CASE WHEN 'participant' = ANY (c.met_with) THEN
      'p' ELSE '' END || CASE WHEN 'employer' = ANY (c.met_with) THEN 'e' ELSE '' END || CASE WHEN 'clinician'
      = ANY (c.met_with) THEN 'c' ELSE '' END || CASE WHEN 'carer' = ANY (c.met_with) THEN 'r' ELSE '' END,
      CASE WHEN $6::boolean THEN c.id END
  FROM caseload.published_contact_log_v1 c
  WHERE c.org_id = $1::uuid AND c.participant_id = ANY ($2::uuid[]) AND c.contacted_on <= $4::date AND
      (c.contacted_on >= $3::date OR (c.kind = 'in_work_support' AND c.contacted_on >= $5::date));

SELECT c.journey_id, min((c.contacted_on - DATE '1970-01-01'))
  FROM caseload.published_contact_log_v1 c
  WHERE c.org_id = $1::uuid AND c.journey_id = ANY ($2::uuid[]) AND c.attendance = 'attended' AND
      'participant' = ANY (c.met_with) AND c.mode IS DISTINCT
  FROM 'text' GROUP BY c.journey_id;

SELECT a.journey_id, (a.allocated_on - DATE '1970-01-01'), a.staff_member_id
  FROM caseload.published_allocation_v1 a
  WHERE a.org_id = $1::uuid AND a.journey_id = ANY ($2::uuid[]) ORDER BY a.journey_id, a.allocated_on,
      a.number;

SELECT w.journey_id, w.preferred_work, w.hours_from, w.hours_to
  FROM caseload.published_wish_v1 w
  WHERE w.org_id = $1::uuid AND w.journey_id = ANY ($2::uuid[]);

SELECT x.engagement_id, x.participant_id, x.journey_id
  FROM employer.published_engaged_for_v1 x
  WHERE x.org_id = $1::uuid AND x.participant_id = ANY ($2::uuid[]);

SELECT e.id, e.employer_id, e.staff_member_id, (e.held_on - DATE '1970-01-01'), coalesce(e.mode = 'in_person',
      false), e.minutes
  FROM employer.published_engagement_v1 e
  WHERE e.org_id = $1::uuid AND (e.id = ANY ($2::uuid[]) OR (e.staff_member_id = ANY ($3::uuid[]) AND
      e.held_on BETWEEN $4::date AND $5::date)) AND e.held_on <= $5::date;

SELECT e.id, e.merged_into
  FROM employer.published_employer_v1 e
  WHERE e.org_id = $1::uuid AND e.merged_into IS NOT NULL;

SELECT v.employer_id, v.role, v.weekly_minutes, (v.opened_on - DATE '1970-01-01'), (v.filled_on - DATE
      '1970-01-01')
  FROM employer.published_vacancy_v1 v
  WHERE v.org_id = $1::uuid AND v.opened_on <= $3::date AND (v.filled_on IS NULL OR v.filled_on >= $2::date)
      ORDER BY v.opened_on;

SELECT u.staff_member_id, (u.spent_on - DATE '1970-01-01'), u.kind, u.minutes, CASE WHEN $5::boolean THEN u.id
      END
  FROM directory.published_time_use_v1 u
  WHERE u.org_id = $1::uuid AND u.staff_member_id = ANY ($2::uuid[]) AND u.spent_on BETWEEN $3::date AND
      $4::date ORDER BY u.spent_on, u.id;

SELECT x.id, x.job_id, x.journey_id, (x.started_on - DATE '1970-01-01'), (x.ended_on - DATE '1970-01-01'),
      (x.end_heard_on - DATE '1970-01-01'), x.end_reason, x.competitive, x.contract, x.soc_code, x.employer_id
  FROM placement.published_held_job_v1 x
  WHERE x.org_id = $1::uuid AND x.journey_id = ANY ($2::uuid[]) ORDER BY x.started_on, x.id;

SELECT a.id, a.team_id, a.clinical_team_id, (a.starts_on - DATE '1970-01-01'), (a.ends_on - DATE '1970-01-01')
  FROM directory.published_attachment_v1 a
  WHERE a.org_id = $1::uuid AND a.team_id = ANY ($2::uuid[]) ORDER BY a.starts_on, a.id;

SELECT DISTINCT w.team_id, w.staff_member_id
  FROM unnest($2::uuid[], $3::uuid[]) AS a (programme_id, team_id) JOIN directory.published_drift_told_v1 p ON
      p.org_id = $1::uuid AND p.programme_id = a.programme_id JOIN directory.published_posting_v1 w ON w.org_id
      = $1::uuid AND w.team_id = a.team_id AND w.role = ANY (p.drift_told) JOIN
      directory.published_staff_member_v1 s ON s.org_id = $1::uuid AND s.id = w.staff_member_id AND s.active
      ORDER BY w.team_id, w.staff_member_id;

WITH r AS MATERIALIZED
  (SELECT DISTINCT j.participant_id AS person
  FROM caseload.published_journey_v1 j
  WHERE j.org_id = $1::uuid AND j.participant_id = ANY ($9::uuid[])), a AS (INSERT INTO journal.access
      (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'live_reading', NULL::uuid, r.person, 'read'
  FROM r)
  SELECT r.person
  FROM r;

SELECT s.id
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND s.id = ANY ($4::uuid[]) AND ($3::text IN ('manager', 'auditor') OR s.subject =
      $2::text OR s.id IN
  (SELECT w.staff_member_id
  FROM directory.published_staff_member_v1 m JOIN directory.published_posting_v1 l ON l.org_id = m.org_id AND
      l.staff_member_id = m.id JOIN directory.published_posting_v1 w ON w.org_id = l.org_id AND w.team_id =
      l.team_id
  WHERE m.org_id = $1::uuid AND m.subject = $2::text AND m.active AND l.role = 'team_lead'));
