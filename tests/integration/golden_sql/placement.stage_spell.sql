UPDATE placement.spell t SET etag = s.etag, updated_at = s.updated_at, journey_id = s.journey_id,
      participant_id = s.participant_id, started_on = s.started_on, ended_on = s.ended_on, end_reason =
      s.end_reason, last_confirmed_on = s.last_confirmed_on, weekly_minutes = s.weekly_minutes,
      hourly_pay_pence = s.hourly_pay_pence, competitive = s.competitive, job_title = s.job_title, withdrawn_on
      = s.withdrawn_on, source = s.source, source_key = s.source_key, soc_code = s.soc_code, contract =
      s.contract, first_four_hours_on = s.first_four_hours_on, continues_spell_id = s.continues_spell_id,
      job_id = s.job_id, end_heard_on = s.end_heard_on, confirmed_by_source_on = s.confirmed_by_source_on,
      employer_id = s.employer_id, pay_period = s.pay_period, pay_period_from = s.pay_period_from,
      application_id = s.application_id
  FROM placement.stage_spell s
  WHERE t.org_id = $1::uuid AND s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag > 0 AND t.id =
      s.id AND t.etag = s.base_etag;

INSERT INTO placement.spell (id, org_id, etag, updated_at, journey_id, participant_id, started_on, ended_on,
      end_reason, last_confirmed_on, weekly_minutes, hourly_pay_pence, competitive, job_title, withdrawn_on,
      source, source_key, soc_code, contract, first_four_hours_on, continues_spell_id, job_id, end_heard_on,
      confirmed_by_source_on, employer_id, pay_period, pay_period_from, application_id)
  SELECT s.id, s.org_id, s.etag, s.updated_at, s.journey_id, s.participant_id, s.started_on, s.ended_on,
      s.end_reason, s.last_confirmed_on, s.weekly_minutes, s.hourly_pay_pence, s.competitive, s.job_title,
      s.withdrawn_on, s.source, s.source_key, s.soc_code, s.contract, s.first_four_hours_on,
      s.continues_spell_id, s.job_id, s.end_heard_on, s.confirmed_by_source_on, s.employer_id, s.pay_period,
      s.pay_period_from, s.application_id
  FROM placement.stage_spell s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag = 0 ORDER BY s.line;

WITH x AS MATERIALIZED
  (SELECT s.id AS subject, s.participant_id AS person, ($11::int + row_number() OVER (ORDER BY s.line) -
      1)::int AS part, s.body, sha256(s.body) AS body_hash
  FROM placement.stage_spell s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag >= 0), y AS MATERIALIZED
  (SELECT x.*, sha256(convert_to(concat_ws(chr(31), ($3::uuid)::text, $4::text, $5::text, $6::text,
      (extract(epoch FROM $7::timestamptz) * 1000000)::bigint::text, $8::text, 'spell', (x.subject)::text,
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
      $8::text, 'spell', y.subject, y.person, $9::uuid, y.part, $10::bytea, '{import}'::text[], y.body,
      y.body_hash, y.entry_hash, h.prev, h.hash
  FROM y, h;
