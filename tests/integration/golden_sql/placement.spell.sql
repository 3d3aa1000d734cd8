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
  RETURNING org_id), r AS (INSERT INTO placement.spell (id, org_id, etag, updated_at, journey_id,
      participant_id, started_on, ended_on, end_reason, last_confirmed_on, weekly_minutes, hourly_pay_pence,
      competitive, job_title, withdrawn_on, source, source_key, soc_code, contract, first_four_hours_on,
      continues_spell_id, job_id, end_heard_on, confirmed_by_source_on, employer_id, pay_period,
      pay_period_from, application_id)
  SELECT $16::uuid, $17::uuid, $18::bigint, $19::timestamp with time zone, $20::uuid, $21::uuid, $22::date,
      $23::date, $24::text, $25::date, $26::integer, $27::integer, $28::text, $29::text, $30::date, $31::text,
      $32::text, $33::text, $34::text, $35::date, $36::uuid, $37::uuid, $38::date, $39::date, $40::uuid,
      $41::text, $42::date, $43::uuid
  FROM e
  RETURNING etag), w AS (INSERT INTO caseload.published_spell_countersignature_v1 AS o (id, org_id, etag,
      updated_at, participant_id, kind, entered_by, entered_at, note, decided_by)
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

WITH r AS (UPDATE placement.spell t SET etag = $18::bigint, updated_at = $19::timestamp with time zone,
      journey_id = $20::uuid, participant_id = $21::uuid, started_on = $22::date, ended_on = $23::date,
      end_reason = $24::text, last_confirmed_on = $25::date, weekly_minutes = $26::integer, hourly_pay_pence =
      $27::integer, competitive = $28::text, job_title = $29::text, withdrawn_on = $30::date, source =
      $31::text, source_key = $32::text, soc_code = $33::text, contract = $34::text, first_four_hours_on =
      $35::date, continues_spell_id = $36::uuid, job_id = $37::uuid, end_heard_on = $38::date,
      confirmed_by_source_on = $39::date, employer_id = $40::uuid, pay_period = $41::text, pay_period_from =
      $42::date, application_id = $43::uuid
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
  RETURNING org_id), w AS (INSERT INTO caseload.published_spell_countersignature_v1 AS o (id, org_id, etag,
      updated_at, participant_id, kind, entered_by, entered_at, note, decided_by)
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
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.journey_id,
      t.participant_id, t.started_on, t.ended_on, t.end_reason, t.last_confirmed_on, t.weekly_minutes,
      t.hourly_pay_pence, t.competitive, t.job_title, t.withdrawn_on, t.source, t.source_key, t.soc_code,
      t.contract, t.first_four_hours_on, t.continues_spell_id, t.job_id, t.end_heard_on,
      t.confirmed_by_source_on, t.employer_id, t.pay_period, t.pay_period_from, t.application_id,
  (SELECT f.started_on < v.referred_on
  FROM placement.spell f
  WHERE f.org_id = t.org_id AND f.id = t.job_id) AS held_at_referral,
  (SELECT n.id
  FROM placement.spell n
  WHERE n.org_id = t.org_id AND n.continues_spell_id = t.id AND n.withdrawn_on IS NULL) AS
      continued_by_spell_id,
  (SELECT c.weekly_minutes
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.weekly_minutes IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_weekly_minutes,
  (SELECT c.hourly_pay_pence
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.hourly_pay_pence IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_hourly_pay_pence,
  (SELECT max(e.speaks_for)
  FROM placement.spell_evidence e
  WHERE e.org_id = t.org_id AND e.spell_id = t.id AND e.fact <> 'ended' AND e.withdrawn_on IS NULL) AS
      evidence_until
  FROM placement.spell t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id = $9::uuid), a AS (INSERT INTO journal.access (org_id, at, caller_org,
      caller, role, purpose, method, call_id, kind, record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'spell', r.id::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

WITH r AS MATERIALIZED
  (SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.journey_id,
      t.participant_id, t.started_on, t.ended_on, t.end_reason, t.last_confirmed_on, t.weekly_minutes,
      t.hourly_pay_pence, t.competitive, t.job_title, t.withdrawn_on, t.source, t.source_key, t.soc_code,
      t.contract, t.first_four_hours_on, t.continues_spell_id, t.job_id, t.end_heard_on,
      t.confirmed_by_source_on, t.employer_id, t.pay_period, t.pay_period_from, t.application_id,
  (SELECT f.started_on < v.referred_on
  FROM placement.spell f
  WHERE f.org_id = t.org_id AND f.id = t.job_id) AS held_at_referral,
  (SELECT n.id
  FROM placement.spell n
  WHERE n.org_id = t.org_id AND n.continues_spell_id = t.id AND n.withdrawn_on IS NULL) AS
      continued_by_spell_id,
  (SELECT c.weekly_minutes
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.weekly_minutes IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_weekly_minutes,
  (SELECT c.hourly_pay_pence
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.hourly_pay_pence IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_hourly_pay_pence,
  (SELECT max(e.speaks_for)
  FROM placement.spell_evidence e
  WHERE e.org_id = t.org_id AND e.spell_id = t.id AND e.fact <> 'ended' AND e.withdrawn_on IS NULL) AS
      evidence_until
  FROM placement.spell t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id > $9::uuid ORDER BY t.id LIMIT $10::int), a AS (INSERT INTO
      journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person,
      outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'spell', NULL::uuid, r.participant_id, 'read'
  FROM r)
  SELECT *
  FROM r ORDER BY id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.journey_id,
      t.participant_id, t.started_on, t.ended_on, t.end_reason, t.last_confirmed_on, t.weekly_minutes,
      t.hourly_pay_pence, t.competitive, t.job_title, t.withdrawn_on, t.source, t.source_key, t.soc_code,
      t.contract, t.first_four_hours_on, t.continues_spell_id, t.job_id, t.end_heard_on,
      t.confirmed_by_source_on, t.employer_id, t.pay_period, t.pay_period_from, t.application_id,
  (SELECT f.started_on < v.referred_on
  FROM placement.spell f
  WHERE f.org_id = t.org_id AND f.id = t.job_id) AS held_at_referral,
  (SELECT n.id
  FROM placement.spell n
  WHERE n.org_id = t.org_id AND n.continues_spell_id = t.id AND n.withdrawn_on IS NULL) AS
      continued_by_spell_id,
  (SELECT c.weekly_minutes
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.weekly_minutes IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_weekly_minutes,
  (SELECT c.hourly_pay_pence
  FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  WHERE c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= d.today
      AND c.hourly_pay_pence IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1) AS current_hourly_pay_pence,
  (SELECT max(e.speaks_for)
  FROM placement.spell_evidence e
  WHERE e.org_id = t.org_id AND e.spell_id = t.id AND e.fact <> 'ended' AND e.withdrawn_on IS NULL) AS
      evidence_until
  FROM placement.spell t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_journey_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.journey_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT string_agg(DISTINCT c.field, ', ' ORDER BY c.field)
  FROM (SELECT e.changed
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.subject = $2::uuid AND e.kind = $3 ORDER BY e.seq DESC LIMIT $4::bigint) x
      CROSS JOIN unnest(x.changed) AS c (field);
