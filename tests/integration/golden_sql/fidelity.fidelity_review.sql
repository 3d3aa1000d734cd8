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
  RETURNING org_id), r AS (INSERT INTO fidelity.fidelity_review (id, org_id, etag, updated_at, team_id,
      instrument, instrument_version, visit_begins_on, visit_ends_on, note, no_action_reason, state,
      planned_on, issued_on, total, band, total_remark, agreement, closed_on, reviewers_removed_on,
      withdrawn_on, withdrawn_reason)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::text, $22::integer,
      $23::date, $24::date, $25::text, $26::text, $27::text, $28::date, $29::date, $30::text, $31::text,
      $32::text, $33::text, $34::date, $35::date, $36::date, $37::text
  FROM e
  RETURNING etag)
  SELECT etag
  FROM r;

WITH r AS (UPDATE fidelity.fidelity_review t SET etag = $18::bigint, updated_at = $19::timestamp with time
      zone, team_id = $20::uuid, instrument = $21::text, instrument_version = $22::integer, visit_begins_on =
      $23::date, visit_ends_on = $24::date, note = $25::text, no_action_reason = $26::text, state = $27::text,
      planned_on = $28::date, issued_on = $29::date, total = $30::text, band = $31::text, total_remark =
      $32::text, agreement = $33::text, closed_on = $34::date, reviewers_removed_on = $35::date, withdrawn_on =
      $36::date, withdrawn_reason = $37::text
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

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.instrument,
      t.instrument_version, t.visit_begins_on, t.visit_ends_on, t.note, t.no_action_reason, t.state,
      t.planned_on, t.issued_on, t.total, t.band, t.total_remark, t.agreement, t.closed_on,
      t.reviewers_removed_on, t.withdrawn_on, t.withdrawn_reason
  FROM fidelity.fidelity_review t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.instrument,
      t.instrument_version, t.visit_begins_on, t.visit_ends_on, t.note, t.no_action_reason, t.state,
      t.planned_on, t.issued_on, t.total, t.band, t.total_remark, t.agreement, t.closed_on,
      t.reviewers_removed_on, t.withdrawn_on, t.withdrawn_reason
  FROM fidelity.fidelity_review t
  WHERE t.org_id = $1::uuid AND t.id > $2::uuid ORDER BY t.id LIMIT $3::int;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.instrument,
      t.instrument_version, t.visit_begins_on, t.visit_ends_on, t.note, t.no_action_reason, t.state,
      t.planned_on, t.issued_on, t.total, t.band, t.total_remark, t.agreement, t.closed_on,
      t.reviewers_removed_on, t.withdrawn_on, t.withdrawn_reason
  FROM fidelity.fidelity_review t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
