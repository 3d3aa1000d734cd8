-- oldest-binary: 11
-- Files of contacts, notes, measures and what else is recorded about people.

SET LOCAL ROLE caseload_owner;
-- Rows of such files, of every kind, checked and set aside until their import is committed or discarded. Not part of the record.
CREATE TABLE caseload.stage_record (
  import_id uuid NOT NULL,
  kind text NOT NULL,
  org_id uuid NOT NULL,
  source text NOT NULL,
  source_key text NOT NULL,
  line bigint NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  staff_member_id uuid,
  base_etag bigint NOT NULL,   -- the etag the change is based on; 0 creates, -1 changes nothing
  body bytea NOT NULL,         -- the record as it will be answered
  updated_at timestamptz NOT NULL,
  CONSTRAINT stage_record_pkey PRIMARY KEY (org_id, import_id, kind, source, source_key)
);
CREATE INDEX stage_record_in_order ON caseload.stage_record (org_id, import_id, kind, line, source_key);
CREATE INDEX stage_record_by_participant ON caseload.stage_record (org_id, participant_id);
CREATE INDEX stage_record_id ON caseload.stage_record (org_id, import_id, id);
-- What rows of one file are held against each other for: profiles, of which a journey has one, and allocations, which a limit counts.
CREATE INDEX stage_record_by_journey ON caseload.stage_record (org_id, import_id, journey_id)
  WHERE kind IN ('vocational_profile', 'allocation');
CREATE INDEX stage_record_by_staff_member ON caseload.stage_record (org_id, import_id, staff_member_id) WHERE kind = 'allocation';
ALTER TABLE caseload.stage_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.stage_record FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.stage_record USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON caseload.stage_record TO caseload_svc;

-- Which record came of which row, by the key that it has in the system it came from.
CREATE TABLE caseload.imported_record (
  org_id uuid NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  source_key text NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  CONSTRAINT imported_record_pkey PRIMARY KEY (org_id, kind, source, source_key)
);
CREATE INDEX imported_record_id ON caseload.imported_record (org_id, id);
CREATE INDEX imported_record_by_participant ON caseload.imported_record (org_id, participant_id);
ALTER TABLE caseload.imported_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.imported_record FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.imported_record USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT ON caseload.imported_record TO caseload_svc;
RESET ROLE;
