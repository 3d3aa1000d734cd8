-- oldest-binary: 10
-- Programmes with setting, rules, triage and review interval; partners and their clinical teams.

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.programme
  ADD COLUMN setting text, ADD COLUMN outcome_rules text[] NOT NULL DEFAULT '{}', ADD COLUMN triage boolean NOT NULL DEFAULT false,
  ADD COLUMN review_days integer,
  ADD CONSTRAINT programme_review_days CHECK (review_days BETWEEN 1 AND 365);
-- From now on every statement says what it means.
ALTER TABLE directory.programme ALTER COLUMN outcome_rules DROP DEFAULT, ALTER COLUMN triage DROP DEFAULT;

-- An organisation that this one works with or refers to. It may be a tenant too: then partner_org_id is its id, and no foreign key names it.
CREATE TABLE directory.partner (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  ods_code text NOT NULL,
  partner_org_id uuid,
  CONSTRAINT partner_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT partner_name_given CHECK (name <> '')
);
CREATE UNIQUE INDEX partner_ods_code ON directory.partner (org_id, ods_code) WHERE ods_code <> '';
ALTER TABLE directory.partner ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.partner FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.partner USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.partner TO directory_svc;

-- A clinical team, of a partner or of the organisation itself.
CREATE TABLE directory.clinical_team (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  partner_id uuid,
  CONSTRAINT clinical_team_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT clinical_team_partner FOREIGN KEY (org_id, partner_id) REFERENCES directory.partner (org_id, id),
  CONSTRAINT clinical_team_name UNIQUE NULLS NOT DISTINCT (org_id, partner_id, name),
  CONSTRAINT clinical_team_name_given CHECK (name <> '')
);
ALTER TABLE directory.clinical_team ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.clinical_team FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.clinical_team USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.clinical_team TO directory_svc;

-- The time for which a team works as part of a clinical team. The two together once at a time: whoever records one locks the team first.
CREATE TABLE directory.clinical_attachment (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  team_id uuid NOT NULL,
  clinical_team_id uuid NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  CONSTRAINT clinical_attachment_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT clinical_attachment_team FOREIGN KEY (org_id, team_id) REFERENCES directory.team (org_id, id),
  CONSTRAINT clinical_attachment_clinical_team FOREIGN KEY (org_id, clinical_team_id) REFERENCES directory.clinical_team (org_id, id),
  CONSTRAINT clinical_attachment_dates CHECK (ends_on >= starts_on)
);
CREATE INDEX clinical_attachment_by_team ON directory.clinical_attachment (org_id, team_id, id);
CREATE INDEX clinical_attachment_by_clinical_team ON directory.clinical_attachment (org_id, clinical_team_id, id);
ALTER TABLE directory.clinical_attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.clinical_attachment FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.clinical_attachment USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.clinical_attachment TO directory_svc;

-- What other services may know.
GRANT SELECT (setting, outcome_rules, triage, review_days) ON directory.programme TO directory_pub;
RESET ROLE;
CREATE OR REPLACE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on, kind, caseload_limit, decision_days, first_contact_days, old_answer_days, setting, outcome_rules,
         triage, review_days
  FROM directory.programme;
