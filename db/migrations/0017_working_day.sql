-- oldest-binary: 17
-- What a programme asks of a referral, who has the duty in a crisis, and that somebody with any posting as a student is one.

-- Not as the owner: rows that are there are looked at, and the owner sees none without an identity.
ALTER TABLE directory.organisation
  ADD COLUMN crisis_duty_staff_id uuid, ADD COLUMN crisis_deputy_staff_id uuid,
  ADD CONSTRAINT organisation_crisis_duty_staff FOREIGN KEY (org_id, crisis_duty_staff_id) REFERENCES directory.staff_member (org_id, id),
  ADD CONSTRAINT organisation_crisis_deputy_staff FOREIGN KEY (org_id, crisis_deputy_staff_id) REFERENCES directory.staff_member (org_id, id);

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.programme
  ADD COLUMN triage_days integer, ADD COLUMN asks_eligibility boolean NOT NULL DEFAULT false, ADD COLUMN asks_right_to_work boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT programme_triage_days CHECK (triage_days BETWEEN 0 AND 365);
ALTER TABLE directory.programme ALTER COLUMN asks_eligibility DROP DEFAULT, ALTER COLUMN asks_right_to_work DROP DEFAULT;
GRANT SELECT (crisis_duty_staff_id, crisis_deputy_staff_id) ON directory.organisation TO directory_pub;
GRANT SELECT (triage_days, asks_eligibility, asks_right_to_work) ON directory.programme TO directory_pub;
RESET ROLE;

CREATE OR REPLACE VIEW directory.published_crisis_v1 WITH (security_barrier) AS
  SELECT org_id, crisis_protocol, crisis_duty, crisis_deputy, crisis_minutes, crisis_duty_staff_id, crisis_deputy_staff_id
  FROM directory.organisation;
CREATE OR REPLACE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on, kind, caseload_limit, decision_days, first_contact_days, old_answer_days, setting, outcome_rules,
         triage, review_days, retention_years, retention_until_age, retention_until_age_at_17, triage_days, asks_eligibility, asks_right_to_work
  FROM directory.programme;
-- Somebody who works part of the week as a student is one whatever else they do: what they enter waits for a signature, and they sign for nobody.
CREATE OR REPLACE VIEW directory.published_staff_member_v1 WITH (security_barrier) AS
  SELECT s.org_id, s.id, s.name, p.team_ids[1] AS team_id, CASE WHEN 'student' = ANY (p.roles) THEN 'student' ELSE p.roles[1] END AS role,
         s.starts_on, s.ends_on, p.fte_percent, s.subject, p.team_ids, s.supervisor_id,
         (s.starts_on IS NULL OR s.starts_on <= d.today) AND (s.ends_on IS NULL OR s.ends_on >= d.today) AS active
  FROM directory.staff_member s
  JOIN directory.published_today_v1 d ON d.org_id = s.org_id
  LEFT JOIN LATERAL (
    SELECT array_agg(p.team_id ORDER BY p.fte_percent DESC, p.starts_on, p.team_id, p.role) AS team_ids,
           array_agg(p.role ORDER BY p.fte_percent DESC, p.starts_on, p.team_id, p.role) AS roles, sum(p.fte_percent)::integer AS fte_percent
    FROM directory.published_posting_v1 p WHERE p.org_id = s.org_id AND p.staff_member_id = s.id) p ON true;

-- Active journeys of key workers, as before, and through which programme, whose limit it is that holds.
GRANT SELECT (programme_id) ON caseload.journey TO caseload_pub_org;
CREATE OR REPLACE VIEW caseload.published_load_v1 WITH (security_barrier) AS
  SELECT a.org_id, a.staff_member_id, a.journey_id,
         EXISTS (SELECT FROM caseload.vocational_profile v
                 WHERE v.org_id = a.org_id AND v.journey_id = a.journey_id AND v.withdrawn_on IS NULL) AS engaged,
         j.programme_id
  FROM caseload.allocation a JOIN caseload.journey j ON j.org_id = a.org_id AND j.id = a.journey_id
  WHERE a.staff_member_id IS NOT NULL AND j.declined_on IS NULL AND j.exited_on IS NULL AND j.withdrawn_on IS NULL
    AND NOT EXISTS (
      SELECT FROM caseload.allocation b WHERE b.org_id = a.org_id AND b.journey_id = a.journey_id AND b.number > a.number);
