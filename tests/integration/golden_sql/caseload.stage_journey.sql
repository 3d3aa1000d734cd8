UPDATE caseload.journey t SET etag = s.etag, updated_at = s.updated_at, participant_id = s.participant_id,
      programme_id = s.programme_id, team_id = s.team_id, referred_on = s.referred_on, accepted_on =
      s.accepted_on, declined_on = s.declined_on, decline_reason = s.decline_reason, exited_on = s.exited_on,
      exit_reason = s.exit_reason, followed_to = s.followed_to, employment_status = s.employment_status,
      withdrawn_on = s.withdrawn_on, source = s.source, source_key = s.source_key, referral_source =
      s.referral_source, urgency = s.urgency, referral_reason = s.referral_reason, work_situation =
      s.work_situation, eligible = s.eligible, right_to_work = s.right_to_work, triaged_on = s.triaged_on,
      triage_priority = s.triage_priority, triage_reason = s.triage_reason, triaged_by = s.triaged_by,
      next_review_on = s.next_review_on, exit_destination = s.exit_destination, reopened_on = s.reopened_on,
      reopen_reason = s.reopen_reason
  FROM caseload.stage_journey s
  WHERE t.org_id = $1::uuid AND s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag > 0 AND t.id =
      s.id AND t.etag = s.base_etag;

INSERT INTO caseload.journey (id, org_id, etag, updated_at, participant_id, programme_id, team_id,
      referred_on, accepted_on, declined_on, decline_reason, exited_on, exit_reason, followed_to,
      employment_status, withdrawn_on, source, source_key, referral_source, urgency, referral_reason,
      work_situation, eligible, right_to_work, triaged_on, triage_priority, triage_reason, triaged_by,
      next_review_on, exit_destination, reopened_on, reopen_reason)
  SELECT s.id, s.org_id, s.etag, s.updated_at, s.participant_id, s.programme_id, s.team_id, s.referred_on,
      s.accepted_on, s.declined_on, s.decline_reason, s.exited_on, s.exit_reason, s.followed_to,
      s.employment_status, s.withdrawn_on, s.source, s.source_key, s.referral_source, s.urgency,
      s.referral_reason, s.work_situation, s.eligible, s.right_to_work, s.triaged_on, s.triage_priority,
      s.triage_reason, s.triaged_by, s.next_review_on, s.exit_destination, s.reopened_on, s.reopen_reason
  FROM caseload.stage_journey s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag = 0 ORDER BY s.line;

WITH x AS MATERIALIZED
  (SELECT s.id AS subject, s.participant_id AS person, ($11::int + row_number() OVER (ORDER BY s.line) -
      1)::int AS part, s.body, sha256(s.body) AS body_hash
  FROM caseload.stage_journey s
  WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag >= 0), y AS MATERIALIZED
  (SELECT x.*, sha256(convert_to(concat_ws(chr(31), ($3::uuid)::text, $4::text, $5::text, $6::text,
      (extract(epoch FROM $7::timestamptz) * 1000000)::bigint::text, $8::text, 'journey', (x.subject)::text,
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
      $8::text, 'journey', y.subject, y.person, $9::uuid, y.part, $10::bytea, '{import}'::text[], y.body,
      y.body_hash, y.entry_hash, h.prev, h.hash
  FROM y, h;
