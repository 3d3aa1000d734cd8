UPDATE caseload.participant t SET etag = s.etag, updated_at = s.updated_at, team_id = s.team_id, name =
      s.name, birth_date = s.birth_date, birth_year = s.birth_year, sex = s.sex, gender_identity =
      s.gender_identity, ethnic_category = s.ethnic_category, disabilities = s.disabilities,
      long_term_condition = s.long_term_condition, lsoa = s.lsoa, imd_quintile = s.imd_quintile,
      settled_accommodation = s.settled_accommodation, local_characteristics = s.local_characteristics, source
      = s.source, source_key = s.source_key, nhs_number = s.nhs_number, merged_into = s.merged_into
  FROM caseload.stage_participant s
  WHERE t.org_id = $1::uuid AND s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag > 0 AND t.id =
      s.id AND t.etag = s.base_etag;

INSERT INTO caseload.participant (id, org_id, etag, updated_at, team_id, name, birth_date, birth_year, sex,
      gender_identity, ethnic_category, disabilities, long_term_condition, lsoa, imd_quintile,
      settled_accommodation, local_characteristics, source, source_key, nhs_number, merged_into)
  SELECT s.id, s.org_id, s.etag, s.updated_at, s.team_id, s.name, s.birth_date, s.birth_year, s.sex,
      s.gender_identity, s.ethnic_category, s.disabilities, s.long_term_condition, s.lsoa, s.imd_quintile,
      s.settled_accommodation, s.local_characteristics, s.source, s.source_key, s.nhs_number, s.merged_into
  FROM caseload.stage_participant s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag = 0 ORDER BY s.line;

WITH x AS MATERIALIZED
  (SELECT s.id AS subject, s.id AS person, ($11::int + row_number() OVER (ORDER BY s.line) - 1)::int AS part,
      s.body, sha256(s.body) AS body_hash
  FROM caseload.stage_participant s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag >= 0), y AS MATERIALIZED
  (SELECT x.*, sha256(convert_to(concat_ws(chr(31), ($3::uuid)::text, $4::text, $5::text, $6::text,
      (extract(epoch FROM $7::timestamptz) * 1000000)::bigint::text, $8::text, 'participant',
      (x.subject)::text, coalesce((x.person)::text, ''), ($9::uuid)::text, (x.part)::text, encode($10::bytea,
      'hex'), array_to_string('{import}'::text[], ',')), 'UTF8') || x.body_hash) AS entry_hash
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
      $8::text, 'participant', y.subject, y.person, $9::uuid, y.part, $10::bytea, '{import}'::text[], y.body,
      y.body_hash, y.entry_hash, h.prev, h.hash
  FROM y, h;
