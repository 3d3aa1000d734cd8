-- oldest-binary: 10
-- Programmes with setting, rules, triage and review interval; partners and their clinical teams; who works where by date, supervision, and time
-- that no participant had.

-- Not as the owner: rows that are there are looked at, and the owner sees none without an identity.
ALTER TABLE directory.staff_member
  ADD COLUMN supervisor_id uuid,
  ADD CONSTRAINT staff_member_supervisor FOREIGN KEY (org_id, supervisor_id) REFERENCES directory.staff_member (org_id, id);

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.programme
  ADD COLUMN setting text, ADD COLUMN outcome_rules text[] NOT NULL DEFAULT '{}', ADD COLUMN triage boolean NOT NULL DEFAULT false,
  ADD COLUMN review_days integer,
  ADD CONSTRAINT programme_review_days CHECK (review_days BETWEEN 1 AND 365);
ALTER TABLE directory.staff_member
  ADD COLUMN registration_body text, ADD COLUMN registration_number text NOT NULL DEFAULT '',
  ADD CONSTRAINT staff_member_registration CHECK ((registration_body IS NULL) = (registration_number = '')),
  ADD CONSTRAINT staff_member_not_their_own_supervisor CHECK (supervisor_id <> id);
-- From now on every statement says what it means.
ALTER TABLE directory.programme ALTER COLUMN outcome_rules DROP DEFAULT, ALTER COLUMN triage DROP DEFAULT;
ALTER TABLE directory.staff_member ALTER COLUMN registration_number DROP DEFAULT;
CREATE INDEX staff_member_by_subject ON directory.staff_member (org_id, subject, id);

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

-- Where somebody works, as what and for how many hours, by date. One person's postings of one day come to full time at most: whoever records one
-- locks the member of staff first.
CREATE TABLE directory.posting (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  staff_member_id uuid NOT NULL,
  team_id uuid NOT NULL,
  role text NOT NULL,
  fte_percent integer NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  CONSTRAINT posting_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT posting_staff_member FOREIGN KEY (org_id, staff_member_id) REFERENCES directory.staff_member (org_id, id),
  CONSTRAINT posting_team FOREIGN KEY (org_id, team_id) REFERENCES directory.team (org_id, id),
  CONSTRAINT posting_fte CHECK (fte_percent BETWEEN 1 AND 100),
  CONSTRAINT posting_dates CHECK (ends_on >= starts_on)
);
CREATE INDEX posting_by_staff_member ON directory.posting (org_id, staff_member_id, id);
CREATE INDEX posting_by_team ON directory.posting (org_id, team_id, id);
ALTER TABLE directory.posting ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.posting FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.posting USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.posting TO directory_svc;

-- That somebody was supervised on a day. Seen by the two, by leads of the team and by managers, which statements ask for.
CREATE TABLE directory.supervision (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  supervisee_id uuid NOT NULL,
  supervisor_id uuid NOT NULL,
  kind text NOT NULL,
  held_on date NOT NULL,
  next_due_on date,
  withdrawn_on date,
  CONSTRAINT supervision_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT supervision_supervisee FOREIGN KEY (org_id, supervisee_id) REFERENCES directory.staff_member (org_id, id),
  CONSTRAINT supervision_supervisor FOREIGN KEY (org_id, supervisor_id) REFERENCES directory.staff_member (org_id, id),
  CONSTRAINT supervision_by_another CHECK (supervisor_id <> supervisee_id),
  CONSTRAINT supervision_next CHECK (next_due_on >= held_on)
);
CREATE INDEX supervision_by_supervisee ON directory.supervision (org_id, supervisee_id, id);
CREATE INDEX supervision_by_supervisor ON directory.supervision (org_id, supervisor_id, id);
ALTER TABLE directory.supervision ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.supervision FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.supervision USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.supervision TO directory_svc;

-- Time of one member of staff that no participant had. Seen by the person, by leads of the team, by managers and auditors, which statements ask
-- for.
CREATE TABLE directory.time_use (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  staff_member_id uuid NOT NULL,
  spent_on date NOT NULL,
  kind text NOT NULL,
  minutes integer NOT NULL,
  withdrawn_on date,
  CONSTRAINT time_use_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT time_use_staff_member FOREIGN KEY (org_id, staff_member_id) REFERENCES directory.staff_member (org_id, id),
  CONSTRAINT time_use_minutes CHECK (minutes BETWEEN 1 AND 1440)
);
CREATE INDEX time_use_by_staff_member ON directory.time_use (org_id, staff_member_id, id);
ALTER TABLE directory.time_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory.time_use FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON directory.time_use USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON directory.time_use TO directory_svc;

-- What other services may know.
GRANT SELECT (setting, outcome_rules, triage, review_days) ON directory.programme TO directory_pub;
GRANT SELECT (supervisor_id) ON directory.staff_member TO directory_pub;
GRANT SELECT (org_id, staff_member_id, team_id, role, fte_percent, starts_on, ends_on) ON directory.posting TO directory_pub;
-- The caller's today, in the organisation's time zone.
CREATE VIEW directory.published_today_v1 WITH (security_barrier) AS
  SELECT org_id, (current_setting('app.now')::timestamptz AT TIME ZONE coalesce(nullif(time_zone, ''), 'Europe/London'))::date AS today
  FROM directory.organisation;
-- Where everybody works today: their postings, or, where none runs today, what their own record says. Several rows for who works in several
-- teams or roles.
CREATE VIEW directory.published_posting_v1 WITH (security_barrier) AS
  SELECT p.org_id, p.staff_member_id, p.team_id, p.role, p.fte_percent, p.starts_on
  FROM directory.posting p JOIN directory.published_today_v1 d ON d.org_id = p.org_id
  WHERE p.starts_on <= d.today AND (p.ends_on IS NULL OR p.ends_on >= d.today)
  UNION ALL
  SELECT s.org_id, s.id, s.team_id, s.role, s.fte_percent, s.starts_on
  FROM directory.staff_member s JOIN directory.published_today_v1 d ON d.org_id = s.org_id
  WHERE NOT EXISTS (
    SELECT FROM directory.posting p
    WHERE p.org_id = s.org_id AND p.staff_member_id = s.id AND p.starts_on <= d.today AND (p.ends_on IS NULL OR p.ends_on >= d.today));
RESET ROLE;
ALTER VIEW directory.published_today_v1 OWNER TO directory_pub;
ALTER VIEW directory.published_posting_v1 OWNER TO directory_pub;
CREATE OR REPLACE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on, kind, caseload_limit, decision_days, first_contact_days, old_answer_days, setting, outcome_rules,
         triage, review_days
  FROM directory.programme;
-- Staff as of today. fte_percent is that of all their postings together; team and role are those of the one with most hours, team_ids are those
-- of all. Active: employed today. (An outer join, so that whoever asks for a name alone does not wait for the rest.)
CREATE OR REPLACE VIEW directory.published_staff_member_v1 WITH (security_barrier) AS
  SELECT s.org_id, s.id, s.name, p.team_ids[1] AS team_id, p.roles[1] AS role, s.starts_on, s.ends_on, p.fte_percent, s.subject, p.team_ids,
         s.supervisor_id, (s.starts_on IS NULL OR s.starts_on <= d.today) AND (s.ends_on IS NULL OR s.ends_on >= d.today) AS active
  FROM directory.staff_member s
  JOIN directory.published_today_v1 d ON d.org_id = s.org_id
  LEFT JOIN LATERAL (
    SELECT array_agg(p.team_id ORDER BY p.fte_percent DESC, p.starts_on, p.team_id, p.role) AS team_ids,
           array_agg(p.role ORDER BY p.fte_percent DESC, p.starts_on, p.team_id, p.role) AS roles, sum(p.fte_percent)::integer AS fte_percent
    FROM directory.published_posting_v1 p WHERE p.org_id = s.org_id AND p.staff_member_id = s.id) p ON true;
GRANT SELECT ON directory.published_posting_v1, directory.published_staff_member_v1 TO directory_svc, caseload_svc;
