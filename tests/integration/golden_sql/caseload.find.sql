WITH f AS MATERIALIZED
  (SELECT u.id, u.search_name
  FROM ((SELECT p.id, p.search_name
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.search_name >= $9::text AND p.search_name < $9::text || chr(1114111) AND
      p.search_name ~ ALL ($10::text[]) ORDER BY p.search_name, p.id LIMIT 1050) UNION
  (SELECT p.id, p.search_name
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.search_last >= $9::text AND p.search_last < $9::text || chr(1114111) AND
      p.search_name ~ ALL ($10::text[]) ORDER BY p.search_name, p.id LIMIT 1050)) u ORDER BY search_name, id
      LIMIT 1050), r AS MATERIALIZED
  (SELECT p.id, p.name, p.birth_date, p.team_id, p.merged_into, k.search_name
  FROM (SELECT f.id, f.search_name
  FROM f ORDER BY search_name, id LIMIT 50) k JOIN caseload.participant p ON p.org_id = $1::uuid AND p.id =
      k.id), a AS (INSERT INTO journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id,
      kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'participant', r.id::uuid, r.id, 'read'
  FROM r)
  SELECT id, name, birth_date, team_id,
  (SELECT count(*)
  FROM f), merged_into
  FROM r ORDER BY search_name, id;

WITH f AS MATERIALIZED
  (SELECT u.id, u.search_name
  FROM (SELECT p.id, p.search_name
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.birth_date = $9::date AND p.search_name ~ ALL ($10::text[]) ORDER BY
      p.search_name, p.id LIMIT 1050) u ORDER BY search_name, id LIMIT 1050), r AS MATERIALIZED
  (SELECT p.id, p.name, p.birth_date, p.team_id, p.merged_into, k.search_name
  FROM (SELECT f.id, f.search_name
  FROM f ORDER BY search_name, id LIMIT 50) k JOIN caseload.participant p ON p.org_id = $1::uuid AND p.id =
      k.id), a AS (INSERT INTO journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id,
      kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'participant', r.id::uuid, r.id, 'read'
  FROM r)
  SELECT id, name, birth_date, team_id,
  (SELECT count(*)
  FROM f), merged_into
  FROM r ORDER BY search_name, id;

WITH f AS MATERIALIZED
  (SELECT u.id, u.search_name
  FROM (SELECT p.id, p.search_name
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.nhs_number = $9::text AND p.nhs_number <> '' AND ($11::date IS NULL OR
      p.birth_date = $11::date) AND p.search_name ~ ALL ($10::text[]) ORDER BY p.search_name, p.id LIMIT 1050)
      u ORDER BY search_name, id LIMIT 1050), r AS MATERIALIZED
  (SELECT p.id, p.name, p.birth_date, p.team_id, p.merged_into, k.search_name
  FROM (SELECT f.id, f.search_name
  FROM f ORDER BY search_name, id LIMIT 50) k JOIN caseload.participant p ON p.org_id = $1::uuid AND p.id =
      k.id), a AS (INSERT INTO journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id,
      kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'participant', r.id::uuid, r.id, 'read'
  FROM r)
  SELECT id, name, birth_date, team_id,
  (SELECT count(*)
  FROM f), merged_into
  FROM r ORDER BY search_name, id;
