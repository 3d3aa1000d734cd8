-- oldest-binary: 11
-- Retention periods, legal holds, lists for disposal, and the one way in which records are deleted: a function of each schema that deletes nobody
-- but people on a list that a manager has signed.

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.programme
  ADD COLUMN retention_years integer, ADD COLUMN retention_until_age integer, ADD COLUMN retention_until_age_at_17 integer,
  ADD CONSTRAINT programme_retention_years CHECK (retention_years BETWEEN 1 AND 100),
  ADD CONSTRAINT programme_retention_until_age CHECK (retention_until_age BETWEEN 18 AND 100),
  ADD CONSTRAINT programme_retention_until_age_at_17 CHECK (retention_until_age_at_17 BETWEEN retention_until_age AND 100),
  ADD CONSTRAINT programme_retention_complete CHECK (
    (retention_until_age IS NULL OR retention_years IS NOT NULL) AND (retention_until_age_at_17 IS NULL OR retention_until_age IS NOT NULL));
GRANT SELECT (retention_years, retention_until_age, retention_until_age_at_17) ON directory.programme TO directory_pub;
RESET ROLE;
CREATE OR REPLACE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on, kind, caseload_limit, decision_days, first_contact_days, old_answer_days, setting, outcome_rules,
         triage, review_days, retention_years, retention_until_age, retention_until_age_at_17
  FROM directory.programme;

-- A job goes with its journey: one that is being recorded while the journey is disposed of must not stay behind. (Not as the owner: rows that are
-- there are looked at, and the owner sees none without an identity.)
ALTER TABLE placement.spell ADD CONSTRAINT spell_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id);

SET LOCAL ROLE caseload_owner;
-- A hold on a person's record. Seen by whoever may see the participant.
CREATE TABLE caseload.legal_hold (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  reason text NOT NULL,
  set_by text NOT NULL,
  set_on date,
  lifted_by text NOT NULL,
  lifted_on date,
  lift_reason text NOT NULL,
  CONSTRAINT legal_hold_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT legal_hold_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT legal_hold_lifted CHECK ((lifted_by = '') = (lifted_on IS NULL))
);
CREATE INDEX legal_hold_by_participant ON caseload.legal_hold (org_id, participant_id, id);
ALTER TABLE caseload.legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.legal_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.legal_hold USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.legal_hold TO caseload_svc;

-- A list of people whose records have been kept for long enough. It stays, and names nobody.
CREATE TABLE caseload.disposal (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  as_of date NOT NULL,
  drawn_by text NOT NULL,
  drawn_on date,
  last_entry bigint NOT NULL,
  listed integer NOT NULL,
  more boolean NOT NULL,
  on_hold integer NOT NULL,
  birth_unknown integer NOT NULL,
  struck integer NOT NULL,
  signed_by text NOT NULL,
  signed_on date,
  disposed integer NOT NULL,
  CONSTRAINT disposal_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT disposal_signed CHECK ((signed_by = '') = (signed_on IS NULL)),
  CONSTRAINT disposal_signed_by_another CHECK (signed_by <> drawn_by)
);
ALTER TABLE caseload.disposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.disposal FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.disposal USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.disposal TO caseload_svc;

-- The people on a list. No foreign key: the rows outlive the records, and are written before the list's own row in the transaction that draws it up.
CREATE TABLE caseload.disposal_person (
  org_id uuid NOT NULL,
  disposal_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  outcome text NOT NULL,
  journey_id uuid NOT NULL,
  programme_id uuid NOT NULL,
  counted_from date NOT NULL,
  retention_years integer NOT NULL,
  until_age integer NOT NULL,       -- 0: the years decided
  kept_to date NOT NULL,
  reason text NOT NULL,             -- why struck off or kept
  decided_by text NOT NULL,
  decided_on date,
  key_hash bytea,                   -- of the disposed record's source and key: a file that brings it again is told so
  CONSTRAINT disposal_person_pkey PRIMARY KEY (org_id, disposal_id, participant_id),
  CONSTRAINT disposal_person_decided CHECK ((outcome = 'listed') = (decided_by = '') AND (decided_by = '') = (decided_on IS NULL))
);
CREATE INDEX disposal_person_by_participant ON caseload.disposal_person (org_id, participant_id);
CREATE INDEX disposal_person_by_key ON caseload.disposal_person (org_id, key_hash) WHERE key_hash IS NOT NULL;
ALTER TABLE caseload.disposal_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.disposal_person FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.disposal_person USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.disposal_person TO caseload_svc;

-- What is deleted is looked for by whoever refers to it.
CREATE INDEX alert_by_journey ON caseload.alert (org_id, journey_id) WHERE journey_id IS NOT NULL;
CREATE INDEX note_by_addendum ON caseload.note (org_id, addendum_to) WHERE addendum_to IS NOT NULL;
CREATE INDEX consent_notice_by_consent ON caseload.consent_notice (org_id, consent_id);
CREATE INDEX consent_notice_by_participant ON caseload.consent_notice (org_id, participant_id);

-- Whose records may be deleted: who stands to be disposed of on a signed list and is under no legal hold.
GRANT SELECT (org_id, id, signed_on) ON caseload.disposal TO caseload_pub_org;
GRANT SELECT (org_id, disposal_id, participant_id, outcome) ON caseload.disposal_person TO caseload_pub_org;
GRANT SELECT (org_id, participant_id, lifted_on) ON caseload.legal_hold TO caseload_pub_org;
CREATE VIEW caseload.published_disposal_v1 WITH (security_barrier) AS
  SELECT p.org_id, p.participant_id
  FROM caseload.disposal_person p JOIN caseload.disposal d ON d.org_id = p.org_id AND d.id = p.disposal_id
  WHERE p.outcome = 'disposed' AND d.signed_on IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM caseload.legal_hold h WHERE h.org_id = p.org_id AND h.participant_id = p.participant_id AND h.lifted_on IS NULL);
RESET ROLE;
ALTER VIEW caseload.published_disposal_v1 OWNER TO caseload_pub_org;
GRANT USAGE ON SCHEMA caseload TO caseload_disposer, placement_disposer, journal_disposer;
GRANT SELECT ON caseload.published_disposal_v1 TO caseload_disposer, placement_disposer, journal_disposer;

-- The disposers may find rows by person and delete them, in their own schema; that of the journal empties bodies. Their functions run as them, so
-- the tenant's policy holds for every row, and answer how many people, jobs or entries it was.
GRANT USAGE ON SCHEMA placement TO placement_disposer, caseload_svc;
GRANT SELECT (org_id, participant_id), DELETE ON placement.spell, placement.stage_spell TO placement_disposer;
CREATE FUNCTION placement.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  DELETE FROM placement.stage_spell t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  WITH gone AS (
    DELETE FROM placement.spell t WHERE t.org_id = org AND t.participant_id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;

GRANT USAGE ON SCHEMA journal TO journal_disposer;
GRANT SELECT (org_id, person, body), UPDATE (body) ON journal.entry TO journal_disposer;
CREATE FUNCTION journal.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  WITH emptied AS (
    UPDATE journal.entry t SET body = NULL WHERE t.org_id = org AND t.body IS NOT NULL AND t.person IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM emptied;
$$;

-- Every table that holds anything of a person, those that refer to others first. A table that comes later is added to it: a test compares the
-- catalog.
GRANT SELECT (org_id, participant_id), DELETE ON caseload.consent_notice, caseload.stage_journey,
  caseload.stage_record, caseload.imported_record, caseload.adjustment, caseload.alert,
  caseload.allocation, caseload.characteristic, caseload.contact, caseload.countersignature, caseload.digital_access_check,
  caseload.disclosure, caseload.emergency_opening, caseload.fit_note, caseload.goal, caseload.health_and_work_report, caseload.kit_loan,
  caseload.legal_hold, caseload.measure, caseload.note, caseload.relationship, caseload.review, caseload.risk_flag,
  caseload.safeguarding_concern, caseload.vocational_profile, caseload.consent, caseload.journey
  TO caseload_disposer;
GRANT SELECT (org_id, id), DELETE ON caseload.participant, caseload.stage_participant TO caseload_disposer;
CREATE FUNCTION caseload.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  DELETE FROM caseload.stage_participant t WHERE t.org_id = org AND t.id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.consent_notice t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.stage_journey t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.stage_record t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.imported_record t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.adjustment t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.alert t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.allocation t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.characteristic t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.contact t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.countersignature t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.digital_access_check t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.disclosure t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.emergency_opening t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.fit_note t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.goal t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.health_and_work_report t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.kit_loan t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.legal_hold t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.measure t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.note t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.relationship t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.review t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.risk_flag t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.safeguarding_concern t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.vocational_profile t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.consent t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM caseload.journey t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  WITH gone AS (
    DELETE FROM caseload.participant t WHERE t.org_id = org AND t.id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;
ALTER FUNCTION placement.published_dispose_v1(uuid, uuid[]) OWNER TO placement_disposer;
ALTER FUNCTION caseload.published_dispose_v1(uuid, uuid[]) OWNER TO caseload_disposer;
ALTER FUNCTION journal.published_dispose_v1(uuid, uuid[]) OWNER TO journal_disposer;
REVOKE ALL ON FUNCTION placement.published_dispose_v1(uuid, uuid[]), caseload.published_dispose_v1(uuid, uuid[]),
  journal.published_dispose_v1(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION placement.published_dispose_v1(uuid, uuid[]), caseload.published_dispose_v1(uuid, uuid[]),
  journal.published_dispose_v1(uuid, uuid[]) TO caseload_svc;
