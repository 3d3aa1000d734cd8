-- oldest-binary: 4
-- Contacts in the course of support.

-- Who may be named as having seen somebody.
SET LOCAL ROLE directory_owner;
GRANT SELECT (org_id, id, name, team_id, role, starts_on, ends_on) ON directory.staff_member TO directory_pub;
CREATE VIEW directory.published_staff_member_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, team_id, role, starts_on, ends_on FROM directory.staff_member;
RESET ROLE;
ALTER VIEW directory.published_staff_member_v1 OWNER TO directory_pub;
GRANT SELECT ON directory.published_staff_member_v1 TO caseload_svc;

SET LOCAL ROLE caseload_owner;
-- One contact, with the participant or with others about them. Seen by whoever may see the participant: statements join that table.
CREATE TABLE caseload.contact (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  contacted_on date NOT NULL,
  kind text NOT NULL,
  attendance text NOT NULL,
  minutes integer,
  met_with text[] NOT NULL,
  mode text,
  place text,
  participants integer,        -- together
  staff_member_id uuid,
  withdrawn_on date,
  CONSTRAINT contact_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT contact_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT contact_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT contact_minutes CHECK (minutes BETWEEN 1 AND 1440),
  CONSTRAINT contact_participants CHECK (participants BETWEEN 1 AND 500)
);
CREATE INDEX contact_by_participant ON caseload.contact (org_id, participant_id, id);
CREATE INDEX contact_by_journey ON caseload.contact (org_id, journey_id, id);
ALTER TABLE caseload.contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.contact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.contact USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.contact TO caseload_svc;
RESET ROLE;
