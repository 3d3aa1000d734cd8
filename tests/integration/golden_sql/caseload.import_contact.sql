SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.contacted_on, t.kind, t.attendance, t.minutes, t.met_with, t.mode, t.place,
      t.participants, t.staff_member_id, t.withdrawn_on, i.source_key
  FROM caseload.imported_record i LEFT JOIN (caseload.contact t JOIN caseload.participant v ON v.org_id =
      t.org_id AND v.id = t.participant_id) ON t.org_id = i.org_id AND t.id = i.id
  WHERE i.org_id = $1::uuid AND i.kind = 'contact' AND i.source = $2 AND i.source_key = ANY ($3::text[]);

INSERT INTO caseload.stage_record (import_id, kind, org_id, source, source_key, line, id, participant_id,
      journey_id, staff_member_id, base_etag, body, updated_at)
  SELECT $2::uuid, 'contact', s.*
  FROM (SELECT coalesce(u.org_id::uuid, $4::uuid) AS org_id, coalesce(u.source::text, $6::text) AS source,
      coalesce(u.source_key::text, $8::text) AS source_key, coalesce(u.line::bigint, $10::bigint) AS line,
      coalesce(u.id::uuid, $12::uuid) AS id, coalesce(u.participant_id::uuid, $14::uuid) AS participant_id,
      coalesce(u.journey_id::uuid, $16::uuid) AS journey_id, coalesce(u.staff_member_id::uuid, $18::uuid) AS
      staff_member_id, coalesce(u.base_etag::bigint, $20::bigint) AS base_etag, coalesce(u.body::bytea,
      $22::bytea) AS body, coalesce(u.updated_at::timestamptz, $24::timestamptz) AS updated_at
  FROM unnest($3::text[], $5::text[], $7::text[], $9::text[], $11::text[], $13::text[], $15::text[],
      $17::text[], $19::text[], $21::text[], $23::text[]) AS u(org_id, source, source_key, line, id,
      participant_id, journey_id, staff_member_id, base_etag, body, updated_at)) s
  WHERE s.org_id = $1::uuid ON CONFLICT DO NOTHING;

SELECT s.source_key, s.line
  FROM caseload.stage_record s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.kind = 'contact' AND s.source = $3 AND
      s.source_key = ANY ($4::text[]);

SELECT s.source_key, s.line, s.base_etag, s.body
  FROM caseload.stage_record s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.kind = 'contact' AND s.base_etag >= 0 AND
      (s.line, s.source_key) > ($3::bigint, $4::text) ORDER BY s.line, s.source_key LIMIT 1000;

INSERT INTO caseload.contact (id, org_id, etag, updated_at, participant_id, journey_id, contacted_on, kind,
      attendance, minutes, met_with, mode, place, participants, staff_member_id, withdrawn_on)
  SELECT id, org_id, etag, updated_at, participant_id, journey_id, contacted_on, kind, attendance, minutes,
      met_with, mode, place, participants, staff_member_id, withdrawn_on
  FROM (SELECT coalesce(u.id::uuid, $3::uuid) AS id, coalesce(u.org_id::uuid, $5::uuid) AS org_id,
      coalesce(u.etag::bigint, $7::bigint) AS etag, coalesce(u.updated_at::timestamp with time zone,
      $9::timestamp with time zone) AS updated_at, coalesce(u.participant_id::uuid, $11::uuid) AS
      participant_id, coalesce(u.journey_id::uuid, $13::uuid) AS journey_id, coalesce(u.contacted_on::date,
      $15::date) AS contacted_on, coalesce(u.kind::text, $17::text) AS kind, coalesce(u.attendance::text,
      $19::text) AS attendance, coalesce(u.minutes::integer, $21::integer) AS minutes,
      coalesce(u.met_with::text[], $23::text[]) AS met_with, coalesce(u.mode::text, $25::text) AS mode,
      coalesce(u.place::text, $27::text) AS place, coalesce(u.participants::integer, $29::integer) AS
      participants, coalesce(u.staff_member_id::uuid, $31::uuid) AS staff_member_id,
      coalesce(u.withdrawn_on::date, $33::date) AS withdrawn_on, coalesce(u.line::bigint, $35::bigint) AS line
  FROM unnest($2::text[], $4::text[], $6::text[], $8::text[], $10::text[], $12::text[], $14::text[],
      $16::text[], $18::text[], $20::text[], $22::text[], $24::text[], $26::text[], $28::text[], $30::text[],
      $32::text[], $34::text[]) AS u(id, org_id, etag, updated_at, participant_id, journey_id, contacted_on,
      kind, attendance, minutes, met_with, mode, place, participants, staff_member_id, withdrawn_on, line)) s
  WHERE s.org_id = $1::uuid ORDER BY s.line;

UPDATE caseload.contact t SET etag = s.etag, updated_at = s.updated_at, participant_id = s.participant_id,
      journey_id = s.journey_id, contacted_on = s.contacted_on, kind = s.kind, attendance = s.attendance,
      minutes = s.minutes, met_with = s.met_with, mode = s.mode, place = s.place, participants =
      s.participants, staff_member_id = s.staff_member_id, withdrawn_on = s.withdrawn_on
  FROM (SELECT coalesce(u.id::uuid, $3::uuid) AS id, coalesce(u.org_id::uuid, $5::uuid) AS org_id,
      coalesce(u.etag::bigint, $7::bigint) AS etag, coalesce(u.updated_at::timestamp with time zone,
      $9::timestamp with time zone) AS updated_at, coalesce(u.participant_id::uuid, $11::uuid) AS
      participant_id, coalesce(u.journey_id::uuid, $13::uuid) AS journey_id, coalesce(u.contacted_on::date,
      $15::date) AS contacted_on, coalesce(u.kind::text, $17::text) AS kind, coalesce(u.attendance::text,
      $19::text) AS attendance, coalesce(u.minutes::integer, $21::integer) AS minutes,
      coalesce(u.met_with::text[], $23::text[]) AS met_with, coalesce(u.mode::text, $25::text) AS mode,
      coalesce(u.place::text, $27::text) AS place, coalesce(u.participants::integer, $29::integer) AS
      participants, coalesce(u.staff_member_id::uuid, $31::uuid) AS staff_member_id,
      coalesce(u.withdrawn_on::date, $33::date) AS withdrawn_on, coalesce(u.line::bigint, $35::bigint) AS line
  FROM unnest($2::text[], $4::text[], $6::text[], $8::text[], $10::text[], $12::text[], $14::text[],
      $16::text[], $18::text[], $20::text[], $22::text[], $24::text[], $26::text[], $28::text[], $30::text[],
      $32::text[], $34::text[]) AS u(id, org_id, etag, updated_at, participant_id, journey_id, contacted_on,
      kind, attendance, minutes, met_with, mode, place, participants, staff_member_id, withdrawn_on, line)) s
  WHERE t.org_id = $1::uuid AND s.org_id = t.org_id AND t.id = s.id AND t.etag = s.etag - 1;

UPDATE caseload.stage_record s SET body = u.body::bytea, participant_id = u.person::uuid
  FROM unnest($3::text[], $4::text[], $5::text[]) AS u (id, body, person)
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.kind = 'contact' AND s.id = u.id::uuid;

INSERT INTO caseload.imported_record (org_id, kind, source, source_key, id, participant_id)
  SELECT s.org_id, s.kind, s.source, s.source_key, s.id, s.participant_id
  FROM caseload.stage_record s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.kind = 'contact' AND s.base_etag = 0;

SELECT count(*) FILTER (WHERE s.base_etag = 0), count(*) FILTER (WHERE s.base_etag > 0)
  FROM caseload.stage_record s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.kind = 'contact';

WITH x AS MATERIALIZED
  (SELECT s.id AS subject, s.participant_id AS person, ($11::int + row_number() OVER (ORDER BY s.line,
      s.source_key) - 1)::int AS part, s.body, sha256(s.body) AS body_hash
  FROM caseload.stage_record s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag >= 0 AND s.kind = 'contact'), y AS
      MATERIALIZED
  (SELECT x.*, sha256(convert_to(concat_ws(chr(31), ($3::uuid)::text, $4::text, $5::text, $6::text,
      (extract(epoch FROM $7::timestamptz) * 1000000)::bigint::text, $8::text, 'contact', (x.subject)::text,
      coalesce((x.person)::text, ''), ($9::uuid)::text, (x.part)::text, encode($10::bytea, 'hex'),
      array_to_string('{import}'::text[], ',')), 'UTF8') || x.body_hash) AS entry_hash
  FROM x), d AS
  (SELECT count(*) AS n, sha256(string_agg(entry_hash, ''::bytea ORDER BY part)) AS digest
  FROM y), h AS (UPDATE journal.head p SET seq = p.seq + d.n, prev = p.hash, hash = sha256(p.hash ||
      int8send(p.seq + d.n) || d.digest)
  FROM d
  WHERE p.org_id = $1::uuid AND d.n > 0
  RETURNING p.seq - d.n AS before, p.prev, p.hash)
  INSERT INTO journal.entry (org_id, seq, caller_org, caller, role, purpose, at, method, kind, subject,
      person, request_id, part, request_hash, changed, body, body_hash, entry_hash, prev, hash)
  SELECT $1::uuid, h.before + 1 + y.part - $11::int, $3::uuid, $4::text, $5::text, $6::text, $7::timestamptz,
      $8::text, 'contact', y.subject, y.person, $9::uuid, y.part, $10::bytea, '{import}'::text[], y.body,
      y.body_hash, y.entry_hash, h.prev, h.hash
  FROM y, h;
