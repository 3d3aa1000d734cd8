-- oldest-binary: 34
-- What the live reading of fidelity asks of other services: facts without names, of one organisation, whatever the team, since a reading must not
-- depend on who asks. Which teams a caller may ask about the service decides; which people they see behind a figure, the views that teams bind.

SET LOCAL ROLE caseload_owner;
GRANT SELECT (team_id) ON caseload.journey TO caseload_pub_org;
GRANT SELECT (id, journey_id, minutes, mode, place, participants, staff_member_id) ON caseload.contact TO caseload_pub_org;
GRANT SELECT (allocated_on) ON caseload.allocation TO caseload_pub_org;
GRANT SELECT (org_id, journey_id, preferred_work, hours_from, hours_to, withdrawn_on) ON caseload.vocational_profile TO caseload_pub_org;
CREATE VIEW caseload.published_team_journey_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, programme_id, team_id, referred_on, accepted_on, declined_on, exited_on FROM caseload.journey WHERE withdrawn_on IS NULL;
-- What was done, when, by whom and where; not what was said.
CREATE VIEW caseload.published_contact_log_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, journey_id, contacted_on, kind, attendance, minutes, met_with, mode, place, participants, staff_member_id
  FROM caseload.contact WHERE withdrawn_on IS NULL;
-- Every allocation: the last one by a day says who the key worker was on it.
CREATE VIEW caseload.published_allocation_v1 WITH (security_barrier) AS
  SELECT org_id, journey_id, number, allocated_on, staff_member_id FROM caseload.allocation;
-- The kind of work and the hours that somebody wants.
CREATE VIEW caseload.published_wish_v1 WITH (security_barrier) AS
  SELECT org_id, journey_id, preferred_work, hours_from, hours_to FROM caseload.vocational_profile WHERE withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW caseload.published_team_journey_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_contact_log_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_allocation_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_wish_v1 OWNER TO caseload_pub_org;

-- Who of a team's staff is told of drift. As the one who migrates, not the owner: rows that are there are filled, and the owner sees none.
ALTER TABLE directory.programme ADD COLUMN drift_told text[] NOT NULL DEFAULT '{}';
ALTER TABLE directory.programme ALTER COLUMN drift_told DROP DEFAULT;
SET LOCAL ROLE directory_owner;
GRANT SELECT (drift_told) ON directory.programme TO directory_pub;
GRANT SELECT (id) ON directory.posting TO directory_pub;
GRANT SELECT (org_id, id, staff_member_id, spent_on, kind, minutes, withdrawn_on) ON directory.time_use TO directory_pub;
GRANT SELECT (org_id, id, team_id, clinical_team_id, starts_on, ends_on) ON directory.clinical_attachment TO directory_pub;
CREATE VIEW directory.published_drift_told_v1 WITH (security_barrier) AS
  SELECT org_id, id AS programme_id, drift_told FROM directory.programme;
-- Postings of all days, and what each one's own record says, which holds on days without a posting.
CREATE VIEW directory.published_posting_span_v1 WITH (security_barrier) AS
  SELECT org_id, id AS posting_id, staff_member_id, team_id, role, fte_percent, starts_on, ends_on FROM directory.posting
  UNION ALL
  SELECT org_id, NULL::uuid, id, team_id, role, fte_percent, starts_on, ends_on FROM directory.staff_member;
CREATE VIEW directory.published_time_use_v1 WITH (security_barrier) AS
  SELECT org_id, id, staff_member_id, spent_on, kind, minutes FROM directory.time_use WHERE withdrawn_on IS NULL;
CREATE VIEW directory.published_attachment_v1 WITH (security_barrier) AS
  SELECT org_id, id, team_id, clinical_team_id, starts_on, ends_on FROM directory.clinical_attachment;
RESET ROLE;
ALTER VIEW directory.published_drift_told_v1 OWNER TO directory_pub;
ALTER VIEW directory.published_posting_span_v1 OWNER TO directory_pub;
ALTER VIEW directory.published_time_use_v1 OWNER TO directory_pub;
ALTER VIEW directory.published_attachment_v1 OWNER TO directory_pub;

SET LOCAL ROLE employer_owner;
GRANT SELECT (org_id, id, employer_id, held_on, mode, minutes, staff_member_id, recorded_on, withdrawn_on, took_place) ON employer.engagement
  TO employer_pub;
GRANT SELECT (org_id, id, engagement_id, participant_id, journey_id, withdrawn_on) ON employer.participant_engagement TO employer_pub;
GRANT SELECT (org_id, id, employer_id, role, weekly_minutes, opened_on, filled_on, withdrawn_on) ON employer.vacancy TO employer_pub;
-- Engagements that took place: a plan is none of them (services/employer/engagement.h, TookPlace).
CREATE VIEW employer.published_engagement_v1 WITH (security_barrier) AS
  SELECT org_id, id, employer_id, held_on, mode, minutes, staff_member_id FROM employer.engagement
  WHERE withdrawn_on IS NULL AND (took_place = 'Y' OR (took_place IS NULL AND recorded_on >= held_on));
-- For whom they were.
CREATE VIEW employer.published_engaged_for_v1 WITH (security_barrier) AS
  SELECT org_id, engagement_id, participant_id, journey_id FROM employer.participant_engagement WHERE withdrawn_on IS NULL;
CREATE VIEW employer.published_vacancy_v1 WITH (security_barrier) AS
  SELECT org_id, employer_id, role, weekly_minutes, opened_on, filled_on FROM employer.vacancy WHERE withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW employer.published_engagement_v1 OWNER TO employer_pub;
ALTER VIEW employer.published_engaged_for_v1 OWNER TO employer_pub;
ALTER VIEW employer.published_vacancy_v1 OWNER TO employer_pub;

SET LOCAL ROLE placement_owner;
GRANT SELECT (end_heard_on, end_reason, soc_code, employer_id, continues_spell_id) ON placement.spell TO placement_pub_org;
CREATE VIEW placement.published_held_job_v1 WITH (security_barrier) AS
  SELECT org_id, id, job_id, continues_spell_id, journey_id, participant_id, started_on, ended_on, end_heard_on, end_reason, competitive, contract,
         soc_code, employer_id
  FROM placement.spell WHERE withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW placement.published_held_job_v1 OWNER TO placement_pub_org;

GRANT USAGE ON SCHEMA caseload, directory, employer, placement TO fidelity_svc;
GRANT SELECT ON caseload.published_team_journey_v1, caseload.published_contact_log_v1, caseload.published_allocation_v1, caseload.published_wish_v1,
  caseload.published_journey_v1, caseload.published_merged_v1, caseload.published_covered_team_v1 TO fidelity_svc;
GRANT SELECT ON directory.published_drift_told_v1, directory.published_posting_span_v1, directory.published_time_use_v1,
  directory.published_attachment_v1, directory.published_today_v1, directory.published_team_v1, directory.published_staff_member_v1,
  directory.published_posting_v1 TO fidelity_svc;
GRANT SELECT ON employer.published_engagement_v1, employer.published_engaged_for_v1, employer.published_vacancy_v1,
  employer.published_other_employer_v1, employer.published_employer_v1 TO fidelity_svc;
GRANT SELECT ON placement.published_held_job_v1 TO fidelity_svc;
