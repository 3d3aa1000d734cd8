SELECT seq
  FROM journal.head
  WHERE org_id = $1::uuid FOR UPDATE;

SELECT v.id
  FROM caseload.published_course_of_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.participant_id = ANY (ARRAY(SELECT unnest($2::uuid[]) UNION
  SELECT r.other_id
  FROM caseload.published_other_record_v1 r
  WHERE r.org_id = $1::uuid AND r.participant_id = ANY ($2::uuid[]))) UNION
  SELECT o.journey_id
  FROM placement.published_job_v1 o
  WHERE o.org_id = $1::uuid AND o.job_id = ANY (ARRAY(SELECT m.job_id
  FROM placement.published_job_v1 m
  WHERE m.org_id = $1::uuid AND m.participant_id = ANY ($2::uuid[]))) ORDER BY 1;

SELECT v.id
  FROM caseload.published_course_of_journey_v1 v JOIN directory.published_programme_v1 y ON y.org_id =
      v.org_id AND y.id = v.programme_id
  WHERE v.org_id = $1::uuid AND v.programme_id = $2::uuid AND v.id IN
  (SELECT b.journey_id
  FROM placement.published_job_v1 b
  WHERE b.org_id = $1::uuid UNION
  SELECT w.journey_id
  FROM placement.published_standing_v1 w
  WHERE w.org_id = $1::uuid) AND ARRAY(SELECT t.rule
  FROM placement.published_standing_v1 t
  WHERE t.org_id = $1::uuid AND t.journey_id = v.id ORDER BY t.rule) IS DISTINCT
  FROM ARRAY(SELECT DISTINCT r.rule
  FROM unnest(y.outcome_rules) AS r (rule) ORDER BY r.rule) ORDER BY v.id;

WITH named AS MATERIALIZED
  (SELECT DISTINCT e.person
  FROM journal.entry e
  WHERE e.org_id = $1::uuid AND e.caller_org = $2::uuid AND e.caller = $3 AND e.request_id = $4::uuid AND
      e.kind = ANY ('{participant,journey,spell}')), everybody AS MATERIALIZED
  (SELECT person
  FROM named UNION
  SELECT r.other_id
  FROM caseload.published_other_record_v1 r
  WHERE r.org_id = $1::uuid AND r.participant_id = ANY (ARRAY(SELECT person
  FROM named)))
  SELECT v.id
  FROM caseload.published_course_of_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.programme_id = ANY (ARRAY(SELECT y.id
  FROM directory.published_programme_v1 y
  WHERE y.org_id = $1::uuid AND cardinality(y.outcome_rules) > 0)) AND v.id = ANY (ARRAY(SELECT o.journey_id
  FROM placement.published_job_v1 o
  WHERE o.org_id = $1::uuid AND o.job_id = ANY (ARRAY(SELECT m.job_id
  FROM placement.published_job_v1 m
  WHERE m.org_id = $1::uuid AND m.participant_id = ANY (ARRAY(SELECT person
  FROM everybody)))))) UNION
  SELECT t.journey_id
  FROM placement.published_standing_v1 t
  WHERE t.org_id = $1::uuid AND t.participant_id = ANY (ARRAY(SELECT person
  FROM everybody)) ORDER BY 1;

DELETE
  FROM placement.published_standing_v1 t
  WHERE t.org_id = $1::uuid AND NOT EXISTS
  (SELECT FROM caseload.published_course_of_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.id = t.journey_id)
  RETURNING t.journey_id;

SELECT v.id
  FROM caseload.published_course_of_journey_v1 v
  WHERE v.org_id = $1::uuid AND v.id > $2::uuid ORDER BY v.id LIMIT $3::bigint;

SELECT t.journey_id, t.rule, participant_id, version, met_on, dated_on, earliest_on, latest_start_on,
      evidence_until, decides_from, decides_to, checkpoint_on, spell_ids, journey_ids
  FROM placement.published_standing_v1 t
  WHERE t.org_id = $1::uuid AND t.journey_id = ANY ($2::uuid[]);

DELETE
  FROM placement.published_standing_v1 t
  WHERE t.org_id = $1::uuid AND t.journey_id = ANY ($2::uuid[]);

INSERT INTO placement.published_standing_v1 (org_id, journey_id, rule, participant_id, version, met_on,
      dated_on, earliest_on, latest_start_on, evidence_until, decides_from, decides_to, checkpoint_on,
      spell_ids, journey_ids)
  SELECT $1::uuid, u.journey_id, u.rule, u.participant_id, u.version, u.met_on, u.dated_on, u.earliest_on,
      u.latest_start_on, u.evidence_until, u.decides_from, u.decides_to, u.checkpoint_on, u.spell_ids::uuid[],
      u.journey_ids::uuid[]
  FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::integer[], $6::date[], $7::date[], $8::date[],
      $9::date[], $10::date[], $11::date[], $12::date[], $13::date[], $14::text[], $15::text[]) AS u
      (journey_id, rule, participant_id, version, met_on, dated_on, earliest_on, latest_start_on,
      evidence_until, decides_from, decides_to, checkpoint_on, spell_ids, journey_ids);
