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
  RETURNING org_id), r AS (INSERT INTO directory.programme (id, org_id, etag, updated_at, name, kind,
      starts_on, ends_on, caseload_limit, decision_days, first_contact_days, old_answer_days, setting,
      outcome_rules, triage, review_days, retention_years, retention_until_age, retention_until_age_at_17,
      triage_days, asks_eligibility, asks_right_to_work, drift_told)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::text, $21::text, $22::date,
      $23::date, $24::integer, $25::integer, $26::integer, $27::integer, $28::text, $29::text[], $30::boolean,
      $31::integer, $32::integer, $33::integer, $34::integer, $35::integer, $36::boolean, $37::boolean,
      $38::text[]
  FROM e
  RETURNING etag)
  SELECT etag
  FROM r;

WITH r AS (UPDATE directory.programme t SET etag = $18::bigint, updated_at = $19::timestamp with time zone,
      name = $20::text, kind = $21::text, starts_on = $22::date, ends_on = $23::date, caseload_limit =
      $24::integer, decision_days = $25::integer, first_contact_days = $26::integer, old_answer_days =
      $27::integer, setting = $28::text, outcome_rules = $29::text[], triage = $30::boolean, review_days =
      $31::integer, retention_years = $32::integer, retention_until_age = $33::integer,
      retention_until_age_at_17 = $34::integer, triage_days = $35::integer, asks_eligibility = $36::boolean,
      asks_right_to_work = $37::boolean, drift_told = $38::text[]
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

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.name, t.kind,
      t.starts_on, t.ends_on, t.caseload_limit, t.decision_days, t.first_contact_days, t.old_answer_days,
      t.setting, t.outcome_rules, t.triage, t.review_days, t.retention_years, t.retention_until_age,
      t.retention_until_age_at_17, t.triage_days, t.asks_eligibility, t.asks_right_to_work, t.drift_told
  FROM directory.programme t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.name, t.kind,
      t.starts_on, t.ends_on, t.caseload_limit, t.decision_days, t.first_contact_days, t.old_answer_days,
      t.setting, t.outcome_rules, t.triage, t.review_days, t.retention_years, t.retention_until_age,
      t.retention_until_age_at_17, t.triage_days, t.asks_eligibility, t.asks_right_to_work, t.drift_told
  FROM directory.programme t
  WHERE t.org_id = $1::uuid AND t.id > $2::uuid ORDER BY t.id LIMIT $3::int;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.name, t.kind,
      t.starts_on, t.ends_on, t.caseload_limit, t.decision_days, t.first_contact_days, t.old_answer_days,
      t.setting, t.outcome_rules, t.triage, t.review_days, t.retention_years, t.retention_until_age,
      t.retention_until_age_at_17, t.triage_days, t.asks_eligibility, t.asks_right_to_work, t.drift_told
  FROM directory.programme t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
