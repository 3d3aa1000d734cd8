SELECT g.employer_id, g.held_on, g.withdrawn_on IS NOT NULL, (g.took_place = 'Y' OR g.took_place IS NULL AND
      g.recorded_on >= g.held_on)
  FROM employer.engagement g
  WHERE g.org_id = $1::uuid AND g.id = $2::uuid FOR NO KEY UPDATE;

SELECT count(DISTINCT x.participant_id)
  FROM employer.participant_engagement x
  WHERE x.org_id = $1::uuid AND x.engagement_id = $2::uuid AND x.withdrawn_on IS NULL AND x.participant_id <>
      $3::uuid;

SELECT g.staff_member_id, coalesce(m.name, ''), g.held_on
  FROM employer.engagement g LEFT JOIN directory.published_staff_member_v1 m ON m.org_id = g.org_id AND m.id =
      g.staff_member_id
  WHERE g.org_id = $1::uuid AND g.held_on BETWEEN $2::date AND $3::date AND g.mode = 'in_person' AND
      g.withdrawn_on IS NULL AND (g.took_place = 'Y' OR g.took_place IS NULL AND g.recorded_on >= g.held_on)
      AND g.staff_member_id IS NOT NULL AND ($4::uuid IS NULL OR g.staff_member_id = $4::uuid) AND EXISTS
  (SELECT FROM employer.participant_engagement x
  WHERE x.org_id = g.org_id AND x.engagement_id = g.id AND x.withdrawn_on IS NULL) ORDER BY g.held_on, g.id;

WITH r AS MATERIALIZED
  (SELECT j.id, j.participant_id, m.day AS met_on, f.day AS contact_on
  FROM caseload.published_course_v1 j CROSS JOIN LATERAL
  (SELECT min(c.contacted_on) AS day
  FROM caseload.published_contact_v1 c
  WHERE c.org_id = j.org_id AND c.journey_id = j.id AND c.attendance = 'attended' AND 'participant' = ANY
      (c.met_with) AND c.mode IS DISTINCT
  FROM 'text' AND c.withdrawn_on IS NULL) m CROSS JOIN LATERAL
  (SELECT min(g.held_on) AS day
  FROM employer.participant_engagement x JOIN employer.engagement g ON g.org_id = x.org_id AND g.id =
      x.engagement_id
  WHERE x.org_id = j.org_id AND x.journey_id = j.id AND x.withdrawn_on IS NULL AND g.withdrawn_on IS NULL AND
      g.mode = 'in_person' AND g.held_on <= $9::date AND (g.took_place = 'Y' OR g.took_place IS NULL AND
      g.recorded_on >= g.held_on)) f
  WHERE j.org_id = $1::uuid AND j.withdrawn_on IS NULL AND m.day IS NOT NULL AND ($10::uuid IS NULL OR j.id =
      $10::uuid) AND ($11::date IS NULL OR m.day >= $11::date) AND ($12::date IS NULL OR m.day <= $12::date)),
      a AS (INSERT INTO journal.access (org_id, at, caller_org, caller, role, purpose, method, call_id, kind,
      record, person, outcome)
  SELECT DISTINCT $1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text,
      'engagement', NULL::uuid, r.participant_id, 'read'
  FROM r)
  SELECT id, participant_id, met_on, contact_on
  FROM r ORDER BY met_on, id;

SELECT EXISTS
  (SELECT FROM employer.participant_engagement x
  WHERE x.org_id = $1::uuid AND x.engagement_id = $2::uuid AND x.account <> '' AND x.withdrawn_on IS NULL),
      EXISTS
  (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id =
      s.org_id AND l.staff_member_id = s.id
  WHERE s.org_id = $1::uuid AND s.subject = $3::text AND s.active AND l.role = 'team_lead');

SELECT t.id, t.org_id, t.etag, (extract(epoch FROM t.updated_at) * 1000000)::bigint, t.participant_id,
      t.journey_id, t.engagement_id, t.discloses, t.account, t.outside, t.recorded_by, t.recorded_on,
      t.withdrawn_on,
  (SELECT g.employer_id
  FROM employer.engagement g
  WHERE g.org_id = t.org_id AND g.id = t.engagement_id) AS employer_id,
  (SELECT g.held_on
  FROM employer.engagement g
  WHERE g.org_id = t.org_id AND g.id = t.engagement_id) AS held_on,
  (SELECT g.withdrawn_on
  FROM employer.engagement g
  WHERE g.org_id = t.org_id AND g.id = t.engagement_id) AS engagement_withdrawn_on
  FROM employer.participant_engagement t CROSS JOIN LATERAL
  (SELECT v.*
  FROM caseload.published_participant_v1 v
  WHERE v.org_id = t.org_id AND v.id = t.participant_id OFFSET 0) v
  WHERE t.org_id = $1::uuid AND t.engagement_id = $2::uuid AND t.account = '' AND t.withdrawn_on IS NULL ORDER
      BY t.id;
