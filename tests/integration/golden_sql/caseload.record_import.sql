SELECT t.source_key, t.id, t.id
  FROM caseload.participant t
  WHERE t.org_id = $1::uuid AND t.source = $2 AND t.source_key <> '' AND t.source_key = ANY ($3::text[]) UNION
  SELECT t.source_key, t.id, t.id
  FROM caseload.stage_participant t
  WHERE t.org_id = $1::uuid AND t.source = $2 AND t.source_key <> '' AND t.source_key = ANY ($3::text[]) AND
      t.import_id = $4::uuid;

SELECT t.source_key, t.id, t.participant_id
  FROM caseload.journey t
  WHERE t.org_id = $1::uuid AND t.source = $2 AND t.source_key <> '' AND t.source_key = ANY ($3::text[]) UNION
  SELECT t.source_key, t.id, t.participant_id
  FROM caseload.stage_journey t
  WHERE t.org_id = $1::uuid AND t.source = $2 AND t.source_key <> '' AND t.source_key = ANY ($3::text[]) AND
      t.import_id = $4::uuid;

SELECT p.id, p.merged_into
  FROM caseload.participant p
  WHERE p.org_id = $1::uuid AND p.id = ANY ($2::uuid[]) UNION
  SELECT s.id, NULL
  FROM caseload.stage_participant s
  WHERE s.org_id = $1::uuid AND s.import_id = $3::uuid AND s.id = ANY ($2::uuid[]);

SELECT o.participant_id, o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = ANY ($2::uuid[]);

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.programme_id, t.team_id, t.referred_on, t.accepted_on, t.declined_on, t.decline_reason, t.exited_on,
      t.exit_reason, t.followed_to, t.employment_status, t.withdrawn_on, t.source, t.source_key,
      t.referral_source, t.urgency, t.referral_reason, t.work_situation, t.eligible, t.right_to_work,
      t.triaged_on, t.triage_priority, t.triage_reason, t.triaged_by, t.next_review_on, t.exit_destination,
      t.reopened_on, t.reopen_reason
  FROM caseload.journey t
  WHERE t.org_id = $1::uuid AND t.participant_id = ANY ($2::uuid[]) AND NOT EXISTS
  (SELECT FROM caseload.stage_journey s
  WHERE s.org_id = t.org_id AND s.import_id = $3::uuid AND s.id = t.id) UNION ALL
  SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.programme_id, t.team_id, t.referred_on, t.accepted_on, t.declined_on, t.decline_reason, t.exited_on,
      t.exit_reason, t.followed_to, t.employment_status, t.withdrawn_on, t.source, t.source_key,
      t.referral_source, t.urgency, t.referral_reason, t.work_situation, t.eligible, t.right_to_work,
      t.triaged_on, t.triage_priority, t.triage_reason, t.triaged_by, t.next_review_on, t.exit_destination,
      t.reopened_on, t.reopen_reason
  FROM caseload.stage_journey t
  WHERE t.org_id = $1::uuid AND t.import_id = $3::uuid AND t.participant_id = ANY ($2::uuid[]);

SELECT g.id, g.caseload_limit, g.old_answer_days
  FROM directory.published_programme_v1 g
  WHERE g.org_id = $1::uuid AND g.id = ANY ($2::uuid[]);

SELECT s.id, s.role, s.fte_percent, s.starts_on, s.ends_on
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND s.id = ANY ($2::uuid[]);

SELECT n.id, n.participant_id, n.author, n.restricted
  FROM caseload.note n JOIN caseload.participant p ON p.org_id = n.org_id AND p.id = n.participant_id
  WHERE n.org_id = $1::uuid AND n.id = ANY ($2::uuid[]);

SELECT t.journey_id, t.id
  FROM caseload.vocational_profile t
  WHERE t.org_id = $1::uuid AND t.journey_id = ANY ($2::uuid[]) AND t.withdrawn_on IS NULL UNION
  SELECT s.journey_id, s.id
  FROM caseload.stage_record s
  WHERE s.org_id = $1::uuid AND s.import_id = $3::uuid AND s.kind = 'vocational_profile' AND s.journey_id =
      ANY ($2::uuid[]) AND s.source_key <> ALL ($4::text[]);

SELECT c.crisis_protocol, c.crisis_duty, c.crisis_deputy, c.crisis_minutes
  FROM directory.published_crisis_v1 c
  WHERE c.org_id = $1::uuid;

SELECT l.staff_member_id, l.journey_id
  FROM caseload.published_load_v1 l
  WHERE l.org_id = $1::uuid AND l.staff_member_id = ANY ($2::uuid[]);

SELECT s.journey_id, s.staff_member_id
  FROM caseload.stage_record s
  WHERE s.org_id = $1::uuid AND s.import_id = $3::uuid AND s.kind = 'allocation' AND s.base_etag = 0 AND
      (s.staff_member_id = ANY ($2::uuid[]) OR s.journey_id = ANY ($4::uuid[])) AND s.source_key <> ALL
      ($5::text[]) ORDER BY s.line, s.source_key;

SELECT j.id
  FROM caseload.journey j
  WHERE j.org_id = $1::uuid AND j.id = ANY ($2::uuid[]) ORDER BY j.id FOR NO KEY UPDATE;

INSERT INTO caseload.key_worker (org_id, staff_member_id)
  SELECT s.org_id, s.id
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND s.id = ANY ($2::uuid[]) ORDER BY s.id ON CONFLICT (org_id, staff_member_id) DO
      NOTHING;

SELECT w.staff_member_id
  FROM caseload.key_worker w
  WHERE w.org_id = $1::uuid AND w.staff_member_id = ANY ($2::uuid[]) ORDER BY w.staff_member_id FOR NO KEY
      UPDATE;

SELECT a.journey_id, max(a.number)
  FROM caseload.allocation a
  WHERE a.org_id = $1::uuid AND a.journey_id = ANY ($2::uuid[]) GROUP BY a.journey_id;

INSERT INTO caseload.alert (id, org_id, etag, updated_at, participant_id, journey_id, kind, detail, raised_by,
      raised_on, acknowledged_by, acknowledged_on, answer_by)
  SELECT m.id, m.org_id, 1, m.updated_at, m.participant_id, m.journey_id, m.alert, 'PHQ-9, ninth answer above
      zero', m.recorded_by, m.recorded_on, '', NULL, m.answer_by
  FROM caseload.measure m
  WHERE m.org_id = $1::uuid AND m.id = ANY ($2::uuid[]) AND m.alert IS NOT NULL;

DELETE
  FROM caseload.stage_record
  WHERE org_id = $1::uuid AND import_id = $2::uuid;

DELETE
  FROM caseload.stage_record
  WHERE org_id = $1::uuid AND updated_at < $2::timestamptz;
