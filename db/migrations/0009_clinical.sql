-- oldest-binary: 9
-- Case notes and measures; what an organisation does in a crisis.

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.organisation
  ADD COLUMN crisis_protocol text NOT NULL DEFAULT '', ADD COLUMN crisis_duty text NOT NULL DEFAULT '',
  ADD COLUMN crisis_deputy text NOT NULL DEFAULT '', ADD COLUMN crisis_minutes integer,
  ADD CONSTRAINT organisation_crisis_minutes CHECK (crisis_minutes BETWEEN 1 AND 1440);
ALTER TABLE directory.organisation
  ALTER COLUMN crisis_protocol DROP DEFAULT, ALTER COLUMN crisis_duty DROP DEFAULT, ALTER COLUMN crisis_deputy DROP DEFAULT;
ALTER TABLE directory.programme
  ADD COLUMN old_answer_days integer,
  ADD CONSTRAINT programme_old_answer_days CHECK (old_answer_days BETWEEN 0 AND 365);
GRANT SELECT (crisis_protocol, crisis_duty, crisis_deputy, crisis_minutes) ON directory.organisation TO directory_pub;
GRANT SELECT (old_answer_days) ON directory.programme TO directory_pub;
CREATE VIEW directory.published_crisis_v1 WITH (security_barrier) AS
  SELECT org_id, crisis_protocol, crisis_duty, crisis_deputy, crisis_minutes FROM directory.organisation;
RESET ROLE;
ALTER VIEW directory.published_crisis_v1 OWNER TO directory_pub;
GRANT SELECT ON directory.published_crisis_v1 TO caseload_svc;
CREATE OR REPLACE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on, kind, caseload_limit, decision_days, first_contact_days, old_answer_days
  FROM directory.programme;

SET LOCAL ROLE caseload_owner;
ALTER TABLE caseload.alert ADD COLUMN answer_by timestamptz;

-- A case note, never changed. Seen by whoever may see the participant; a restricted one by its author and managers, which statements ask for.
CREATE TABLE caseload.note (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  addendum_to uuid,
  noted_on date NOT NULL,
  text text NOT NULL,
  restricted boolean NOT NULL,
  author text NOT NULL,
  CONSTRAINT note_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT note_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT note_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT note_addendum FOREIGN KEY (org_id, addendum_to) REFERENCES caseload.note (org_id, id)
);
CREATE INDEX note_by_participant ON caseload.note (org_id, participant_id, id);
CREATE INDEX note_by_journey ON caseload.note (org_id, journey_id, id);
ALTER TABLE caseload.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.note FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.note USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT ON caseload.note TO caseload_svc;

-- One measure of one day. Scores are worked out from the answers when they are read. Seen by whoever may see the participant.
CREATE TABLE caseload.measure (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  kind text NOT NULL,
  measured_on date NOT NULL,
  items integer[] NOT NULL,          -- -9: not answered
  weights integer[] NOT NULL,
  total text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  alert text,
  answer_by timestamptz,
  withdrawn_on date,
  CONSTRAINT measure_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT measure_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT measure_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id)
);
CREATE INDEX measure_by_participant ON caseload.measure (org_id, participant_id, id);
CREATE INDEX measure_by_journey ON caseload.measure (org_id, journey_id, id);
ALTER TABLE caseload.measure ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.measure FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.measure USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.measure TO caseload_svc;
RESET ROLE;
