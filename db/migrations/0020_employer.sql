-- oldest-binary: 20
-- Employers, what staff do with them and for whom, what they may be told, vacancies and applications.
-- An older binary cannot read the alert that an incident raises, and with it no day's list.

CREATE SCHEMA employer AUTHORIZATION employer_owner;
GRANT USAGE ON SCHEMA employer TO employer_svc, employer_pub, placement_svc, caseload_svc;
GRANT USAGE ON SCHEMA directory, caseload, placement TO employer_svc;
SET LOCAL ROLE employer_owner;

-- A name as it is searched and compared: without case, accents, punctuation, a leading "the" and what only says which kind of company it is.
CREATE FUNCTION employer.search_form(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(regexp_replace(
  btrim(regexp_replace(
    replace(regexp_replace(lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g')), '[.''’`ʼ]', '', 'g'), '&', ' and '),
    '[^[:alnum:]]+', ' ', 'g')),
  '^the (?=.)', ''),
  '( (ltd|limited|plc|public limited company|llp|limited liability partnership|cic|community interest company|cyf|cyfyngedig|ccc))+$', '');

-- An employer. Seen by all staff of the organisation.
CREATE TABLE employer.employer (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  name text NOT NULL,
  companies_house_number text NOT NULL,
  sic_code text NOT NULL,
  size text,
  disability_confident text,
  confident_until date,
  owner_id uuid,
  website text NOT NULL,
  do_not_approach text NOT NULL,
  search_name text COLLATE "C" GENERATED ALWAYS AS (employer.search_form(name)) STORED,
  CONSTRAINT employer_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX employer_by_name ON employer.employer (org_id, search_name, id);
CREATE INDEX employer_by_number ON employer.employer (org_id, companies_house_number) WHERE companies_house_number <> '';
CREATE INDEX employer_by_owner ON employer.employer (org_id, owner_id, id) WHERE owner_id IS NOT NULL;
ALTER TABLE employer.employer ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.employer FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.employer USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.employer TO employer_svc;

-- A place where an employer has people at work.
CREATE TABLE employer.employer_site (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  employer_id uuid NOT NULL,
  name text NOT NULL,
  address_line text NOT NULL,
  town text NOT NULL,
  postcode text NOT NULL,
  withdrawn_on date,
  CONSTRAINT employer_site_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT employer_site_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer (org_id, id)
);
CREATE INDEX employer_site_by_employer ON employer.employer_site (org_id, employer_id, id);
CREATE INDEX employer_site_by_postcode ON employer.employer_site (org_id, postcode, id);
ALTER TABLE employer.employer_site ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.employer_site FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.employer_site USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.employer_site TO employer_svc;

-- Somebody who works at an employer: business data alone.
CREATE TABLE employer.employer_contact (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  employer_id uuid NOT NULL,
  employer_site_id uuid,
  name text NOT NULL,
  job_role text NOT NULL,
  email text NOT NULL,
  phone text NOT NULL,
  prefers text,
  withdrawn_on date,
  CONSTRAINT employer_contact_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT employer_contact_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer (org_id, id),
  CONSTRAINT employer_contact_site FOREIGN KEY (org_id, employer_site_id) REFERENCES employer.employer_site (org_id, id)
);
CREATE INDEX employer_contact_by_employer ON employer.employer_contact (org_id, employer_id, id);
CREATE INDEX employer_contact_by_site ON employer.employer_contact (org_id, employer_site_id, id);
ALTER TABLE employer.employer_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.employer_contact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.employer_contact USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.employer_contact TO employer_svc;

-- What staff did with an employer on a day. Seen by all staff; for whom it was stands in a table of its own.
CREATE TABLE employer.engagement (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  employer_id uuid NOT NULL,
  employer_site_id uuid,
  employer_contact_id uuid,
  held_on date NOT NULL,
  kind text NOT NULL,
  mode text,
  minutes integer,
  outcome text NOT NULL,
  next_step text NOT NULL,
  next_on date,
  staff_member_id uuid,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT engagement_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT engagement_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer (org_id, id),
  CONSTRAINT engagement_site FOREIGN KEY (org_id, employer_site_id) REFERENCES employer.employer_site (org_id, id),
  CONSTRAINT engagement_contact FOREIGN KEY (org_id, employer_contact_id) REFERENCES employer.employer_contact (org_id, id),
  CONSTRAINT engagement_minutes CHECK (minutes BETWEEN 1 AND 1440),
  CONSTRAINT engagement_next CHECK (next_on >= held_on)
);
CREATE INDEX engagement_by_employer ON employer.engagement (org_id, employer_id, held_on);
CREATE INDEX engagement_by_site ON employer.engagement (org_id, employer_site_id);
CREATE INDEX engagement_by_contact ON employer.engagement (org_id, employer_contact_id);
CREATE INDEX engagement_by_staff ON employer.engagement (org_id, staff_member_id, held_on);
CREATE INDEX engagement_by_day ON employer.engagement (org_id, held_on);
ALTER TABLE employer.engagement ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.engagement FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.engagement USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.engagement TO employer_svc;

-- For whom an engagement was, and what was said of them. Seen by whoever may see the participant: statements join them.
CREATE TABLE employer.participant_engagement (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  engagement_id uuid NOT NULL,
  discloses text[] NOT NULL,
  account text NOT NULL,
  outside text[] NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT participant_engagement_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT participant_engagement_engagement FOREIGN KEY (org_id, engagement_id) REFERENCES employer.engagement (org_id, id)
);
CREATE INDEX participant_engagement_by_participant ON employer.participant_engagement (org_id, participant_id, id);
CREATE INDEX participant_engagement_by_journey ON employer.participant_engagement (org_id, journey_id, id);
CREATE INDEX participant_engagement_by_engagement ON employer.participant_engagement (org_id, engagement_id, id);
ALTER TABLE employer.participant_engagement ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.participant_engagement FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.participant_engagement USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.participant_engagement TO employer_svc;

-- What people said about telling an employer something of them: statements, never changed. Seen by whoever may see the participant.
CREATE TABLE employer.disclosure_choice (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  employer_id uuid NOT NULL,
  number bigint NOT NULL,
  contents text[] NOT NULL,
  decision text NOT NULL,
  said_on date NOT NULL,
  wording_version text NOT NULL,
  note text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  CONSTRAINT disclosure_choice_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT disclosure_choice_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer (org_id, id),
  CONSTRAINT disclosure_choice_number UNIQUE (org_id, participant_id, number)
);
CREATE INDEX disclosure_choice_by_participant ON employer.disclosure_choice (org_id, participant_id, id);
CREATE INDEX disclosure_choice_by_employer ON employer.disclosure_choice (org_id, employer_id, participant_id);
ALTER TABLE employer.disclosure_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.disclosure_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.disclosure_choice USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.disclosure_choice TO employer_svc;

-- A job that an employer wants to fill. Seen by all staff.
CREATE TABLE employer.vacancy (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  employer_id uuid NOT NULL,
  employer_site_id uuid,
  role text NOT NULL,
  soc_code text NOT NULL,
  description text NOT NULL,
  weekly_minutes integer,
  hourly_pay_pence integer,
  adjustments text NOT NULL,
  through_service text,
  opened_on date NOT NULL,
  closing_on date,
  filled_on date,
  withdrawn_on date,
  CONSTRAINT vacancy_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT vacancy_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer (org_id, id),
  CONSTRAINT vacancy_site FOREIGN KEY (org_id, employer_site_id) REFERENCES employer.employer_site (org_id, id),
  CONSTRAINT vacancy_weekly_minutes CHECK (weekly_minutes BETWEEN 1 AND 10080),
  CONSTRAINT vacancy_hourly_pay CHECK (hourly_pay_pence BETWEEN 0 AND 1000000),
  CONSTRAINT vacancy_closing CHECK (closing_on >= opened_on),
  CONSTRAINT vacancy_filled CHECK (filled_on >= opened_on)
);
CREATE INDEX vacancy_by_employer ON employer.vacancy (org_id, employer_id, id);
CREATE INDEX vacancy_by_site ON employer.vacancy (org_id, employer_site_id);
ALTER TABLE employer.vacancy ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.vacancy FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.vacancy USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.vacancy TO employer_svc;

-- An application of a person for a vacancy. Seen by whoever may see the participant.
CREATE TABLE employer.job_application (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid,
  vacancy_id uuid NOT NULL,
  applied_on date NOT NULL,
  interview_on date,
  offered_on date,
  offer_accepted_on date,
  planned_start_on date,
  turned_down_on date,
  pulled_out_on date,
  note text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT job_application_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT job_application_vacancy FOREIGN KEY (org_id, vacancy_id) REFERENCES employer.vacancy (org_id, id),
  CONSTRAINT job_application_accepted CHECK (offer_accepted_on >= offered_on),
  CONSTRAINT job_application_start CHECK (planned_start_on IS NULL OR offer_accepted_on IS NOT NULL)
);
CREATE INDEX job_application_by_participant ON employer.job_application (org_id, participant_id, id);
CREATE INDEX job_application_by_journey ON employer.job_application (org_id, journey_id, id);
CREATE INDEX job_application_by_vacancy ON employer.job_application (org_id, vacancy_id, id);
ALTER TABLE employer.job_application ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.job_application FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.job_application USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.job_application TO employer_svc;

-- What other services may know of an employer.
GRANT SELECT (org_id, id, name) ON employer.employer TO employer_pub;
CREATE VIEW employer.published_employer_v1 WITH (security_barrier) AS SELECT org_id, id, name FROM employer.employer;
RESET ROLE;
ALTER VIEW employer.published_employer_v1 OWNER TO employer_pub;
GRANT SELECT ON employer.published_employer_v1 TO placement_svc;

-- What is about a person goes with their record: one that is being recorded while that is disposed of must not stay behind.
ALTER TABLE employer.participant_engagement
  ADD CONSTRAINT participant_engagement_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  ADD CONSTRAINT participant_engagement_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id);
ALTER TABLE employer.disclosure_choice
  ADD CONSTRAINT disclosure_choice_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id);
ALTER TABLE employer.job_application
  ADD CONSTRAINT job_application_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  ADD CONSTRAINT job_application_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id);
GRANT USAGE ON SCHEMA employer, caseload TO employer_disposer;
GRANT SELECT ON caseload.published_disposal_v1 TO employer_disposer;
GRANT SELECT (org_id, participant_id), DELETE ON employer.participant_engagement, employer.disclosure_choice, employer.job_application
  TO employer_disposer;
CREATE FUNCTION employer.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  DELETE FROM employer.disclosure_choice t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM employer.job_application t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  WITH gone AS (
    DELETE FROM employer.participant_engagement t WHERE t.org_id = org AND t.participant_id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;
ALTER FUNCTION employer.published_dispose_v1(uuid, uuid[]) OWNER TO employer_disposer;
REVOKE ALL ON FUNCTION employer.published_dispose_v1(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION employer.published_dispose_v1(uuid, uuid[]) TO caseload_svc;

-- What this service may know of people, teams respected.
SET LOCAL ROLE caseload_owner;
GRANT SELECT (org_id, id, name, merged_into) ON caseload.participant TO caseload_pub;
GRANT SELECT (org_id, id, participant_id, journey_id, contacted_on, attendance, met_with, mode, withdrawn_on) ON caseload.contact TO caseload_pub;
GRANT SELECT (accepted_on, declined_on, exited_on) ON caseload.journey TO caseload_pub;
GRANT SELECT (org_id, participant_id, journey_id, preferred_work, hours_from, hours_to, travel_minutes, disclosure, adjustments, withdrawn_on)
  ON caseload.vocational_profile TO caseload_pub;
CREATE VIEW caseload.published_participant_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, merged_into FROM caseload.participant;
-- Contacts in the course of a journey; statements join it.
CREATE VIEW caseload.published_contact_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.id, c.participant_id, c.journey_id, c.contacted_on, c.attendance, c.met_with, c.mode, c.withdrawn_on
  FROM caseload.contact c JOIN caseload.participant p ON p.org_id = c.org_id AND p.id = c.participant_id;
-- Where journeys stand, for what belongs to the one under way on a day.
CREATE VIEW caseload.published_course_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, referred_on, least(declined_on, exited_on) AS ended_on, withdrawn_on FROM caseload.journey;
-- What people want of work, as their vocational profiles say, with where their journeys stand.
CREATE VIEW caseload.published_preference_v1 WITH (security_barrier) AS
  SELECT v.org_id, v.participant_id, v.journey_id, v.preferred_work, v.hours_from, v.hours_to, v.travel_minutes, v.disclosure, v.adjustments,
         j.accepted_on, coalesce(j.exited_on, j.declined_on, j.withdrawn_on) AS ended_on
  FROM caseload.vocational_profile v JOIN caseload.journey j ON j.org_id = v.org_id AND j.id = v.journey_id
  WHERE v.withdrawn_on IS NULL;
-- Written through: what students enter waits for a signature beside all that waits, and an employer who was told more than the person allows
-- is on the day's list beside all other alerts. Neither lets this service see or write anything else.
CREATE VIEW caseload.published_employer_countersignature_v1 WITH (security_barrier) AS
  SELECT id, org_id, etag, updated_at, participant_id, kind, entered_by, entered_at, decision, note, decided_by, decided_on
  FROM caseload.countersignature WHERE kind IN ('participant_engagement', 'disclosure_choice', 'job_application') WITH CASCADED CHECK OPTION;
GRANT SELECT, INSERT ON caseload.alert TO caseload_pub_org;
CREATE VIEW caseload.published_employer_alert_v1 WITH (security_barrier) AS
  SELECT id, org_id, etag, updated_at, participant_id, journey_id, kind, detail, raised_by, raised_on, acknowledged_by, acknowledged_on, answer_by
  FROM caseload.alert WHERE kind = 'disclosure_incident' WITH CASCADED CHECK OPTION;
RESET ROLE;
ALTER VIEW caseload.published_participant_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.published_contact_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.published_course_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.published_preference_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.published_employer_countersignature_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_employer_alert_v1 OWNER TO caseload_pub_org;
GRANT SELECT ON caseload.published_participant_v1, caseload.published_course_v1, caseload.published_contact_v1, caseload.published_preference_v1,
  caseload.published_other_record_v1 TO employer_svc;
GRANT SELECT, INSERT, UPDATE ON caseload.published_employer_countersignature_v1 TO employer_svc;
GRANT SELECT, INSERT ON caseload.published_employer_alert_v1 TO employer_svc;
GRANT SELECT ON directory.published_organisation_v1, directory.published_today_v1, directory.published_staff_member_v1 TO employer_svc;

-- The employer of a job. Whatever the team: where the relationship with an employer stands must not depend on who asks.
SET LOCAL ROLE placement_owner;
ALTER TABLE placement.spell ADD COLUMN employer_id uuid;
ALTER TABLE placement.stage_spell ADD COLUMN employer_id uuid;
CREATE INDEX spell_by_employer ON placement.spell (org_id, employer_id) WHERE employer_id IS NOT NULL;
GRANT USAGE ON SCHEMA placement TO placement_pub_org;
GRANT SELECT (org_id, employer_id, started_on, ended_on, last_confirmed_on, withdrawn_on) ON placement.spell TO placement_pub_org;
CREATE VIEW placement.published_employer_spell_v1 WITH (security_barrier) AS
  SELECT org_id, employer_id, started_on, ended_on, last_confirmed_on FROM placement.spell WHERE employer_id IS NOT NULL AND withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW placement.published_employer_spell_v1 OWNER TO placement_pub_org;
GRANT SELECT ON placement.published_employer_spell_v1 TO employer_svc;
