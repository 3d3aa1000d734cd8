-- oldest-binary: 28
-- Work that is planned to begin, and which job it became: what an accepted application says is asked about before a job is on record, and a job may
-- name the application through which it began. An older binary names none, and asks nobody before a job begins.

SET LOCAL ROLE placement_owner;
ALTER TABLE placement.spell ADD COLUMN application_id uuid;
ALTER TABLE placement.stage_spell ADD COLUMN application_id uuid;
-- An application becomes one job of its person. Once a merge is undone, a job of the other one that still names it leaves it free for its own.
CREATE UNIQUE INDEX spell_application_once ON placement.spell (org_id, application_id, participant_id) WHERE application_id IS NOT NULL AND withdrawn_on IS NULL;

-- Which applications became jobs: whatever the team, as what is recorded of an application must not depend on who asks. Statements take jobs of the
-- application's own person alone, under whichever of their records.
GRANT SELECT (id, application_id, participant_id, started_on) ON placement.spell TO placement_pub_org;
CREATE VIEW placement.published_application_job_v1 WITH (security_barrier) AS
  SELECT org_id, application_id, id AS job_id, participant_id, started_on FROM placement.spell WHERE application_id IS NOT NULL AND withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW placement.published_application_job_v1 OWNER TO placement_pub_org;
GRANT SELECT ON placement.published_application_job_v1 TO employer_svc;

SET LOCAL ROLE employer_owner;
CREATE INDEX job_application_by_planned_start ON employer.job_application (org_id, planned_start_on)
  WHERE planned_start_on IS NOT NULL AND turned_down_on IS NULL AND pulled_out_on IS NULL AND withdrawn_on IS NULL;
GRANT SELECT (org_id, id, participant_id, journey_id, vacancy_id, offered_on, offer_accepted_on, planned_start_on, turned_down_on, pulled_out_on,
              withdrawn_on, updated_at) ON employer.job_application TO employer_pub;
GRANT SELECT (org_id, id, employer_id, role, withdrawn_on) ON employer.vacancy TO employer_pub;
-- Work that is to begin. Applications are seen by whoever may see the person: statements join them. Whether a job has begun since is on record with
-- the jobs, and asked there.
CREATE VIEW employer.published_planned_start_v1 WITH (security_barrier) AS
  SELECT a.org_id, a.id, a.participant_id, a.journey_id, v.employer_id, v.role, a.planned_start_on, a.updated_at
  FROM employer.job_application a JOIN employer.vacancy v ON v.org_id = a.org_id AND v.id = a.vacancy_id
  WHERE a.offer_accepted_on IS NOT NULL AND a.planned_start_on IS NOT NULL AND a.turned_down_on IS NULL AND a.pulled_out_on IS NULL
    AND a.withdrawn_on IS NULL AND v.withdrawn_on IS NULL;
-- What a job that names an application is held against; statements join the person.
CREATE VIEW employer.published_application_v1 WITH (security_barrier) AS
  SELECT a.org_id, a.id, a.participant_id, v.employer_id, a.offered_on, a.offer_accepted_on, a.turned_down_on, a.pulled_out_on, a.withdrawn_on
  FROM employer.job_application a JOIN employer.vacancy v ON v.org_id = a.org_id AND v.id = a.vacancy_id;
RESET ROLE;
ALTER VIEW employer.published_planned_start_v1 OWNER TO employer_pub;
ALTER VIEW employer.published_application_v1 OWNER TO employer_pub;
GRANT SELECT ON employer.published_planned_start_v1, employer.published_application_v1, employer.published_other_employer_v1 TO placement_svc;
