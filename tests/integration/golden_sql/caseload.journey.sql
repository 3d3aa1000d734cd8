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
  RETURNING org_id), r AS (INSERT INTO caseload.journey (id, org_id, etag, updated_at, participant_id,
      programme_id, team_id, referred_on, accepted_on, declined_on, decline_reason, exited_on, exit_reason,
      followed_to, employment_status, withdrawn_on, source, source_key, referral_source, urgency,
      referral_reason, work_situation, eligible, right_to_work, triaged_on, triage_priority, triage_reason,
      triaged_by, next_review_on, exit_destination, reopened_on, reopen_reason)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::uuid, $22::uuid,
      $23::date, $24::date, $25::date, $26::text, $27::date, $28::text, $29::date, $30::text, $31::date,
      $32::text, $33::text, $34::text, $35::text, $36::text, $37::text, $38::text, $39::text, $40::date,
      $41::text, $42::text, $43::text, $44::date, $45::text, $46::date, $47::text
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

WITH r AS (UPDATE caseload.journey t SET etag = $18::bigint, updated_at = $19::timestamp with time zone,
      participant_id = $20::uuid, programme_id = $21::uuid, team_id = $22::uuid, referred_on = $23::date,
      accepted_on = $24::date, declined_on = $25::date, decline_reason = $26::text, exited_on = $27::date,
      exit_reason = $28::text, followed_to = $29::date, employment_status = $30::text, withdrawn_on =
      $31::date, source = $32::text, source_key = $33::text, referral_source = $34::text, urgency = $35::text,
      referral_reason = $36::text, work_situation = $37::text, eligible = $38::text, right_to_work = $39::text,
      triaged_on = $40::date, triage_priority = $41::text, triage_reason = $42::text, triaged_by = $43::text,
      next_review_on = $44::date, exit_destination = $45::text, reopened_on = $46::date, reopen_reason =
      $47::text
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
      t.programme_id, t.team_id, t.referred_on, t.accepted_on, t.declined_on, t.decline_reason, t.exited_on,
      t.exit_reason, t.followed_to, t.employment_status, t.withdrawn_on, t.source, t.source_key,
      t.referral_source, t.urgency, t.referral_reason, t.work_situation, t.eligible, t.right_to_work,
      t.triaged_on, t.triage_priority, t.triage_reason, t.triaged_by, t.next_review_on, t.exit_destination,
      t.reopened_on, t.reopen_reason,
  (SELECT min(v.started_on)
  FROM caseload.vocational_profile v
  WHERE v.org_id = t.org_id AND v.journey_id = t.id AND v.withdrawn_on IS NULL) AS engaged_on
  FROM caseload.journey t
  WHERE t.org_id = $1::uuid AND t.id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'journey', r.id::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.programme_id, t.team_id, t.referred_on, t.accepted_on, t.declined_on, t.decline_reason, t.exited_on,
      t.exit_reason, t.followed_to, t.employment_status, t.withdrawn_on, t.source, t.source_key,
      t.referral_source, t.urgency, t.referral_reason, t.work_situation, t.eligible, t.right_to_work,
      t.triaged_on, t.triage_priority, t.triage_reason, t.triaged_by, t.next_review_on, t.exit_destination,
      t.reopened_on, t.reopen_reason,
  (SELECT min(v.started_on)
  FROM caseload.vocational_profile v
  WHERE v.org_id = t.org_id AND v.journey_id = t.id AND v.withdrawn_on IS NULL) AS engaged_on
  FROM caseload.journey t
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'journey', NULL::uuid, r.participant_id, 'read'
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
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.programme_id, t.team_id, t.referred_on, t.accepted_on, t.declined_on, t.decline_reason, t.exited_on,
      t.exit_reason, t.followed_to, t.employment_status, t.withdrawn_on, t.source, t.source_key,
      t.referral_source, t.urgency, t.referral_reason, t.work_situation, t.eligible, t.right_to_work,
      t.triaged_on, t.triage_priority, t.triage_reason, t.triaged_by, t.next_review_on, t.exit_destination,
      t.reopened_on, t.reopen_reason,
  (SELECT min(v.started_on)
  FROM caseload.vocational_profile v
  WHERE v.org_id = t.org_id AND v.journey_id = t.id AND v.withdrawn_on IS NULL) AS engaged_on
  FROM caseload.journey t
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid AND t.team_id = v.team_id ORDER BY t.id LIMIT $10::int) s
      UNION ALL
  SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.programme_id, t.team_id, t.referred_on, t.accepted_on, t.declined_on, t.decline_reason, t.exited_on,
      t.exit_reason, t.followed_to, t.employment_status, t.withdrawn_on, t.source, t.source_key,
      t.referral_source, t.urgency, t.referral_reason, t.work_situation, t.eligible, t.right_to_work,
      t.triaged_on, t.triage_priority, t.triage_reason, t.triaged_by, t.next_review_on, t.exit_destination,
      t.reopened_on, t.reopen_reason,
  (SELECT min(v.started_on)
  FROM caseload.vocational_profile v
  WHERE v.org_id = t.org_id AND v.journey_id = t.id AND v.withdrawn_on IS NULL) AS engaged_on
  FROM caseload.journey t
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid AND t.participant_id = ANY (ARRAY(SELECT o.participant_id
  FROM caseload.opened_person_v1 o
  WHERE o.org_id = $1::uuid)) AND t.team_id <> ALL (ARRAY(SELECT v.team_id
  FROM seen v))) t ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'journey', NULL::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.programme_id, t.team_id, t.referred_on, t.accepted_on, t.declined_on, t.decline_reason, t.exited_on,
      t.exit_reason, t.followed_to, t.employment_status, t.withdrawn_on, t.source, t.source_key,
      t.referral_source, t.urgency, t.referral_reason, t.work_situation, t.eligible, t.right_to_work,
      t.triaged_on, t.triage_priority, t.triage_reason, t.triaged_by, t.next_review_on, t.exit_destination,
      t.reopened_on, t.reopen_reason,
  (SELECT min(v.started_on)
  FROM caseload.vocational_profile v
  WHERE v.org_id = t.org_id AND v.journey_id = t.id AND v.withdrawn_on IS NULL) AS engaged_on
  FROM caseload.journey t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
