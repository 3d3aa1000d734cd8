-- oldest-binary: 4
-- Spells of work. Who may see one follows from its journey: every read joins caseload.published_journey_v1.

CREATE SCHEMA placement AUTHORIZATION placement_owner;
GRANT USAGE ON SCHEMA placement TO placement_svc, placement_pub_all, reporting_svc;
SET LOCAL ROLE placement_owner;

-- One job as a dated span; both days are inclusive.
CREATE TABLE placement.spell (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  journey_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  started_on date NOT NULL,
  ended_on date,
  end_reason text,
  last_confirmed_on date,
  weekly_minutes integer,
  hourly_pay_pence integer,
  competitive text,
  job_title text NOT NULL,
  withdrawn_on date,
  source text NOT NULL,
  source_key text NOT NULL,
  CONSTRAINT spell_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT spell_ended CHECK (ended_on >= started_on),
  CONSTRAINT spell_confirmed CHECK (last_confirmed_on >= started_on AND (ended_on IS NULL OR last_confirmed_on <= ended_on)),
  CONSTRAINT spell_weekly_minutes CHECK (weekly_minutes BETWEEN 1 AND 10080),
  CONSTRAINT spell_hourly_pay CHECK (hourly_pay_pence BETWEEN 0 AND 1000000)
);
CREATE UNIQUE INDEX spell_source ON placement.spell (org_id, source, source_key) WHERE source_key <> '';
CREATE INDEX spell_by_journey ON placement.spell (org_id, journey_id, id);
CREATE INDEX spell_by_participant ON placement.spell (org_id, participant_id, id);

ALTER TABLE placement.spell ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.spell FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.spell USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.spell TO placement_svc;

-- Rows of files, checked and set aside until their import is committed or discarded. Not part of the record.
CREATE TABLE placement.stage_spell (
  LIKE placement.spell,
  import_id uuid NOT NULL,
  line bigint NOT NULL,
  base_etag bigint NOT NULL,   -- the etag the change is based on; 0 creates
  body bytea NOT NULL,         -- the record as it will be answered
  CONSTRAINT stage_spell_pkey PRIMARY KEY (org_id, import_id, source, source_key)
);
CREATE INDEX stage_spell_id ON placement.stage_spell (org_id, import_id, id);
ALTER TABLE placement.stage_spell ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.stage_spell FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.stage_spell USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON placement.stage_spell TO placement_svc;

-- For reporting, across organisations.
GRANT SELECT (org_id, id, journey_id, started_on, ended_on, last_confirmed_on, competitive, withdrawn_on)
  ON placement.spell TO placement_pub_all;
CREATE POLICY all_orgs ON placement.spell FOR SELECT TO placement_pub_all USING (true);
CREATE VIEW placement.published_spell_all_v1 WITH (security_barrier) AS
  SELECT org_id, id, journey_id, started_on, ended_on, last_confirmed_on, competitive, withdrawn_on FROM placement.spell;
RESET ROLE;
ALTER VIEW placement.published_spell_all_v1 OWNER TO placement_pub_all;
GRANT SELECT ON placement.published_spell_all_v1 TO reporting_svc;
