WITH h AS (UPDATE journal.head d SET seq = d.seq + 1, prev = d.hash, hash = sha256(d.hash || int8send(d.seq +
      1) || sha256(sha256(convert_to(concat_ws(chr(31), ($2::uuid)::text, $3::text, $4::text, $5::text,
      (extract(epoch FROM $6::timestamptz) * 1000000)::bigint::text, $7::text, $8::text, ($9::uuid)::text,
      coalesce(($10::uuid)::text, ''), ($11::uuid)::text, ($12::int)::text, encode($13::bytea, 'hex'),
      array_to_string($14::text[], ',')), 'UTF8') || sha256($15::bytea))))
  WHERE d.org_id = $1::uuid
  RETURNING d.seq, d.prev, d.hash), e AS (INSERT INTO journal.entry (org_id, seq, caller_org, caller, role,
      purpose, at, method, kind, subject, person, request_id, part, request_hash, changed, body, body_hash,
      entry_hash, prev, hash)
  SELECT $1::uuid, h.seq, $2::uuid, $3::text, $4::text, $5::text, $6::timestamptz, $7::text, $8::text,
      $9::uuid, $10::uuid, $11::uuid, $12::int, $13::bytea, $14::text[], $15::bytea, sha256($15::bytea),
      sha256(convert_to(concat_ws(chr(31), ($2::uuid)::text, $3::text, $4::text, $5::text, (extract(epoch FROM
      $6::timestamptz) * 1000000)::bigint::text, $7::text, $8::text, ($9::uuid)::text,
      coalesce(($10::uuid)::text, ''), ($11::uuid)::text, ($12::int)::text, encode($13::bytea, 'hex'),
      array_to_string($14::text[], ',')), 'UTF8') || sha256($15::bytea)), h.prev, h.hash
  FROM h
  RETURNING org_id), r AS (INSERT INTO employer.job_application (id, org_id, etag, updated_at, participant_id,
      journey_id, vacancy_id, applied_on, interview_on, offered_on, offer_accepted_on, planned_start_on,
      turned_down_on, pulled_out_on, note, recorded_by, recorded_on, withdrawn_on)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::uuid, $22::uuid,
      $23::date, $24::date, $25::date, $26::date, $27::date, $28::date, $29::date, $30::text, $31::text,
      $32::date, $33::date
  FROM e
  RETURNING etag), w AS (INSERT INTO caseload.published_employer_countersignature_v1 AS o (id, org_id, etag,
      updated_at, participant_id, kind, entered_by, entered_at, note, decided_by)
  SELECT $9::uuid, $1::uuid, 1, $6::timestamptz, $10::uuid, $8::text, $3::text, $6::timestamptz, '', ''
  FROM e
  WHERE EXISTS
  (SELECT FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND $1::uuid = $2::uuid AND s.subject = $3::text AND s.role = 'student' AND
      s.active) ON CONFLICT (org_id, id) DO UPDATE SET etag = o.etag + 1, updated_at = excluded.updated_at,
      entered_by = excluded.entered_by, entered_at = excluded.entered_at, decision = NULL, note = '',
      decided_by = '', decided_on = NULL)
  SELECT etag
  FROM r;

WITH r AS (UPDATE employer.job_application t SET etag = $18::bigint, updated_at = $19::timestamp with time
      zone, participant_id = $20::uuid, journey_id = $21::uuid, vacancy_id = $22::uuid, applied_on = $23::date,
      interview_on = $24::date, offered_on = $25::date, offer_accepted_on = $26::date, planned_start_on =
      $27::date, turned_down_on = $28::date, pulled_out_on = $29::date, note = $30::text, recorded_by =
      $31::text, recorded_on = $32::date, withdrawn_on = $33::date
  WHERE t.org_id = $1::uuid AND t.org_id = $17::uuid AND t.id = $16::uuid AND t.etag = $18::bigint - 1
  RETURNING t.org_id, t.etag), h AS (UPDATE journal.head d SET seq = d.seq + 1, prev = d.hash, hash =
      sha256(d.hash || int8send(d.seq + 1) || sha256(sha256(convert_to(concat_ws(chr(31), ($2::uuid)::text,
      $3::text, $4::text, $5::text, (extract(epoch FROM $6::timestamptz) * 1000000)::bigint::text, $7::text,
      $8::text, ($9::uuid)::text, coalesce(($10::uuid)::text, ''), ($11::uuid)::text, ($12::int)::text,
      encode($13::bytea, 'hex'), array_to_string($14::text[], ',')), 'UTF8') || sha256($15::bytea))))
  FROM r
  WHERE d.org_id = $1::uuid AND r.org_id = d.org_id
  RETURNING d.seq, d.prev, d.hash), e AS (INSERT INTO journal.entry (org_id, seq, caller_org, caller, role,
      purpose, at, method, kind, subject, person, request_id, part, request_hash, changed, body, body_hash,
      entry_hash, prev, hash)
  SELECT $1::uuid, h.seq, $2::uuid, $3::text, $4::text, $5::text, $6::timestamptz, $7::text, $8::text,
      $9::uuid, $10::uuid, $11::uuid, $12::int, $13::bytea, $14::text[], $15::bytea, sha256($15::bytea),
      sha256(convert_to(concat_ws(chr(31), ($2::uuid)::text, $3::text, $4::text, $5::text, (extract(epoch FROM
      $6::timestamptz) * 1000000)::bigint::text, $7::text, $8::text, ($9::uuid)::text,
      coalesce(($10::uuid)::text, ''), ($11::uuid)::text, ($12::int)::text, encode($13::bytea, 'hex'),
      array_to_string($14::text[], ',')), 'UTF8') || sha256($15::bytea)), h.prev, h.hash
  FROM h
  RETURNING org_id), w AS (INSERT INTO caseload.published_employer_countersignature_v1 AS o (id, org_id, etag,
      updated_at, participant_id, kind, entered_by, entered_at, note, decided_by)
  SELECT $9::uuid, $1::uuid, 1, $6::timestamptz, $10::uuid, $8::text, $3::text, $6::timestamptz, '', ''
  FROM e
  WHERE EXISTS
  (SELECT FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND $1::uuid = $2::uuid AND s.subject = $3::text AND s.role = 'student' AND
      s.active) ON CONFLICT (org_id, id) DO UPDATE SET etag = o.etag + 1, updated_at = excluded.updated_at,
      entered_by = excluded.entered_by, entered_at = excluded.entered_at, decision = NULL, note = '',
      decided_by = '', decided_on = NULL)
  SELECT etag
  FROM r;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.vacancy_id, t.applied_on, t.interview_on, t.offered_on, t.offer_accepted_on,
      t.planned_start_on, t.turned_down_on, t.pulled_out_on, t.note, t.recorded_by, t.recorded_on,
      t.withdrawn_on,
  (SELECT j.job_id
  FROM placement.published_application_job_v1 j
  WHERE j.org_id = t.org_id AND j.application_id = t.id AND j.participant_id = ANY (ARRAY(SELECT
      t.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = t.org_id AND o.participant_id = t.participant_id)) ORDER BY j.started_on, j.job_id LIMIT 1)
      AS job_id
  FROM employer.job_application t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_participant_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.participant_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'job_application', r.id::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.vacancy_id, t.applied_on, t.interview_on, t.offered_on, t.offer_accepted_on,
      t.planned_start_on, t.turned_down_on, t.pulled_out_on, t.note, t.recorded_by, t.recorded_on,
      t.withdrawn_on,
  (SELECT j.job_id
  FROM placement.published_application_job_v1 j
  WHERE j.org_id = t.org_id AND j.application_id = t.id AND j.participant_id = ANY (ARRAY(SELECT
      t.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = t.org_id AND o.participant_id = t.participant_id)) ORDER BY j.started_on, j.job_id LIMIT 1)
      AS job_id
  FROM employer.job_application t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_participant_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.participant_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'job_application', NULL::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.vacancy_id, t.applied_on, t.interview_on, t.offered_on, t.offer_accepted_on,
      t.planned_start_on, t.turned_down_on, t.pulled_out_on, t.note, t.recorded_by, t.recorded_on,
      t.withdrawn_on,
  (SELECT j.job_id
  FROM placement.published_application_job_v1 j
  WHERE j.org_id = t.org_id AND j.application_id = t.id AND j.participant_id = ANY (ARRAY(SELECT
      t.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = t.org_id AND o.participant_id = t.participant_id)) ORDER BY j.started_on, j.job_id LIMIT 1)
      AS job_id
  FROM employer.job_application t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_participant_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.participant_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
