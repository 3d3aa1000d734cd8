-- oldest-binary: 2
-- The directory: organisations, programmes and their funding, teams, staff. No participant.

CREATE SCHEMA directory AUTHORIZATION directory_owner;
GRANT USAGE ON SCHEMA directory TO directory_svc, directory_pub, directory_pub_all, caseload_svc, placement_svc, reporting_svc;
SET LOCAL ROLE directory_owner;

-- A tenant. Its id is its org_id.
CREATE TABLE directory.organisation (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  ods_code text NOT NULL,
  time_zone text NOT NULL,
  CONSTRAINT organisation_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT organisation_is_its_tenant CHECK (id = org_id),
  CONSTRAINT organisation_name_given CHECK (name <> '')
);

-- A contract or service.
CREATE TABLE directory.programme (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  starts_on date,
  ends_on date,
  CONSTRAINT programme_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT programme_name UNIQUE (org_id, name),
  CONSTRAINT programme_name_given CHECK (name <> ''),
  CONSTRAINT programme_dates CHECK (ends_on >= starts_on)
);

-- One organisation's payment for one programme. The funder is another tenant, so no foreign key names it.
CREATE TABLE directory.funding (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  programme_id uuid NOT NULL,
  funder_org_id uuid NOT NULL,
  share_percent integer,
  starts_on date,
  ends_on date,
  CONSTRAINT funding_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT funding_programme FOREIGN KEY (org_id, programme_id) REFERENCES directory.programme (org_id, id),
  CONSTRAINT funding_share CHECK (share_percent BETWEEN 1 AND 100),
  CONSTRAINT funding_dates CHECK (ends_on >= starts_on)
);
CREATE INDEX funding_funder ON directory.funding (funder_org_id);
CREATE INDEX funding_by_programme ON directory.funding (org_id, programme_id, id);

-- People who work on one caseload.
CREATE TABLE directory.team (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  name text NOT NULL,
  starts_on date,
  ends_on date,
  CONSTRAINT team_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT team_name UNIQUE (org_id, name),
  CONSTRAINT team_name_given CHECK (name <> ''),
  CONSTRAINT team_dates CHECK (ends_on >= starts_on)
);

-- A person who works for the organisation.
CREATE TABLE directory.staff_member (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  team_id uuid NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  fte_percent integer,
  subject text NOT NULL,
  starts_on date,
  ends_on date,
  CONSTRAINT staff_member_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT staff_member_team FOREIGN KEY (org_id, team_id) REFERENCES directory.team (org_id, id),
  CONSTRAINT staff_member_name_given CHECK (name <> ''),
  CONSTRAINT staff_member_fte CHECK (fte_percent BETWEEN 1 AND 100),
  CONSTRAINT staff_member_dates CHECK (ends_on >= starts_on)
);
CREATE INDEX staff_member_by_team ON directory.staff_member (org_id, team_id, id);

ALTER TABLE directory.organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.organisation USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.organisation TO directory_svc;
ALTER TABLE directory.programme ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.programme FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.programme USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.programme TO directory_svc;
ALTER TABLE directory.funding ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.funding FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.funding USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.funding TO directory_svc;
ALTER TABLE directory.team ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.team FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.team USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.team TO directory_svc;
ALTER TABLE directory.staff_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.staff_member FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.staff_member USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.staff_member TO directory_svc;

-- What other services may know.
GRANT SELECT (org_id, time_zone) ON directory.organisation TO directory_pub;
GRANT SELECT (org_id, id, name, starts_on, ends_on) ON directory.programme TO directory_pub;
GRANT SELECT (org_id, id, name, starts_on, ends_on) ON directory.team TO directory_pub;
GRANT SELECT (org_id, programme_id, funder_org_id, starts_on, ends_on) ON directory.funding TO directory_pub_all;
CREATE POLICY all_orgs ON directory.funding FOR SELECT TO directory_pub_all USING (true);
CREATE VIEW directory.published_organisation_v1 WITH (security_barrier) AS
  SELECT org_id, time_zone FROM directory.organisation;
CREATE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on FROM directory.programme;
CREATE VIEW directory.published_team_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on FROM directory.team;
CREATE VIEW directory.published_funding_all_v1 WITH (security_barrier) AS
  SELECT org_id, programme_id, funder_org_id, starts_on, ends_on FROM directory.funding;
RESET ROLE;
ALTER VIEW directory.published_organisation_v1 OWNER TO directory_pub;
ALTER VIEW directory.published_programme_v1 OWNER TO directory_pub;
ALTER VIEW directory.published_team_v1 OWNER TO directory_pub;
ALTER VIEW directory.published_funding_all_v1 OWNER TO directory_pub_all;
GRANT SELECT ON directory.published_organisation_v1 TO directory_svc, caseload_svc, placement_svc, reporting_svc;
GRANT SELECT ON directory.published_programme_v1, directory.published_team_v1 TO caseload_svc;
GRANT SELECT ON directory.published_programme_v1 TO reporting_svc;
GRANT SELECT ON directory.published_funding_all_v1 TO reporting_svc;
