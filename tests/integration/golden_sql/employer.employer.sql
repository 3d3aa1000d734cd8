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
  RETURNING org_id), r AS (INSERT INTO employer.employer (id, org_id, etag, updated_at, name,
      companies_house_number, sic_code, size, disability_confident, confident_until, owner_id, website,
      do_not_approach, merged_into)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::text, $21::text, $22::text,
      $23::text, $24::text, $25::date, $26::uuid, $27::text, $28::text, $29::uuid
  FROM e
  RETURNING etag)
  SELECT etag
  FROM r;

WITH r AS (UPDATE employer.employer t SET etag = $18::bigint, updated_at = $19::timestamp with time zone, name
      = $20::text, companies_house_number = $21::text, sic_code = $22::text, size = $23::text,
      disability_confident = $24::text, confident_until = $25::date, owner_id = $26::uuid, website = $27::text,
      do_not_approach = $28::text, merged_into = $29::uuid
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

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.name,
      t.companies_house_number, t.sic_code, t.size, t.disability_confident, t.confident_until, t.owner_id,
      t.website, t.do_not_approach, t.merged_into,
  (SELECT min(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on))
      AS approached_on,
  (SELECT min(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on)
      AND x.kind = ANY
      ('{meeting,job_analysis,awareness_session,adjustment_advice,job_carving,placement_review}'::text[])) AS
      in_conversation_since,
  (SELECT least((SELECT min(x.opened_on)
  FROM employer.vacancy x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.opened_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND x.filled_on IS NULL AND (x.closing_on IS NULL OR x.closing_on >=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id))),
  (SELECT min(x.applied_on)
  FROM employer.job_application x JOIN employer.vacancy v ON v.org_id = x.org_id AND v.id = x.vacancy_id
  WHERE x.org_id = t.org_id AND v.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.turned_down_on IS NULL
      AND x.pulled_out_on IS NULL AND v.withdrawn_on IS NULL AND NOT EXISTS
  (SELECT FROM placement.published_employer_spell_v1 s
  WHERE s.org_id = x.org_id AND s.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND s.begins_job AND s.started_on >= x.applied_on AND
      s.participant_id = ANY (ARRAY(SELECT x.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = x.org_id AND o.participant_id = x.participant_id)) OFFSET 0)))) AS hiring_since,
  (SELECT max(x.started_on)
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND x.begins_job) AS hired_on,
  (SELECT EXISTS
  (SELECT 
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.ended_on IS NULL OR x.ended_on >=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)))) AS employs_now,
  (SELECT greatest((SELECT max(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on)),
  (SELECT max(x.opened_on)
  FROM employer.vacancy x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.opened_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)),
  (SELECT max(greatest(x.applied_on, CASE WHEN x.interview_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) THEN x.interview_on END, x.offered_on, x.offer_accepted_on, x.turned_down_on,
      x.pulled_out_on))
  FROM employer.job_application x JOIN employer.vacancy v ON v.org_id = x.org_id AND v.id = x.vacancy_id
  WHERE x.org_id = t.org_id AND v.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL),
  (SELECT max(greatest(x.started_on, x.last_confirmed_on, x.ended_on))
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)))) AS last_sign_on,
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AS as_of,
  (SELECT string_agg(a.do_not_approach, ' ' ORDER BY a.id)
  FROM employer.employer a
  WHERE a.org_id = t.org_id AND a.id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND a.id <> t.id AND a.do_not_approach <> '') AS
      merged_do_not_approach
  FROM employer.employer t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.name,
      t.companies_house_number, t.sic_code, t.size, t.disability_confident, t.confident_until, t.owner_id,
      t.website, t.do_not_approach, t.merged_into,
  (SELECT min(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on))
      AS approached_on,
  (SELECT min(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on)
      AND x.kind = ANY
      ('{meeting,job_analysis,awareness_session,adjustment_advice,job_carving,placement_review}'::text[])) AS
      in_conversation_since,
  (SELECT least((SELECT min(x.opened_on)
  FROM employer.vacancy x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.opened_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND x.filled_on IS NULL AND (x.closing_on IS NULL OR x.closing_on >=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id))),
  (SELECT min(x.applied_on)
  FROM employer.job_application x JOIN employer.vacancy v ON v.org_id = x.org_id AND v.id = x.vacancy_id
  WHERE x.org_id = t.org_id AND v.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.turned_down_on IS NULL
      AND x.pulled_out_on IS NULL AND v.withdrawn_on IS NULL AND NOT EXISTS
  (SELECT FROM placement.published_employer_spell_v1 s
  WHERE s.org_id = x.org_id AND s.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND s.begins_job AND s.started_on >= x.applied_on AND
      s.participant_id = ANY (ARRAY(SELECT x.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = x.org_id AND o.participant_id = x.participant_id)) OFFSET 0)))) AS hiring_since,
  (SELECT max(x.started_on)
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND x.begins_job) AS hired_on,
  (SELECT EXISTS
  (SELECT 
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.ended_on IS NULL OR x.ended_on >=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)))) AS employs_now,
  (SELECT greatest((SELECT max(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on)),
  (SELECT max(x.opened_on)
  FROM employer.vacancy x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.opened_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)),
  (SELECT max(greatest(x.applied_on, CASE WHEN x.interview_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) THEN x.interview_on END, x.offered_on, x.offer_accepted_on, x.turned_down_on,
      x.pulled_out_on))
  FROM employer.job_application x JOIN employer.vacancy v ON v.org_id = x.org_id AND v.id = x.vacancy_id
  WHERE x.org_id = t.org_id AND v.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL),
  (SELECT max(greatest(x.started_on, x.last_confirmed_on, x.ended_on))
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)))) AS last_sign_on,
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AS as_of,
  (SELECT string_agg(a.do_not_approach, ' ' ORDER BY a.id)
  FROM employer.employer a
  WHERE a.org_id = t.org_id AND a.id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND a.id <> t.id AND a.do_not_approach <> '') AS
      merged_do_not_approach
  FROM employer.employer t
  WHERE t.org_id = $1::uuid AND t.id > $2::uuid AND t.merged_into IS NULL ORDER BY t.id LIMIT $3::int;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.name,
      t.companies_house_number, t.sic_code, t.size, t.disability_confident, t.confident_until, t.owner_id,
      t.website, t.do_not_approach, t.merged_into,
  (SELECT min(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on))
      AS approached_on,
  (SELECT min(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on)
      AND x.kind = ANY
      ('{meeting,job_analysis,awareness_session,adjustment_advice,job_carving,placement_review}'::text[])) AS
      in_conversation_since,
  (SELECT least((SELECT min(x.opened_on)
  FROM employer.vacancy x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.opened_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND x.filled_on IS NULL AND (x.closing_on IS NULL OR x.closing_on >=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id))),
  (SELECT min(x.applied_on)
  FROM employer.job_application x JOIN employer.vacancy v ON v.org_id = x.org_id AND v.id = x.vacancy_id
  WHERE x.org_id = t.org_id AND v.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.turned_down_on IS NULL
      AND x.pulled_out_on IS NULL AND v.withdrawn_on IS NULL AND NOT EXISTS
  (SELECT FROM placement.published_employer_spell_v1 s
  WHERE s.org_id = x.org_id AND s.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND s.begins_job AND s.started_on >= x.applied_on AND
      s.participant_id = ANY (ARRAY(SELECT x.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = x.org_id AND o.participant_id = x.participant_id)) OFFSET 0)))) AS hiring_since,
  (SELECT max(x.started_on)
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND x.begins_job) AS hired_on,
  (SELECT EXISTS
  (SELECT 
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.ended_on IS NULL OR x.ended_on >=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)))) AS employs_now,
  (SELECT greatest((SELECT max(x.held_on)
  FROM employer.engagement x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.held_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AND (x.took_place = 'Y' OR x.took_place IS NULL AND x.recorded_on >= x.held_on)),
  (SELECT max(x.opened_on)
  FROM employer.vacancy x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL AND x.opened_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)),
  (SELECT max(greatest(x.applied_on, CASE WHEN x.interview_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) THEN x.interview_on END, x.offered_on, x.offer_accepted_on, x.turned_down_on,
      x.pulled_out_on))
  FROM employer.job_application x JOIN employer.vacancy v ON v.org_id = x.org_id AND v.id = x.vacancy_id
  WHERE x.org_id = t.org_id AND v.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.withdrawn_on IS NULL),
  (SELECT max(greatest(x.started_on, x.last_confirmed_on, x.ended_on))
  FROM placement.published_employer_spell_v1 x
  WHERE x.org_id = t.org_id AND x.employer_id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND x.started_on <=
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id)))) AS last_sign_on,
  (SELECT d.today
  FROM directory.published_today_v1 d
  WHERE d.org_id = t.org_id) AS as_of,
  (SELECT string_agg(a.do_not_approach, ' ' ORDER BY a.id)
  FROM employer.employer a
  WHERE a.org_id = t.org_id AND a.id = ANY (ARRAY(SELECT t.id UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = t.org_id AND o.employer_id = t.id)) AND a.id <> t.id AND a.do_not_approach <> '') AS
      merged_do_not_approach
  FROM employer.employer t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
