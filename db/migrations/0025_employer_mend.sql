-- oldest-binary: 22
-- A plan is no fact until somebody says that it took place, and an employer hired somebody where a job began, not where it went on.

SET LOCAL ROLE employer_owner;
-- Null: one recorded on its day or later took place, one recorded ahead is a plan still.
ALTER TABLE employer.engagement ADD COLUMN took_place text;
RESET ROLE;

-- Whose job it is tells which application it ends; whether it began there after the referral, whether the employer hired somebody. Neither is shown.
GRANT USAGE ON SCHEMA caseload TO placement_pub_org;
GRANT SELECT ON caseload.published_course_of_journey_v1 TO placement_pub_org;
CREATE OR REPLACE VIEW placement.published_employer_spell_v1 WITH (security_barrier) AS
  SELECT x.org_id, x.employer_id, x.started_on, x.ended_on, x.last_confirmed_on, x.participant_id,
         x.job_id = x.id AND NOT EXISTS (
           SELECT FROM caseload.published_course_of_journey_v1 j
           WHERE j.org_id = x.org_id AND j.id = x.journey_id AND j.referred_on > x.started_on) AS begins_job
  FROM placement.spell x WHERE x.employer_id IS NOT NULL AND x.withdrawn_on IS NULL;
