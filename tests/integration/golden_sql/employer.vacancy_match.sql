SELECT withdrawn_on IS NOT NULL, employer_id, through_service
  FROM employer.vacancy
  WHERE org_id = $1::uuid AND id = $2::uuid;

SELECT x.id
  FROM employer.job_application x JOIN caseload.published_participant_v1 p ON p.org_id = x.org_id AND p.id =
      x.participant_id
  WHERE x.org_id = $1::uuid AND x.vacancy_id = $3::uuid AND x.participant_id = ANY (ARRAY(SELECT $2::uuid
      UNION ALL
  SELECT o.other_id
  FROM caseload.published_other_record_v1 o
  WHERE o.org_id = $1::uuid AND o.participant_id = $2::uuid)) AND x.withdrawn_on IS NULL AND x.turned_down_on
      IS NULL AND x.pulled_out_on IS NULL ORDER BY x.id LIMIT 1;

SELECT concat_ws(', ', nullif(town, ''), postcode)
  FROM employer.employer_site
  WHERE org_id = $1::uuid AND id = $2::uuid;

SELECT w.participant_id, p.name, w.journey_id, w.preferred_work, w.hours_from, w.hours_to, w.travel_minutes,
      w.disclosure, w.adjustments
  FROM caseload.published_preference_v1 w JOIN caseload.published_participant_v1 p ON p.org_id = w.org_id AND
      p.id = w.participant_id
  WHERE w.org_id = $1::uuid AND w.accepted_on IS NOT NULL AND w.ended_on IS NULL ORDER BY p.name, w.journey_id;
