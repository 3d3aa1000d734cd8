SELECT withdrawn_on IS NOT NULL, employer_id, through_service, filled_on
  FROM employer.vacancy
  WHERE org_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE;

SELECT x.id
  FROM employer.job_application x CROSS JOIN LATERAL
  (SELECT p.*
  FROM caseload.published_participant_v1 p
  WHERE p.org_id = $1::uuid AND p.id = x.participant_id OFFSET 0) p
  WHERE x.org_id = $1::uuid AND x.vacancy_id = $3::uuid AND x.participant_id = ANY (ARRAY(SELECT $2::uuid
      UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = $2::uuid)) AND x.withdrawn_on IS NULL AND x.turned_down_on
      IS NULL AND x.pulled_out_on IS NULL AND x.id <> $4::uuid AND NOT EXISTS
  (SELECT j.job_id
  FROM placement.published_application_job_v1 j
  WHERE j.org_id = x.org_id AND j.application_id = x.id AND j.participant_id = ANY (ARRAY(SELECT
      x.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = x.org_id AND o.participant_id = x.participant_id)) ORDER BY j.started_on, j.job_id LIMIT 1)
      ORDER BY x.id LIMIT 1;

SELECT f.job_id, f.started_on
  FROM employer.job_application x CROSS JOIN LATERAL
  (SELECT j.job_id, j.started_on
  FROM placement.published_application_job_v1 j
  WHERE j.org_id = x.org_id AND j.application_id = x.id AND j.participant_id = ANY (ARRAY(SELECT
      x.participant_id UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = x.org_id AND o.participant_id = x.participant_id)) ORDER BY j.started_on, j.job_id LIMIT 1)
      f
  WHERE x.org_id = $1::uuid AND x.id = $2::uuid;

SELECT DISTINCT x.participant_id
  FROM employer.job_application x CROSS JOIN LATERAL
  (SELECT p.*
  FROM caseload.published_participant_v1 p
  WHERE p.org_id = $1::uuid AND p.id = x.participant_id OFFSET 0) p
  WHERE x.org_id = $1::uuid AND x.vacancy_id = $2::uuid AND x.withdrawn_on IS NULL AND x.turned_down_on IS
      NULL AND x.pulled_out_on IS NULL AND x.offer_accepted_on IS NULL ORDER BY x.participant_id;

SELECT concat_ws(', ', nullif(town, ''), postcode), postcode
  FROM employer.employer_site
  WHERE org_id = $1::uuid AND id = $2::uuid AND withdrawn_on IS NULL;

SELECT (array_agg(concat_ws(', ', nullif(s.town, ''), s.postcode) ORDER BY s.town = '', s.id))[1],
      min(s.postcode)
  FROM employer.employer_site s
  WHERE s.org_id = $1::uuid AND s.employer_id = ANY (ARRAY(SELECT $2::uuid UNION ALL
  SELECT o.other_id
  FROM employer.published_other_employer_v1 o
  WHERE o.org_id = $1::uuid AND o.employer_id = $2::uuid)) AND s.withdrawn_on IS NULL HAVING count(DISTINCT
      s.postcode) = 1;

SELECT w.participant_id, p.name, w.journey_id, w.preferred_work, w.hours_from, w.hours_to, w.travel_minutes,
      w.disclosure, w.adjustments, w.travel_areas
  FROM caseload.published_preference_v1 w CROSS JOIN LATERAL
  (SELECT p.*
  FROM caseload.published_participant_v1 p
  WHERE p.org_id = $1::uuid AND p.id = w.participant_id OFFSET 0) p
  WHERE w.org_id = $1::uuid AND w.accepted_on IS NOT NULL AND w.ended_on IS NULL ORDER BY p.name, w.journey_id;
