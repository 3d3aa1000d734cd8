SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.instrument,
      t.instrument_version, t.visit_begins_on, t.visit_ends_on, t.note, t.no_action_reason, t.state,
      t.planned_on, t.issued_on, t.total, t.band, t.total_remark, t.agreement, t.closed_on,
      t.reviewers_removed_on, t.withdrawn_on, t.withdrawn_reason
  FROM fidelity.fidelity_review t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.instrument,
      t.instrument_version, t.visit_begins_on, t.visit_ends_on, t.note, t.no_action_reason, t.state,
      t.planned_on, t.issued_on, t.total, t.band, t.total_remark, t.agreement, t.closed_on,
      t.reviewers_removed_on, t.withdrawn_on, t.withdrawn_reason
  FROM fidelity.fidelity_review t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR SHARE OF t;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.team_id, t.instrument,
      t.instrument_version, t.visit_begins_on, t.visit_ends_on, t.note, t.no_action_reason, t.state,
      t.planned_on, t.issued_on, t.total, t.band, t.total_remark, t.agreement, t.closed_on,
      t.reviewers_removed_on, t.withdrawn_on, t.withdrawn_reason
  FROM fidelity.fidelity_review t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t;

SELECT EXISTS
  (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id =
      s.org_id AND l.staff_member_id = s.id
  WHERE s.org_id = $1::uuid AND s.subject = $2::text AND s.active AND l.team_id = $3::uuid AND l.role =
      'team_lead'),
  (SELECT o.reviewer_id
  FROM fidelity.own_review_v1 o
  WHERE o.org_id = $1::uuid AND o.fidelity_review_id = $4::uuid ORDER BY o.reviewer_id LIMIT 1), EXISTS
  (SELECT FROM fidelity.own_review_v1 o
  WHERE o.org_id = $1::uuid AND o.fidelity_review_id = $4::uuid AND o.leads), EXISTS
  (SELECT FROM fidelity.unblinded_review_v1 u
  WHERE u.org_id = $1::uuid AND u.fidelity_review_id = $4::uuid), EXISTS
  (SELECT FROM fidelity.all_locked_review_v1 a
  WHERE a.org_id = $1::uuid AND a.fidelity_review_id = $4::uuid), EXISTS
  (SELECT FROM fidelity.let_go_review_v1 g
  WHERE g.org_id = $1::uuid AND g.fidelity_review_id = $4::uuid), EXISTS
  (SELECT FROM fidelity.own_team_v1 w
  WHERE w.org_id = $1::uuid AND w.team_id = $3::uuid);

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.reviewer_id, t.number, t.author, t.locked_on
  FROM fidelity.review_sheet t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR SHARE OF t;

SELECT r.number, c.item, c.score, c.not_applicable, c.comment
  FROM fidelity.reviewer r JOIN fidelity.review_sheet s ON s.org_id = r.org_id AND s.reviewer_id = r.id JOIN
      fidelity.item_score c ON c.org_id = s.org_id AND c.review_sheet_id = s.id
  WHERE r.org_id = $1::uuid AND r.fidelity_review_id = $2::uuid AND r.withdrawn_on IS NULL ORDER BY r.number,
      c.item;

SELECT s.active
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND s.id = $2::uuid;

SELECT 1
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND s.id = $2::uuid AND s.active AND s.subject = $3::text;

SELECT w.team_id, w.starts_on, w.ends_on, w.is_posting
  FROM directory.published_work_span_v1 w
  WHERE w.org_id = $1::uuid AND w.staff_member_id = $2::uuid;

SELECT i.fidelity_review_id, i.instrument, i.instrument_version, i.visited_on, i.item, i.score,
      i.not_applicable
  FROM fidelity.issued_score_v1 i
  WHERE i.org_id = $1::uuid AND i.team_id = $2::uuid AND i.fidelity_review_id <> $3::uuid AND i.visited_on <=
      $4::date ORDER BY i.visited_on, i.fidelity_review_id, i.item;

SELECT t.name
  FROM directory.published_team_v1 t
  WHERE t.org_id = $1::uuid AND t.id = $2::uuid;

SELECT s.id, s.name
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = $1::uuid AND s.id = ANY ($2::uuid[]);

UPDATE fidelity.sheet_author_v1 t SET author = ''
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid;

SELECT d.due_on, d.what,
  (SELECT m.name
  FROM directory.published_team_v1 m
  WHERE m.org_id = d.org_id AND m.id = d.team_id),
  (SELECT s.name
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = d.org_id AND s.id = d.owner_id), d.fidelity_review_id, d.fidelity_action_id, count(*) OVER
      (), d.provisional
  FROM fidelity.published_due_v1 d
  WHERE d.org_id = $1::uuid AND ($2::uuid IS NULL OR d.team_id = $2::uuid) AND d.due_on <= $3::date ORDER BY
      d.due_on, d.fidelity_review_id, d.what, d.fidelity_action_id LIMIT $4::int;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.staff_member_id, t.leads, t.number, t.withdrawn_on
  FROM fidelity.reviewer t
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.stage, t.title, t.due_on, t.provisional, t.done_on
  FROM fidelity.review_milestone t
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.reviewer_id, t.number, t.author, t.locked_on
  FROM fidelity.review_sheet t
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.review_sheet_id, t.item, t.score, t.not_applicable, t.evidence_records, t.evidence_documents,
      t.evidence_interviews, t.evidence_observation, t.live_reading, t.live_reading_as_at, t.comment,
      t.not_scored
  FROM fidelity.item_score t
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.item, t.score, t.not_applicable, t.not_scored, t.reason
  FROM fidelity.agreed_item t
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.summary, t.moderated_by
  FROM fidelity.review_summary t
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id;

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.fidelity_review_id,
      t.item, t.action, t.owner_id, t.due_on, t.progress, t.done_on, t.withdrawn_on
  FROM fidelity.fidelity_action t
  WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id;
