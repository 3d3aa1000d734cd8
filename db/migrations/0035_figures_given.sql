-- oldest-binary: 35
-- What disclosure control keeps: a permanent random key and a random token of each person whom a controlled figure counted, and which groups of people
-- figures were given of. An older binary would give figures past both, and could dispose of nobody whom a figure counted.

CREATE SCHEMA reporting AUTHORIZATION reporting_owner;
GRANT USAGE ON SCHEMA reporting TO reporting_svc, reporting_pub_all, caseload_svc, reporting_disposer;
SET LOCAL ROLE reporting_owner;

-- Drawn when a controlled figure first counts somebody, and never changed. The key makes cell keys. The token stands for the person in the groups below;
-- it goes with the person's record, and nobody can then tell whom it stood for.
CREATE TABLE reporting.person_key (
  org_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  key smallint NOT NULL,
  token bigint NOT NULL,
  CONSTRAINT person_key_pkey PRIMARY KEY (org_id, participant_id),
  CONSTRAINT person_key_key CHECK (key BETWEEN 0 AND 255)
);
ALTER TABLE reporting.person_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporting.person_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reporting.person_key USING (org_id = current_setting('app.org')::uuid);
GRANT INSERT ON reporting.person_key TO reporting_svc;
GRANT SELECT (org_id, participant_id, key, token) ON reporting.person_key TO reporting_pub_all;
CREATE POLICY all_orgs ON reporting.person_key FOR SELECT TO reporting_pub_all USING (true);
CREATE VIEW reporting.published_person_key_all_v1 WITH (security_barrier) AS
  SELECT org_id, participant_id, key, token FROM reporting.person_key;

-- One row for each audience that figures are given to under a profile: an organisation about its own people, or a commissioner about the programmes that
-- it funds. The profile under which it was first given any is its profile for good, and so is the perturbation table: two looks at one count lay side by
-- side. Whoever gives a figure locks the row first, for which `is_held` may be updated; it never is.
CREATE TABLE reporting.audience (
  org_id uuid NOT NULL,
  scope text NOT NULL,
  profile text NOT NULL,
  perturbation text NOT NULL,
  is_held boolean NOT NULL,
  CONSTRAINT audience_pkey PRIMARY KEY (org_id, scope),
  CONSTRAINT audience_scope CHECK (scope IN ('own', 'funded'))
);
ALTER TABLE reporting.audience ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporting.audience FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reporting.audience USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE (is_held) ON reporting.audience TO reporting_svc;

-- A group of people that a figure was given of, or withheld to protect another: their tokens in order, eight bytes for each journey or job that was
-- counted, and the digest of that. Once each, however many figures gave or withheld it.
CREATE TABLE reporting.given_group (
  org_id uuid NOT NULL,
  scope text NOT NULL,
  digest bytea NOT NULL,
  is_given boolean NOT NULL,
  people integer NOT NULL,
  tokens bytea NOT NULL,
  CONSTRAINT given_group_pkey PRIMARY KEY (org_id, scope, digest, is_given),
  CONSTRAINT given_group_audience FOREIGN KEY (org_id, scope) REFERENCES reporting.audience (org_id, scope),
  CONSTRAINT given_group_whole CHECK (octet_length(tokens) % 8 = 0 AND octet_length(tokens) >= 8 * people)
);
CREATE INDEX given_group_by_people ON reporting.given_group (org_id, scope, people);
ALTER TABLE reporting.given_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporting.given_group FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reporting.given_group USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT ON reporting.given_group TO reporting_svc;

-- What was asked, of which record, and the figures that were given, so that the same question has the same answer. `report`, the period and the
-- programme (null: all of them) are the cut: cuts of one report that overlap without being the same are not both answered.
CREATE TABLE reporting.given (
  org_id uuid NOT NULL,
  scope text NOT NULL,
  question text NOT NULL,
  record bytea NOT NULL,
  report text NOT NULL,
  period_from date NOT NULL,
  period_to date NOT NULL,
  programme_id uuid,
  answer bytea NOT NULL,
  given_at timestamptz NOT NULL,
  CONSTRAINT given_pkey PRIMARY KEY (org_id, scope, question, record),
  CONSTRAINT given_audience FOREIGN KEY (org_id, scope) REFERENCES reporting.audience (org_id, scope),
  CONSTRAINT given_period CHECK (period_from <= period_to)
);
ALTER TABLE reporting.given ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporting.given FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reporting.given USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT ON reporting.given TO reporting_svc;

RESET ROLE;
ALTER VIEW reporting.published_person_key_all_v1 OWNER TO reporting_pub_all;
GRANT SELECT ON reporting.published_person_key_all_v1 TO reporting_svc;

-- What is about a person goes with their record: a key that is being drawn while that is disposed of must not stay behind.
ALTER TABLE reporting.person_key
  ADD CONSTRAINT person_key_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id);
GRANT USAGE ON SCHEMA caseload TO reporting_disposer;
GRANT SELECT ON caseload.published_disposal_v1 TO reporting_disposer;
GRANT SELECT (org_id, participant_id), DELETE ON reporting.person_key TO reporting_disposer;
CREATE FUNCTION reporting.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH gone AS (
    DELETE FROM reporting.person_key t WHERE t.org_id = org AND t.participant_id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;
ALTER FUNCTION reporting.published_dispose_v1(uuid, uuid[]) OWNER TO reporting_disposer;
REVOKE ALL ON FUNCTION reporting.published_dispose_v1(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reporting.published_dispose_v1(uuid, uuid[]) TO caseload_svc;
