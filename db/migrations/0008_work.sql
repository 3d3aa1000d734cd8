-- oldest-binary: 8
-- Referrals in full, programmes' limits and clocks, allocation to key workers, alerts.

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.programme
  ADD COLUMN caseload_limit integer,      -- of a key worker who works full time
  ADD COLUMN decision_days integer,       -- from the referral
  ADD COLUMN first_contact_days integer,  -- from the acceptance
  ADD CONSTRAINT programme_caseload_limit CHECK (caseload_limit BETWEEN 1 AND 500),
  ADD CONSTRAINT programme_decision_days CHECK (decision_days BETWEEN 0 AND 365),
  ADD CONSTRAINT programme_first_contact_days CHECK (first_contact_days BETWEEN 0 AND 365);
GRANT SELECT (kind, caseload_limit, decision_days, first_contact_days) ON directory.programme TO directory_pub;
GRANT SELECT (fte_percent, subject) ON directory.staff_member TO directory_pub;
RESET ROLE;
CREATE OR REPLACE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on, kind, caseload_limit, decision_days, first_contact_days FROM directory.programme;
CREATE OR REPLACE VIEW directory.published_staff_member_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, team_id, role, starts_on, ends_on, fte_percent, subject FROM directory.staff_member;

SET LOCAL ROLE caseload_owner;
ALTER TABLE caseload.journey
  ADD COLUMN referral_source text, ADD COLUMN urgency text, ADD COLUMN referral_reason text NOT NULL DEFAULT '', ADD COLUMN work_situation text,
  ADD COLUMN eligible text, ADD COLUMN right_to_work text, ADD COLUMN triaged_on date, ADD COLUMN triage_priority text,
  ADD COLUMN triage_reason text NOT NULL DEFAULT '', ADD COLUMN triaged_by text NOT NULL DEFAULT '', ADD COLUMN next_review_on date,
  ADD CONSTRAINT journey_triaged CHECK (triaged_on >= referred_on);
ALTER TABLE caseload.stage_journey
  ADD COLUMN referral_source text, ADD COLUMN urgency text, ADD COLUMN referral_reason text NOT NULL DEFAULT '', ADD COLUMN work_situation text,
  ADD COLUMN eligible text, ADD COLUMN right_to_work text, ADD COLUMN triaged_on date, ADD COLUMN triage_priority text,
  ADD COLUMN triage_reason text NOT NULL DEFAULT '', ADD COLUMN triaged_by text NOT NULL DEFAULT '', ADD COLUMN next_review_on date;
-- What was there gets the empty text; from now on every statement says what it means.
ALTER TABLE caseload.journey
  ALTER COLUMN referral_reason DROP DEFAULT, ALTER COLUMN triage_reason DROP DEFAULT, ALTER COLUMN triaged_by DROP DEFAULT;
ALTER TABLE caseload.stage_journey
  ALTER COLUMN referral_reason DROP DEFAULT, ALTER COLUMN triage_reason DROP DEFAULT, ALTER COLUMN triaged_by DROP DEFAULT;

-- A journey given to a key worker, or to nobody. Never changed: the one with the highest number holds. Seen by whoever may see the journey:
-- statements join that table.
CREATE TABLE caseload.allocation (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  journey_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  number bigint NOT NULL,            -- of the journey's allocations, from 1, in the order of recording
  staff_member_id uuid,              -- null: nobody
  allocated_on date NOT NULL,
  over_limit_reason text NOT NULL,
  recorded_by text NOT NULL,
  CONSTRAINT allocation_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT allocation_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT allocation_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT allocation_number UNIQUE (org_id, journey_id, number)
);
CREATE INDEX allocation_by_staff_member ON caseload.allocation (org_id, staff_member_id, id);
CREATE INDEX allocation_by_participant ON caseload.allocation (org_id, participant_id, id);
ALTER TABLE caseload.allocation ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.allocation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.allocation USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT ON caseload.allocation TO caseload_svc;

-- A row for each member of staff who was ever a key worker: what two who allocate to the same one at once take turns at.
CREATE TABLE caseload.key_worker (
  org_id uuid NOT NULL,
  staff_member_id uuid NOT NULL,
  CONSTRAINT key_worker_pkey PRIMARY KEY (org_id, staff_member_id)
);
ALTER TABLE caseload.key_worker ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.key_worker FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.key_worker USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.key_worker TO caseload_svc;

-- Something that a lead must know of. Seen by whoever may see the participant.
CREATE TABLE caseload.alert (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  kind text,
  detail text NOT NULL,
  raised_by text NOT NULL,
  raised_on date NOT NULL,
  acknowledged_by text NOT NULL,
  acknowledged_on date,
  CONSTRAINT alert_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT alert_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT alert_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT alert_acknowledged CHECK ((acknowledged_by = '') = (acknowledged_on IS NULL))
);
CREATE INDEX alert_by_participant ON caseload.alert (org_id, participant_id, id);
CREATE INDEX alert_open ON caseload.alert (org_id, id) WHERE acknowledged_on IS NULL;
ALTER TABLE caseload.alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.alert FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.alert USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.alert TO caseload_svc;

-- Active journeys of each key worker, whatever the team: the limit binds the worker, and must not depend on who asks.
GRANT SELECT (org_id, journey_id, number, staff_member_id) ON caseload.allocation TO caseload_pub_org;
GRANT SELECT (org_id, id, declined_on, exited_on, withdrawn_on) ON caseload.journey TO caseload_pub_org;
CREATE VIEW caseload.published_load_v1 WITH (security_barrier) AS
  SELECT a.org_id, a.staff_member_id, a.journey_id
  FROM caseload.allocation a JOIN caseload.journey j ON j.org_id = a.org_id AND j.id = a.journey_id
  WHERE a.staff_member_id IS NOT NULL AND j.declined_on IS NULL AND j.exited_on IS NULL AND j.withdrawn_on IS NULL
    AND NOT EXISTS (
      SELECT FROM caseload.allocation b WHERE b.org_id = a.org_id AND b.journey_id = a.journey_id AND b.number > a.number);
-- Names, whatever the team, for whoever may see a journey or an alert of the person: statements join one of them.
GRANT SELECT (org_id, id, name) ON caseload.participant TO caseload_pub_org;
CREATE VIEW caseload.published_name_v1 WITH (security_barrier) AS
  SELECT org_id, id AS participant_id, name FROM caseload.participant;
RESET ROLE;
ALTER VIEW caseload.published_load_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_name_v1 OWNER TO caseload_pub_org;
GRANT SELECT ON caseload.published_load_v1, caseload.published_name_v1 TO caseload_svc;
