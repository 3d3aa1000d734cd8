-- oldest-binary: 22
-- Where journeys stand with the outcome rules. An older binary would move jobs without moving these days.

SET LOCAL ROLE placement_owner;
-- Days that do not depend on when somebody asks, stored with the write that moved them; what holds as at a day is derived from them. One row for each
-- rule that its programme names and each journey that has a spell of work on record. It is worked out, not entered: no entry of the journal is about
-- it. 9999-12-31 is "whenever".
CREATE TABLE placement.standing (
  org_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  rule text NOT NULL,
  participant_id uuid NOT NULL,
  version integer NOT NULL,            -- of the rule: the one in force when the programme began for this person
  met_on date,                         -- from this day on it is met
  dated_on date,                       -- the day by which it is then counted
  earliest_on date,                    -- not met: the earliest day through what is on record, if it goes on as recorded
  latest_start_on date,                -- earliest_on not set: the last day on which a further job could begin and still meet it
  evidence_until date,                 -- the last day of work that evidence shows of what decides it
  decides_from date,                   -- days with which the deciding spells overlap
  decides_to date,
  checkpoint_on date,                  -- the day on which somebody is to confirm it
  spell_ids uuid[] NOT NULL,           -- the spells that decide it, in order of their start
  CONSTRAINT standing_pkey PRIMARY KEY (org_id, journey_id, rule),
  CONSTRAINT standing_met CHECK ((met_on IS NULL) = (dated_on IS NULL) AND (met_on IS NULL OR earliest_on IS NULL))
);
CREATE INDEX standing_by_participant ON placement.standing (org_id, participant_id);
CREATE INDEX standing_by_earliest ON placement.standing (org_id, earliest_on) WHERE earliest_on IS NOT NULL;
ALTER TABLE placement.standing ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.standing FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.standing USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT ON placement.standing TO placement_svc;
RESET ROLE;

-- What standings follow from, for whichever service writes something that moves them. Whatever the team: a standing must not depend on who writes.
SET LOCAL ROLE caseload_owner;
GRANT SELECT (org_id, id, participant_id, programme_id, referred_on, accepted_on, declined_on, exited_on, followed_to, withdrawn_on)
  ON caseload.journey TO caseload_pub_org;
CREATE VIEW caseload.published_course_of_journey_v1 WITH (security_barrier) AS
  SELECT j.org_id, j.id, j.participant_id, j.programme_id, j.referred_on, j.accepted_on, j.declined_on, j.exited_on, j.followed_to, j.withdrawn_on,
         p.birth_date, p.birth_year
  FROM caseload.journey j JOIN caseload.participant p ON p.org_id = j.org_id AND p.id = j.participant_id;
SET LOCAL ROLE placement_owner;
GRANT SELECT (org_id, id, journey_id, participant_id, job_id, started_on, ended_on, last_confirmed_on, competitive, contract, weekly_minutes,
              hourly_pay_pence, first_four_hours_on, withdrawn_on) ON placement.spell TO placement_pub_org;
GRANT SELECT (org_id, spell_id, takes_effect_on, weekly_minutes, hourly_pay_pence, withdrawn_on) ON placement.terms_change TO placement_pub_org;
GRANT SELECT (org_id, spell_id, absent_from, absent_to, paid, withdrawn_on) ON placement.spell_absence TO placement_pub_org;
GRANT SELECT (org_id, spell_id, week_from, paid_minutes, withdrawn_on) ON placement.spell_week TO placement_pub_org;
GRANT SELECT, INSERT, DELETE ON placement.standing TO placement_pub_org;
CREATE VIEW placement.published_job_v1 WITH (security_barrier) AS
  SELECT org_id, id, journey_id, participant_id, job_id, started_on, ended_on, last_confirmed_on, competitive, contract, weekly_minutes,
         hourly_pay_pence, first_four_hours_on
  FROM placement.spell WHERE withdrawn_on IS NULL;
CREATE VIEW placement.published_terms_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, takes_effect_on, weekly_minutes, hourly_pay_pence FROM placement.terms_change WHERE withdrawn_on IS NULL;
CREATE VIEW placement.published_absence_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, absent_from, absent_to, paid FROM placement.spell_absence WHERE withdrawn_on IS NULL;
CREATE VIEW placement.published_week_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, week_from, paid_minutes FROM placement.spell_week WHERE withdrawn_on IS NULL;
-- Written through.
CREATE VIEW placement.published_standing_v1 WITH (security_barrier) AS
  SELECT org_id, journey_id, rule, participant_id, version, met_on, dated_on, earliest_on, latest_start_on, evidence_until, decides_from, decides_to,
         checkpoint_on, spell_ids
  FROM placement.standing;
GRANT USAGE ON SCHEMA placement TO caseload_svc, directory_svc;
RESET ROLE;
ALTER VIEW caseload.published_course_of_journey_v1 OWNER TO caseload_pub_org;
ALTER VIEW placement.published_job_v1 OWNER TO placement_pub_org;
ALTER VIEW placement.published_terms_v1 OWNER TO placement_pub_org;
ALTER VIEW placement.published_absence_v1 OWNER TO placement_pub_org;
ALTER VIEW placement.published_week_v1 OWNER TO placement_pub_org;
ALTER VIEW placement.published_standing_v1 OWNER TO placement_pub_org;
GRANT USAGE ON SCHEMA caseload TO directory_svc;
GRANT SELECT ON caseload.published_course_of_journey_v1 TO caseload_svc, directory_svc, placement_svc;
GRANT SELECT ON placement.published_job_v1, placement.published_terms_v1, placement.published_absence_v1, placement.published_week_v1
  TO caseload_svc, directory_svc, placement_svc;
GRANT SELECT, INSERT, DELETE ON placement.published_standing_v1 TO caseload_svc, directory_svc, placement_svc;
GRANT SELECT ON directory.published_programme_v1 TO directory_svc;
-- A list of jobs for a person whom the caller does not see is an attempt in vain, and written down as one.
GRANT SELECT ON caseload.published_participant_v1 TO placement_svc;
