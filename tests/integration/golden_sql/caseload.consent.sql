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
  RETURNING org_id), r AS (INSERT INTO caseload.consent (id, org_id, etag, updated_at, participant_id, number,
      decision, recipient_org_id, purpose, categories, directions, said_on, expires_on, wording_version,
      language, manner, given_by, capacity_note, recorded_by)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::bigint, $22::text,
      $23::uuid, $24::text, $25::text[], $26::text[], $27::date, $28::date, $29::text, $30::text, $31::text,
      $32::text, $33::text, $34::text
  FROM e
  RETURNING etag), n AS (INSERT INTO caseload.consent_notice (org_id, consent_id, recipient_org_id,
      participant_id, seq, recorded_at, purpose, categories, directions, said_on, was_read)
  SELECT $1::uuid, $16::uuid, x.recipient, x.participant_id, min(h.seq), $19::timestamp with time zone,
      $24::text, coalesce(array_agg(DISTINCT x.category) FILTER (WHERE x.category IS NOT NULL), $25::text[]),
      array_agg(DISTINCT x.direction), $27::date, bool_or(x.was_read)
  FROM e CROSS JOIN h JOIN
  (SELECT v.org_id, v.recipient_org_id AS recipient, false AS was_read, v.category, v.direction,
      v.participant_id
  FROM caseload.published_consent_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = ANY (ARRAY(SELECT $20::uuid UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = $20::uuid)) AND ($23::uuid IS NULL OR v.recipient_org_id =
      $23::uuid) AND ($24::text IS NULL OR v.purpose = $24::text) AND v.category = ANY ($25::text[]) AND
      v.direction = ANY ($26::text[]) UNION ALL
  SELECT a.org_id, a.caller_org, true, nullif(substr(a.kind, 8), 'person'), 'outgoing', a.person
  FROM journal.access a
  WHERE a.org_id = $1::uuid AND a.person = ANY (ARRAY(SELECT $20::uuid UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = $20::uuid)) AND a.caller_org <> $1::uuid AND a.outcome =
      'read' AND 'outgoing' = ANY ($26::text[]) AND ($23::uuid IS NULL OR a.caller_org = $23::uuid) AND
      ($24::text IS NULL OR a.purpose = $24::text) AND a.kind = ANY (ARRAY(SELECT 'shared_' || c
  FROM unnest($25::text[]) c) || 'shared_person'::text) AND NOT EXISTS
  (SELECT FROM caseload.consent_notice o
  WHERE o.org_id = $1::uuid AND o.recipient_org_id = a.caller_org AND o.participant_id = a.person AND
      o.recorded_at >= a.at AND 'outgoing' = ANY (o.directions) AND (o.purpose IS NULL OR o.purpose =
      a.purpose) AND (a.kind = 'shared_person' OR substr(a.kind, 8) = ANY (o.categories)))) x ON x.org_id =
      e.org_id
  WHERE $22::text <> 'given' GROUP BY x.recipient, x.participant_id), w AS (INSERT INTO
      caseload.countersignature AS o (id, org_id, etag, updated_at, participant_id, kind, entered_by,
      entered_at, note, decided_by)
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

WITH r AS (UPDATE caseload.consent t SET etag = $18::bigint, updated_at = $19::timestamp with time zone,
      participant_id = $20::uuid, number = $21::bigint, decision = $22::text, recipient_org_id = $23::uuid,
      purpose = $24::text, categories = $25::text[], directions = $26::text[], said_on = $27::date, expires_on
      = $28::date, wording_version = $29::text, language = $30::text, manner = $31::text, given_by = $32::text,
      capacity_note = $33::text, recorded_by = $34::text
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
  RETURNING org_id), w AS (INSERT INTO caseload.countersignature AS o (id, org_id, etag, updated_at,
      participant_id, kind, entered_by, entered_at, note, decided_by)
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
      t.number, t.decision, t.recipient_org_id, t.purpose, t.categories, t.directions, t.said_on, t.expires_on,
      t.wording_version, t.language, t.manner, t.given_by, t.capacity_note, t.recorded_by,
  (SELECT coalesce(min(o.name), '')
  FROM directory.published_partner_v1 o
  WHERE o.org_id = t.org_id AND o.partner_org_id = t.recipient_org_id) AS recipient
  FROM caseload.consent t JOIN caseload.participant v ON v.org_id = t.org_id AND v.id = t.participant_id
  WHERE t.org_id = $1::uuid AND t.id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'consent', r.id::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.number, t.decision, t.recipient_org_id, t.purpose, t.categories, t.directions, t.said_on, t.expires_on,
      t.wording_version, t.language, t.manner, t.given_by, t.capacity_note, t.recorded_by,
  (SELECT coalesce(min(o.name), '')
  FROM directory.published_partner_v1 o
  WHERE o.org_id = t.org_id AND o.partner_org_id = t.recipient_org_id) AS recipient
  FROM caseload.consent t JOIN caseload.participant v ON v.org_id = t.org_id AND v.id = t.participant_id
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'consent', NULL::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.number, t.decision, t.recipient_org_id, t.purpose, t.categories, t.directions, t.said_on, t.expires_on,
      t.wording_version, t.language, t.manner, t.given_by, t.capacity_note, t.recorded_by,
  (SELECT coalesce(min(o.name), '')
  FROM directory.published_partner_v1 o
  WHERE o.org_id = t.org_id AND o.partner_org_id = t.recipient_org_id) AS recipient
  FROM caseload.consent t JOIN caseload.participant v ON v.org_id = t.org_id AND v.id = t.participant_id
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
