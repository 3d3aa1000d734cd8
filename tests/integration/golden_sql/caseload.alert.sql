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
  RETURNING org_id), r AS (INSERT INTO caseload.alert (id, org_id, etag, updated_at, participant_id,
      journey_id, kind, detail, raised_by, raised_on, acknowledged_by, acknowledged_on, answer_by)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::uuid, $22::text,
      $23::text, $24::text, $25::date, $26::text, $27::date, $28::timestamp with time zone
  FROM e
  RETURNING etag)
  SELECT etag
  FROM r;

WITH r AS (UPDATE caseload.alert t SET etag = $18::bigint, updated_at = $19::timestamp with time zone,
      participant_id = $20::uuid, journey_id = $21::uuid, kind = $22::text, detail = $23::text, raised_by =
      $24::text, raised_on = $25::date, acknowledged_by = $26::text, acknowledged_on = $27::date, answer_by =
      $28::timestamp with time zone
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
  RETURNING org_id)
  SELECT etag
  FROM r;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.kind, t.detail, t.raised_by, t.raised_on, t.acknowledged_by, t.acknowledged_on,
      (extract(epoch FROM t.answer_by) * 1000000)::bigint
  FROM caseload.alert t
  WHERE t.org_id = $1::uuid AND t.id = $9::uuid AND ((t.kind NOT IN ('zero_exclusion', 'disclosure_incident')
      OR $5::text IN ('manager', 'auditor') OR EXISTS
  (SELECT FROM caseload.participant x
  WHERE x.org_id = t.org_id AND x.id = t.participant_id AND EXISTS
  (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id =
      s.org_id AND l.staff_member_id = s.id
  WHERE s.org_id = x.org_id AND s.subject = $4::text AND s.active AND l.role = 'team_lead' AND l.team_id =
      x.team_id))) AND (t.kind <> 'emergency_opening' OR $5::text IN ('manager', 'auditor')) AND (EXISTS
  (SELECT FROM caseload.participant p
  WHERE p.org_id = t.org_id AND p.id = t.participant_id) OR EXISTS
  (SELECT FROM caseload.journey j
  WHERE j.org_id = t.org_id AND j.participant_id = t.participant_id)) OR t.kind = 'crisis' AND EXISTS
  (SELECT FROM directory.published_crisis_v1 c JOIN directory.published_staff_member_v1 s ON s.org_id =
      c.org_id AND s.id IN (c.crisis_duty_staff_id, c.crisis_deputy_staff_id)
  WHERE c.org_id = t.org_id AND s.active AND s.subject = $4::text))), a AS (INSERT INTO journal.access
      (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'alert', r.id::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.kind, t.detail, t.raised_by, t.raised_on, t.acknowledged_by, t.acknowledged_on,
      (extract(epoch FROM t.answer_by) * 1000000)::bigint
  FROM caseload.alert t
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid AND ((t.kind NOT IN ('zero_exclusion', 'disclosure_incident')
      OR $5::text IN ('manager', 'auditor') OR EXISTS
  (SELECT FROM caseload.participant x
  WHERE x.org_id = t.org_id AND x.id = t.participant_id AND EXISTS
  (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id =
      s.org_id AND l.staff_member_id = s.id
  WHERE s.org_id = x.org_id AND s.subject = $4::text AND s.active AND l.role = 'team_lead' AND l.team_id =
      x.team_id))) AND (t.kind <> 'emergency_opening' OR $5::text IN ('manager', 'auditor')) AND (EXISTS
  (SELECT FROM caseload.participant p
  WHERE p.org_id = t.org_id AND p.id = t.participant_id) OR EXISTS
  (SELECT FROM caseload.journey j
  WHERE j.org_id = t.org_id AND j.participant_id = t.participant_id)) OR t.kind = 'crisis' AND EXISTS
  (SELECT FROM directory.published_crisis_v1 c JOIN directory.published_staff_member_v1 s ON s.org_id =
      c.org_id AND s.id IN (c.crisis_duty_staff_id, c.crisis_deputy_staff_id)
  WHERE c.org_id = t.org_id AND s.active AND s.subject = $4::text)) ORDER BY t.id LIMIT $10::int), a AS
      (INSERT INTO journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind,
      record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'alert', NULL::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.kind, t.detail, t.raised_by, t.raised_on, t.acknowledged_by, t.acknowledged_on,
      (extract(epoch FROM t.answer_by) * 1000000)::bigint
  FROM caseload.alert t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
