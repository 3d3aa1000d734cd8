WITH r AS MATERIALIZED
  (SELECT v.participant_id AS person, v.category
  FROM caseload.shared_person_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = $9::uuid AND v.purpose = $10), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'shared_person', r.person::uuid, r.person, 'read'
  FROM r)
  SELECT DISTINCT r.category
  FROM r ORDER BY r.category;

WITH r AS MATERIALIZED
  (SELECT v.participant_id AS person, array_agg(DISTINCT v.category) AS categories
  FROM caseload.shared_person_v1 v
  WHERE v.org_id = $1::uuid AND v.purpose = $9 AND v.participant_id > $10::uuid GROUP BY v.participant_id
      ORDER BY v.participant_id LIMIT $11::int), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'shared_person', NULL::uuid, r.person, 'read'
  FROM r)
  SELECT r.person, r.categories
  FROM r ORDER BY r.person;

WITH r AS MATERIALIZED
  (SELECT v.seq, v.participant_id AS person, v.purpose, v.categories, v.said_on, v.was_read, v.directions,
      (extract(epoch FROM v.recorded_at) * 1000000)::bigint AS recorded
  FROM caseload.shared_notice_v1 v
  WHERE v.org_id = $1::uuid AND v.seq >= $9::bigint ORDER BY v.seq, v.participant_id OFFSET $10::bigint LIMIT
      $11::int), a AS (INSERT INTO journal.access (org_id, at, caller_org, caller, role, purpose, method,
      call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'consent_notice', NULL::uuid, r.person, 'read'
  FROM r)
  SELECT r.seq, r.person, r.purpose, r.categories, r.said_on, r.was_read, r.directions, r.recorded
  FROM r ORDER BY r.seq, r.person;

WITH r AS MATERIALIZED
  (SELECT v.name, v.birth_date, v.birth_year, v.participant_id AS person
  FROM caseload.shared_identity_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = $9::uuid AND v.purpose = $10), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'shared_identity', r.person::uuid, r.person, 'read'
  FROM r)
  SELECT r.name, r.birth_date, r.birth_year
  FROM r ORDER BY person;

WITH r AS MATERIALIZED
  (SELECT v.referred_on, v.accepted_on, v.exited_on, v.employment_status, v.id, v.participant_id AS person
  FROM caseload.shared_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = $9::uuid AND v.purpose = $10), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'shared_employment', r.person::uuid, r.person, 'read'
  FROM r)
  SELECT r.referred_on, r.accepted_on, r.exited_on, r.employment_status
  FROM r ORDER BY referred_on, id;

WITH r AS MATERIALIZED
  (SELECT v.started_on, v.ended_on, v.last_confirmed_on, v.weekly_minutes, v.competitive, v.job_title, v.id,
      v.participant_id AS person
  FROM placement.shared_spell_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = $9::uuid AND v.purpose = $10), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'shared_employment', r.person::uuid, r.person, 'read'
  FROM r)
  SELECT r.started_on, r.ended_on, r.last_confirmed_on, r.weekly_minutes, r.competitive, r.job_title
  FROM r ORDER BY started_on, id;

WITH r AS MATERIALIZED
  (SELECT v.long_term_condition, v.participant_id AS person
  FROM caseload.shared_health_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = $9::uuid AND v.purpose = $10), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'shared_health', r.person::uuid, r.person, 'read'
  FROM r)
  SELECT r.long_term_condition
  FROM r ORDER BY person;

WITH r AS MATERIALIZED
  (SELECT v.sex, v.gender_identity, v.ethnic_category, v.disabilities, v.participant_id AS person
  FROM caseload.shared_equity_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = $9::uuid AND v.purpose = $10), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'shared_equity', r.person::uuid, r.person, 'read'
  FROM r)
  SELECT r.sex, r.gender_identity, r.ethnic_category, r.disabilities
  FROM r ORDER BY person;
