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
  RETURNING org_id), r AS (INSERT INTO placement.job_retention (id, org_id, etag, updated_at, spell_id,
      journey_id, participant_id, situation, off_sick_from, return_planned_on, returned_on, outcome,
      outcome_on, note, recorded_by, recorded_on, withdrawn_on)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::uuid, $22::uuid,
      $23::text, $24::date, $25::date, $26::date, $27::text, $28::date, $29::text, $30::text, $31::date,
      $32::date
  FROM e
  RETURNING etag), w AS (INSERT INTO caseload.published_spell_countersignature_v1 AS o (id, org_id, etag,
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

WITH r AS (UPDATE placement.job_retention t SET etag = $18::bigint, updated_at = $19::timestamp with time
      zone, spell_id = $20::uuid, journey_id = $21::uuid, participant_id = $22::uuid, situation = $23::text,
      off_sick_from = $24::date, return_planned_on = $25::date, returned_on = $26::date, outcome = $27::text,
      outcome_on = $28::date, note = $29::text, recorded_by = $30::text, recorded_on = $31::date, withdrawn_on
      = $32::date
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
  RETURNING org_id), w AS (INSERT INTO caseload.published_spell_countersignature_v1 AS o (id, org_id, etag,
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
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.spell_id,
      t.journey_id, t.participant_id, t.situation, t.off_sick_from, t.return_planned_on, t.returned_on,
      t.outcome, t.outcome_on, t.note, t.recorded_by, t.recorded_on, t.withdrawn_on
  FROM placement.job_retention t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'job_retention', r.id::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.spell_id,
      t.journey_id, t.participant_id, t.situation, t.off_sick_from, t.return_planned_on, t.returned_on,
      t.outcome, t.outcome_on, t.note, t.recorded_by, t.recorded_on, t.withdrawn_on
  FROM placement.job_retention t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'job_retention', NULL::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.spell_id, t.journey_id,
      t.participant_id, t.situation, t.off_sick_from, t.return_planned_on, t.returned_on, t.outcome,
      t.outcome_on, t.note, t.recorded_by, t.recorded_on, t.withdrawn_on
  FROM placement.job_retention t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
