-- oldest-binary: 3
-- Participants and their journeys. Tenant and team are policies: a row outside them does not exist for the caller.

CREATE SCHEMA caseload AUTHORIZATION caseload_owner;
GRANT USAGE ON SCHEMA caseload TO caseload_svc, caseload_pub, caseload_pub_org, caseload_pub_all, placement_svc, reporting_svc;
SET LOCAL ROLE caseload_owner;

-- A person supported. Codes are those of the contract's enums; null is missing.
CREATE TABLE caseload.participant (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  team_id uuid NOT NULL,
  name text NOT NULL,
  birth_date date,
  birth_year integer,
  sex text,
  gender_identity text,
  ethnic_category text,
  disabilities text[] NOT NULL,
  long_term_condition text,
  lsoa text NOT NULL,
  imd_quintile integer,
  settled_accommodation text,
  local_characteristics jsonb NOT NULL,  -- an object of texts
  source text NOT NULL,
  source_key text NOT NULL,
  CONSTRAINT participant_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT participant_name_given CHECK (name <> ''),
  CONSTRAINT participant_imd_quintile CHECK (imd_quintile BETWEEN 1 AND 5),
  CONSTRAINT participant_birth_year CHECK (birth_year = extract(year FROM birth_date))
);
CREATE UNIQUE INDEX participant_source ON caseload.participant (org_id, source, source_key) WHERE source_key <> '';
CREATE INDEX participant_team ON caseload.participant (org_id, team_id, id);

-- One person's passage through one programme.
CREATE TABLE caseload.journey (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  programme_id uuid NOT NULL,
  team_id uuid NOT NULL,
  referred_on date NOT NULL,
  accepted_on date,
  declined_on date,
  decline_reason text,
  exited_on date,
  exit_reason text,
  followed_to date,
  employment_status text,
  withdrawn_on date,
  source text NOT NULL,
  source_key text NOT NULL,
  CONSTRAINT journey_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT journey_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT journey_accepted CHECK (accepted_on >= referred_on),
  CONSTRAINT journey_declined CHECK (declined_on >= referred_on),
  CONSTRAINT journey_decided_once CHECK (accepted_on IS NULL OR declined_on IS NULL),
  CONSTRAINT journey_exited CHECK (exited_on >= coalesce(accepted_on, referred_on)),
  CONSTRAINT journey_followed CHECK (followed_to >= referred_on)
);
CREATE UNIQUE INDEX journey_source ON caseload.journey (org_id, source, source_key) WHERE source_key <> '';
CREATE INDEX journey_team ON caseload.journey (org_id, team_id, id);
CREATE INDEX journey_by_participant ON caseload.journey (org_id, participant_id, id);
CREATE INDEX journey_by_programme ON caseload.journey (org_id, programme_id, id);

ALTER TABLE caseload.participant ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.participant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.participant USING (org_id = current_setting('app.org')::uuid);
CREATE POLICY team ON caseload.participant AS RESTRICTIVE TO caseload_svc, caseload_pub
  USING (current_setting('app.team_scope') = 'all' OR team_id = ANY (current_setting('app.teams')::uuid[]));
GRANT SELECT, INSERT, UPDATE ON caseload.participant TO caseload_svc;
ALTER TABLE caseload.journey ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.journey FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.journey USING (org_id = current_setting('app.org')::uuid);
CREATE POLICY team ON caseload.journey AS RESTRICTIVE TO caseload_svc, caseload_pub
  USING (current_setting('app.team_scope') = 'all' OR team_id = ANY (current_setting('app.teams')::uuid[]));
GRANT SELECT, INSERT, UPDATE ON caseload.journey TO caseload_svc;

-- Rows of files, checked and set aside until their import is committed or discarded. Not part of the record.
CREATE TABLE caseload.stage_participant (
  LIKE caseload.participant,
  import_id uuid NOT NULL,
  line bigint NOT NULL,
  base_etag bigint NOT NULL,   -- the etag the change is based on; 0 creates
  body bytea NOT NULL,         -- the record as it will be answered
  CONSTRAINT stage_participant_pkey PRIMARY KEY (org_id, import_id, source, source_key)
);
CREATE INDEX stage_participant_id ON caseload.stage_participant (org_id, import_id, id);
ALTER TABLE caseload.stage_participant ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.stage_participant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.stage_participant USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON caseload.stage_participant TO caseload_svc;

CREATE TABLE caseload.stage_journey (
  LIKE caseload.journey,
  import_id uuid NOT NULL,
  line bigint NOT NULL,
  base_etag bigint NOT NULL,   -- the etag the change is based on; 0 creates
  body bytea NOT NULL,         -- the record as it will be answered
  CONSTRAINT stage_journey_pkey PRIMARY KEY (org_id, import_id, source, source_key)
);
CREATE INDEX stage_journey_id ON caseload.stage_journey (org_id, import_id, id);
ALTER TABLE caseload.stage_journey ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.stage_journey FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.stage_journey USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON caseload.stage_journey TO caseload_svc;

-- What other services may know.
GRANT SELECT (org_id, id, participant_id, programme_id, team_id, referred_on, withdrawn_on, source, source_key)
  ON caseload.journey TO caseload_pub;
CREATE VIEW caseload.published_journey_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, programme_id, team_id, referred_on, withdrawn_on, source, source_key FROM caseload.journey;

-- A staged journey, for files of jobs that are checked before their people are committed.
GRANT SELECT (org_id, import_id, id, participant_id, source, source_key, withdrawn_on) ON caseload.stage_journey TO caseload_pub;
CREATE VIEW caseload.published_staged_journey_v1 WITH (security_barrier) AS
  SELECT org_id, import_id, id, participant_id, source, source_key, withdrawn_on FROM caseload.stage_journey;

-- Birth, for rules such as "no job starts before it", for every team: a rule must not depend on who asks.
GRANT SELECT (org_id, id, birth_date, birth_year) ON caseload.participant TO caseload_pub_org;
GRANT SELECT (org_id, import_id, id, birth_date, birth_year) ON caseload.stage_participant TO caseload_pub_org;
CREATE VIEW caseload.published_birth_v1 WITH (security_barrier) AS
  SELECT org_id, id AS participant_id, birth_date, birth_year FROM caseload.participant;
CREATE VIEW caseload.published_staged_birth_v1 WITH (security_barrier) AS
  SELECT org_id, import_id, id AS participant_id, birth_date, birth_year FROM caseload.stage_participant;

-- For reporting, across organisations and teams: no names, no keys.
GRANT SELECT (org_id, id, participant_id, programme_id, referred_on, accepted_on, declined_on, exited_on, followed_to, withdrawn_on)
  ON caseload.journey TO caseload_pub_all;
GRANT SELECT (org_id, id, sex, gender_identity, ethnic_category, disabilities, long_term_condition, imd_quintile,
              settled_accommodation, local_characteristics)
  ON caseload.participant TO caseload_pub_all;
CREATE POLICY all_orgs ON caseload.journey FOR SELECT TO caseload_pub_all USING (true);
CREATE POLICY all_orgs ON caseload.participant FOR SELECT TO caseload_pub_all USING (true);
CREATE VIEW caseload.published_journey_all_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, programme_id, referred_on, accepted_on, declined_on, exited_on, followed_to, withdrawn_on
  FROM caseload.journey;
CREATE VIEW caseload.published_characteristics_all_v1 WITH (security_barrier) AS
  SELECT org_id, id AS participant_id, sex, gender_identity, ethnic_category, disabilities, long_term_condition, imd_quintile,
         settled_accommodation, local_characteristics
  FROM caseload.participant;
RESET ROLE;
ALTER VIEW caseload.published_journey_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.published_staged_journey_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.published_birth_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_staged_birth_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_journey_all_v1 OWNER TO caseload_pub_all;
ALTER VIEW caseload.published_characteristics_all_v1 OWNER TO caseload_pub_all;
GRANT SELECT ON caseload.published_journey_v1, caseload.published_staged_journey_v1, caseload.published_birth_v1,
  caseload.published_staged_birth_v1 TO placement_svc;
GRANT SELECT ON caseload.published_journey_all_v1, caseload.published_characteristics_all_v1 TO reporting_svc;
