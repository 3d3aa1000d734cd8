-- oldest-binary: 29
-- Where people can get to for work, as parts of postcodes, and where the work of a vacancy is done.

SET LOCAL ROLE caseload_owner;
-- Areas, districts and sectors in capitals: their form stands in the contract. No home is recorded for this.
ALTER TABLE caseload.vocational_profile ADD COLUMN travel_areas text[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT vocational_profile_travel_areas CHECK (cardinality(travel_areas) <= 50);
ALTER TABLE caseload.vocational_profile ALTER COLUMN travel_areas DROP DEFAULT;
GRANT SELECT (travel_areas) ON caseload.vocational_profile TO caseload_pub;
RESET ROLE;

CREATE OR REPLACE VIEW caseload.published_preference_v1 WITH (security_barrier) AS
  SELECT v.org_id, v.participant_id, v.journey_id, v.preferred_work, v.hours_from, v.hours_to, v.travel_minutes, v.disclosure, v.adjustments,
         j.accepted_on, coalesce(j.exited_on, j.declined_on, j.withdrawn_on) AS ended_on, v.travel_areas
  FROM caseload.vocational_profile v JOIN caseload.journey j ON j.org_id = v.org_id AND j.id = v.journey_id
  WHERE v.withdrawn_on IS NULL;

SET LOCAL ROLE employer_owner;
ALTER TABLE employer.vacancy ADD COLUMN place_of_work text;
RESET ROLE;
