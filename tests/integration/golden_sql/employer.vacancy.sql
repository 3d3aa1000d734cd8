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
  RETURNING org_id), r AS (INSERT INTO employer.vacancy (id, org_id, etag, updated_at, employer_id,
      employer_site_id, role, soc_code, description, weekly_minutes, hourly_pay_pence, adjustments,
      through_service, opened_on, closing_on, filled_on, withdrawn_on, place_of_work)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::uuid, $22::text,
      $23::text, $24::text, $25::integer, $26::integer, $27::text, $28::text, $29::date, $30::date, $31::date,
      $32::date, $33::text
  FROM e
  RETURNING etag)
  SELECT etag
  FROM r;

WITH r AS (UPDATE employer.vacancy t SET etag = $18::bigint, updated_at = $19::timestamp with time zone,
      employer_id = $20::uuid, employer_site_id = $21::uuid, role = $22::text, soc_code = $23::text,
      description = $24::text, weekly_minutes = $25::integer, hourly_pay_pence = $26::integer, adjustments =
      $27::text, through_service = $28::text, opened_on = $29::date, closing_on = $30::date, filled_on =
      $31::date, withdrawn_on = $32::date, place_of_work = $33::text
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

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.employer_id,
      t.employer_site_id, t.role, t.soc_code, t.description, t.weekly_minutes, t.hourly_pay_pence,
      t.adjustments, t.through_service, t.opened_on, t.closing_on, t.filled_on, t.withdrawn_on, t.place_of_work
  FROM employer.vacancy t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.employer_id,
      t.employer_site_id, t.role, t.soc_code, t.description, t.weekly_minutes, t.hourly_pay_pence,
      t.adjustments, t.through_service, t.opened_on, t.closing_on, t.filled_on, t.withdrawn_on, t.place_of_work
  FROM employer.vacancy t
  WHERE t.org_id = $1::uuid AND t.id > $2::uuid ORDER BY t.id LIMIT $3::int;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.employer_id,
      t.employer_site_id, t.role, t.soc_code, t.description, t.weekly_minutes, t.hourly_pay_pence,
      t.adjustments, t.through_service, t.opened_on, t.closing_on, t.filled_on, t.withdrawn_on, t.place_of_work
  FROM employer.vacancy t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
