SELECT seq
  FROM journal.head
  WHERE org_id = $1::uuid;

SELECT j.participant_id
  FROM caseload.journey j LEFT JOIN directory.published_programme_v1 y ON y.org_id = j.org_id AND y.id =
      j.programme_id
  WHERE j.org_id = $1::uuid AND j.participant_id > $2::uuid GROUP BY j.participant_id HAVING
      bool_and(y.retention_years IS NOT NULL AND coalesce(j.declined_on, j.exited_on, j.withdrawn_on) IS NOT
      NULL) ORDER BY j.participant_id LIMIT 2000;

SELECT o.participant_id, o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = ANY ($2::uuid[]);

SELECT p.id, p.birth_date, p.birth_year
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.id = ANY ($2::uuid[]);

SELECT j.participant_id, j.id, j.programme_id, greatest(j.declined_on, j.exited_on, j.withdrawn_on),
      y.retention_years, y.retention_until_age, y.retention_until_age_at_17
  FROM caseload.journey j LEFT JOIN directory.published_programme_v1 y ON y.org_id = j.org_id AND y.id =
      j.programme_id
  WHERE j.org_id = $1::uuid AND j.participant_id = ANY ($2::uuid[]) ORDER BY j.participant_id, j.id;

SELECT c.participant_id, max(c.contacted_on)
  FROM caseload.contact c
  WHERE c.org_id = $1::uuid AND c.participant_id = ANY ($2::uuid[]) AND c.withdrawn_on IS NULL GROUP BY
      c.participant_id;

SELECT DISTINCT h.participant_id
  FROM caseload.legal_hold h
  WHERE h.org_id = $1::uuid AND h.participant_id = ANY ($2::uuid[]) AND h.lifted_on IS NULL;

SELECT DISTINCT e.person, replace(e.kind, '_', ' ')
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.person = ANY ($2::uuid[]) AND e.seq > $3::bigint;

INSERT INTO caseload.disposal_person (org_id, disposal_id, participant_id, outcome, journey_id, programme_id,
      counted_from, retention_years, until_age, kept_to, reason, decided_by)
  SELECT h.org_id, $2::uuid, u.participant_id, 'listed', u.journey_id, u.programme_id, u.counted_from,
      u.years, u.age, u.kept_to, '', ''
  FROM journal.head h CROSS JOIN unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::date[], $7::int[], $8::int[],
      $9::date[]) AS u (participant_id, journey_id, programme_id, counted_from, years, age, kept_to)
  WHERE h.org_id = $1::uuid;

SELECT d.participant_id, NULL::text, d.outcome, d.journey_id, d.programme_id, d.counted_from,
      d.retention_years, d.until_age, d.kept_to, d.reason, d.decided_by, d.decided_on
  FROM caseload.disposal_person d
  WHERE d.org_id = $1::uuid AND d.disposal_id = $2::uuid ORDER BY d.participant_id;

WITH r AS MATERIALIZED
  (SELECT p.id, p.name
  FROM caseload.disposal_person l JOIN caseload.participant p ON p.org_id = l.org_id AND p.id =
      l.participant_id
  WHERE l.org_id = $1::uuid AND l.disposal_id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at,
      caller_org, caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'disposal', $9::uuid, r.id, 'read'
  FROM r)
  SELECT d.participant_id, r.name, d.outcome, d.journey_id, d.programme_id, d.counted_from, d.retention_years,
      d.until_age, d.kept_to, d.reason, d.decided_by, d.decided_on
  FROM caseload.disposal_person d LEFT JOIN r ON r.id = d.participant_id
  WHERE d.org_id = $1::uuid AND d.disposal_id = $9::uuid ORDER BY d.participant_id;

UPDATE caseload.disposal_person t SET outcome = u.outcome, reason = u.reason, decided_by = u.by, decided_on =
      u.day, key_hash = CASE WHEN u.outcome = 'disposed' THEN
  (SELECT sha256(convert_to(concat_ws(chr(31), $1::uuid, p.source, p.source_key), 'UTF8'))
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.id = u.participant_id AND p.source_key <> '') END
  FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::date[]) AS u (participant_id, outcome,
      reason, by, day)
  WHERE t.org_id = $1::uuid AND t.disposal_id = $2::uuid AND t.participant_id = u.participant_id;

SELECT p.id
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.id = ANY ($2::uuid[]) ORDER BY p.id FOR UPDATE;

SELECT seq
  FROM journal.head
  WHERE org_id = $1::uuid FOR NO KEY UPDATE;

UPDATE caseload.disposal SET signed_by = $3, signed_on = $4::date
  WHERE org_id = $1::uuid AND id = $2::uuid;
