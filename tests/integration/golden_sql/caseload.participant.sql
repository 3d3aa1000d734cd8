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
  RETURNING org_id), r AS (INSERT INTO caseload.participant (id, org_id, etag, updated_at, team_id, name,
      birth_date, birth_year, sex, gender_identity, ethnic_category, disabilities, long_term_condition, lsoa,
      imd_quintile, settled_accommodation, local_characteristics, source, source_key, nhs_number, merged_into)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::text, $22::date,
      $23::integer, $24::text, $25::text, $26::text, $27::text[], $28::text, $29::text, $30::integer,
      $31::text, $32::jsonb, $33::text, $34::text, $35::text, $36::uuid
  FROM e
  RETURNING etag), w AS (INSERT INTO caseload.countersignature AS o (id, org_id, etag, updated_at,
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

WITH r AS (UPDATE caseload.participant t SET etag = $18::bigint, updated_at = $19::timestamp with time zone,
      team_id = $20::uuid, name = $21::text, birth_date = $22::date, birth_year = $23::integer, sex =
      $24::text, gender_identity = $25::text, ethnic_category = $26::text, disabilities = $27::text[],
      long_term_condition = $28::text, lsoa = $29::text, imd_quintile = $30::integer, settled_accommodation =
      $31::text, local_characteristics = $32::jsonb, source = $33::text, source_key = $34::text, nhs_number =
      $35::text, merged_into = $36::uuid
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
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.name,
      t.birth_date, t.birth_year, t.sex, t.gender_identity, t.ethnic_category, t.disabilities,
      t.long_term_condition, t.lsoa, t.imd_quintile, t.settled_accommodation, t.local_characteristics,
      t.source, t.source_key, t.nhs_number, t.merged_into
  FROM caseload.participant t
  WHERE t.org_id = $1::uuid AND t.id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'participant', r.id::uuid, r.id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.name,
      t.birth_date, t.birth_year, t.sex, t.gender_identity, t.ethnic_category, t.disabilities,
      t.long_term_condition, t.lsoa, t.imd_quintile, t.settled_accommodation, t.local_characteristics,
      t.source, t.source_key, t.nhs_number, t.merged_into
  FROM caseload.participant t
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'participant', NULL::uuid, r.id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED (WITH seen AS MATERIALIZED
  (SELECT unnest(current_setting('app.teams')::uuid[]) AS team_id UNION
  SELECT c.team_id
  FROM caseload.covered_team_v1 c
  WHERE c.org_id = $1::uuid)
  SELECT t.*
  FROM (SELECT s.*
  FROM seen v CROSS JOIN LATERAL
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.name,
      t.birth_date, t.birth_year, t.sex, t.gender_identity, t.ethnic_category, t.disabilities,
      t.long_term_condition, t.lsoa, t.imd_quintile, t.settled_accommodation, t.local_characteristics,
      t.source, t.source_key, t.nhs_number, t.merged_into
  FROM caseload.participant t
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid AND t.team_id = v.team_id ORDER BY t.id LIMIT $10::int) s
      UNION ALL
  SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.name,
      t.birth_date, t.birth_year, t.sex, t.gender_identity, t.ethnic_category, t.disabilities,
      t.long_term_condition, t.lsoa, t.imd_quintile, t.settled_accommodation, t.local_characteristics,
      t.source, t.source_key, t.nhs_number, t.merged_into
  FROM caseload.participant t
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid AND (t.id = ANY (ARRAY(SELECT o.participant_id
  FROM caseload.opened_person_v1 o
  WHERE o.org_id = $1::uuid)) OR t.id = ANY (ARRAY(SELECT m.participant_id
  FROM caseload.merged_person_v1 m
  WHERE m.org_id = $1::uuid))) AND t.team_id <> ALL (ARRAY(SELECT v.team_id
  FROM seen v))) t ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'participant', NULL::uuid, r.id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.name,
      t.birth_date, t.birth_year, t.sex, t.gender_identity, t.ethnic_category, t.disabilities,
      t.long_term_condition, t.lsoa, t.imd_quintile, t.settled_accommodation, t.local_characteristics,
      t.source, t.source_key, t.nhs_number, t.merged_into
  FROM caseload.participant t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
