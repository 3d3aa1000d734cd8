--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: caseload; Type: SCHEMA; Schema: -; Owner: caseload_owner
--

CREATE SCHEMA caseload;

ALTER SCHEMA caseload OWNER TO caseload_owner;

--
-- Name: directory; Type: SCHEMA; Schema: -; Owner: directory_owner
--

CREATE SCHEMA directory;

ALTER SCHEMA directory OWNER TO directory_owner;

--
-- Name: employer; Type: SCHEMA; Schema: -; Owner: employer_owner
--

CREATE SCHEMA employer;

ALTER SCHEMA employer OWNER TO employer_owner;

--
-- Name: fidelity; Type: SCHEMA; Schema: -; Owner: fidelity_owner
--

CREATE SCHEMA fidelity;

ALTER SCHEMA fidelity OWNER TO fidelity_owner;

--
-- Name: gainful; Type: SCHEMA; Schema: -; Owner: gainful_admin
--

CREATE SCHEMA gainful;

ALTER SCHEMA gainful OWNER TO gainful_admin;

--
-- Name: journal; Type: SCHEMA; Schema: -; Owner: journal_owner
--

CREATE SCHEMA journal;

ALTER SCHEMA journal OWNER TO journal_owner;

--
-- Name: placement; Type: SCHEMA; Schema: -; Owner: placement_owner
--

CREATE SCHEMA placement;

ALTER SCHEMA placement OWNER TO placement_owner;

--
-- Name: reporting; Type: SCHEMA; Schema: -; Owner: reporting_owner
--

CREATE SCHEMA reporting;

ALTER SCHEMA reporting OWNER TO reporting_owner;

--
-- Name: published_dispose_v1(uuid, uuid[]); Type: FUNCTION; Schema: caseload; Owner: caseload_disposer
--

CREATE FUNCTION caseload.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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
  DELETE FROM caseload.merge t WHERE t.org_id = org AND (t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    OR t.duplicate_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people)));
  WITH gone AS (
    DELETE FROM caseload.participant t WHERE t.org_id = org AND t.id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;

ALTER FUNCTION caseload.published_dispose_v1(org uuid, people uuid[]) OWNER TO caseload_disposer;

--
-- Name: search_form(text); Type: FUNCTION; Schema: caseload; Owner: caseload_owner
--

CREATE FUNCTION caseload.search_form(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(regexp_replace(replace(replace(translate(lower(regexp_replace(NORMALIZE(name, NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text)), 'łøđıħ''’`ʼ'::text, 'lodih'::text), 'ß'::text, 'ss'::text), 'æ'::text, 'ae'::text), '[^[:alnum:]-]+'::text, ' '::text, 'g'::text));

ALTER FUNCTION caseload.search_form(name text) OWNER TO caseload_owner;

--
-- Name: published_dispose_v1(uuid, uuid[]); Type: FUNCTION; Schema: employer; Owner: employer_disposer
--

CREATE FUNCTION employer.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION employer.published_dispose_v1(org uuid, people uuid[]) OWNER TO employer_disposer;

--
-- Name: search_form(text); Type: FUNCTION; Schema: employer; Owner: employer_owner
--

CREATE FUNCTION employer.search_form(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(btrim(regexp_replace(replace(regexp_replace(lower(regexp_replace(NORMALIZE(name, NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text)), '[.''’`ʼ]'::text, ''::text, 'g'::text), '&'::text, ' and '::text), '[^[:alnum:]]+'::text, ' '::text, 'g'::text)), '^the (?=.)'::text, ''::text), '( (ltd|limited|plc|public limited company|llp|limited liability partnership|cic|community interest company|cyf|cyfyngedig|ccc))+$'::text, ''::text);

ALTER FUNCTION employer.search_form(name text) OWNER TO employer_owner;

--
-- Name: published_dispose_v1(uuid, uuid[]); Type: FUNCTION; Schema: journal; Owner: journal_disposer
--

CREATE FUNCTION journal.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  UPDATE journal.entry t SET body = NULL WHERE t.org_id = org AND t.body IS NOT NULL AND t.kind = 'merge' AND t.person <> ALL (people)
    AND t.subject IN (
    SELECT e.subject FROM journal.entry e WHERE e.org_id = org AND e.kind = 'merge' AND e.person IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people)));
  WITH emptied AS (
    UPDATE journal.entry t SET body = NULL WHERE t.org_id = org AND t.body IS NOT NULL AND t.person IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM emptied;
$$;

ALTER FUNCTION journal.published_dispose_v1(org uuid, people uuid[]) OWNER TO journal_disposer;

--
-- Name: published_dispose_v1(uuid, uuid[]); Type: FUNCTION; Schema: placement; Owner: placement_disposer
--

CREATE FUNCTION placement.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  DELETE FROM placement.stage_spell t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.terms_change t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.spell_absence t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.spell_week t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.spell_evidence t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.job_retention t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.return_step t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.in_work_plan t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.follow_up_attempt t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  DELETE FROM placement.standing t WHERE t.org_id = org AND t.participant_id IN (
    SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people));
  WITH gone AS (
    DELETE FROM placement.spell t WHERE t.org_id = org AND t.participant_id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;

ALTER FUNCTION placement.published_dispose_v1(org uuid, people uuid[]) OWNER TO placement_disposer;

--
-- Name: published_dispose_v1(uuid, uuid[]); Type: FUNCTION; Schema: reporting; Owner: reporting_disposer
--

CREATE FUNCTION reporting.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  WITH gone AS (
    DELETE FROM reporting.person_key t WHERE t.org_id = org AND t.participant_id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;

ALTER FUNCTION reporting.published_dispose_v1(org uuid, people uuid[]) OWNER TO reporting_disposer;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: adjustment; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.adjustment (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    kind text NOT NULL,
    adjustment text NOT NULL,
    asked_of text NOT NULL,
    requested_on date NOT NULL,
    agreed_on date,
    in_place_on date,
    checked_on date,
    refused_on date,
    refusal_reason text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT adjustment_agreed CHECK ((agreed_on >= requested_on)),
    CONSTRAINT adjustment_checked CHECK ((checked_on >= in_place_on)),
    CONSTRAINT adjustment_decided_once CHECK (((refused_on IS NULL) OR ((agreed_on IS NULL) AND (in_place_on IS NULL)))),
    CONSTRAINT adjustment_in_place CHECK ((in_place_on >= COALESCE(agreed_on, requested_on))),
    CONSTRAINT adjustment_refused CHECK ((refused_on >= requested_on))
);

ALTER TABLE ONLY caseload.adjustment FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.adjustment OWNER TO caseload_owner;

--
-- Name: alert; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.alert (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    kind text,
    detail text NOT NULL,
    raised_by text NOT NULL,
    raised_on date NOT NULL,
    acknowledged_by text NOT NULL,
    acknowledged_on date,
    answer_by timestamp with time zone,
    CONSTRAINT alert_acknowledged CHECK (((acknowledged_by = ''::text) = (acknowledged_on IS NULL)))
);

ALTER TABLE ONLY caseload.alert FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.alert OWNER TO caseload_owner;

--
-- Name: allocation; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.allocation (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    number bigint NOT NULL,
    staff_member_id uuid,
    allocated_on date NOT NULL,
    over_limit_reason text NOT NULL,
    recorded_by text NOT NULL
);

ALTER TABLE ONLY caseload.allocation FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.allocation OWNER TO caseload_owner;

--
-- Name: characteristic; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.characteristic (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    kind text NOT NULL,
    "values" text[] NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source text,
    edition text NOT NULL,
    state text,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT characteristic_valid CHECK ((valid_to >= valid_from))
);

ALTER TABLE ONLY caseload.characteristic FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.characteristic OWNER TO caseload_owner;

--
-- Name: consent; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.consent (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    number bigint NOT NULL,
    decision text NOT NULL,
    recipient_org_id uuid,
    purpose text,
    categories text[] NOT NULL,
    directions text[] NOT NULL,
    said_on date NOT NULL,
    expires_on date,
    wording_version text NOT NULL,
    language text NOT NULL,
    manner text,
    given_by text,
    capacity_note text NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT consent_expiry CHECK ((expires_on >= said_on)),
    CONSTRAINT consent_given_is_complete CHECK (((decision = 'withdrawn'::text) OR ((recipient_org_id IS NOT NULL) AND (purpose IS NOT NULL)))),
    CONSTRAINT consent_leaves_the_organisation CHECK ((recipient_org_id <> org_id)),
    CONSTRAINT consent_says_something CHECK (((cardinality(categories) > 0) AND (cardinality(directions) > 0)))
);

ALTER TABLE ONLY caseload.consent FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.consent OWNER TO caseload_owner;

--
-- Name: consent_notice; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.consent_notice (
    org_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    recipient_org_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    seq bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    purpose text,
    categories text[] NOT NULL,
    directions text[] NOT NULL,
    said_on date NOT NULL,
    was_read boolean NOT NULL
);

ALTER TABLE ONLY caseload.consent_notice FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.consent_notice OWNER TO caseload_owner;

--
-- Name: contact; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.contact (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    contacted_on date NOT NULL,
    kind text NOT NULL,
    attendance text NOT NULL,
    minutes integer,
    met_with text[] NOT NULL,
    mode text,
    place text,
    participants integer,
    staff_member_id uuid,
    withdrawn_on date,
    CONSTRAINT contact_minutes CHECK (((minutes >= 1) AND (minutes <= 1440))),
    CONSTRAINT contact_participants CHECK (((participants >= 1) AND (participants <= 500)))
);

ALTER TABLE ONLY caseload.contact FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.contact OWNER TO caseload_owner;

--
-- Name: countersignature; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.countersignature (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    kind text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp with time zone,
    decision text,
    note text NOT NULL,
    decided_by text NOT NULL,
    decided_on date,
    CONSTRAINT countersignature_decided CHECK (((decision IS NULL) = (decided_on IS NULL)))
);

ALTER TABLE ONLY caseload.countersignature FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.countersignature OWNER TO caseload_owner;

--
-- Name: cover; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.cover (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    staff_member_id uuid NOT NULL,
    team_id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    reason text NOT NULL,
    subject text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    CONSTRAINT cover_ends CHECK ((ends_on >= starts_on)),
    CONSTRAINT cover_subject_given CHECK ((subject <> ''::text))
);

ALTER TABLE ONLY caseload.cover FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.cover OWNER TO caseload_owner;

--
-- Name: organisation; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.organisation (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    ods_code text NOT NULL,
    time_zone text NOT NULL,
    crisis_protocol text NOT NULL,
    crisis_duty text NOT NULL,
    crisis_deputy text NOT NULL,
    crisis_minutes integer,
    crisis_duty_staff_id uuid,
    crisis_deputy_staff_id uuid,
    lawful_basis text NOT NULL,
    CONSTRAINT organisation_crisis_minutes CHECK (((crisis_minutes >= 1) AND (crisis_minutes <= 1440))),
    CONSTRAINT organisation_is_its_tenant CHECK ((id = org_id)),
    CONSTRAINT organisation_name_given CHECK ((name <> ''::text))
);

ALTER TABLE ONLY directory.organisation FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.organisation OWNER TO directory_owner;

--
-- Name: posting; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.posting (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    staff_member_id uuid NOT NULL,
    team_id uuid NOT NULL,
    role text NOT NULL,
    fte_percent integer NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    CONSTRAINT posting_dates CHECK ((ends_on >= starts_on)),
    CONSTRAINT posting_fte CHECK (((fte_percent >= 1) AND (fte_percent <= 100)))
);

ALTER TABLE ONLY directory.posting FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.posting OWNER TO directory_owner;

--
-- Name: published_today_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_today_v1 WITH (security_barrier='true') AS
 SELECT organisation.org_id,
    (((current_setting('app.now'::text))::timestamp with time zone AT TIME ZONE COALESCE(NULLIF(organisation.time_zone, ''::text), 'Europe/London'::text)))::date AS today
   FROM directory.organisation;

ALTER TABLE directory.published_today_v1 OWNER TO directory_pub;

--
-- Name: staff_member; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.staff_member (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    team_id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    fte_percent integer,
    subject text NOT NULL,
    starts_on date,
    ends_on date,
    supervisor_id uuid,
    registration_body text,
    registration_number text NOT NULL,
    CONSTRAINT staff_member_dates CHECK ((ends_on >= starts_on)),
    CONSTRAINT staff_member_fte CHECK (((fte_percent >= 1) AND (fte_percent <= 100))),
    CONSTRAINT staff_member_name_given CHECK ((name <> ''::text)),
    CONSTRAINT staff_member_not_their_own_supervisor CHECK ((supervisor_id <> id)),
    CONSTRAINT staff_member_registration CHECK (((registration_body IS NULL) = (registration_number = ''::text)))
);

ALTER TABLE ONLY directory.staff_member FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.staff_member OWNER TO directory_owner;

--
-- Name: published_posting_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_posting_v1 WITH (security_barrier='true') AS
 SELECT p.org_id,
    p.staff_member_id,
    p.team_id,
    p.role,
    p.fte_percent,
    p.starts_on
   FROM (directory.posting p
     JOIN directory.published_today_v1 d ON ((d.org_id = p.org_id)))
  WHERE ((p.starts_on <= d.today) AND ((p.ends_on IS NULL) OR (p.ends_on >= d.today)))
UNION ALL
 SELECT s.org_id,
    s.id AS staff_member_id,
    s.team_id,
    s.role,
    s.fte_percent,
    s.starts_on
   FROM (directory.staff_member s
     JOIN directory.published_today_v1 d ON ((d.org_id = s.org_id)))
  WHERE (NOT (EXISTS ( SELECT
           FROM directory.posting p
          WHERE ((p.org_id = s.org_id) AND (p.staff_member_id = s.id) AND (p.starts_on <= d.today) AND ((p.ends_on IS NULL) OR (p.ends_on >= d.today))))));

ALTER TABLE directory.published_posting_v1 OWNER TO directory_pub;

--
-- Name: published_staff_member_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_staff_member_v1 WITH (security_barrier='true') AS
 SELECT s.org_id,
    s.id,
    s.name,
    p.team_ids[1] AS team_id,
        CASE
            WHEN ('student'::text = ANY (p.roles)) THEN 'student'::text
            ELSE p.roles[1]
        END AS role,
    s.starts_on,
    s.ends_on,
    p.fte_percent,
    s.subject,
    p.team_ids,
    s.supervisor_id,
    (((s.starts_on IS NULL) OR (s.starts_on <= d.today)) AND ((s.ends_on IS NULL) OR (s.ends_on >= d.today))) AS active
   FROM ((directory.staff_member s
     JOIN directory.published_today_v1 d ON ((d.org_id = s.org_id)))
     LEFT JOIN LATERAL ( SELECT array_agg(p_1.team_id ORDER BY p_1.fte_percent DESC, p_1.starts_on, p_1.team_id, p_1.role) AS team_ids,
            array_agg(p_1.role ORDER BY p_1.fte_percent DESC, p_1.starts_on, p_1.team_id, p_1.role) AS roles,
            (sum(p_1.fte_percent))::integer AS fte_percent
           FROM directory.published_posting_v1 p_1
          WHERE ((p_1.org_id = s.org_id) AND (p_1.staff_member_id = s.id))) p ON (true));

ALTER TABLE directory.published_staff_member_v1 OWNER TO directory_pub;

--
-- Name: covered_team_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.covered_team_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.team_id
   FROM ((caseload.cover c
     JOIN directory.published_today_v1 d ON ((d.org_id = c.org_id)))
     JOIN directory.published_staff_member_v1 s ON (((s.org_id = c.org_id) AND (s.id = c.staff_member_id) AND (s.subject = c.subject) AND s.active)))
  WHERE ((c.org_id = (current_setting('app.org'::text))::uuid) AND (current_setting('app.caller_org'::text) = current_setting('app.org'::text)) AND (encode(sha256(convert_to(c.subject, 'UTF8'::name)), 'hex'::text) = current_setting('app.caller'::text)) AND ((d.today >= c.starts_on) AND (d.today <= c.ends_on)));

ALTER TABLE caseload.covered_team_v1 OWNER TO caseload_pub;

--
-- Name: digital_access_check; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.digital_access_check (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    checked_on date NOT NULL,
    has_device text,
    has_data text,
    has_skills text,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date
);

ALTER TABLE ONLY caseload.digital_access_check FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.digital_access_check OWNER TO caseload_owner;

--
-- Name: disclosure; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.disclosure (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    basis text NOT NULL,
    necessity text NOT NULL,
    recipient text NOT NULL,
    sent text NOT NULL,
    disclosed_on date NOT NULL,
    author text NOT NULL,
    reviewer text NOT NULL,
    reviewed_on date,
    CONSTRAINT disclosure_reviewed CHECK (((reviewer = ''::text) = (reviewed_on IS NULL))),
    CONSTRAINT disclosure_reviewed_by_another CHECK ((reviewer <> author))
);

ALTER TABLE ONLY caseload.disclosure FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.disclosure OWNER TO caseload_owner;

--
-- Name: disposal; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.disposal (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    CONSTRAINT disposal_signed CHECK (((signed_by = ''::text) = (signed_on IS NULL))),
    CONSTRAINT disposal_signed_by_another CHECK ((signed_by <> drawn_by))
);

ALTER TABLE ONLY caseload.disposal FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.disposal OWNER TO caseload_owner;

--
-- Name: disposal_person; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.disposal_person (
    org_id uuid NOT NULL,
    disposal_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    outcome text NOT NULL,
    journey_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    counted_from date NOT NULL,
    retention_years integer NOT NULL,
    until_age integer NOT NULL,
    kept_to date NOT NULL,
    reason text NOT NULL,
    decided_by text NOT NULL,
    decided_on date,
    key_hash bytea,
    CONSTRAINT disposal_person_decided CHECK ((((outcome = 'listed'::text) = (decided_by = ''::text)) AND ((decided_by = ''::text) = (decided_on IS NULL))))
);

ALTER TABLE ONLY caseload.disposal_person FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.disposal_person OWNER TO caseload_owner;

--
-- Name: emergency_opening; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.emergency_opening (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    reason text NOT NULL,
    hours integer,
    opened_by text NOT NULL,
    opened_at timestamp with time zone,
    expires_at timestamp with time zone,
    reviewed_by text NOT NULL,
    reviewed_on date,
    verdict text,
    review text NOT NULL,
    CONSTRAINT emergency_opening_caller_given CHECK ((opened_by <> ''::text)),
    CONSTRAINT emergency_opening_ends CHECK ((expires_at >= opened_at))
);

ALTER TABLE ONLY caseload.emergency_opening FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.emergency_opening OWNER TO caseload_owner;

--
-- Name: fit_note; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.fit_note (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    assessed_on date NOT NULL,
    fitness text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    advice text[] NOT NULL,
    comments text NOT NULL,
    issued_by text,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT fit_note_ends CHECK ((ends_on >= starts_on))
);

ALTER TABLE ONLY caseload.fit_note FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.fit_note OWNER TO caseload_owner;

--
-- Name: goal; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.goal (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    set_on date NOT NULL,
    goal text NOT NULL,
    steps text NOT NULL,
    target_on date,
    reached_on date,
    dropped_on date,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT goal_dropped CHECK ((dropped_on >= set_on)),
    CONSTRAINT goal_ended_once CHECK (((reached_on IS NULL) OR (dropped_on IS NULL))),
    CONSTRAINT goal_reached CHECK ((reached_on >= set_on)),
    CONSTRAINT goal_target CHECK ((target_on >= set_on))
);

ALTER TABLE ONLY caseload.goal FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.goal OWNER TO caseload_owner;

--
-- Name: health_and_work_report; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.health_and_work_report (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    assessed_on date NOT NULL,
    fitness text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    advice text[] NOT NULL,
    difficulties text[] NOT NULL,
    recommendations text[] NOT NULL,
    comments text NOT NULL,
    profession text NOT NULL,
    registration_number text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT health_and_work_report_ends CHECK ((ends_on >= starts_on)),
    CONSTRAINT health_and_work_report_pairs CHECK ((cardinality(difficulties) = cardinality(recommendations)))
);

ALTER TABLE ONLY caseload.health_and_work_report FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.health_and_work_report OWNER TO caseload_owner;

--
-- Name: imported_record; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.imported_record (
    org_id uuid NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    source_key text NOT NULL,
    id uuid NOT NULL,
    participant_id uuid NOT NULL
);

ALTER TABLE ONLY caseload.imported_record FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.imported_record OWNER TO caseload_owner;

--
-- Name: journey; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.journey (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    referral_source text,
    urgency text,
    referral_reason text NOT NULL,
    work_situation text,
    eligible text,
    right_to_work text,
    triaged_on date,
    triage_priority text,
    triage_reason text NOT NULL,
    triaged_by text NOT NULL,
    next_review_on date,
    exit_destination text,
    reopened_on date,
    reopen_reason text NOT NULL,
    CONSTRAINT journey_accepted CHECK ((accepted_on >= referred_on)),
    CONSTRAINT journey_decided_once CHECK (((accepted_on IS NULL) OR (declined_on IS NULL))),
    CONSTRAINT journey_declined CHECK ((declined_on >= referred_on)),
    CONSTRAINT journey_exited CHECK ((exited_on >= COALESCE(accepted_on, referred_on))),
    CONSTRAINT journey_followed CHECK ((followed_to >= referred_on)),
    CONSTRAINT journey_triaged CHECK ((triaged_on >= referred_on))
);

ALTER TABLE ONLY caseload.journey FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.journey OWNER TO caseload_owner;

--
-- Name: key_worker; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.key_worker (
    org_id uuid NOT NULL,
    staff_member_id uuid NOT NULL
);

ALTER TABLE ONLY caseload.key_worker FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.key_worker OWNER TO caseload_owner;

--
-- Name: kit_loan; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.kit_loan (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    item text NOT NULL,
    asset_tag text NOT NULL,
    lent_on date NOT NULL,
    due_back_on date,
    returned_on date,
    condition text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT kit_loan_due CHECK ((due_back_on >= lent_on)),
    CONSTRAINT kit_loan_returned CHECK ((returned_on >= lent_on))
);

ALTER TABLE ONLY caseload.kit_loan FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.kit_loan OWNER TO caseload_owner;

--
-- Name: legal_hold; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.legal_hold (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    reason text NOT NULL,
    set_by text NOT NULL,
    set_on date,
    lifted_by text NOT NULL,
    lifted_on date,
    lift_reason text NOT NULL,
    CONSTRAINT legal_hold_lifted CHECK (((lifted_by = ''::text) = (lifted_on IS NULL)))
);

ALTER TABLE ONLY caseload.legal_hold FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.legal_hold OWNER TO caseload_owner;

--
-- Name: measure; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.measure (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    kind text NOT NULL,
    measured_on date NOT NULL,
    items integer[] NOT NULL,
    weights integer[] NOT NULL,
    total text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    alert text,
    answer_by timestamp with time zone,
    withdrawn_on date
);

ALTER TABLE ONLY caseload.measure FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.measure OWNER TO caseload_owner;

--
-- Name: merge; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.merge (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    duplicate_id uuid NOT NULL,
    reason text NOT NULL,
    state text,
    proposed_by text NOT NULL,
    proposed_on date,
    decided_by text NOT NULL,
    decided_at timestamp with time zone,
    note text NOT NULL,
    undone_by text NOT NULL,
    undone_on date,
    undo_reason text NOT NULL,
    CONSTRAINT merge_decided CHECK (((state IS NOT NULL) AND ((state = 'waiting'::text) = (decided_at IS NULL)))),
    CONSTRAINT merge_decided_by_another CHECK ((decided_by <> proposed_by)),
    CONSTRAINT merge_of_two CHECK ((participant_id <> duplicate_id)),
    CONSTRAINT merge_undone CHECK (((state = 'undone'::text) = (undone_on IS NOT NULL)))
);

ALTER TABLE ONLY caseload.merge FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.merge OWNER TO caseload_owner;

--
-- Name: participant; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.participant (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    local_characteristics jsonb NOT NULL,
    source text NOT NULL,
    source_key text NOT NULL,
    nhs_number text NOT NULL,
    search_name text GENERATED ALWAYS AS (caseload.search_form(name)) STORED COLLATE pg_catalog."C",
    search_last text GENERATED ALWAYS AS (split_part(caseload.search_form(name), ' '::text, '-1'::integer)) STORED COLLATE pg_catalog."C",
    merged_into uuid,
    CONSTRAINT participant_birth_year CHECK (((birth_year)::numeric = EXTRACT(year FROM birth_date))),
    CONSTRAINT participant_imd_quintile CHECK (((imd_quintile >= 1) AND (imd_quintile <= 5))),
    CONSTRAINT participant_name_given CHECK ((name <> ''::text)),
    CONSTRAINT participant_not_merged_into_itself CHECK ((merged_into <> id))
);

ALTER TABLE ONLY caseload.participant FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.participant OWNER TO caseload_owner;

--
-- Name: published_merged_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_merged_v1 WITH (security_barrier='true') AS
 SELECT g.org_id,
    g.duplicate_id AS participant_id,
    g.participant_id AS kept_id,
    k.team_id AS kept_team_id,
    d.team_id,
    g.decided_at AS merged_at
   FROM ((caseload.merge g
     JOIN caseload.participant k ON (((k.org_id = g.org_id) AND (k.id = g.participant_id))))
     JOIN caseload.participant d ON (((d.org_id = g.org_id) AND (d.id = g.duplicate_id))))
  WHERE (g.state = 'merged'::text);

ALTER TABLE caseload.published_merged_v1 OWNER TO caseload_pub_org;

--
-- Name: merged_person_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.merged_person_v1 WITH (security_barrier='true') AS
 SELECT m.org_id,
    x.participant_id
   FROM (caseload.published_merged_v1 m
     CROSS JOIN LATERAL ( VALUES (m.kept_id), (m.participant_id)) x(participant_id))
  WHERE ((m.org_id = (current_setting('app.org'::text))::uuid) AND (m.kept_id IN ( SELECT o.kept_id
           FROM caseload.published_merged_v1 o
          WHERE ((o.org_id = (current_setting('app.org'::text))::uuid) AND ((ARRAY[o.kept_team_id, o.team_id] && ARRAY( SELECT unnest((current_setting('app.teams'::text))::uuid[]) AS unnest)) OR (ARRAY[o.kept_team_id, o.team_id] && ARRAY( SELECT c.team_id
                   FROM caseload.covered_team_v1 c
                  WHERE (c.org_id = (current_setting('app.org'::text))::uuid))))))));

ALTER TABLE caseload.merged_person_v1 OWNER TO caseload_pub;

--
-- Name: note; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.note (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    addendum_to uuid,
    noted_on date NOT NULL,
    text text NOT NULL,
    restricted boolean NOT NULL,
    author text NOT NULL
);

ALTER TABLE ONLY caseload.note FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.note OWNER TO caseload_owner;

--
-- Name: published_other_record_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_other_record_v1 WITH (security_barrier='true') AS
 SELECT g.org_id,
    g.participant_id,
    g.duplicate_id AS other_id,
    g.decided_at AS since
   FROM caseload.merge g
  WHERE (g.state = 'merged'::text)
UNION ALL
 SELECT g.org_id,
    g.duplicate_id AS participant_id,
    g.participant_id AS other_id,
    g.decided_at AS since
   FROM caseload.merge g
  WHERE (g.state = 'merged'::text)
UNION ALL
 SELECT a.org_id,
    a.duplicate_id AS participant_id,
    b.duplicate_id AS other_id,
    GREATEST(a.decided_at, b.decided_at) AS since
   FROM (caseload.merge a
     JOIN caseload.merge b ON (((b.org_id = a.org_id) AND (b.participant_id = a.participant_id) AND (b.duplicate_id <> a.duplicate_id))))
  WHERE ((a.state = 'merged'::text) AND (b.state = 'merged'::text));

ALTER TABLE caseload.published_other_record_v1 OWNER TO caseload_pub_org;

--
-- Name: opened_person_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.opened_person_v1 WITH (security_barrier='true') AS
 SELECT e.org_id,
    x.participant_id
   FROM (caseload.emergency_opening e
     CROSS JOIN LATERAL ( SELECT e.participant_id
        UNION ALL
         SELECT o.other_id
           FROM caseload.published_other_record_v1 o
          WHERE ((o.org_id = e.org_id) AND (o.participant_id = e.participant_id))) x)
  WHERE ((e.org_id = (current_setting('app.org'::text))::uuid) AND (current_setting('app.caller_org'::text) = current_setting('app.org'::text)) AND (encode(sha256(convert_to(e.opened_by, 'UTF8'::name)), 'hex'::text) = current_setting('app.caller'::text)) AND (e.expires_at > (current_setting('app.now'::text))::timestamp with time zone));

ALTER TABLE caseload.opened_person_v1 OWNER TO caseload_pub;

--
-- Name: published_allocation_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_allocation_v1 WITH (security_barrier='true') AS
 SELECT allocation.org_id,
    allocation.journey_id,
    allocation.number,
    allocation.allocated_on,
    allocation.staff_member_id
   FROM caseload.allocation;

ALTER TABLE caseload.published_allocation_v1 OWNER TO caseload_pub_org;

--
-- Name: published_birth_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_birth_v1 WITH (security_barrier='true') AS
 SELECT participant.org_id,
    participant.id AS participant_id,
    participant.birth_date,
    participant.birth_year
   FROM caseload.participant;

ALTER TABLE caseload.published_birth_v1 OWNER TO caseload_pub_org;

--
-- Name: published_characteristics_all_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_all
--

CREATE VIEW caseload.published_characteristics_all_v1 WITH (security_barrier='true') AS
 SELECT p.org_id,
    p.id AS participant_id,
    COALESCE(p.sex, m.sex) AS sex,
    COALESCE(p.gender_identity, m.gender_identity) AS gender_identity,
    COALESCE(p.ethnic_category, m.ethnic_category) AS ethnic_category,
        CASE
            WHEN ((cardinality(p.disabilities) > 0) OR (m.disabilities IS NULL)) THEN p.disabilities
            ELSE string_to_array(m.disabilities, ','::text)
        END AS disabilities,
    COALESCE(p.long_term_condition, m.long_term_condition) AS long_term_condition,
    COALESCE(p.imd_quintile, m.imd_quintile) AS imd_quintile,
    COALESCE(p.settled_accommodation, m.settled_accommodation) AS settled_accommodation,
    (COALESCE(m.local_characteristics, '{}'::jsonb) || p.local_characteristics) AS local_characteristics
   FROM (caseload.participant p
     LEFT JOIN ( SELECT g.org_id,
            g.participant_id,
            (array_agg(d.sex ORDER BY g.decided_at, d.id) FILTER (WHERE (d.sex IS NOT NULL)))[1] AS sex,
            (array_agg(d.gender_identity ORDER BY g.decided_at, d.id) FILTER (WHERE (d.gender_identity IS NOT NULL)))[1] AS gender_identity,
            (array_agg(d.ethnic_category ORDER BY g.decided_at, d.id) FILTER (WHERE (d.ethnic_category IS NOT NULL)))[1] AS ethnic_category,
            (array_agg(array_to_string(d.disabilities, ','::text) ORDER BY g.decided_at, d.id) FILTER (WHERE (cardinality(d.disabilities) > 0)))[1] AS disabilities,
            (array_agg(d.long_term_condition ORDER BY g.decided_at, d.id) FILTER (WHERE (d.long_term_condition IS NOT NULL)))[1] AS long_term_condition,
            (array_agg(d.imd_quintile ORDER BY g.decided_at, d.id) FILTER (WHERE (d.imd_quintile IS NOT NULL)))[1] AS imd_quintile,
            (array_agg(d.settled_accommodation ORDER BY g.decided_at, d.id) FILTER (WHERE (d.settled_accommodation IS NOT NULL)))[1] AS settled_accommodation,
            ( SELECT jsonb_object_agg(e.key, e.value ORDER BY l.n DESC) AS jsonb_object_agg
                   FROM (unnest(array_agg(d.local_characteristics ORDER BY g.decided_at, d.id)) WITH ORDINALITY l(characteristics, n)
                     CROSS JOIN LATERAL jsonb_each(l.characteristics) e(key, value))) AS local_characteristics
           FROM (caseload.merge g
             JOIN caseload.participant d ON (((d.org_id = g.org_id) AND (d.id = g.duplicate_id))))
          WHERE (g.state = 'merged'::text)
          GROUP BY g.org_id, g.participant_id) m ON (((m.org_id = p.org_id) AND (m.participant_id = p.id))))
  WHERE (NOT (EXISTS ( SELECT
           FROM caseload.merge g
          WHERE ((g.org_id = p.org_id) AND (g.duplicate_id = p.id) AND (g.state = 'merged'::text)))));

ALTER TABLE caseload.published_characteristics_all_v1 OWNER TO caseload_pub_all;

--
-- Name: published_organisation_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_organisation_v1 WITH (security_barrier='true') AS
 SELECT organisation.org_id,
    organisation.time_zone
   FROM directory.organisation;

ALTER TABLE directory.published_organisation_v1 OWNER TO directory_pub;

--
-- Name: published_consent_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_consent_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.id AS consent_id,
    c.participant_id,
    c.recipient_org_id,
    c.purpose,
    k.category,
    d.direction,
    c.expires_on
   FROM (((caseload.consent c
     JOIN directory.published_organisation_v1 o ON ((o.org_id = c.org_id)))
     CROSS JOIN LATERAL unnest(c.categories) k(category))
     CROSS JOIN LATERAL unnest(c.directions) d(direction))
  WHERE ((c.decision = 'given'::text) AND ((c.expires_on IS NULL) OR (c.expires_on >= (((current_setting('app.now'::text))::timestamp with time zone AT TIME ZONE COALESCE(NULLIF(o.time_zone, ''::text), 'Europe/London'::text)))::date)) AND (NOT (EXISTS ( SELECT
           FROM caseload.consent w
          WHERE ((w.org_id = c.org_id) AND (w.participant_id = c.participant_id) AND ((w.number > c.number) OR ((w.decision <> 'given'::text) AND (w.said_on > c.said_on))) AND ((w.recipient_org_id IS NULL) OR (w.recipient_org_id = c.recipient_org_id)) AND ((w.purpose IS NULL) OR (w.purpose = c.purpose)) AND (k.category = ANY (w.categories)) AND (d.direction = ANY (w.directions)))))) AND (NOT (EXISTS ( SELECT
           FROM (caseload.published_other_record_v1 r
             JOIN caseload.consent w ON (((w.org_id = r.org_id) AND (w.participant_id = r.other_id))))
          WHERE ((r.org_id = c.org_id) AND (r.participant_id = c.participant_id) AND (c.updated_at <= r.since) AND (w.decision <> 'given'::text) AND ((w.recipient_org_id IS NULL) OR (w.recipient_org_id = c.recipient_org_id)) AND ((w.purpose IS NULL) OR (w.purpose = c.purpose)) AND (k.category = ANY (w.categories)) AND (d.direction = ANY (w.directions)) AND ((w.updated_at > r.since) OR (NOT (EXISTS ( SELECT
                   FROM caseload.consent v
                  WHERE ((v.org_id = w.org_id) AND (v.participant_id = w.participant_id) AND (v.decision = 'given'::text) AND (v.number > w.number) AND (v.said_on >= w.said_on) AND (v.recipient_org_id = c.recipient_org_id) AND (v.purpose = c.purpose) AND (k.category = ANY (v.categories)) AND (d.direction = ANY (v.directions))))))))))));

ALTER TABLE caseload.published_consent_v1 OWNER TO caseload_pub_org;

--
-- Name: published_contact_log_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_contact_log_v1 WITH (security_barrier='true') AS
 SELECT contact.org_id,
    contact.id,
    contact.participant_id,
    contact.journey_id,
    contact.contacted_on,
    contact.kind,
    contact.attendance,
    contact.minutes,
    contact.met_with,
    contact.mode,
    contact.place,
    contact.participants,
    contact.staff_member_id
   FROM caseload.contact
  WHERE (contact.withdrawn_on IS NULL);

ALTER TABLE caseload.published_contact_log_v1 OWNER TO caseload_pub_org;

--
-- Name: published_contact_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_contact_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.id,
    c.participant_id,
    c.journey_id,
    c.contacted_on,
    c.attendance,
    c.met_with,
    c.mode,
    c.withdrawn_on
   FROM (caseload.contact c
     JOIN caseload.participant p ON (((p.org_id = c.org_id) AND (p.id = c.participant_id))));

ALTER TABLE caseload.published_contact_v1 OWNER TO caseload_pub;

--
-- Name: published_course_countersignature_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_course_countersignature_v1 WITH (security_barrier='true') AS
 SELECT countersignature.org_id,
    countersignature.id,
    countersignature.decision
   FROM caseload.countersignature
  WHERE (countersignature.kind = ANY (ARRAY['journey'::text, 'participant'::text]));

ALTER TABLE caseload.published_course_countersignature_v1 OWNER TO caseload_pub_org;

--
-- Name: published_course_of_journey_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_course_of_journey_v1 WITH (security_barrier='true') AS
 SELECT j.org_id,
    j.id,
    j.participant_id,
    j.programme_id,
    j.referred_on,
    j.accepted_on,
    j.declined_on,
    j.exited_on,
    j.followed_to,
    j.withdrawn_on,
    p.birth_date,
    p.birth_year
   FROM (caseload.journey j
     JOIN caseload.participant p ON (((p.org_id = j.org_id) AND (p.id = j.participant_id))));

ALTER TABLE caseload.published_course_of_journey_v1 OWNER TO caseload_pub_org;

--
-- Name: published_course_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_course_v1 WITH (security_barrier='true') AS
 SELECT journey.org_id,
    journey.id,
    journey.participant_id,
    journey.referred_on,
    LEAST(journey.declined_on, journey.exited_on) AS ended_on,
    journey.withdrawn_on
   FROM caseload.journey;

ALTER TABLE caseload.published_course_v1 OWNER TO caseload_pub;

--
-- Name: published_covered_team_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_covered_team_v1 WITH (security_barrier='true') AS
 SELECT covered_team_v1.org_id,
    covered_team_v1.team_id
   FROM caseload.covered_team_v1;

ALTER TABLE caseload.published_covered_team_v1 OWNER TO caseload_pub;

--
-- Name: published_dated_characteristic_all_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_all
--

CREATE VIEW caseload.published_dated_characteristic_all_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.id,
    c.participant_id,
    c.kind,
        CASE
            WHEN (c.kind <> 'weekly_hours'::text) THEN c."values"[1]
            WHEN (((c."values"[1])::integer >= 1) AND ((c."values"[1])::integer <= 4)) THEN '04'::text
            WHEN (((c."values"[1])::integer >= 5) AND ((c."values"[1])::integer <= 15)) THEN '03'::text
            WHEN (((c."values"[1])::integer >= 16) AND ((c."values"[1])::integer <= 29)) THEN '02'::text
            WHEN (((c."values"[1])::integer >= 30) AND ((c."values"[1])::integer <= 96)) THEN '01'::text
            ELSE c."values"[1]
        END AS value,
    c.valid_from,
    c.valid_to,
    c.state
   FROM caseload.characteristic c
  WHERE ((c.withdrawn_on IS NULL) AND (cardinality(c."values") = 1) AND (c.kind = ANY (ARRAY['ethnic_category'::text, 'stated_gender'::text, 'gender_identity'::text, 'employment_status'::text, 'settled_accommodation'::text, 'imd_quintile'::text, 'learning_disability'::text, 'autism'::text, 'other_neurodivergence'::text, 'substance_use'::text, 'homelessness'::text, 'rough_sleeping'::text, 'prison_leaver'::text, 'on_probation'::text, 'carer'::text, 'care_experienced'::text, 'armed_forces'::text, 'armed_forces_family'::text, 'refugee_or_resettlement'::text, 'pregnancy_or_maternity'::text, 'digital_access'::text, 'weekly_hours'::text])))
UNION ALL
 SELECT c.org_id,
    c.id,
    g.participant_id,
    c.kind,
        CASE
            WHEN (c.kind <> 'weekly_hours'::text) THEN c."values"[1]
            WHEN (((c."values"[1])::integer >= 1) AND ((c."values"[1])::integer <= 4)) THEN '04'::text
            WHEN (((c."values"[1])::integer >= 5) AND ((c."values"[1])::integer <= 15)) THEN '03'::text
            WHEN (((c."values"[1])::integer >= 16) AND ((c."values"[1])::integer <= 29)) THEN '02'::text
            WHEN (((c."values"[1])::integer >= 30) AND ((c."values"[1])::integer <= 96)) THEN '01'::text
            ELSE c."values"[1]
        END AS value,
    c.valid_from,
    c.valid_to,
    c.state
   FROM (caseload.merge g
     JOIN caseload.characteristic c ON (((c.org_id = g.org_id) AND (c.participant_id = g.duplicate_id))))
  WHERE ((g.state = 'merged'::text) AND (c.withdrawn_on IS NULL) AND (cardinality(c."values") = 1) AND (c.kind = ANY (ARRAY['ethnic_category'::text, 'stated_gender'::text, 'gender_identity'::text, 'employment_status'::text, 'settled_accommodation'::text, 'imd_quintile'::text, 'learning_disability'::text, 'autism'::text, 'other_neurodivergence'::text, 'substance_use'::text, 'homelessness'::text, 'rough_sleeping'::text, 'prison_leaver'::text, 'on_probation'::text, 'carer'::text, 'care_experienced'::text, 'armed_forces'::text, 'armed_forces_family'::text, 'refugee_or_resettlement'::text, 'pregnancy_or_maternity'::text, 'digital_access'::text, 'weekly_hours'::text])));

ALTER TABLE caseload.published_dated_characteristic_all_v1 OWNER TO caseload_pub_all;

--
-- Name: published_disposal_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_disposal_v1 WITH (security_barrier='true') AS
 WITH signed AS NOT MATERIALIZED (
         SELECT p.org_id,
            p.participant_id
           FROM (caseload.disposal_person p
             JOIN caseload.disposal d ON (((d.org_id = p.org_id) AND (d.id = p.disposal_id))))
          WHERE ((p.outcome = 'disposed'::text) AND (d.signed_on IS NOT NULL) AND (NOT (EXISTS ( SELECT
                   FROM caseload.legal_hold h
                  WHERE ((h.org_id = p.org_id) AND (h.participant_id = p.participant_id) AND (h.lifted_on IS NULL))))))
        )
 SELECT s.org_id,
    s.participant_id
   FROM signed s
  WHERE (NOT (EXISTS ( SELECT
           FROM caseload.published_other_record_v1 o
          WHERE ((o.org_id = s.org_id) AND (o.participant_id = s.participant_id) AND (NOT (EXISTS ( SELECT
                   FROM signed t
                  WHERE ((t.org_id = o.org_id) AND (t.participant_id = o.other_id)))))))));

ALTER TABLE caseload.published_disposal_v1 OWNER TO caseload_pub_org;

--
-- Name: published_employer_alert_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_employer_alert_v1 WITH (security_barrier='true') AS
 SELECT alert.id,
    alert.org_id,
    alert.etag,
    alert.updated_at,
    alert.participant_id,
    alert.journey_id,
    alert.kind,
    alert.detail,
    alert.raised_by,
    alert.raised_on,
    alert.acknowledged_by,
    alert.acknowledged_on,
    alert.answer_by
   FROM caseload.alert
  WHERE (alert.kind = 'disclosure_incident'::text)
  WITH CASCADED CHECK OPTION;

ALTER TABLE caseload.published_employer_alert_v1 OWNER TO caseload_pub_org;

--
-- Name: published_employer_countersignature_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_employer_countersignature_v1 WITH (security_barrier='true') AS
 SELECT countersignature.id,
    countersignature.org_id,
    countersignature.etag,
    countersignature.updated_at,
    countersignature.participant_id,
    countersignature.kind,
    countersignature.entered_by,
    countersignature.entered_at,
    countersignature.decision,
    countersignature.note,
    countersignature.decided_by,
    countersignature.decided_on
   FROM caseload.countersignature
  WHERE (countersignature.kind = ANY (ARRAY['participant_engagement'::text, 'disclosure_choice'::text, 'job_application'::text]))
  WITH CASCADED CHECK OPTION;

ALTER TABLE caseload.published_employer_countersignature_v1 OWNER TO caseload_pub_org;

--
-- Name: published_follow_along_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_follow_along_v1 WITH (security_barrier='true') AS
 SELECT contact.org_id,
    contact.participant_id,
    contact.contacted_on
   FROM caseload.contact
  WHERE ((contact.kind = 'in_work_support'::text) AND (contact.attendance = 'attended'::text) AND ('participant'::text = ANY (contact.met_with)) AND (contact.withdrawn_on IS NULL));

ALTER TABLE caseload.published_follow_along_v1 OWNER TO caseload_pub_org;

--
-- Name: published_identity_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_identity_v1 WITH (security_barrier='true') AS
 SELECT participant.org_id,
    participant.id AS participant_id,
    participant.name,
    participant.birth_date,
    participant.nhs_number,
    participant.search_name
   FROM caseload.participant;

ALTER TABLE caseload.published_identity_v1 OWNER TO caseload_pub_org;

--
-- Name: published_passage_all_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_all
--

CREATE VIEW caseload.published_passage_all_v1 WITH (security_barrier='true') AS
 WITH record AS (
         SELECT merge.org_id,
            merge.participant_id AS kept_id,
            merge.participant_id AS id
           FROM caseload.merge
          WHERE (merge.state = 'merged'::text)
        UNION
         SELECT merge.org_id,
            merge.participant_id,
            merge.duplicate_id
           FROM caseload.merge
          WHERE (merge.state = 'merged'::text)
        ), journey AS (
         SELECT r.org_id,
            r.kept_id,
            j.programme_id,
            j.id,
            ((j.declined_on IS NULL) AND (j.withdrawn_on IS NULL)) AS counts,
            j.participant_id,
            j.referred_on,
            COALESCE(j.accepted_on, j.referred_on) AS begins,
            COALESCE(j.exited_on, 'infinity'::date) AS ends,
            j.followed_to
           FROM (record r
             JOIN caseload.journey j ON (((j.org_id = r.org_id) AND (j.participant_id = r.id))))
        ), marked AS (
         SELECT journey.org_id,
            journey.kept_id,
            journey.programme_id,
            journey.id,
            journey.counts,
            journey.participant_id,
            journey.referred_on,
            journey.begins,
            journey.ends,
            journey.followed_to,
            (journey.counts AND COALESCE((journey.begins <= max(journey.ends) OVER (PARTITION BY journey.org_id, journey.kept_id, journey.programme_id, journey.counts ORDER BY journey.begins, journey.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)), false)) AS goes_on
           FROM journey
        ), passage AS (
         SELECT marked.org_id,
            marked.kept_id,
            marked.programme_id,
            marked.id,
            marked.counts,
            marked.participant_id,
            marked.referred_on,
            marked.begins,
            marked.ends,
            marked.followed_to,
            marked.goes_on,
            count(*) FILTER (WHERE (NOT marked.goes_on)) OVER (PARTITION BY marked.org_id, marked.kept_id, marked.programme_id, marked.counts ORDER BY marked.begins, marked.id) AS number
           FROM marked
        )
 SELECT passage.org_id,
    passage.kept_id,
    passage.id AS journey_id,
    first_value(passage.id) OVER (one ORDER BY passage.begins, passage.id) AS counted_as,
    array_agg(passage.id) OVER one AS journey_ids,
    NULLIF(max(passage.ends) OVER one, 'infinity'::date) AS exited_on,
        CASE
            WHEN (bool_or((passage.followed_to IS NOT NULL)) OVER one AND bool_and(((passage.followed_to IS NOT NULL) OR (passage.ends < 'infinity'::date))) OVER one) THEN max(COALESCE(passage.followed_to, passage.ends)) OVER one
            ELSE NULL::date
        END AS followed_to,
    first_value(passage.participant_id) OVER (one ORDER BY passage.begins, passage.id) AS participant_id,
    min(passage.referred_on) OVER one AS referred_on,
    min(passage.begins) OVER one AS begins_on
   FROM passage
  WINDOW one AS (PARTITION BY passage.org_id, passage.kept_id, passage.programme_id, passage.counts, passage.number);

ALTER TABLE caseload.published_passage_all_v1 OWNER TO caseload_pub_all;

--
-- Name: published_journey_all_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_all
--

CREATE VIEW caseload.published_journey_all_v1 WITH (security_barrier='true') AS
 SELECT j.org_id,
    j.id,
    COALESCE(p.kept_id, j.participant_id) AS participant_id,
    j.programme_id,
    j.referred_on,
    j.accepted_on,
    j.declined_on,
        CASE
            WHEN (p.journey_id IS NULL) THEN j.exited_on
            ELSE p.exited_on
        END AS exited_on,
        CASE
            WHEN (p.journey_id IS NULL) THEN j.followed_to
            ELSE p.followed_to
        END AS followed_to,
    j.withdrawn_on,
    j.employment_status,
    COALESCE(p.journey_ids, ARRAY[j.id]) AS journey_ids
   FROM (caseload.journey j
     LEFT JOIN caseload.published_passage_all_v1 p ON (((p.org_id = j.org_id) AND (p.journey_id = j.id))))
  WHERE ((p.journey_id IS NULL) OR (p.counted_as = j.id));

ALTER TABLE caseload.published_journey_all_v1 OWNER TO caseload_pub_all;

--
-- Name: published_journey_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_journey_v1 WITH (security_barrier='true') AS
 SELECT journey.org_id,
    journey.id,
    journey.participant_id,
    journey.programme_id,
    journey.team_id,
    journey.referred_on,
    journey.withdrawn_on,
    journey.source,
    journey.source_key,
    journey.accepted_on,
    journey.declined_on,
    journey.exited_on,
    journey.followed_to
   FROM caseload.journey;

ALTER TABLE caseload.published_journey_v1 OWNER TO caseload_pub;

--
-- Name: published_kept_journey_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_kept_journey_v1 WITH (security_barrier='true') AS
 SELECT journey.org_id,
    journey.id
   FROM caseload.journey
  WHERE (journey.withdrawn_on IS NULL);

ALTER TABLE caseload.published_kept_journey_v1 OWNER TO caseload_pub_org;

--
-- Name: published_key_worker_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_key_worker_v1 WITH (security_barrier='true') AS
 SELECT a.org_id,
    a.journey_id,
    a.staff_member_id
   FROM caseload.allocation a
  WHERE (NOT (EXISTS ( SELECT
           FROM caseload.allocation b
          WHERE ((b.org_id = a.org_id) AND (b.journey_id = a.journey_id) AND (b.number > a.number)))));

ALTER TABLE caseload.published_key_worker_v1 OWNER TO caseload_pub_org;

--
-- Name: published_kit_out_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_kit_out_v1 WITH (security_barrier='true') AS
 SELECT kit_loan.org_id,
    kit_loan.id,
    kit_loan.asset_tag
   FROM caseload.kit_loan
  WHERE ((kit_loan.asset_tag <> ''::text) AND (kit_loan.returned_on IS NULL) AND (kit_loan.withdrawn_on IS NULL));

ALTER TABLE caseload.published_kit_out_v1 OWNER TO caseload_pub_org;

--
-- Name: vocational_profile; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.vocational_profile (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    started_on date NOT NULL,
    completed_on date,
    preferred_work text NOT NULL,
    strengths text NOT NULL,
    hours_from integer,
    hours_to integer,
    travel_minutes integer,
    travel text NOT NULL,
    disclosure text,
    disclosure_terms text NOT NULL,
    work_history text NOT NULL,
    education text NOT NULL,
    benefits text NOT NULL,
    adjustments text NOT NULL,
    barriers text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    travel_areas text[] NOT NULL,
    CONSTRAINT vocational_profile_completed CHECK ((completed_on >= started_on)),
    CONSTRAINT vocational_profile_hours CHECK ((hours_from <= hours_to)),
    CONSTRAINT vocational_profile_travel_areas CHECK ((cardinality(travel_areas) <= 50))
);

ALTER TABLE ONLY caseload.vocational_profile FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.vocational_profile OWNER TO caseload_owner;

--
-- Name: published_load_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_load_v1 WITH (security_barrier='true') AS
 SELECT a.org_id,
    a.staff_member_id,
    a.journey_id,
    (EXISTS ( SELECT
           FROM caseload.vocational_profile v
          WHERE ((v.org_id = a.org_id) AND (v.journey_id = a.journey_id) AND (v.withdrawn_on IS NULL)))) AS engaged,
    j.programme_id
   FROM (caseload.allocation a
     JOIN caseload.journey j ON (((j.org_id = a.org_id) AND (j.id = a.journey_id))))
  WHERE ((a.staff_member_id IS NOT NULL) AND (j.declined_on IS NULL) AND (j.exited_on IS NULL) AND (j.withdrawn_on IS NULL) AND (NOT (EXISTS ( SELECT
           FROM caseload.allocation b
          WHERE ((b.org_id = a.org_id) AND (b.journey_id = a.journey_id) AND (b.number > a.number))))));

ALTER TABLE caseload.published_load_v1 OWNER TO caseload_pub_org;

--
-- Name: published_name_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_name_v1 WITH (security_barrier='true') AS
 SELECT participant.org_id,
    participant.id AS participant_id,
    participant.name
   FROM caseload.participant;

ALTER TABLE caseload.published_name_v1 OWNER TO caseload_pub_org;

--
-- Name: published_participant_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_participant_v1 WITH (security_barrier='true') AS
 SELECT participant.org_id,
    participant.id,
    participant.name,
    participant.merged_into
   FROM caseload.participant;

ALTER TABLE caseload.published_participant_v1 OWNER TO caseload_pub;

--
-- Name: published_passage_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_passage_v1 WITH (security_barrier='true') AS
 WITH record AS (
         SELECT merge.org_id,
            merge.participant_id AS kept_id,
            merge.participant_id AS id
           FROM caseload.merge
          WHERE (merge.state = 'merged'::text)
        UNION
         SELECT merge.org_id,
            merge.participant_id,
            merge.duplicate_id
           FROM caseload.merge
          WHERE (merge.state = 'merged'::text)
        ), journey AS (
         SELECT r.org_id,
            r.kept_id,
            j.programme_id,
            j.id,
            ((j.declined_on IS NULL) AND (j.withdrawn_on IS NULL)) AS counts,
            j.participant_id,
            j.referred_on,
            COALESCE(j.accepted_on, j.referred_on) AS begins,
            COALESCE(j.exited_on, 'infinity'::date) AS ends,
            j.followed_to
           FROM (record r
             JOIN caseload.journey j ON (((j.org_id = r.org_id) AND (j.participant_id = r.id))))
        ), marked AS (
         SELECT journey.org_id,
            journey.kept_id,
            journey.programme_id,
            journey.id,
            journey.counts,
            journey.participant_id,
            journey.referred_on,
            journey.begins,
            journey.ends,
            journey.followed_to,
            (journey.counts AND COALESCE((journey.begins <= max(journey.ends) OVER (PARTITION BY journey.org_id, journey.kept_id, journey.programme_id, journey.counts ORDER BY journey.begins, journey.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)), false)) AS goes_on
           FROM journey
        ), passage AS (
         SELECT marked.org_id,
            marked.kept_id,
            marked.programme_id,
            marked.id,
            marked.counts,
            marked.participant_id,
            marked.referred_on,
            marked.begins,
            marked.ends,
            marked.followed_to,
            marked.goes_on,
            count(*) FILTER (WHERE (NOT marked.goes_on)) OVER (PARTITION BY marked.org_id, marked.kept_id, marked.programme_id, marked.counts ORDER BY marked.begins, marked.id) AS number
           FROM marked
        )
 SELECT passage.org_id,
    passage.kept_id,
    passage.id AS journey_id,
    first_value(passage.id) OVER (one ORDER BY passage.begins, passage.id) AS counted_as,
    array_agg(passage.id) OVER one AS journey_ids,
    NULLIF(max(passage.ends) OVER one, 'infinity'::date) AS exited_on,
        CASE
            WHEN (bool_or((passage.followed_to IS NOT NULL)) OVER one AND bool_and(((passage.followed_to IS NOT NULL) OR (passage.ends < 'infinity'::date))) OVER one) THEN max(COALESCE(passage.followed_to, passage.ends)) OVER one
            ELSE NULL::date
        END AS followed_to,
    first_value(passage.participant_id) OVER (one ORDER BY passage.begins, passage.id) AS participant_id,
    min(passage.referred_on) OVER one AS referred_on,
    min(passage.begins) OVER one AS begins_on
   FROM passage
  WINDOW one AS (PARTITION BY passage.org_id, passage.kept_id, passage.programme_id, passage.counts, passage.number);

ALTER TABLE caseload.published_passage_v1 OWNER TO caseload_pub_org;

--
-- Name: published_preference_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_preference_v1 WITH (security_barrier='true') AS
 SELECT v.org_id,
    v.participant_id,
    v.journey_id,
    v.preferred_work,
    v.hours_from,
    v.hours_to,
    v.travel_minutes,
    v.disclosure,
    v.adjustments,
    j.accepted_on,
    COALESCE(j.exited_on, j.declined_on, j.withdrawn_on) AS ended_on,
    v.travel_areas
   FROM (caseload.vocational_profile v
     JOIN caseload.journey j ON (((j.org_id = v.org_id) AND (j.id = v.journey_id))))
  WHERE (v.withdrawn_on IS NULL);

ALTER TABLE caseload.published_preference_v1 OWNER TO caseload_pub;

--
-- Name: published_spell_countersignature_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_spell_countersignature_v1 WITH (security_barrier='true') AS
 SELECT countersignature.id,
    countersignature.org_id,
    countersignature.etag,
    countersignature.updated_at,
    countersignature.participant_id,
    countersignature.kind,
    countersignature.entered_by,
    countersignature.entered_at,
    countersignature.decision,
    countersignature.note,
    countersignature.decided_by,
    countersignature.decided_on
   FROM caseload.countersignature
  WHERE (countersignature.kind = ANY (ARRAY['spell'::text, 'terms_change'::text, 'spell_absence'::text, 'spell_week'::text, 'spell_evidence'::text, 'job_retention'::text, 'return_step'::text, 'in_work_plan'::text, 'follow_up_attempt'::text]))
  WITH CASCADED CHECK OPTION;

ALTER TABLE caseload.published_spell_countersignature_v1 OWNER TO caseload_pub_org;

--
-- Name: stage_participant; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.stage_participant (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    local_characteristics jsonb NOT NULL,
    source text NOT NULL,
    source_key text NOT NULL,
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    base_etag bigint NOT NULL,
    body bytea NOT NULL,
    nhs_number text NOT NULL,
    merged_into uuid
);

ALTER TABLE ONLY caseload.stage_participant FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.stage_participant OWNER TO caseload_owner;

--
-- Name: published_staged_birth_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_staged_birth_v1 WITH (security_barrier='true') AS
 SELECT stage_participant.org_id,
    stage_participant.import_id,
    stage_participant.id AS participant_id,
    stage_participant.birth_date,
    stage_participant.birth_year
   FROM caseload.stage_participant;

ALTER TABLE caseload.published_staged_birth_v1 OWNER TO caseload_pub_org;

--
-- Name: stage_journey; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.stage_journey (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    base_etag bigint NOT NULL,
    body bytea NOT NULL,
    referral_source text,
    urgency text,
    referral_reason text NOT NULL,
    work_situation text,
    eligible text,
    right_to_work text,
    triaged_on date,
    triage_priority text,
    triage_reason text NOT NULL,
    triaged_by text NOT NULL,
    next_review_on date,
    exit_destination text,
    reopened_on date,
    reopen_reason text NOT NULL
);

ALTER TABLE ONLY caseload.stage_journey FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.stage_journey OWNER TO caseload_owner;

--
-- Name: published_staged_journey_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_staged_journey_v1 WITH (security_barrier='true') AS
 SELECT stage_journey.org_id,
    stage_journey.import_id,
    stage_journey.id,
    stage_journey.participant_id,
    stage_journey.source,
    stage_journey.source_key,
    stage_journey.withdrawn_on
   FROM caseload.stage_journey;

ALTER TABLE caseload.published_staged_journey_v1 OWNER TO caseload_pub;

--
-- Name: published_staged_referral_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub
--

CREATE VIEW caseload.published_staged_referral_v1 WITH (security_barrier='true') AS
 SELECT stage_journey.org_id,
    stage_journey.import_id,
    stage_journey.id AS journey_id,
    stage_journey.referred_on
   FROM caseload.stage_journey;

ALTER TABLE caseload.published_staged_referral_v1 OWNER TO caseload_pub;

--
-- Name: published_team_journey_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_team_journey_v1 WITH (security_barrier='true') AS
 SELECT journey.org_id,
    journey.id,
    journey.participant_id,
    journey.programme_id,
    journey.team_id,
    journey.referred_on,
    journey.accepted_on,
    journey.declined_on,
    journey.exited_on
   FROM caseload.journey
  WHERE (journey.withdrawn_on IS NULL);

ALTER TABLE caseload.published_team_journey_v1 OWNER TO caseload_pub_org;

--
-- Name: published_wish_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_org
--

CREATE VIEW caseload.published_wish_v1 WITH (security_barrier='true') AS
 SELECT vocational_profile.org_id,
    vocational_profile.journey_id,
    vocational_profile.preferred_work,
    vocational_profile.hours_from,
    vocational_profile.hours_to
   FROM caseload.vocational_profile
  WHERE (vocational_profile.withdrawn_on IS NULL);

ALTER TABLE caseload.published_wish_v1 OWNER TO caseload_pub_org;

--
-- Name: relationship; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.relationship (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    organisation text NOT NULL,
    phone text NOT NULL,
    email text NOT NULL,
    may_contact text,
    language text NOT NULL,
    note text NOT NULL,
    starts_on date,
    ends_on date,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT relationship_ends CHECK ((ends_on >= starts_on))
);

ALTER TABLE ONLY caseload.relationship FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.relationship OWNER TO caseload_owner;

--
-- Name: review; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.review (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    reviewed_on date NOT NULL,
    met_with text[] NOT NULL,
    summary text NOT NULL,
    next_on date,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT review_next CHECK ((next_on > reviewed_on))
);

ALTER TABLE ONLY caseload.review FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.review OWNER TO caseload_owner;

--
-- Name: risk_flag; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.risk_flag (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    kind text NOT NULL,
    raised_on date NOT NULL,
    detail text NOT NULL,
    check_on date,
    ended_on date,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT risk_flag_check CHECK ((check_on >= raised_on)),
    CONSTRAINT risk_flag_ended CHECK ((ended_on >= raised_on))
);

ALTER TABLE ONLY caseload.risk_flag FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.risk_flag OWNER TO caseload_owner;

--
-- Name: safeguarding_concern; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

CREATE TABLE caseload.safeguarding_concern (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    kind text NOT NULL,
    raised_on date NOT NULL,
    detail text NOT NULL,
    reported_to text NOT NULL,
    reported_on date,
    outcome text NOT NULL,
    closed_on date,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT safeguarding_concern_closed CHECK ((closed_on >= raised_on)),
    CONSTRAINT safeguarding_concern_reported CHECK ((reported_on >= raised_on))
);

ALTER TABLE ONLY caseload.safeguarding_concern FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.safeguarding_concern OWNER TO caseload_owner;

--
-- Name: shared_equity_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_shared
--

CREATE VIEW caseload.shared_equity_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.participant_id,
    c.purpose,
    COALESCE(d.sex, p.sex, d.sex_else) AS sex,
    COALESCE(d.gender_identity, p.gender_identity, d.gender_identity_else) AS gender_identity,
    COALESCE(d.ethnic_category, p.ethnic_category, d.ethnic_category_else) AS ethnic_category,
        CASE
            WHEN (d.disabilities IS NOT NULL) THEN string_to_array(d.disabilities, ','::text)
            WHEN ((cardinality(p.disabilities) > 0) OR (d.disabilities_else IS NULL)) THEN p.disabilities
            ELSE string_to_array(d.disabilities_else, ','::text)
        END AS disabilities
   FROM ((caseload.published_consent_v1 c
     JOIN caseload.participant p ON (((p.org_id = c.org_id) AND (p.id = c.participant_id))))
     CROSS JOIN LATERAL ( SELECT max(s.value) FILTER (WHERE ((s.kind = 'stated_gender'::text) AND s.is_stated)) AS sex,
            max(s.value) FILTER (WHERE ((s.kind = 'stated_gender'::text) AND (NOT s.is_stated))) AS sex_else,
            max(s.value) FILTER (WHERE ((s.kind = 'gender_identity'::text) AND s.is_stated)) AS gender_identity,
            max(s.value) FILTER (WHERE ((s.kind = 'gender_identity'::text) AND (NOT s.is_stated))) AS gender_identity_else,
            max(s.value) FILTER (WHERE ((s.kind = 'ethnic_category'::text) AND s.is_stated)) AS ethnic_category,
            max(s.value) FILTER (WHERE ((s.kind = 'ethnic_category'::text) AND (NOT s.is_stated))) AS ethnic_category_else,
            max(s.value) FILTER (WHERE ((s.kind = 'disability'::text) AND s.is_stated)) AS disabilities,
            max(s.value) FILTER (WHERE ((s.kind = 'disability'::text) AND (NOT s.is_stated))) AS disabilities_else
           FROM ( SELECT DISTINCT ON (h.kind) h.kind,
                    array_to_string(h."values", ','::text) AS value,
                    (h.state = 'stated'::text) AS is_stated
                   FROM (caseload.characteristic h
                     JOIN directory.published_today_v1 t ON ((t.org_id = h.org_id)))
                  WHERE ((h.org_id = c.org_id) AND (h.participant_id = c.participant_id) AND (h.withdrawn_on IS NULL) AND (h.kind = ANY (ARRAY['stated_gender'::text, 'gender_identity'::text, 'ethnic_category'::text, 'disability'::text])) AND (h.valid_from <= t.today) AND ((h.valid_to IS NULL) OR (h.valid_to >= t.today)))
                  ORDER BY h.kind,
                        CASE h.state
                            WHEN 'stated'::text THEN 1
                            WHEN 'declined'::text THEN 2
                            ELSE 3
                        END, h.valid_from DESC, h.id DESC) s) d)
  WHERE ((c.recipient_org_id = (current_setting('app.caller_org'::text))::uuid) AND (c.direction = 'outgoing'::text) AND (c.category = 'equity'::text));

ALTER TABLE caseload.shared_equity_v1 OWNER TO caseload_pub_shared;

--
-- Name: shared_health_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_shared
--

CREATE VIEW caseload.shared_health_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.participant_id,
    c.purpose,
    p.long_term_condition
   FROM (caseload.published_consent_v1 c
     JOIN caseload.participant p ON (((p.org_id = c.org_id) AND (p.id = c.participant_id))))
  WHERE ((c.recipient_org_id = (current_setting('app.caller_org'::text))::uuid) AND (c.direction = 'outgoing'::text) AND (c.category = 'health'::text));

ALTER TABLE caseload.shared_health_v1 OWNER TO caseload_pub_shared;

--
-- Name: shared_identity_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_shared
--

CREATE VIEW caseload.shared_identity_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.participant_id,
    c.purpose,
    p.name,
    p.birth_date,
    p.birth_year
   FROM (caseload.published_consent_v1 c
     JOIN caseload.participant p ON (((p.org_id = c.org_id) AND (p.id = c.participant_id))))
  WHERE ((c.recipient_org_id = (current_setting('app.caller_org'::text))::uuid) AND (c.direction = 'outgoing'::text) AND (c.category = 'identity'::text));

ALTER TABLE caseload.shared_identity_v1 OWNER TO caseload_pub_shared;

--
-- Name: shared_journey_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_shared
--

CREATE VIEW caseload.shared_journey_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.participant_id,
    c.purpose,
    j.id,
    j.referred_on,
    j.accepted_on,
    j.exited_on,
    j.employment_status
   FROM (caseload.published_consent_v1 c
     JOIN caseload.journey j ON (((j.org_id = c.org_id) AND (j.participant_id = c.participant_id))))
  WHERE ((c.recipient_org_id = (current_setting('app.caller_org'::text))::uuid) AND (c.direction = 'outgoing'::text) AND (c.category = 'employment'::text) AND (j.withdrawn_on IS NULL));

ALTER TABLE caseload.shared_journey_v1 OWNER TO caseload_pub_shared;

--
-- Name: shared_notice_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_shared
--

CREATE VIEW caseload.shared_notice_v1 WITH (security_barrier='true') AS
 SELECT n.org_id,
    n.seq,
    n.recorded_at,
    n.participant_id,
    n.purpose,
    n.categories,
    n.directions,
    n.said_on,
    n.was_read
   FROM caseload.consent_notice n
  WHERE (n.recipient_org_id = (current_setting('app.caller_org'::text))::uuid);

ALTER TABLE caseload.shared_notice_v1 OWNER TO caseload_pub_shared;

--
-- Name: shared_person_v1; Type: VIEW; Schema: caseload; Owner: caseload_pub_shared
--

CREATE VIEW caseload.shared_person_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.participant_id,
    c.purpose,
    c.category
   FROM caseload.published_consent_v1 c
  WHERE ((c.recipient_org_id = (current_setting('app.caller_org'::text))::uuid) AND (c.direction = 'outgoing'::text));

ALTER TABLE caseload.shared_person_v1 OWNER TO caseload_pub_shared;

--
-- Name: stage_record; Type: TABLE; Schema: caseload; Owner: caseload_owner
--

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
    base_etag bigint NOT NULL,
    body bytea NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY caseload.stage_record FORCE ROW LEVEL SECURITY;

ALTER TABLE caseload.stage_record OWNER TO caseload_owner;

--
-- Name: clinical_attachment; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.clinical_attachment (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    team_id uuid NOT NULL,
    clinical_team_id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    CONSTRAINT clinical_attachment_dates CHECK ((ends_on >= starts_on))
);

ALTER TABLE ONLY directory.clinical_attachment FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.clinical_attachment OWNER TO directory_owner;

--
-- Name: clinical_team; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.clinical_team (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    partner_id uuid,
    CONSTRAINT clinical_team_name_given CHECK ((name <> ''::text))
);

ALTER TABLE ONLY directory.clinical_team FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.clinical_team OWNER TO directory_owner;

--
-- Name: funding; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.funding (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    programme_id uuid NOT NULL,
    funder_org_id uuid NOT NULL,
    share_percent integer,
    starts_on date,
    ends_on date,
    CONSTRAINT funding_dates CHECK ((ends_on >= starts_on)),
    CONSTRAINT funding_share CHECK (((share_percent >= 1) AND (share_percent <= 100)))
);

ALTER TABLE ONLY directory.funding FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.funding OWNER TO directory_owner;

--
-- Name: partner; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.partner (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    ods_code text NOT NULL,
    partner_org_id uuid,
    CONSTRAINT partner_name_given CHECK ((name <> ''::text))
);

ALTER TABLE ONLY directory.partner FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.partner OWNER TO directory_owner;

--
-- Name: programme; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.programme (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    starts_on date,
    ends_on date,
    caseload_limit integer,
    decision_days integer,
    first_contact_days integer,
    old_answer_days integer,
    setting text,
    outcome_rules text[] NOT NULL,
    triage boolean NOT NULL,
    review_days integer,
    retention_years integer,
    retention_until_age integer,
    retention_until_age_at_17 integer,
    triage_days integer,
    asks_eligibility boolean NOT NULL,
    asks_right_to_work boolean NOT NULL,
    drift_told text[] NOT NULL,
    CONSTRAINT programme_caseload_limit CHECK (((caseload_limit >= 1) AND (caseload_limit <= 500))),
    CONSTRAINT programme_dates CHECK ((ends_on >= starts_on)),
    CONSTRAINT programme_decision_days CHECK (((decision_days >= 0) AND (decision_days <= 365))),
    CONSTRAINT programme_first_contact_days CHECK (((first_contact_days >= 0) AND (first_contact_days <= 365))),
    CONSTRAINT programme_name_given CHECK ((name <> ''::text)),
    CONSTRAINT programme_old_answer_days CHECK (((old_answer_days >= 0) AND (old_answer_days <= 365))),
    CONSTRAINT programme_retention_complete CHECK ((((retention_until_age IS NULL) OR (retention_years IS NOT NULL)) AND ((retention_until_age_at_17 IS NULL) OR (retention_until_age IS NOT NULL)))),
    CONSTRAINT programme_retention_until_age CHECK (((retention_until_age >= 18) AND (retention_until_age <= 100))),
    CONSTRAINT programme_retention_until_age_at_17 CHECK (((retention_until_age_at_17 >= retention_until_age) AND (retention_until_age_at_17 <= 100))),
    CONSTRAINT programme_retention_years CHECK (((retention_years >= 1) AND (retention_years <= 100))),
    CONSTRAINT programme_review_days CHECK (((review_days >= 1) AND (review_days <= 365))),
    CONSTRAINT programme_triage_days CHECK (((triage_days >= 0) AND (triage_days <= 365)))
);

ALTER TABLE ONLY directory.programme FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.programme OWNER TO directory_owner;

--
-- Name: published_attachment_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_attachment_v1 WITH (security_barrier='true') AS
 SELECT clinical_attachment.org_id,
    clinical_attachment.id,
    clinical_attachment.team_id,
    clinical_attachment.clinical_team_id,
    clinical_attachment.starts_on,
    clinical_attachment.ends_on
   FROM directory.clinical_attachment;

ALTER TABLE directory.published_attachment_v1 OWNER TO directory_pub;

--
-- Name: published_crisis_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_crisis_v1 WITH (security_barrier='true') AS
 SELECT organisation.org_id,
    organisation.crisis_protocol,
    organisation.crisis_duty,
    organisation.crisis_deputy,
    organisation.crisis_minutes,
    organisation.crisis_duty_staff_id,
    organisation.crisis_deputy_staff_id
   FROM directory.organisation;

ALTER TABLE directory.published_crisis_v1 OWNER TO directory_pub;

--
-- Name: published_drift_told_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_drift_told_v1 WITH (security_barrier='true') AS
 SELECT programme.org_id,
    programme.id AS programme_id,
    programme.drift_told
   FROM directory.programme;

ALTER TABLE directory.published_drift_told_v1 OWNER TO directory_pub;

--
-- Name: published_funding_all_v1; Type: VIEW; Schema: directory; Owner: directory_pub_all
--

CREATE VIEW directory.published_funding_all_v1 WITH (security_barrier='true') AS
 SELECT funding.org_id,
    funding.programme_id,
    funding.funder_org_id,
    funding.starts_on,
    funding.ends_on
   FROM directory.funding;

ALTER TABLE directory.published_funding_all_v1 OWNER TO directory_pub_all;

--
-- Name: published_lawful_basis_all_v1; Type: VIEW; Schema: directory; Owner: directory_pub_all
--

CREATE VIEW directory.published_lawful_basis_all_v1 WITH (security_barrier='true') AS
 SELECT organisation.org_id,
    organisation.lawful_basis
   FROM directory.organisation;

ALTER TABLE directory.published_lawful_basis_all_v1 OWNER TO directory_pub_all;

--
-- Name: published_partner_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_partner_v1 WITH (security_barrier='true') AS
 SELECT DISTINCT ON (partner.org_id, partner.partner_org_id) partner.org_id,
    partner.partner_org_id,
    partner.name
   FROM directory.partner
  WHERE (partner.partner_org_id IS NOT NULL)
  ORDER BY partner.org_id, partner.partner_org_id, partner.id;

ALTER TABLE directory.published_partner_v1 OWNER TO directory_pub;

--
-- Name: published_posting_span_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_posting_span_v1 WITH (security_barrier='true') AS
 SELECT posting.org_id,
    posting.id AS posting_id,
    posting.staff_member_id,
    posting.team_id,
    posting.role,
    posting.fte_percent,
    posting.starts_on,
    posting.ends_on
   FROM directory.posting
UNION ALL
 SELECT staff_member.org_id,
    NULL::uuid AS posting_id,
    staff_member.id AS staff_member_id,
    staff_member.team_id,
    staff_member.role,
    staff_member.fte_percent,
    staff_member.starts_on,
    staff_member.ends_on
   FROM directory.staff_member;

ALTER TABLE directory.published_posting_span_v1 OWNER TO directory_pub;

--
-- Name: published_programme_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_programme_v1 WITH (security_barrier='true') AS
 SELECT programme.org_id,
    programme.id,
    programme.name,
    programme.starts_on,
    programme.ends_on,
    programme.kind,
    programme.caseload_limit,
    programme.decision_days,
    programme.first_contact_days,
    programme.old_answer_days,
    programme.setting,
    programme.outcome_rules,
    programme.triage,
    programme.review_days,
    programme.retention_years,
    programme.retention_until_age,
    programme.retention_until_age_at_17,
    programme.triage_days,
    programme.asks_eligibility,
    programme.asks_right_to_work
   FROM directory.programme;

ALTER TABLE directory.published_programme_v1 OWNER TO directory_pub;

--
-- Name: team; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.team (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL,
    starts_on date,
    ends_on date,
    CONSTRAINT team_dates CHECK ((ends_on >= starts_on)),
    CONSTRAINT team_name_given CHECK ((name <> ''::text))
);

ALTER TABLE ONLY directory.team FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.team OWNER TO directory_owner;

--
-- Name: published_team_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_team_v1 WITH (security_barrier='true') AS
 SELECT team.org_id,
    team.id,
    team.name,
    team.starts_on,
    team.ends_on
   FROM directory.team;

ALTER TABLE directory.published_team_v1 OWNER TO directory_pub;

--
-- Name: time_use; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.time_use (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    staff_member_id uuid NOT NULL,
    spent_on date NOT NULL,
    kind text NOT NULL,
    minutes integer NOT NULL,
    withdrawn_on date,
    CONSTRAINT time_use_minutes CHECK (((minutes >= 1) AND (minutes <= 1440)))
);

ALTER TABLE ONLY directory.time_use FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.time_use OWNER TO directory_owner;

--
-- Name: published_time_use_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_time_use_v1 WITH (security_barrier='true') AS
 SELECT time_use.org_id,
    time_use.id,
    time_use.staff_member_id,
    time_use.spent_on,
    time_use.kind,
    time_use.minutes
   FROM directory.time_use
  WHERE (time_use.withdrawn_on IS NULL);

ALTER TABLE directory.published_time_use_v1 OWNER TO directory_pub;

--
-- Name: published_work_span_v1; Type: VIEW; Schema: directory; Owner: directory_pub
--

CREATE VIEW directory.published_work_span_v1 WITH (security_barrier='true') AS
 SELECT posting.org_id,
    posting.staff_member_id,
    posting.team_id,
    posting.starts_on,
    posting.ends_on,
    true AS is_posting
   FROM directory.posting
UNION ALL
 SELECT staff_member.org_id,
    staff_member.id AS staff_member_id,
    staff_member.team_id,
    staff_member.starts_on,
    staff_member.ends_on,
    false AS is_posting
   FROM directory.staff_member;

ALTER TABLE directory.published_work_span_v1 OWNER TO directory_pub;

--
-- Name: supervision; Type: TABLE; Schema: directory; Owner: directory_owner
--

CREATE TABLE directory.supervision (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    supervisee_id uuid NOT NULL,
    supervisor_id uuid NOT NULL,
    kind text NOT NULL,
    held_on date NOT NULL,
    next_due_on date,
    withdrawn_on date,
    CONSTRAINT supervision_by_another CHECK ((supervisor_id <> supervisee_id)),
    CONSTRAINT supervision_next CHECK ((next_due_on >= held_on))
);

ALTER TABLE ONLY directory.supervision FORCE ROW LEVEL SECURITY;

ALTER TABLE directory.supervision OWNER TO directory_owner;

--
-- Name: disclosure_choice; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.disclosure_choice (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    number bigint NOT NULL,
    contents text[] NOT NULL,
    decision text NOT NULL,
    said_on date NOT NULL,
    wording_version text NOT NULL,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date
);

ALTER TABLE ONLY employer.disclosure_choice FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.disclosure_choice OWNER TO employer_owner;

--
-- Name: employer; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.employer (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL,
    companies_house_number text NOT NULL,
    sic_code text NOT NULL,
    size text,
    disability_confident text,
    confident_until date,
    owner_id uuid,
    website text NOT NULL,
    do_not_approach text NOT NULL,
    search_name text GENERATED ALWAYS AS (employer.search_form(name)) STORED COLLATE pg_catalog."C",
    merged_into uuid,
    CONSTRAINT employer_not_merged_into_itself CHECK ((merged_into <> id))
);

ALTER TABLE ONLY employer.employer FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.employer OWNER TO employer_owner;

--
-- Name: employer_contact; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.employer_contact (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    employer_id uuid NOT NULL,
    employer_site_id uuid,
    name text NOT NULL,
    job_role text NOT NULL,
    email text NOT NULL,
    phone text NOT NULL,
    prefers text,
    withdrawn_on date
);

ALTER TABLE ONLY employer.employer_contact FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.employer_contact OWNER TO employer_owner;

--
-- Name: employer_merge; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.employer_merge (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    employer_id uuid NOT NULL,
    duplicate_id uuid NOT NULL,
    reason text NOT NULL,
    state text,
    proposed_by text NOT NULL,
    proposed_on date,
    decided_by text NOT NULL,
    decided_at timestamp with time zone,
    note text NOT NULL,
    undone_by text NOT NULL,
    undone_on date,
    undo_reason text NOT NULL,
    CONSTRAINT employer_merge_decided CHECK (((state IS NOT NULL) AND ((state = 'waiting'::text) = (decided_at IS NULL)))),
    CONSTRAINT employer_merge_decided_by_another CHECK ((decided_by <> proposed_by)),
    CONSTRAINT employer_merge_of_two CHECK ((employer_id <> duplicate_id)),
    CONSTRAINT employer_merge_undone CHECK (((state = 'undone'::text) = (undone_on IS NOT NULL)))
);

ALTER TABLE ONLY employer.employer_merge FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.employer_merge OWNER TO employer_owner;

--
-- Name: employer_site; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.employer_site (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    employer_id uuid NOT NULL,
    name text NOT NULL,
    address_line text NOT NULL,
    town text NOT NULL,
    postcode text NOT NULL,
    withdrawn_on date
);

ALTER TABLE ONLY employer.employer_site FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.employer_site OWNER TO employer_owner;

--
-- Name: engagement; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.engagement (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    took_place text,
    CONSTRAINT engagement_minutes CHECK (((minutes >= 1) AND (minutes <= 1440))),
    CONSTRAINT engagement_next CHECK ((next_on >= held_on))
);

ALTER TABLE ONLY employer.engagement FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.engagement OWNER TO employer_owner;

--
-- Name: job_application; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.job_application (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    CONSTRAINT job_application_accepted CHECK ((offer_accepted_on >= offered_on)),
    CONSTRAINT job_application_start CHECK (((planned_start_on IS NULL) OR (offer_accepted_on IS NOT NULL)))
);

ALTER TABLE ONLY employer.job_application FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.job_application OWNER TO employer_owner;

--
-- Name: participant_engagement; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.participant_engagement (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    participant_id uuid NOT NULL,
    journey_id uuid,
    engagement_id uuid NOT NULL,
    discloses text[] NOT NULL,
    account text NOT NULL,
    outside text[] NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date
);

ALTER TABLE ONLY employer.participant_engagement FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.participant_engagement OWNER TO employer_owner;

--
-- Name: vacancy; Type: TABLE; Schema: employer; Owner: employer_owner
--

CREATE TABLE employer.vacancy (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    place_of_work text,
    CONSTRAINT vacancy_closing CHECK ((closing_on >= opened_on)),
    CONSTRAINT vacancy_filled CHECK ((filled_on >= opened_on)),
    CONSTRAINT vacancy_hourly_pay CHECK (((hourly_pay_pence >= 0) AND (hourly_pay_pence <= 1000000))),
    CONSTRAINT vacancy_weekly_minutes CHECK (((weekly_minutes >= 1) AND (weekly_minutes <= 10080)))
);

ALTER TABLE ONLY employer.vacancy FORCE ROW LEVEL SECURITY;

ALTER TABLE employer.vacancy OWNER TO employer_owner;

--
-- Name: published_application_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_application_v1 WITH (security_barrier='true') AS
 SELECT a.org_id,
    a.id,
    a.participant_id,
    v.employer_id,
    a.offered_on,
    a.offer_accepted_on,
    a.turned_down_on,
    a.pulled_out_on,
    a.withdrawn_on
   FROM (employer.job_application a
     JOIN employer.vacancy v ON (((v.org_id = a.org_id) AND (v.id = a.vacancy_id))));

ALTER TABLE employer.published_application_v1 OWNER TO employer_pub;

--
-- Name: published_employer_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_employer_v1 WITH (security_barrier='true') AS
 SELECT employer.org_id,
    employer.id,
    employer.name,
    employer.merged_into
   FROM employer.employer;

ALTER TABLE employer.published_employer_v1 OWNER TO employer_pub;

--
-- Name: published_engaged_for_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_engaged_for_v1 WITH (security_barrier='true') AS
 SELECT participant_engagement.org_id,
    participant_engagement.engagement_id,
    participant_engagement.participant_id,
    participant_engagement.journey_id
   FROM employer.participant_engagement
  WHERE (participant_engagement.withdrawn_on IS NULL);

ALTER TABLE employer.published_engaged_for_v1 OWNER TO employer_pub;

--
-- Name: published_engagement_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_engagement_v1 WITH (security_barrier='true') AS
 SELECT engagement.org_id,
    engagement.id,
    engagement.employer_id,
    engagement.held_on,
    engagement.mode,
    engagement.minutes,
    engagement.staff_member_id
   FROM employer.engagement
  WHERE ((engagement.withdrawn_on IS NULL) AND ((engagement.took_place = 'Y'::text) OR ((engagement.took_place IS NULL) AND (engagement.recorded_on >= engagement.held_on))));

ALTER TABLE employer.published_engagement_v1 OWNER TO employer_pub;

--
-- Name: published_other_employer_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_other_employer_v1 WITH (security_barrier='true') AS
 SELECT e.org_id,
    e.merged_into AS employer_id,
    e.id AS other_id
   FROM employer.employer e
  WHERE (e.merged_into IS NOT NULL)
UNION ALL
 SELECT e.org_id,
    e.id AS employer_id,
    e.merged_into AS other_id
   FROM employer.employer e
  WHERE (e.merged_into IS NOT NULL)
UNION ALL
 SELECT a.org_id,
    a.id AS employer_id,
    b.id AS other_id
   FROM (employer.employer a
     JOIN employer.employer b ON (((b.org_id = a.org_id) AND (b.merged_into = a.merged_into) AND (b.id <> a.id))))
  WHERE (a.merged_into IS NOT NULL);

ALTER TABLE employer.published_other_employer_v1 OWNER TO employer_pub;

--
-- Name: published_planned_start_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_planned_start_v1 WITH (security_barrier='true') AS
 SELECT a.org_id,
    a.id,
    a.participant_id,
    a.journey_id,
    v.employer_id,
    v.role,
    a.planned_start_on,
    a.updated_at
   FROM (employer.job_application a
     JOIN employer.vacancy v ON (((v.org_id = a.org_id) AND (v.id = a.vacancy_id))))
  WHERE ((a.offer_accepted_on IS NOT NULL) AND (a.planned_start_on IS NOT NULL) AND (a.turned_down_on IS NULL) AND (a.pulled_out_on IS NULL) AND (a.withdrawn_on IS NULL) AND (v.withdrawn_on IS NULL));

ALTER TABLE employer.published_planned_start_v1 OWNER TO employer_pub;

--
-- Name: published_vacancy_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_vacancy_v1 WITH (security_barrier='true') AS
 SELECT vacancy.org_id,
    vacancy.employer_id,
    vacancy.role,
    vacancy.weekly_minutes,
    vacancy.opened_on,
    vacancy.filled_on
   FROM employer.vacancy
  WHERE (vacancy.withdrawn_on IS NULL);

ALTER TABLE employer.published_vacancy_v1 OWNER TO employer_pub;

--
-- Name: published_waiting_merge_v1; Type: VIEW; Schema: employer; Owner: employer_pub
--

CREATE VIEW employer.published_waiting_merge_v1 WITH (security_barrier='true') AS
 SELECT employer_merge.org_id,
    employer_merge.id,
    employer_merge.proposed_by,
    employer_merge.proposed_on
   FROM employer.employer_merge
  WHERE (employer_merge.state = 'waiting'::text);

ALTER TABLE employer.published_waiting_merge_v1 OWNER TO employer_pub;

--
-- Name: agreed_item; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.agreed_item (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fidelity_review_id uuid NOT NULL,
    item integer NOT NULL,
    score integer,
    not_applicable boolean NOT NULL,
    not_scored boolean NOT NULL,
    reason text NOT NULL,
    CONSTRAINT agreed_item_one_answer CHECK ((((((score IS NOT NULL))::integer + (not_applicable)::integer) + (not_scored)::integer) = 1))
);

ALTER TABLE ONLY fidelity.agreed_item FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.agreed_item OWNER TO fidelity_owner;

--
-- Name: review_sheet; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.review_sheet (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fidelity_review_id uuid NOT NULL,
    reviewer_id uuid NOT NULL,
    number integer NOT NULL,
    author text NOT NULL,
    locked_on date
);

ALTER TABLE ONLY fidelity.review_sheet FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.review_sheet OWNER TO fidelity_owner;

--
-- Name: reviewer; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.reviewer (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fidelity_review_id uuid NOT NULL,
    staff_member_id uuid,
    leads boolean NOT NULL,
    number integer NOT NULL,
    withdrawn_on date
);

ALTER TABLE ONLY fidelity.reviewer FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.reviewer OWNER TO fidelity_owner;

--
-- Name: all_locked_review_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.all_locked_review_v1 WITH (security_barrier='true') AS
 SELECT r.org_id,
    r.fidelity_review_id
   FROM (fidelity.reviewer r
     LEFT JOIN fidelity.review_sheet s ON (((s.org_id = r.org_id) AND (s.reviewer_id = r.id))))
  WHERE (r.withdrawn_on IS NULL)
  GROUP BY r.org_id, r.fidelity_review_id
 HAVING ((count(*) >= 2) AND (count(*) = count(s.locked_on)));

ALTER TABLE fidelity.all_locked_review_v1 OWNER TO fidelity_pub_org;

--
-- Name: fidelity_action; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.fidelity_action (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fidelity_review_id uuid NOT NULL,
    item integer NOT NULL,
    action text NOT NULL,
    owner_id uuid NOT NULL,
    due_on date NOT NULL,
    progress text[] NOT NULL,
    done_on date,
    withdrawn_on date
);

ALTER TABLE ONLY fidelity.fidelity_action FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.fidelity_action OWNER TO fidelity_owner;

--
-- Name: fidelity_review; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.fidelity_review (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    team_id uuid NOT NULL,
    instrument text NOT NULL,
    instrument_version integer NOT NULL,
    visit_begins_on date NOT NULL,
    visit_ends_on date,
    note text NOT NULL,
    no_action_reason text NOT NULL,
    state text,
    planned_on date,
    issued_on date,
    total text NOT NULL,
    band text NOT NULL,
    total_remark text NOT NULL,
    agreement text NOT NULL,
    closed_on date,
    reviewers_removed_on date,
    withdrawn_on date,
    withdrawn_reason text NOT NULL,
    CONSTRAINT fidelity_review_visit CHECK ((visit_ends_on >= visit_begins_on))
);

ALTER TABLE ONLY fidelity.fidelity_review FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.fidelity_review OWNER TO fidelity_owner;

--
-- Name: issued_score_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.issued_score_v1 WITH (security_barrier='true') AS
 SELECT v.org_id,
    v.team_id,
    v.id AS fidelity_review_id,
    v.instrument,
    v.instrument_version,
    COALESCE(v.visit_ends_on, v.visit_begins_on) AS visited_on,
    a.item,
    a.score,
    a.not_applicable
   FROM (fidelity.fidelity_review v
     JOIN fidelity.agreed_item a ON (((a.org_id = v.org_id) AND (a.fidelity_review_id = v.id))))
  WHERE ((v.issued_on IS NOT NULL) AND (v.withdrawn_on IS NULL));

ALTER TABLE fidelity.issued_score_v1 OWNER TO fidelity_pub_org;

--
-- Name: item_score; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.item_score (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fidelity_review_id uuid NOT NULL,
    review_sheet_id uuid NOT NULL,
    item integer NOT NULL,
    score integer,
    not_applicable boolean NOT NULL,
    evidence_records text[] NOT NULL,
    evidence_documents text[] NOT NULL,
    evidence_interviews text[] NOT NULL,
    evidence_observation text[] NOT NULL,
    live_reading text NOT NULL,
    live_reading_as_at date,
    comment text NOT NULL,
    not_scored boolean NOT NULL,
    CONSTRAINT item_score_one_answer CHECK ((((((score IS NOT NULL))::integer + (not_applicable)::integer) + (not_scored)::integer) = 1))
);

ALTER TABLE ONLY fidelity.item_score FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.item_score OWNER TO fidelity_owner;

--
-- Name: let_go_review_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.let_go_review_v1 WITH (security_barrier='true') AS
 SELECT v.org_id,
    v.id AS fidelity_review_id
   FROM fidelity.fidelity_review v
  WHERE (EXISTS ( SELECT
           FROM fidelity.reviewer r
          WHERE ((r.org_id = v.org_id) AND (r.fidelity_review_id = v.id) AND (r.withdrawn_on >= v.visit_begins_on))));

ALTER TABLE fidelity.let_go_review_v1 OWNER TO fidelity_pub_org;

--
-- Name: own_review_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.own_review_v1 WITH (security_barrier='true') AS
 SELECT r.org_id,
    r.fidelity_review_id,
    r.id AS reviewer_id,
    r.leads
   FROM fidelity.reviewer r
  WHERE ((r.org_id = (current_setting('app.org'::text))::uuid) AND (current_setting('app.caller_org'::text) = current_setting('app.org'::text)) AND (r.withdrawn_on IS NULL) AND (r.staff_member_id = ANY (ARRAY( SELECT s.id
           FROM directory.published_staff_member_v1 s
          WHERE ((s.org_id = (current_setting('app.org'::text))::uuid) AND s.active AND (encode(sha256(convert_to(s.subject, 'UTF8'::name)), 'hex'::text) = current_setting('app.caller'::text)))))));

ALTER TABLE fidelity.own_review_v1 OWNER TO fidelity_pub_org;

--
-- Name: own_staff_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.own_staff_v1 WITH (security_barrier='true') AS
 SELECT s.org_id,
    s.id
   FROM directory.published_staff_member_v1 s
  WHERE ((s.org_id = (current_setting('app.org'::text))::uuid) AND (current_setting('app.caller_org'::text) = current_setting('app.org'::text)) AND s.active AND (encode(sha256(convert_to(s.subject, 'UTF8'::name)), 'hex'::text) = current_setting('app.caller'::text)));

ALTER TABLE fidelity.own_staff_v1 OWNER TO fidelity_pub_org;

--
-- Name: own_team_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.own_team_v1 WITH (security_barrier='true') AS
 SELECT p.org_id,
    p.team_id
   FROM directory.published_posting_v1 p
  WHERE ((p.org_id = (current_setting('app.org'::text))::uuid) AND (p.staff_member_id = ANY (ARRAY( SELECT s.id
           FROM fidelity.own_staff_v1 s))));

ALTER TABLE fidelity.own_team_v1 OWNER TO fidelity_pub_org;

--
-- Name: own_team_review_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.own_team_review_v1 WITH (security_barrier='true') AS
 SELECT v.org_id,
    v.id AS fidelity_review_id
   FROM fidelity.fidelity_review v
  WHERE ((v.org_id = (current_setting('app.org'::text))::uuid) AND (v.team_id = ANY (ARRAY( SELECT w.team_id
           FROM fidelity.own_team_v1 w))));

ALTER TABLE fidelity.own_team_review_v1 OWNER TO fidelity_pub_org;

--
-- Name: review_milestone; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.review_milestone (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fidelity_review_id uuid NOT NULL,
    stage text NOT NULL,
    title text NOT NULL,
    due_on date NOT NULL,
    provisional boolean NOT NULL,
    done_on date
);

ALTER TABLE ONLY fidelity.review_milestone FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.review_milestone OWNER TO fidelity_owner;

--
-- Name: review_stand_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.review_stand_v1 WITH (security_barrier='true') AS
 SELECT v.org_id,
    v.id,
    v.team_id,
    v.closed_on,
    v.reviewers_removed_on,
    v.withdrawn_on,
    (EXISTS ( SELECT
           FROM fidelity.fidelity_review later
          WHERE ((later.org_id = v.org_id) AND (later.team_id = v.team_id) AND (later.withdrawn_on IS NULL) AND (ROW(later.visit_begins_on, later.id) > ROW(v.visit_begins_on, v.id))))) AS is_followed
   FROM fidelity.fidelity_review v;

ALTER TABLE fidelity.review_stand_v1 OWNER TO fidelity_pub_org;

--
-- Name: published_due_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub
--

CREATE VIEW fidelity.published_due_v1 WITH (security_barrier='true') AS
 SELECT m.org_id,
    m.fidelity_review_id,
    v.team_id,
    COALESCE(v.withdrawn_on, m.due_on) AS due_on,
    m.title AS what,
    NULL::uuid AS fidelity_action_id,
    NULL::uuid AS owner_id,
    (m.provisional AND (v.withdrawn_on IS NULL)) AS provisional
   FROM ((fidelity.review_milestone m
     JOIN fidelity.fidelity_review seen ON (((seen.org_id = m.org_id) AND (seen.id = m.fidelity_review_id))))
     JOIN fidelity.review_stand_v1 v ON (((v.org_id = m.org_id) AND (v.id = m.fidelity_review_id))))
  WHERE ((m.done_on IS NULL) AND
        CASE m.stage
            WHEN 'personal_data'::text THEN (v.reviewers_removed_on IS NULL)
            WHEN 'next_review'::text THEN ((v.withdrawn_on IS NULL) AND (NOT v.is_followed))
            ELSE ((v.withdrawn_on IS NULL) AND (v.closed_on IS NULL))
        END)
UNION ALL
 SELECT a.org_id,
    a.fidelity_review_id,
    v.team_id,
    a.due_on,
    a.action AS what,
    a.id AS fidelity_action_id,
    a.owner_id,
    false AS provisional
   FROM (fidelity.fidelity_action a
     JOIN fidelity.review_stand_v1 v ON (((v.org_id = a.org_id) AND (v.id = a.fidelity_review_id))))
  WHERE ((a.done_on IS NULL) AND (a.withdrawn_on IS NULL) AND (v.withdrawn_on IS NULL));

ALTER TABLE fidelity.published_due_v1 OWNER TO fidelity_pub;

--
-- Name: review_summary; Type: TABLE; Schema: fidelity; Owner: fidelity_owner
--

CREATE TABLE fidelity.review_summary (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fidelity_review_id uuid NOT NULL,
    summary text NOT NULL,
    moderated_by text NOT NULL
);

ALTER TABLE ONLY fidelity.review_summary FORCE ROW LEVEL SECURITY;

ALTER TABLE fidelity.review_summary OWNER TO fidelity_owner;

--
-- Name: sheet_author_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.sheet_author_v1 WITH (security_barrier='true') AS
 SELECT review_sheet.org_id,
    review_sheet.fidelity_review_id,
    review_sheet.author
   FROM fidelity.review_sheet;

ALTER TABLE fidelity.sheet_author_v1 OWNER TO fidelity_pub_org;

--
-- Name: standing_reviewer_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.standing_reviewer_v1 WITH (security_barrier='true') AS
 SELECT reviewer.org_id,
    reviewer.id
   FROM fidelity.reviewer
  WHERE (reviewer.withdrawn_on IS NULL);

ALTER TABLE fidelity.standing_reviewer_v1 OWNER TO fidelity_pub_org;

--
-- Name: unblinded_review_v1; Type: VIEW; Schema: fidelity; Owner: fidelity_pub_org
--

CREATE VIEW fidelity.unblinded_review_v1 WITH (security_barrier='true') AS
 SELECT l.org_id,
    l.fidelity_review_id
   FROM (fidelity.all_locked_review_v1 l
     JOIN fidelity.fidelity_review v ON (((v.org_id = l.org_id) AND (v.id = l.fidelity_review_id))))
  WHERE ((v.state = ANY (ARRAY['consensus'::text, 'report'::text, 'action_plan'::text, 'closed'::text])) OR (NOT (EXISTS ( SELECT
           FROM fidelity.let_go_review_v1 g
          WHERE ((g.org_id = l.org_id) AND (g.fidelity_review_id = l.fidelity_review_id))))));

ALTER TABLE fidelity.unblinded_review_v1 OWNER TO fidelity_pub_org;

--
-- Name: schema_migration; Type: TABLE; Schema: gainful; Owner: gainful_admin
--

CREATE TABLE gainful.schema_migration (
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    oldest_binary integer NOT NULL,
    applied_at timestamp with time zone NOT NULL
);

ALTER TABLE gainful.schema_migration OWNER TO gainful_admin;

--
-- Name: access; Type: TABLE; Schema: journal; Owner: journal_owner
--

CREATE TABLE journal.access (
    org_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    caller_org uuid NOT NULL,
    caller text NOT NULL,
    role text NOT NULL,
    purpose text NOT NULL,
    method text NOT NULL,
    kind text NOT NULL,
    record uuid,
    person uuid,
    outcome text NOT NULL,
    call_id text NOT NULL,
    CONSTRAINT access_outcome CHECK ((outcome = ANY (ARRAY['read'::text, 'not_found'::text, 'refused'::text])))
)
PARTITION BY RANGE (at);

ALTER TABLE ONLY journal.access FORCE ROW LEVEL SECURITY;

ALTER TABLE journal.access OWNER TO journal_owner;

--
-- Name: access_default; Type: TABLE; Schema: journal; Owner: journal_owner
--

CREATE TABLE journal.access_default (
    org_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    caller_org uuid NOT NULL,
    caller text NOT NULL,
    role text NOT NULL,
    purpose text NOT NULL,
    method text NOT NULL,
    kind text NOT NULL,
    record uuid,
    person uuid,
    outcome text NOT NULL,
    call_id text NOT NULL,
    CONSTRAINT access_outcome CHECK ((outcome = ANY (ARRAY['read'::text, 'not_found'::text, 'refused'::text])))
);

ALTER TABLE journal.access_default OWNER TO journal_owner;

--
-- Name: entry; Type: TABLE; Schema: journal; Owner: journal_owner
--

CREATE TABLE journal.entry (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    caller_org uuid NOT NULL,
    caller text NOT NULL,
    role text NOT NULL,
    purpose text NOT NULL,
    at timestamp with time zone NOT NULL,
    method text NOT NULL,
    kind text NOT NULL,
    subject uuid NOT NULL,
    person uuid,
    request_id uuid NOT NULL,
    part integer NOT NULL,
    request_hash bytea NOT NULL,
    changed text[] NOT NULL,
    body bytea,
    body_hash bytea NOT NULL,
    entry_hash bytea NOT NULL,
    prev bytea NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY journal.entry FORCE ROW LEVEL SECURITY;

ALTER TABLE journal.entry OWNER TO journal_owner;

--
-- Name: head; Type: TABLE; Schema: journal; Owner: journal_owner
--

CREATE TABLE journal.head (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    prev bytea NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY journal.head FORCE ROW LEVEL SECURITY;

ALTER TABLE journal.head OWNER TO journal_owner;

--
-- Name: follow_up_attempt; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.follow_up_attempt (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    attempted_on date NOT NULL,
    mode text,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date
);

ALTER TABLE ONLY placement.follow_up_attempt FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.follow_up_attempt OWNER TO placement_owner;

--
-- Name: in_work_plan; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.in_work_plan (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    planned_on date NOT NULL,
    support text NOT NULL,
    warning_signs text NOT NULL,
    next_review_on date,
    closed_on date,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT in_work_plan_days CHECK (((next_review_on > planned_on) AND (closed_on >= planned_on)))
);

ALTER TABLE ONLY placement.in_work_plan FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.in_work_plan OWNER TO placement_owner;

--
-- Name: job_retention; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.job_retention (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    situation text NOT NULL,
    off_sick_from date,
    return_planned_on date,
    returned_on date,
    outcome text,
    outcome_on date,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT job_retention_outcome CHECK (((outcome IS NULL) = (outcome_on IS NULL)))
);

ALTER TABLE ONLY placement.job_retention FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.job_retention OWNER TO placement_owner;

--
-- Name: spell_absence; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.spell_absence (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    kind text NOT NULL,
    absent_from date NOT NULL,
    absent_to date,
    paid text,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT spell_absence_days CHECK ((absent_to >= absent_from))
);

ALTER TABLE ONLY placement.spell_absence FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.spell_absence OWNER TO placement_owner;

--
-- Name: published_absence_all_v1; Type: VIEW; Schema: placement; Owner: placement_pub_all
--

CREATE VIEW placement.published_absence_all_v1 WITH (security_barrier='true') AS
 SELECT spell_absence.org_id,
    spell_absence.spell_id,
    spell_absence.absent_from,
    spell_absence.absent_to
   FROM placement.spell_absence
  WHERE (spell_absence.withdrawn_on IS NULL);

ALTER TABLE placement.published_absence_all_v1 OWNER TO placement_pub_all;

--
-- Name: published_absence_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_absence_v1 WITH (security_barrier='true') AS
 SELECT spell_absence.org_id,
    spell_absence.spell_id,
    spell_absence.absent_from,
    spell_absence.absent_to,
    spell_absence.paid
   FROM placement.spell_absence
  WHERE (spell_absence.withdrawn_on IS NULL);

ALTER TABLE placement.published_absence_v1 OWNER TO placement_pub_org;

--
-- Name: spell; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.spell (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    soc_code text NOT NULL,
    contract text,
    first_four_hours_on date,
    continues_spell_id uuid,
    job_id uuid NOT NULL,
    end_heard_on date,
    confirmed_by_source_on date,
    employer_id uuid,
    pay_period text,
    pay_period_from date,
    application_id uuid,
    CONSTRAINT spell_confirmed CHECK (((last_confirmed_on >= started_on) AND ((ended_on IS NULL) OR (last_confirmed_on <= ended_on)))),
    CONSTRAINT spell_confirmed_by_source CHECK ((confirmed_by_source_on <= last_confirmed_on)),
    CONSTRAINT spell_end_heard CHECK (((end_heard_on IS NULL) OR ((ended_on IS NOT NULL) AND (end_heard_on >= started_on)))),
    CONSTRAINT spell_ended CHECK ((ended_on >= started_on)),
    CONSTRAINT spell_first_four_hours CHECK (((first_four_hours_on >= started_on) AND ((ended_on IS NULL) OR (first_four_hours_on <= ended_on)))),
    CONSTRAINT spell_hourly_pay CHECK (((hourly_pay_pence >= 0) AND (hourly_pay_pence <= 1000000))),
    CONSTRAINT spell_job CHECK (((continues_spell_id IS NULL) = (job_id = id))),
    CONSTRAINT spell_pay_period CHECK (((pay_period IS NULL) = (pay_period_from IS NULL))),
    CONSTRAINT spell_soc_code CHECK (((soc_code = ''::text) OR (soc_code ~ '^[1-9][0-9]{3}$'::text))),
    CONSTRAINT spell_weekly_minutes CHECK (((weekly_minutes >= 1) AND (weekly_minutes <= 10080)))
);

ALTER TABLE ONLY placement.spell FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.spell OWNER TO placement_owner;

--
-- Name: published_application_job_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_application_job_v1 WITH (security_barrier='true') AS
 SELECT spell.org_id,
    spell.application_id,
    spell.id AS job_id,
    spell.participant_id,
    spell.started_on
   FROM placement.spell
  WHERE ((spell.application_id IS NOT NULL) AND (spell.withdrawn_on IS NULL));

ALTER TABLE placement.published_application_job_v1 OWNER TO placement_pub_org;

--
-- Name: published_employer_spell_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_employer_spell_v1 WITH (security_barrier='true') AS
 SELECT x.org_id,
    x.employer_id,
    x.started_on,
    x.ended_on,
    x.last_confirmed_on,
    x.participant_id,
    ((x.job_id = x.id) AND (NOT (EXISTS ( SELECT
           FROM caseload.published_course_of_journey_v1 j
          WHERE ((j.org_id = x.org_id) AND (j.id = x.journey_id) AND (j.referred_on > x.started_on)))))) AS begins_job
   FROM placement.spell x
  WHERE ((x.employer_id IS NOT NULL) AND (x.withdrawn_on IS NULL));

ALTER TABLE placement.published_employer_spell_v1 OWNER TO placement_pub_org;

--
-- Name: spell_evidence; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.spell_evidence (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    fact text NOT NULL,
    kind text NOT NULL,
    speaks_for date NOT NULL,
    received_on date NOT NULL,
    detail text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT spell_evidence_days CHECK ((received_on >= speaks_for))
);

ALTER TABLE ONLY placement.spell_evidence FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.spell_evidence OWNER TO placement_owner;

--
-- Name: published_end_evidence_all_v1; Type: VIEW; Schema: placement; Owner: placement_pub_all
--

CREATE VIEW placement.published_end_evidence_all_v1 WITH (security_barrier='true') AS
 SELECT spell_evidence.org_id,
    spell_evidence.spell_id,
    spell_evidence.speaks_for
   FROM placement.spell_evidence
  WHERE ((spell_evidence.fact = 'ended'::text) AND (spell_evidence.withdrawn_on IS NULL));

ALTER TABLE placement.published_end_evidence_all_v1 OWNER TO placement_pub_all;

--
-- Name: published_end_evidence_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_end_evidence_v1 WITH (security_barrier='true') AS
 SELECT spell_evidence.org_id,
    spell_evidence.spell_id,
    spell_evidence.speaks_for
   FROM placement.spell_evidence
  WHERE ((spell_evidence.fact = 'ended'::text) AND (spell_evidence.withdrawn_on IS NULL));

ALTER TABLE placement.published_end_evidence_v1 OWNER TO placement_pub_org;

--
-- Name: published_held_job_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_held_job_v1 WITH (security_barrier='true') AS
 SELECT spell.org_id,
    spell.id,
    spell.job_id,
    spell.continues_spell_id,
    spell.journey_id,
    spell.participant_id,
    spell.started_on,
    spell.ended_on,
    spell.end_heard_on,
    spell.end_reason,
    spell.competitive,
    spell.contract,
    spell.soc_code,
    spell.employer_id
   FROM placement.spell
  WHERE (spell.withdrawn_on IS NULL);

ALTER TABLE placement.published_held_job_v1 OWNER TO placement_pub_org;

--
-- Name: published_job_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_job_v1 WITH (security_barrier='true') AS
 SELECT spell.org_id,
    spell.id,
    spell.journey_id,
    spell.participant_id,
    spell.job_id,
    spell.started_on,
    spell.ended_on,
    spell.last_confirmed_on,
    spell.competitive,
    spell.contract,
    spell.weekly_minutes,
    spell.hourly_pay_pence,
    spell.first_four_hours_on,
    spell.pay_period,
    spell.pay_period_from
   FROM placement.spell
  WHERE (spell.withdrawn_on IS NULL);

ALTER TABLE placement.published_job_v1 OWNER TO placement_pub_org;

--
-- Name: published_outcome_rule_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_outcome_rule_v1 WITH (security_barrier='true') AS
 SELECT shipped.id
   FROM ( VALUES ('earnings-16-hours-26-weeks'::text), ('earnings-8-hours-26-weeks'::text), ('ips-grow-job-start'::text), ('ipspc-13-in-16'::text), ('ipspc-13-in-16-960'::text), ('self-employed-182-in-639'::text), ('sustained-13'::text), ('sustained-13-gap-14'::text), ('sustained-26'::text), ('sustained-26-gap-14'::text), ('sustained-52'::text), ('sustained-52-gap-14'::text)) shipped(id);

ALTER TABLE placement.published_outcome_rule_v1 OWNER TO placement_pub_org;

--
-- Name: published_spell_all_v1; Type: VIEW; Schema: placement; Owner: placement_pub_all
--

CREATE VIEW placement.published_spell_all_v1 WITH (security_barrier='true') AS
 SELECT spell.org_id,
    spell.id,
    spell.journey_id,
    spell.started_on,
    spell.ended_on,
    spell.last_confirmed_on,
    spell.competitive,
    spell.withdrawn_on,
    spell.job_id,
    spell.first_four_hours_on,
    spell.weekly_minutes,
    (spell.hourly_pay_pence = 0) AS is_unpaid
   FROM placement.spell;

ALTER TABLE placement.published_spell_all_v1 OWNER TO placement_pub_all;

--
-- Name: standing; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.standing (
    org_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    rule text NOT NULL,
    participant_id uuid NOT NULL,
    version integer NOT NULL,
    met_on date,
    dated_on date,
    earliest_on date,
    latest_start_on date,
    evidence_until date,
    decides_from date,
    decides_to date,
    checkpoint_on date,
    spell_ids uuid[] NOT NULL,
    journey_ids uuid[] NOT NULL,
    CONSTRAINT standing_met CHECK ((((met_on IS NULL) = (dated_on IS NULL)) AND ((met_on IS NULL) OR (earliest_on IS NULL))))
);

ALTER TABLE ONLY placement.standing FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.standing OWNER TO placement_owner;

--
-- Name: published_standing_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_standing_v1 WITH (security_barrier='true') AS
 SELECT standing.org_id,
    standing.journey_id,
    standing.rule,
    standing.participant_id,
    standing.version,
    standing.met_on,
    standing.dated_on,
    standing.earliest_on,
    standing.latest_start_on,
    standing.evidence_until,
    standing.decides_from,
    standing.decides_to,
    standing.checkpoint_on,
    standing.spell_ids,
    standing.journey_ids
   FROM placement.standing;

ALTER TABLE placement.published_standing_v1 OWNER TO placement_pub_org;

--
-- Name: terms_change; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.terms_change (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    takes_effect_on date NOT NULL,
    weekly_minutes integer NOT NULL,
    hourly_pay_pence integer,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT terms_change_hourly_pay CHECK (((hourly_pay_pence >= 0) AND (hourly_pay_pence <= 1000000))),
    CONSTRAINT terms_change_minutes CHECK (((weekly_minutes >= 1) AND (weekly_minutes <= 10080)))
);

ALTER TABLE ONLY placement.terms_change FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.terms_change OWNER TO placement_owner;

--
-- Name: published_terms_all_v1; Type: VIEW; Schema: placement; Owner: placement_pub_all
--

CREATE VIEW placement.published_terms_all_v1 WITH (security_barrier='true') AS
 SELECT terms_change.org_id,
    terms_change.spell_id,
    terms_change.takes_effect_on,
    terms_change.weekly_minutes,
    (terms_change.hourly_pay_pence = 0) AS is_unpaid
   FROM placement.terms_change
  WHERE (terms_change.withdrawn_on IS NULL);

ALTER TABLE placement.published_terms_all_v1 OWNER TO placement_pub_all;

--
-- Name: published_terms_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_terms_v1 WITH (security_barrier='true') AS
 SELECT terms_change.org_id,
    terms_change.spell_id,
    terms_change.takes_effect_on,
    terms_change.weekly_minutes,
    terms_change.hourly_pay_pence
   FROM placement.terms_change
  WHERE (terms_change.withdrawn_on IS NULL);

ALTER TABLE placement.published_terms_v1 OWNER TO placement_pub_org;

--
-- Name: spell_week; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.spell_week (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    week_from date NOT NULL,
    paid_minutes integer NOT NULL,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT spell_week_minutes CHECK (((paid_minutes >= 0) AND (paid_minutes <= 10080)))
);

ALTER TABLE ONLY placement.spell_week FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.spell_week OWNER TO placement_owner;

--
-- Name: published_week_all_v1; Type: VIEW; Schema: placement; Owner: placement_pub_all
--

CREATE VIEW placement.published_week_all_v1 WITH (security_barrier='true') AS
 SELECT spell_week.org_id,
    spell_week.spell_id,
    spell_week.week_from,
    spell_week.paid_minutes
   FROM placement.spell_week
  WHERE (spell_week.withdrawn_on IS NULL);

ALTER TABLE placement.published_week_all_v1 OWNER TO placement_pub_all;

--
-- Name: published_week_v1; Type: VIEW; Schema: placement; Owner: placement_pub_org
--

CREATE VIEW placement.published_week_v1 WITH (security_barrier='true') AS
 SELECT spell_week.org_id,
    spell_week.spell_id,
    spell_week.week_from,
    spell_week.paid_minutes
   FROM placement.spell_week
  WHERE (spell_week.withdrawn_on IS NULL);

ALTER TABLE placement.published_week_v1 OWNER TO placement_pub_org;

--
-- Name: return_step; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.return_step (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    spell_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    step_from date NOT NULL,
    weekly_minutes integer NOT NULL,
    note text NOT NULL,
    recorded_by text NOT NULL,
    recorded_on date,
    withdrawn_on date,
    CONSTRAINT return_step_minutes CHECK (((weekly_minutes >= 0) AND (weekly_minutes <= 10080)))
);

ALTER TABLE ONLY placement.return_step FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.return_step OWNER TO placement_owner;

--
-- Name: shared_spell_v1; Type: VIEW; Schema: placement; Owner: placement_pub_shared
--

CREATE VIEW placement.shared_spell_v1 WITH (security_barrier='true') AS
 SELECT c.org_id,
    c.participant_id,
    c.purpose,
    s.id,
    s.started_on,
    s.ended_on,
    s.last_confirmed_on,
    s.weekly_minutes,
    s.competitive,
    s.job_title
   FROM ((caseload.published_consent_v1 c
     JOIN placement.spell s ON (((s.org_id = c.org_id) AND (s.participant_id = c.participant_id))))
     JOIN caseload.published_kept_journey_v1 j ON (((j.org_id = s.org_id) AND (j.id = s.journey_id))))
  WHERE ((c.recipient_org_id = (current_setting('app.caller_org'::text))::uuid) AND (c.direction = 'outgoing'::text) AND (c.category = 'employment'::text) AND (s.withdrawn_on IS NULL));

ALTER TABLE placement.shared_spell_v1 OWNER TO placement_pub_shared;

--
-- Name: stage_spell; Type: TABLE; Schema: placement; Owner: placement_owner
--

CREATE TABLE placement.stage_spell (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    etag bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
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
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    base_etag bigint NOT NULL,
    body bytea NOT NULL,
    soc_code text NOT NULL,
    contract text,
    first_four_hours_on date,
    continues_spell_id uuid,
    job_id uuid NOT NULL,
    end_heard_on date,
    confirmed_by_source_on date,
    employer_id uuid,
    pay_period text,
    pay_period_from date,
    application_id uuid
);

ALTER TABLE ONLY placement.stage_spell FORCE ROW LEVEL SECURITY;

ALTER TABLE placement.stage_spell OWNER TO placement_owner;

--
-- Name: audience; Type: TABLE; Schema: reporting; Owner: reporting_owner
--

CREATE TABLE reporting.audience (
    org_id uuid NOT NULL,
    scope text NOT NULL,
    profile text NOT NULL,
    perturbation text NOT NULL,
    is_held boolean NOT NULL,
    CONSTRAINT audience_scope CHECK ((scope = ANY (ARRAY['own'::text, 'funded'::text])))
);

ALTER TABLE ONLY reporting.audience FORCE ROW LEVEL SECURITY;

ALTER TABLE reporting.audience OWNER TO reporting_owner;

--
-- Name: given; Type: TABLE; Schema: reporting; Owner: reporting_owner
--

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
    given_at timestamp with time zone NOT NULL,
    CONSTRAINT given_period CHECK ((period_from <= period_to))
);

ALTER TABLE ONLY reporting.given FORCE ROW LEVEL SECURITY;

ALTER TABLE reporting.given OWNER TO reporting_owner;

--
-- Name: given_group; Type: TABLE; Schema: reporting; Owner: reporting_owner
--

CREATE TABLE reporting.given_group (
    org_id uuid NOT NULL,
    scope text NOT NULL,
    digest bytea NOT NULL,
    is_given boolean NOT NULL,
    people integer NOT NULL,
    tokens bytea NOT NULL,
    CONSTRAINT given_group_whole CHECK ((((octet_length(tokens) % 8) = 0) AND (octet_length(tokens) >= (8 * people))))
);

ALTER TABLE ONLY reporting.given_group FORCE ROW LEVEL SECURITY;

ALTER TABLE reporting.given_group OWNER TO reporting_owner;

--
-- Name: person_key; Type: TABLE; Schema: reporting; Owner: reporting_owner
--

CREATE TABLE reporting.person_key (
    org_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    key smallint NOT NULL,
    token bigint NOT NULL,
    CONSTRAINT person_key_key CHECK (((key >= 0) AND (key <= 255)))
);

ALTER TABLE ONLY reporting.person_key FORCE ROW LEVEL SECURITY;

ALTER TABLE reporting.person_key OWNER TO reporting_owner;

--
-- Name: published_person_key_all_v1; Type: VIEW; Schema: reporting; Owner: reporting_pub_all
--

CREATE VIEW reporting.published_person_key_all_v1 WITH (security_barrier='true') AS
 SELECT person_key.org_id,
    person_key.participant_id,
    person_key.key,
    person_key.token
   FROM reporting.person_key;

ALTER TABLE reporting.published_person_key_all_v1 OWNER TO reporting_pub_all;

--
-- Name: access_default; Type: TABLE ATTACH; Schema: journal; Owner: journal_owner
--

ALTER TABLE ONLY journal.access ATTACH PARTITION journal.access_default DEFAULT;

--
-- Name: adjustment adjustment_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.adjustment
    ADD CONSTRAINT adjustment_pkey PRIMARY KEY (org_id, id);

--
-- Name: alert alert_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (org_id, id);

--
-- Name: allocation allocation_number; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.allocation
    ADD CONSTRAINT allocation_number UNIQUE (org_id, journey_id, number);

--
-- Name: allocation allocation_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.allocation
    ADD CONSTRAINT allocation_pkey PRIMARY KEY (org_id, id);

--
-- Name: characteristic characteristic_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.characteristic
    ADD CONSTRAINT characteristic_pkey PRIMARY KEY (org_id, id);

--
-- Name: consent_notice consent_notice_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.consent_notice
    ADD CONSTRAINT consent_notice_pkey PRIMARY KEY (org_id, recipient_org_id, consent_id, participant_id);

--
-- Name: consent consent_number; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.consent
    ADD CONSTRAINT consent_number UNIQUE (org_id, participant_id, number);

--
-- Name: consent consent_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (org_id, id);

--
-- Name: contact contact_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (org_id, id);

--
-- Name: countersignature countersignature_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.countersignature
    ADD CONSTRAINT countersignature_pkey PRIMARY KEY (org_id, id);

--
-- Name: cover cover_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.cover
    ADD CONSTRAINT cover_pkey PRIMARY KEY (org_id, id);

--
-- Name: digital_access_check digital_access_check_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.digital_access_check
    ADD CONSTRAINT digital_access_check_pkey PRIMARY KEY (org_id, id);

--
-- Name: disclosure disclosure_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.disclosure
    ADD CONSTRAINT disclosure_pkey PRIMARY KEY (org_id, id);

--
-- Name: disposal_person disposal_person_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.disposal_person
    ADD CONSTRAINT disposal_person_pkey PRIMARY KEY (org_id, disposal_id, participant_id);

--
-- Name: disposal disposal_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.disposal
    ADD CONSTRAINT disposal_pkey PRIMARY KEY (org_id, id);

--
-- Name: emergency_opening emergency_opening_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.emergency_opening
    ADD CONSTRAINT emergency_opening_pkey PRIMARY KEY (org_id, id);

--
-- Name: fit_note fit_note_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.fit_note
    ADD CONSTRAINT fit_note_pkey PRIMARY KEY (org_id, id);

--
-- Name: goal goal_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.goal
    ADD CONSTRAINT goal_pkey PRIMARY KEY (org_id, id);

--
-- Name: health_and_work_report health_and_work_report_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.health_and_work_report
    ADD CONSTRAINT health_and_work_report_pkey PRIMARY KEY (org_id, id);

--
-- Name: imported_record imported_record_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.imported_record
    ADD CONSTRAINT imported_record_pkey PRIMARY KEY (org_id, kind, source, source_key);

--
-- Name: journey journey_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.journey
    ADD CONSTRAINT journey_pkey PRIMARY KEY (org_id, id);

--
-- Name: key_worker key_worker_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.key_worker
    ADD CONSTRAINT key_worker_pkey PRIMARY KEY (org_id, staff_member_id);

--
-- Name: kit_loan kit_loan_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.kit_loan
    ADD CONSTRAINT kit_loan_pkey PRIMARY KEY (org_id, id);

--
-- Name: legal_hold legal_hold_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.legal_hold
    ADD CONSTRAINT legal_hold_pkey PRIMARY KEY (org_id, id);

--
-- Name: measure measure_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.measure
    ADD CONSTRAINT measure_pkey PRIMARY KEY (org_id, id);

--
-- Name: merge merge_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.merge
    ADD CONSTRAINT merge_pkey PRIMARY KEY (org_id, id);

--
-- Name: note note_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (org_id, id);

--
-- Name: participant participant_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (org_id, id);

--
-- Name: relationship relationship_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.relationship
    ADD CONSTRAINT relationship_pkey PRIMARY KEY (org_id, id);

--
-- Name: review review_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.review
    ADD CONSTRAINT review_pkey PRIMARY KEY (org_id, id);

--
-- Name: risk_flag risk_flag_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.risk_flag
    ADD CONSTRAINT risk_flag_pkey PRIMARY KEY (org_id, id);

--
-- Name: safeguarding_concern safeguarding_concern_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.safeguarding_concern
    ADD CONSTRAINT safeguarding_concern_pkey PRIMARY KEY (org_id, id);

--
-- Name: stage_journey stage_journey_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.stage_journey
    ADD CONSTRAINT stage_journey_pkey PRIMARY KEY (org_id, import_id, source, source_key);

--
-- Name: stage_participant stage_participant_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.stage_participant
    ADD CONSTRAINT stage_participant_pkey PRIMARY KEY (org_id, import_id, source, source_key);

--
-- Name: stage_record stage_record_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.stage_record
    ADD CONSTRAINT stage_record_pkey PRIMARY KEY (org_id, import_id, kind, source, source_key);

--
-- Name: vocational_profile vocational_profile_pkey; Type: CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.vocational_profile
    ADD CONSTRAINT vocational_profile_pkey PRIMARY KEY (org_id, id);

--
-- Name: clinical_attachment clinical_attachment_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.clinical_attachment
    ADD CONSTRAINT clinical_attachment_pkey PRIMARY KEY (org_id, id);

--
-- Name: clinical_team clinical_team_name; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.clinical_team
    ADD CONSTRAINT clinical_team_name UNIQUE NULLS NOT DISTINCT (org_id, partner_id, name);

--
-- Name: clinical_team clinical_team_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.clinical_team
    ADD CONSTRAINT clinical_team_pkey PRIMARY KEY (org_id, id);

--
-- Name: funding funding_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.funding
    ADD CONSTRAINT funding_pkey PRIMARY KEY (org_id, id);

--
-- Name: organisation organisation_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (org_id, id);

--
-- Name: partner partner_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (org_id, id);

--
-- Name: posting posting_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (org_id, id);

--
-- Name: programme programme_name; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.programme
    ADD CONSTRAINT programme_name UNIQUE (org_id, name);

--
-- Name: programme programme_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.programme
    ADD CONSTRAINT programme_pkey PRIMARY KEY (org_id, id);

--
-- Name: staff_member staff_member_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.staff_member
    ADD CONSTRAINT staff_member_pkey PRIMARY KEY (org_id, id);

--
-- Name: supervision supervision_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.supervision
    ADD CONSTRAINT supervision_pkey PRIMARY KEY (org_id, id);

--
-- Name: team team_name; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.team
    ADD CONSTRAINT team_name UNIQUE (org_id, name);

--
-- Name: team team_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.team
    ADD CONSTRAINT team_pkey PRIMARY KEY (org_id, id);

--
-- Name: time_use time_use_pkey; Type: CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.time_use
    ADD CONSTRAINT time_use_pkey PRIMARY KEY (org_id, id);

--
-- Name: disclosure_choice disclosure_choice_number; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.disclosure_choice
    ADD CONSTRAINT disclosure_choice_number UNIQUE (org_id, participant_id, number);

--
-- Name: disclosure_choice disclosure_choice_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.disclosure_choice
    ADD CONSTRAINT disclosure_choice_pkey PRIMARY KEY (org_id, id);

--
-- Name: employer_contact employer_contact_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_contact
    ADD CONSTRAINT employer_contact_pkey PRIMARY KEY (org_id, id);

--
-- Name: employer_merge employer_merge_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_merge
    ADD CONSTRAINT employer_merge_pkey PRIMARY KEY (org_id, id);

--
-- Name: employer employer_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer
    ADD CONSTRAINT employer_pkey PRIMARY KEY (org_id, id);

--
-- Name: employer_site employer_site_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_site
    ADD CONSTRAINT employer_site_pkey PRIMARY KEY (org_id, id);

--
-- Name: engagement engagement_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.engagement
    ADD CONSTRAINT engagement_pkey PRIMARY KEY (org_id, id);

--
-- Name: job_application job_application_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.job_application
    ADD CONSTRAINT job_application_pkey PRIMARY KEY (org_id, id);

--
-- Name: participant_engagement participant_engagement_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.participant_engagement
    ADD CONSTRAINT participant_engagement_pkey PRIMARY KEY (org_id, id);

--
-- Name: vacancy vacancy_pkey; Type: CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.vacancy
    ADD CONSTRAINT vacancy_pkey PRIMARY KEY (org_id, id);

--
-- Name: agreed_item agreed_item_once; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.agreed_item
    ADD CONSTRAINT agreed_item_once UNIQUE (org_id, fidelity_review_id, item);

--
-- Name: agreed_item agreed_item_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.agreed_item
    ADD CONSTRAINT agreed_item_pkey PRIMARY KEY (org_id, id);

--
-- Name: fidelity_action fidelity_action_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.fidelity_action
    ADD CONSTRAINT fidelity_action_pkey PRIMARY KEY (org_id, id);

--
-- Name: fidelity_review fidelity_review_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.fidelity_review
    ADD CONSTRAINT fidelity_review_pkey PRIMARY KEY (org_id, id);

--
-- Name: item_score item_score_once; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.item_score
    ADD CONSTRAINT item_score_once UNIQUE (org_id, review_sheet_id, item);

--
-- Name: item_score item_score_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.item_score
    ADD CONSTRAINT item_score_pkey PRIMARY KEY (org_id, id);

--
-- Name: review_milestone review_milestone_once; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_milestone
    ADD CONSTRAINT review_milestone_once UNIQUE (org_id, fidelity_review_id, stage);

--
-- Name: review_milestone review_milestone_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_milestone
    ADD CONSTRAINT review_milestone_pkey PRIMARY KEY (org_id, id);

--
-- Name: review_sheet review_sheet_once; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_sheet
    ADD CONSTRAINT review_sheet_once UNIQUE (org_id, reviewer_id);

--
-- Name: review_sheet review_sheet_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_sheet
    ADD CONSTRAINT review_sheet_pkey PRIMARY KEY (org_id, id);

--
-- Name: review_summary review_summary_once; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_summary
    ADD CONSTRAINT review_summary_once UNIQUE (org_id, fidelity_review_id);

--
-- Name: review_summary review_summary_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_summary
    ADD CONSTRAINT review_summary_pkey PRIMARY KEY (org_id, id);

--
-- Name: reviewer reviewer_number; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.reviewer
    ADD CONSTRAINT reviewer_number UNIQUE (org_id, fidelity_review_id, number);

--
-- Name: reviewer reviewer_pkey; Type: CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.reviewer
    ADD CONSTRAINT reviewer_pkey PRIMARY KEY (org_id, id);

--
-- Name: schema_migration schema_migration_pkey; Type: CONSTRAINT; Schema: gainful; Owner: gainful_admin
--

ALTER TABLE ONLY gainful.schema_migration
    ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (version);

--
-- Name: entry entry_pkey; Type: CONSTRAINT; Schema: journal; Owner: journal_owner
--

ALTER TABLE ONLY journal.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (org_id, seq);

--
-- Name: entry entry_request; Type: CONSTRAINT; Schema: journal; Owner: journal_owner
--

ALTER TABLE ONLY journal.entry
    ADD CONSTRAINT entry_request UNIQUE (org_id, caller_org, caller, request_id, part);

--
-- Name: head head_pkey; Type: CONSTRAINT; Schema: journal; Owner: journal_owner
--

ALTER TABLE ONLY journal.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (org_id);

--
-- Name: follow_up_attempt follow_up_attempt_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.follow_up_attempt
    ADD CONSTRAINT follow_up_attempt_pkey PRIMARY KEY (org_id, id);

--
-- Name: in_work_plan in_work_plan_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.in_work_plan
    ADD CONSTRAINT in_work_plan_pkey PRIMARY KEY (org_id, id);

--
-- Name: job_retention job_retention_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.job_retention
    ADD CONSTRAINT job_retention_pkey PRIMARY KEY (org_id, id);

--
-- Name: return_step return_step_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.return_step
    ADD CONSTRAINT return_step_pkey PRIMARY KEY (org_id, id);

--
-- Name: spell_absence spell_absence_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell_absence
    ADD CONSTRAINT spell_absence_pkey PRIMARY KEY (org_id, id);

--
-- Name: spell_evidence spell_evidence_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell_evidence
    ADD CONSTRAINT spell_evidence_pkey PRIMARY KEY (org_id, id);

--
-- Name: spell spell_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell
    ADD CONSTRAINT spell_pkey PRIMARY KEY (org_id, id);

--
-- Name: spell_week spell_week_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell_week
    ADD CONSTRAINT spell_week_pkey PRIMARY KEY (org_id, id);

--
-- Name: stage_spell stage_spell_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.stage_spell
    ADD CONSTRAINT stage_spell_pkey PRIMARY KEY (org_id, import_id, source, source_key);

--
-- Name: standing standing_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (org_id, journey_id, rule);

--
-- Name: terms_change terms_change_pkey; Type: CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.terms_change
    ADD CONSTRAINT terms_change_pkey PRIMARY KEY (org_id, id);

--
-- Name: audience audience_pkey; Type: CONSTRAINT; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE ONLY reporting.audience
    ADD CONSTRAINT audience_pkey PRIMARY KEY (org_id, scope);

--
-- Name: given_group given_group_pkey; Type: CONSTRAINT; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE ONLY reporting.given_group
    ADD CONSTRAINT given_group_pkey PRIMARY KEY (org_id, scope, digest, is_given);

--
-- Name: given given_pkey; Type: CONSTRAINT; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE ONLY reporting.given
    ADD CONSTRAINT given_pkey PRIMARY KEY (org_id, scope, question, record);

--
-- Name: person_key person_key_pkey; Type: CONSTRAINT; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE ONLY reporting.person_key
    ADD CONSTRAINT person_key_pkey PRIMARY KEY (org_id, participant_id);

--
-- Name: adjustment_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX adjustment_by_journey ON caseload.adjustment USING btree (org_id, journey_id, id);

--
-- Name: adjustment_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX adjustment_by_participant ON caseload.adjustment USING btree (org_id, participant_id, id);

--
-- Name: alert_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX alert_by_journey ON caseload.alert USING btree (org_id, journey_id) WHERE (journey_id IS NOT NULL);

--
-- Name: alert_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX alert_by_participant ON caseload.alert USING btree (org_id, participant_id, id);

--
-- Name: alert_open; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX alert_open ON caseload.alert USING btree (org_id, id) WHERE (acknowledged_on IS NULL);

--
-- Name: allocation_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX allocation_by_participant ON caseload.allocation USING btree (org_id, participant_id, id);

--
-- Name: allocation_by_staff_member; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX allocation_by_staff_member ON caseload.allocation USING btree (org_id, staff_member_id, id);

--
-- Name: characteristic_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX characteristic_by_participant ON caseload.characteristic USING btree (org_id, participant_id, id);

--
-- Name: consent_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX consent_by_participant ON caseload.consent USING btree (org_id, participant_id, id);

--
-- Name: consent_by_recipient; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX consent_by_recipient ON caseload.consent USING btree (org_id, recipient_org_id, participant_id);

--
-- Name: consent_notice_by_consent; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX consent_notice_by_consent ON caseload.consent_notice USING btree (org_id, consent_id);

--
-- Name: consent_notice_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX consent_notice_by_participant ON caseload.consent_notice USING btree (org_id, participant_id);

--
-- Name: consent_notice_in_order; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX consent_notice_in_order ON caseload.consent_notice USING btree (org_id, recipient_org_id, seq);

--
-- Name: contact_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX contact_by_journey ON caseload.contact USING btree (org_id, journey_id, id);

--
-- Name: contact_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX contact_by_participant ON caseload.contact USING btree (org_id, participant_id, id);

--
-- Name: countersignature_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX countersignature_by_participant ON caseload.countersignature USING btree (org_id, participant_id, id);

--
-- Name: countersignature_open; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX countersignature_open ON caseload.countersignature USING btree (org_id, id) WHERE (decision IS NULL);

--
-- Name: cover_by_end; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX cover_by_end ON caseload.cover USING btree (org_id, ends_on);

--
-- Name: digital_access_check_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX digital_access_check_by_participant ON caseload.digital_access_check USING btree (org_id, participant_id, id);

--
-- Name: disclosure_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX disclosure_by_participant ON caseload.disclosure USING btree (org_id, participant_id, id);

--
-- Name: disposal_person_by_key; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX disposal_person_by_key ON caseload.disposal_person USING btree (org_id, key_hash) WHERE (key_hash IS NOT NULL);

--
-- Name: disposal_person_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX disposal_person_by_participant ON caseload.disposal_person USING btree (org_id, participant_id);

--
-- Name: emergency_opening_by_expiry; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX emergency_opening_by_expiry ON caseload.emergency_opening USING btree (org_id, expires_at);

--
-- Name: emergency_opening_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX emergency_opening_by_participant ON caseload.emergency_opening USING btree (org_id, participant_id, id);

--
-- Name: fit_note_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX fit_note_by_journey ON caseload.fit_note USING btree (org_id, journey_id, id);

--
-- Name: fit_note_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX fit_note_by_participant ON caseload.fit_note USING btree (org_id, participant_id, id);

--
-- Name: goal_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX goal_by_journey ON caseload.goal USING btree (org_id, journey_id, id);

--
-- Name: goal_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX goal_by_participant ON caseload.goal USING btree (org_id, participant_id, id);

--
-- Name: health_and_work_report_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX health_and_work_report_by_journey ON caseload.health_and_work_report USING btree (org_id, journey_id, id);

--
-- Name: health_and_work_report_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX health_and_work_report_by_participant ON caseload.health_and_work_report USING btree (org_id, participant_id, id);

--
-- Name: imported_record_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX imported_record_by_participant ON caseload.imported_record USING btree (org_id, participant_id);

--
-- Name: imported_record_id; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX imported_record_id ON caseload.imported_record USING btree (org_id, id);

--
-- Name: journey_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX journey_by_participant ON caseload.journey USING btree (org_id, participant_id, id);

--
-- Name: journey_by_programme; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX journey_by_programme ON caseload.journey USING btree (org_id, programme_id, id);

--
-- Name: journey_source; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE UNIQUE INDEX journey_source ON caseload.journey USING btree (org_id, source, source_key) WHERE (source_key <> ''::text);

--
-- Name: journey_team; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX journey_team ON caseload.journey USING btree (org_id, team_id, id);

--
-- Name: kit_loan_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX kit_loan_by_participant ON caseload.kit_loan USING btree (org_id, participant_id, id);

--
-- Name: kit_loan_out; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX kit_loan_out ON caseload.kit_loan USING btree (org_id, asset_tag) WHERE ((asset_tag <> ''::text) AND (returned_on IS NULL) AND (withdrawn_on IS NULL));

--
-- Name: legal_hold_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX legal_hold_by_participant ON caseload.legal_hold USING btree (org_id, participant_id, id);

--
-- Name: measure_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX measure_by_journey ON caseload.measure USING btree (org_id, journey_id, id);

--
-- Name: measure_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX measure_by_participant ON caseload.measure USING btree (org_id, participant_id, id);

--
-- Name: merge_by_duplicate; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX merge_by_duplicate ON caseload.merge USING btree (org_id, duplicate_id, id);

--
-- Name: merge_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX merge_by_participant ON caseload.merge USING btree (org_id, participant_id, id);

--
-- Name: merge_in_force; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE UNIQUE INDEX merge_in_force ON caseload.merge USING btree (org_id, duplicate_id) WHERE (state = 'merged'::text);

--
-- Name: merge_kept; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX merge_kept ON caseload.merge USING btree (org_id, participant_id) WHERE (state = 'merged'::text);

--
-- Name: merge_waiting; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE UNIQUE INDEX merge_waiting ON caseload.merge USING btree (org_id, LEAST(participant_id, duplicate_id), GREATEST(participant_id, duplicate_id)) WHERE (state = 'waiting'::text);

--
-- Name: note_by_addendum; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX note_by_addendum ON caseload.note USING btree (org_id, addendum_to) WHERE (addendum_to IS NOT NULL);

--
-- Name: note_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX note_by_journey ON caseload.note USING btree (org_id, journey_id, id);

--
-- Name: note_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX note_by_participant ON caseload.note USING btree (org_id, participant_id, id);

--
-- Name: participant_by_birth; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX participant_by_birth ON caseload.participant USING btree (org_id, birth_date);

--
-- Name: participant_by_nhs_number; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX participant_by_nhs_number ON caseload.participant USING btree (org_id, nhs_number) WHERE (nhs_number <> ''::text);

--
-- Name: participant_merged_into; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX participant_merged_into ON caseload.participant USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL);

--
-- Name: participant_search_last; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX participant_search_last ON caseload.participant USING btree (org_id, search_last, search_name, id) INCLUDE (team_id);

--
-- Name: participant_search_name; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX participant_search_name ON caseload.participant USING btree (org_id, search_name, id) INCLUDE (team_id);

--
-- Name: participant_source; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE UNIQUE INDEX participant_source ON caseload.participant USING btree (org_id, source, source_key) WHERE (source_key <> ''::text);

--
-- Name: participant_team; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX participant_team ON caseload.participant USING btree (org_id, team_id, id);

--
-- Name: relationship_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX relationship_by_participant ON caseload.relationship USING btree (org_id, participant_id, id);

--
-- Name: review_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX review_by_journey ON caseload.review USING btree (org_id, journey_id, id);

--
-- Name: review_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX review_by_participant ON caseload.review USING btree (org_id, participant_id, id);

--
-- Name: risk_flag_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX risk_flag_by_participant ON caseload.risk_flag USING btree (org_id, participant_id, id);

--
-- Name: safeguarding_concern_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX safeguarding_concern_by_participant ON caseload.safeguarding_concern USING btree (org_id, participant_id, id);

--
-- Name: stage_journey_id; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX stage_journey_id ON caseload.stage_journey USING btree (org_id, import_id, id);

--
-- Name: stage_participant_id; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX stage_participant_id ON caseload.stage_participant USING btree (org_id, import_id, id);

--
-- Name: stage_record_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX stage_record_by_journey ON caseload.stage_record USING btree (org_id, import_id, journey_id) WHERE (kind = ANY (ARRAY['vocational_profile'::text, 'allocation'::text]));

--
-- Name: stage_record_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX stage_record_by_participant ON caseload.stage_record USING btree (org_id, participant_id);

--
-- Name: stage_record_by_staff_member; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX stage_record_by_staff_member ON caseload.stage_record USING btree (org_id, import_id, staff_member_id) WHERE (kind = 'allocation'::text);

--
-- Name: stage_record_id; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX stage_record_id ON caseload.stage_record USING btree (org_id, import_id, id);

--
-- Name: stage_record_in_order; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX stage_record_in_order ON caseload.stage_record USING btree (org_id, import_id, kind, line, source_key);

--
-- Name: vocational_profile_by_journey; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX vocational_profile_by_journey ON caseload.vocational_profile USING btree (org_id, journey_id, id);

--
-- Name: vocational_profile_by_participant; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE INDEX vocational_profile_by_participant ON caseload.vocational_profile USING btree (org_id, participant_id, id);

--
-- Name: vocational_profile_one; Type: INDEX; Schema: caseload; Owner: caseload_owner
--

CREATE UNIQUE INDEX vocational_profile_one ON caseload.vocational_profile USING btree (org_id, journey_id) WHERE (withdrawn_on IS NULL);

--
-- Name: clinical_attachment_by_clinical_team; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX clinical_attachment_by_clinical_team ON directory.clinical_attachment USING btree (org_id, clinical_team_id, id);

--
-- Name: clinical_attachment_by_team; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX clinical_attachment_by_team ON directory.clinical_attachment USING btree (org_id, team_id, id);

--
-- Name: funding_by_programme; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX funding_by_programme ON directory.funding USING btree (org_id, programme_id, id);

--
-- Name: funding_funder; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX funding_funder ON directory.funding USING btree (funder_org_id);

--
-- Name: partner_ods_code; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE UNIQUE INDEX partner_ods_code ON directory.partner USING btree (org_id, ods_code) WHERE (ods_code <> ''::text);

--
-- Name: posting_by_staff_member; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX posting_by_staff_member ON directory.posting USING btree (org_id, staff_member_id, id);

--
-- Name: posting_by_team; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX posting_by_team ON directory.posting USING btree (org_id, team_id, id);

--
-- Name: staff_member_by_subject; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX staff_member_by_subject ON directory.staff_member USING btree (org_id, subject, id);

--
-- Name: staff_member_by_team; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX staff_member_by_team ON directory.staff_member USING btree (org_id, team_id, id);

--
-- Name: supervision_by_supervisee; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX supervision_by_supervisee ON directory.supervision USING btree (org_id, supervisee_id, id);

--
-- Name: supervision_by_supervisor; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX supervision_by_supervisor ON directory.supervision USING btree (org_id, supervisor_id, id);

--
-- Name: time_use_by_staff_member; Type: INDEX; Schema: directory; Owner: directory_owner
--

CREATE INDEX time_use_by_staff_member ON directory.time_use USING btree (org_id, staff_member_id, id);

--
-- Name: disclosure_choice_by_employer; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX disclosure_choice_by_employer ON employer.disclosure_choice USING btree (org_id, employer_id, participant_id);

--
-- Name: disclosure_choice_by_participant; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX disclosure_choice_by_participant ON employer.disclosure_choice USING btree (org_id, participant_id, id);

--
-- Name: employer_by_name; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_by_name ON employer.employer USING btree (org_id, search_name, id);

--
-- Name: employer_by_number; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_by_number ON employer.employer USING btree (org_id, companies_house_number) WHERE (companies_house_number <> ''::text);

--
-- Name: employer_by_owner; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_by_owner ON employer.employer USING btree (org_id, owner_id, id) WHERE (owner_id IS NOT NULL);

--
-- Name: employer_contact_by_employer; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_contact_by_employer ON employer.employer_contact USING btree (org_id, employer_id, id);

--
-- Name: employer_contact_by_site; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_contact_by_site ON employer.employer_contact USING btree (org_id, employer_site_id, id);

--
-- Name: employer_merge_by_duplicate; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_merge_by_duplicate ON employer.employer_merge USING btree (org_id, duplicate_id, id);

--
-- Name: employer_merge_by_employer; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_merge_by_employer ON employer.employer_merge USING btree (org_id, employer_id, id);

--
-- Name: employer_merge_in_force; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE UNIQUE INDEX employer_merge_in_force ON employer.employer_merge USING btree (org_id, duplicate_id) WHERE (state = 'merged'::text);

--
-- Name: employer_merge_waiting; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE UNIQUE INDEX employer_merge_waiting ON employer.employer_merge USING btree (org_id, LEAST(employer_id, duplicate_id), GREATEST(employer_id, duplicate_id)) WHERE (state = 'waiting'::text);

--
-- Name: employer_merged_into; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_merged_into ON employer.employer USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL);

--
-- Name: employer_site_by_employer; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_site_by_employer ON employer.employer_site USING btree (org_id, employer_id, id);

--
-- Name: employer_site_by_postcode; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX employer_site_by_postcode ON employer.employer_site USING btree (org_id, postcode, id);

--
-- Name: engagement_by_contact; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX engagement_by_contact ON employer.engagement USING btree (org_id, employer_contact_id);

--
-- Name: engagement_by_day; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX engagement_by_day ON employer.engagement USING btree (org_id, held_on);

--
-- Name: engagement_by_employer; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX engagement_by_employer ON employer.engagement USING btree (org_id, employer_id, held_on);

--
-- Name: engagement_by_site; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX engagement_by_site ON employer.engagement USING btree (org_id, employer_site_id);

--
-- Name: engagement_by_staff; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX engagement_by_staff ON employer.engagement USING btree (org_id, staff_member_id, held_on);

--
-- Name: job_application_by_journey; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX job_application_by_journey ON employer.job_application USING btree (org_id, journey_id, id);

--
-- Name: job_application_by_participant; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX job_application_by_participant ON employer.job_application USING btree (org_id, participant_id, id);

--
-- Name: job_application_by_planned_start; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX job_application_by_planned_start ON employer.job_application USING btree (org_id, planned_start_on) WHERE ((planned_start_on IS NOT NULL) AND (turned_down_on IS NULL) AND (pulled_out_on IS NULL) AND (withdrawn_on IS NULL));

--
-- Name: job_application_by_vacancy; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX job_application_by_vacancy ON employer.job_application USING btree (org_id, vacancy_id, id);

--
-- Name: participant_engagement_by_engagement; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX participant_engagement_by_engagement ON employer.participant_engagement USING btree (org_id, engagement_id, id);

--
-- Name: participant_engagement_by_journey; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX participant_engagement_by_journey ON employer.participant_engagement USING btree (org_id, journey_id, id);

--
-- Name: participant_engagement_by_participant; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX participant_engagement_by_participant ON employer.participant_engagement USING btree (org_id, participant_id, id);

--
-- Name: vacancy_by_employer; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX vacancy_by_employer ON employer.vacancy USING btree (org_id, employer_id, id);

--
-- Name: vacancy_by_site; Type: INDEX; Schema: employer; Owner: employer_owner
--

CREATE INDEX vacancy_by_site ON employer.vacancy USING btree (org_id, employer_site_id);

--
-- Name: fidelity_action_by_owner; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE INDEX fidelity_action_by_owner ON fidelity.fidelity_action USING btree (org_id, owner_id, id);

--
-- Name: fidelity_action_by_review; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE INDEX fidelity_action_by_review ON fidelity.fidelity_action USING btree (org_id, fidelity_review_id, id);

--
-- Name: fidelity_review_team; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE INDEX fidelity_review_team ON fidelity.fidelity_review USING btree (org_id, team_id, id);

--
-- Name: item_score_by_review; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE INDEX item_score_by_review ON fidelity.item_score USING btree (org_id, fidelity_review_id, id);

--
-- Name: review_milestone_open; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE INDEX review_milestone_open ON fidelity.review_milestone USING btree (org_id, due_on) WHERE (done_on IS NULL);

--
-- Name: review_sheet_one_author; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE UNIQUE INDEX review_sheet_one_author ON fidelity.review_sheet USING btree (org_id, fidelity_review_id, author) WHERE (author <> ''::text);

--
-- Name: reviewer_by_staff; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE INDEX reviewer_by_staff ON fidelity.reviewer USING btree (org_id, staff_member_id);

--
-- Name: reviewer_once; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE UNIQUE INDEX reviewer_once ON fidelity.reviewer USING btree (org_id, fidelity_review_id, staff_member_id) WHERE (withdrawn_on IS NULL);

--
-- Name: reviewer_one_lead; Type: INDEX; Schema: fidelity; Owner: fidelity_owner
--

CREATE UNIQUE INDEX reviewer_one_lead ON fidelity.reviewer USING btree (org_id, fidelity_review_id) WHERE (leads AND (withdrawn_on IS NULL));

--
-- Name: access_person; Type: INDEX; Schema: journal; Owner: journal_owner
--

CREATE INDEX access_person ON ONLY journal.access USING btree (org_id, person, at);

--
-- Name: access_default_org_id_person_at_idx; Type: INDEX; Schema: journal; Owner: journal_owner
--

CREATE INDEX access_default_org_id_person_at_idx ON journal.access_default USING btree (org_id, person, at);

--
-- Name: access_record; Type: INDEX; Schema: journal; Owner: journal_owner
--

CREATE INDEX access_record ON ONLY journal.access USING btree (org_id, record, at) WHERE (person IS NULL);

--
-- Name: access_default_org_id_record_at_idx; Type: INDEX; Schema: journal; Owner: journal_owner
--

CREATE INDEX access_default_org_id_record_at_idx ON journal.access_default USING btree (org_id, record, at) WHERE (person IS NULL);

--
-- Name: entry_person; Type: INDEX; Schema: journal; Owner: journal_owner
--

CREATE INDEX entry_person ON journal.entry USING btree (org_id, person, at) WHERE (person IS NOT NULL);

--
-- Name: entry_subject; Type: INDEX; Schema: journal; Owner: journal_owner
--

CREATE INDEX entry_subject ON journal.entry USING btree (org_id, subject, seq);

--
-- Name: follow_up_attempt_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX follow_up_attempt_by_journey ON placement.follow_up_attempt USING btree (org_id, journey_id, id);

--
-- Name: follow_up_attempt_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX follow_up_attempt_by_participant ON placement.follow_up_attempt USING btree (org_id, participant_id, id);

--
-- Name: follow_up_attempt_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX follow_up_attempt_by_spell ON placement.follow_up_attempt USING btree (org_id, spell_id, id);

--
-- Name: in_work_plan_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX in_work_plan_by_journey ON placement.in_work_plan USING btree (org_id, journey_id, id);

--
-- Name: in_work_plan_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX in_work_plan_by_participant ON placement.in_work_plan USING btree (org_id, participant_id, id);

--
-- Name: in_work_plan_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX in_work_plan_by_spell ON placement.in_work_plan USING btree (org_id, spell_id, id);

--
-- Name: job_retention_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX job_retention_by_journey ON placement.job_retention USING btree (org_id, journey_id, id);

--
-- Name: job_retention_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX job_retention_by_participant ON placement.job_retention USING btree (org_id, participant_id, id);

--
-- Name: job_retention_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX job_retention_by_spell ON placement.job_retention USING btree (org_id, spell_id, id);

--
-- Name: job_retention_once; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE UNIQUE INDEX job_retention_once ON placement.job_retention USING btree (org_id, spell_id) WHERE (withdrawn_on IS NULL);

--
-- Name: return_step_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX return_step_by_journey ON placement.return_step USING btree (org_id, journey_id, id);

--
-- Name: return_step_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX return_step_by_participant ON placement.return_step USING btree (org_id, participant_id, id);

--
-- Name: return_step_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX return_step_by_spell ON placement.return_step USING btree (org_id, spell_id, id);

--
-- Name: return_step_once; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE UNIQUE INDEX return_step_once ON placement.return_step USING btree (org_id, spell_id, step_from) WHERE (withdrawn_on IS NULL);

--
-- Name: spell_absence_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_absence_by_journey ON placement.spell_absence USING btree (org_id, journey_id, id);

--
-- Name: spell_absence_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_absence_by_participant ON placement.spell_absence USING btree (org_id, participant_id, id);

--
-- Name: spell_absence_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_absence_by_spell ON placement.spell_absence USING btree (org_id, spell_id, id);

--
-- Name: spell_application_once; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE UNIQUE INDEX spell_application_once ON placement.spell USING btree (org_id, application_id, participant_id) WHERE ((application_id IS NOT NULL) AND (withdrawn_on IS NULL));

--
-- Name: spell_by_continues; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_by_continues ON placement.spell USING btree (org_id, continues_spell_id) WHERE (continues_spell_id IS NOT NULL);

--
-- Name: spell_by_employer; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_by_employer ON placement.spell USING btree (org_id, employer_id) WHERE (employer_id IS NOT NULL);

--
-- Name: spell_by_job; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_by_job ON placement.spell USING btree (org_id, job_id, id);

--
-- Name: spell_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_by_journey ON placement.spell USING btree (org_id, journey_id, id);

--
-- Name: spell_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_by_participant ON placement.spell USING btree (org_id, participant_id, id);

--
-- Name: spell_continued_once; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE UNIQUE INDEX spell_continued_once ON placement.spell USING btree (org_id, continues_spell_id) WHERE ((continues_spell_id IS NOT NULL) AND (withdrawn_on IS NULL));

--
-- Name: spell_evidence_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_evidence_by_journey ON placement.spell_evidence USING btree (org_id, journey_id, id);

--
-- Name: spell_evidence_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_evidence_by_participant ON placement.spell_evidence USING btree (org_id, participant_id, id);

--
-- Name: spell_evidence_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_evidence_by_spell ON placement.spell_evidence USING btree (org_id, spell_id, id);

--
-- Name: spell_source; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE UNIQUE INDEX spell_source ON placement.spell USING btree (org_id, source, source_key) WHERE (source_key <> ''::text);

--
-- Name: spell_week_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_week_by_journey ON placement.spell_week USING btree (org_id, journey_id, id);

--
-- Name: spell_week_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_week_by_participant ON placement.spell_week USING btree (org_id, participant_id, id);

--
-- Name: spell_week_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX spell_week_by_spell ON placement.spell_week USING btree (org_id, spell_id, id);

--
-- Name: spell_week_once; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE UNIQUE INDEX spell_week_once ON placement.spell_week USING btree (org_id, spell_id, week_from) WHERE (withdrawn_on IS NULL);

--
-- Name: stage_spell_id; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX stage_spell_id ON placement.stage_spell USING btree (org_id, import_id, id);

--
-- Name: standing_by_earliest; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX standing_by_earliest ON placement.standing USING btree (org_id, earliest_on) WHERE (earliest_on IS NOT NULL);

--
-- Name: standing_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX standing_by_participant ON placement.standing USING btree (org_id, participant_id);

--
-- Name: terms_change_by_journey; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX terms_change_by_journey ON placement.terms_change USING btree (org_id, journey_id, id);

--
-- Name: terms_change_by_participant; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX terms_change_by_participant ON placement.terms_change USING btree (org_id, participant_id, id);

--
-- Name: terms_change_by_spell; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE INDEX terms_change_by_spell ON placement.terms_change USING btree (org_id, spell_id, id);

--
-- Name: terms_change_once; Type: INDEX; Schema: placement; Owner: placement_owner
--

CREATE UNIQUE INDEX terms_change_once ON placement.terms_change USING btree (org_id, spell_id, takes_effect_on) WHERE (withdrawn_on IS NULL);

--
-- Name: given_group_by_people; Type: INDEX; Schema: reporting; Owner: reporting_owner
--

CREATE INDEX given_group_by_people ON reporting.given_group USING btree (org_id, scope, people);

--
-- Name: access_default_org_id_person_at_idx; Type: INDEX ATTACH; Schema: journal; Owner: journal_owner
--

ALTER INDEX journal.access_person ATTACH PARTITION journal.access_default_org_id_person_at_idx;

--
-- Name: access_default_org_id_record_at_idx; Type: INDEX ATTACH; Schema: journal; Owner: journal_owner
--

ALTER INDEX journal.access_record ATTACH PARTITION journal.access_default_org_id_record_at_idx;

--
-- Name: adjustment adjustment_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.adjustment
    ADD CONSTRAINT adjustment_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: adjustment adjustment_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.adjustment
    ADD CONSTRAINT adjustment_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: alert alert_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.alert
    ADD CONSTRAINT alert_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: alert alert_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.alert
    ADD CONSTRAINT alert_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: allocation allocation_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.allocation
    ADD CONSTRAINT allocation_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: allocation allocation_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.allocation
    ADD CONSTRAINT allocation_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: characteristic characteristic_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.characteristic
    ADD CONSTRAINT characteristic_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: consent_notice consent_notice_consent; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.consent_notice
    ADD CONSTRAINT consent_notice_consent FOREIGN KEY (org_id, consent_id) REFERENCES caseload.consent(org_id, id);

--
-- Name: consent consent_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.consent
    ADD CONSTRAINT consent_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: contact contact_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.contact
    ADD CONSTRAINT contact_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: contact contact_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.contact
    ADD CONSTRAINT contact_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: countersignature countersignature_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.countersignature
    ADD CONSTRAINT countersignature_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: digital_access_check digital_access_check_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.digital_access_check
    ADD CONSTRAINT digital_access_check_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: disclosure disclosure_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.disclosure
    ADD CONSTRAINT disclosure_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: emergency_opening emergency_opening_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.emergency_opening
    ADD CONSTRAINT emergency_opening_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: fit_note fit_note_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.fit_note
    ADD CONSTRAINT fit_note_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: fit_note fit_note_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.fit_note
    ADD CONSTRAINT fit_note_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: goal goal_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.goal
    ADD CONSTRAINT goal_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: goal goal_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.goal
    ADD CONSTRAINT goal_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: health_and_work_report health_and_work_report_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.health_and_work_report
    ADD CONSTRAINT health_and_work_report_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: health_and_work_report health_and_work_report_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.health_and_work_report
    ADD CONSTRAINT health_and_work_report_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: journey journey_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.journey
    ADD CONSTRAINT journey_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: kit_loan kit_loan_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.kit_loan
    ADD CONSTRAINT kit_loan_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: legal_hold legal_hold_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.legal_hold
    ADD CONSTRAINT legal_hold_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: measure measure_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.measure
    ADD CONSTRAINT measure_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: measure measure_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.measure
    ADD CONSTRAINT measure_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: merge merge_duplicate; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.merge
    ADD CONSTRAINT merge_duplicate FOREIGN KEY (org_id, duplicate_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: merge merge_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.merge
    ADD CONSTRAINT merge_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: note note_addendum; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.note
    ADD CONSTRAINT note_addendum FOREIGN KEY (org_id, addendum_to) REFERENCES caseload.note(org_id, id);

--
-- Name: note note_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.note
    ADD CONSTRAINT note_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: note note_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.note
    ADD CONSTRAINT note_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: participant participant_merged_into; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.participant
    ADD CONSTRAINT participant_merged_into FOREIGN KEY (org_id, merged_into) REFERENCES caseload.participant(org_id, id);

--
-- Name: relationship relationship_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.relationship
    ADD CONSTRAINT relationship_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: review review_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.review
    ADD CONSTRAINT review_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: review review_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.review
    ADD CONSTRAINT review_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: risk_flag risk_flag_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.risk_flag
    ADD CONSTRAINT risk_flag_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: safeguarding_concern safeguarding_concern_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.safeguarding_concern
    ADD CONSTRAINT safeguarding_concern_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: vocational_profile vocational_profile_journey; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.vocational_profile
    ADD CONSTRAINT vocational_profile_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: vocational_profile vocational_profile_participant; Type: FK CONSTRAINT; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE ONLY caseload.vocational_profile
    ADD CONSTRAINT vocational_profile_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: clinical_attachment clinical_attachment_clinical_team; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.clinical_attachment
    ADD CONSTRAINT clinical_attachment_clinical_team FOREIGN KEY (org_id, clinical_team_id) REFERENCES directory.clinical_team(org_id, id);

--
-- Name: clinical_attachment clinical_attachment_team; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.clinical_attachment
    ADD CONSTRAINT clinical_attachment_team FOREIGN KEY (org_id, team_id) REFERENCES directory.team(org_id, id);

--
-- Name: clinical_team clinical_team_partner; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.clinical_team
    ADD CONSTRAINT clinical_team_partner FOREIGN KEY (org_id, partner_id) REFERENCES directory.partner(org_id, id);

--
-- Name: funding funding_programme; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.funding
    ADD CONSTRAINT funding_programme FOREIGN KEY (org_id, programme_id) REFERENCES directory.programme(org_id, id);

--
-- Name: organisation organisation_crisis_deputy_staff; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.organisation
    ADD CONSTRAINT organisation_crisis_deputy_staff FOREIGN KEY (org_id, crisis_deputy_staff_id) REFERENCES directory.staff_member(org_id, id);

--
-- Name: organisation organisation_crisis_duty_staff; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.organisation
    ADD CONSTRAINT organisation_crisis_duty_staff FOREIGN KEY (org_id, crisis_duty_staff_id) REFERENCES directory.staff_member(org_id, id);

--
-- Name: posting posting_staff_member; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.posting
    ADD CONSTRAINT posting_staff_member FOREIGN KEY (org_id, staff_member_id) REFERENCES directory.staff_member(org_id, id);

--
-- Name: posting posting_team; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.posting
    ADD CONSTRAINT posting_team FOREIGN KEY (org_id, team_id) REFERENCES directory.team(org_id, id);

--
-- Name: staff_member staff_member_supervisor; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.staff_member
    ADD CONSTRAINT staff_member_supervisor FOREIGN KEY (org_id, supervisor_id) REFERENCES directory.staff_member(org_id, id);

--
-- Name: staff_member staff_member_team; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.staff_member
    ADD CONSTRAINT staff_member_team FOREIGN KEY (org_id, team_id) REFERENCES directory.team(org_id, id);

--
-- Name: supervision supervision_supervisee; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.supervision
    ADD CONSTRAINT supervision_supervisee FOREIGN KEY (org_id, supervisee_id) REFERENCES directory.staff_member(org_id, id);

--
-- Name: supervision supervision_supervisor; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.supervision
    ADD CONSTRAINT supervision_supervisor FOREIGN KEY (org_id, supervisor_id) REFERENCES directory.staff_member(org_id, id);

--
-- Name: time_use time_use_staff_member; Type: FK CONSTRAINT; Schema: directory; Owner: directory_owner
--

ALTER TABLE ONLY directory.time_use
    ADD CONSTRAINT time_use_staff_member FOREIGN KEY (org_id, staff_member_id) REFERENCES directory.staff_member(org_id, id);

--
-- Name: disclosure_choice disclosure_choice_employer; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.disclosure_choice
    ADD CONSTRAINT disclosure_choice_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer(org_id, id);

--
-- Name: disclosure_choice disclosure_choice_participant; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.disclosure_choice
    ADD CONSTRAINT disclosure_choice_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: employer_contact employer_contact_employer; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_contact
    ADD CONSTRAINT employer_contact_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer(org_id, id);

--
-- Name: employer_contact employer_contact_site; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_contact
    ADD CONSTRAINT employer_contact_site FOREIGN KEY (org_id, employer_site_id) REFERENCES employer.employer_site(org_id, id);

--
-- Name: employer_merge employer_merge_duplicate; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_merge
    ADD CONSTRAINT employer_merge_duplicate FOREIGN KEY (org_id, duplicate_id) REFERENCES employer.employer(org_id, id);

--
-- Name: employer_merge employer_merge_employer; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_merge
    ADD CONSTRAINT employer_merge_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer(org_id, id);

--
-- Name: employer employer_merged_into; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer
    ADD CONSTRAINT employer_merged_into FOREIGN KEY (org_id, merged_into) REFERENCES employer.employer(org_id, id);

--
-- Name: employer_site employer_site_employer; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.employer_site
    ADD CONSTRAINT employer_site_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer(org_id, id);

--
-- Name: engagement engagement_contact; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.engagement
    ADD CONSTRAINT engagement_contact FOREIGN KEY (org_id, employer_contact_id) REFERENCES employer.employer_contact(org_id, id);

--
-- Name: engagement engagement_employer; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.engagement
    ADD CONSTRAINT engagement_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer(org_id, id);

--
-- Name: engagement engagement_site; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.engagement
    ADD CONSTRAINT engagement_site FOREIGN KEY (org_id, employer_site_id) REFERENCES employer.employer_site(org_id, id);

--
-- Name: job_application job_application_journey; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.job_application
    ADD CONSTRAINT job_application_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: job_application job_application_participant; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.job_application
    ADD CONSTRAINT job_application_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: job_application job_application_vacancy; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.job_application
    ADD CONSTRAINT job_application_vacancy FOREIGN KEY (org_id, vacancy_id) REFERENCES employer.vacancy(org_id, id);

--
-- Name: participant_engagement participant_engagement_engagement; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.participant_engagement
    ADD CONSTRAINT participant_engagement_engagement FOREIGN KEY (org_id, engagement_id) REFERENCES employer.engagement(org_id, id);

--
-- Name: participant_engagement participant_engagement_journey; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.participant_engagement
    ADD CONSTRAINT participant_engagement_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: participant_engagement participant_engagement_participant; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.participant_engagement
    ADD CONSTRAINT participant_engagement_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: vacancy vacancy_employer; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.vacancy
    ADD CONSTRAINT vacancy_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer(org_id, id);

--
-- Name: vacancy vacancy_site; Type: FK CONSTRAINT; Schema: employer; Owner: employer_owner
--

ALTER TABLE ONLY employer.vacancy
    ADD CONSTRAINT vacancy_site FOREIGN KEY (org_id, employer_site_id) REFERENCES employer.employer_site(org_id, id);

--
-- Name: agreed_item agreed_item_review; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.agreed_item
    ADD CONSTRAINT agreed_item_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review(org_id, id);

--
-- Name: fidelity_action fidelity_action_review; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.fidelity_action
    ADD CONSTRAINT fidelity_action_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review(org_id, id);

--
-- Name: item_score item_score_review; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.item_score
    ADD CONSTRAINT item_score_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review(org_id, id);

--
-- Name: item_score item_score_sheet; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.item_score
    ADD CONSTRAINT item_score_sheet FOREIGN KEY (org_id, review_sheet_id) REFERENCES fidelity.review_sheet(org_id, id);

--
-- Name: review_milestone review_milestone_review; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_milestone
    ADD CONSTRAINT review_milestone_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review(org_id, id);

--
-- Name: review_sheet review_sheet_review; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_sheet
    ADD CONSTRAINT review_sheet_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review(org_id, id);

--
-- Name: review_sheet review_sheet_reviewer; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_sheet
    ADD CONSTRAINT review_sheet_reviewer FOREIGN KEY (org_id, reviewer_id) REFERENCES fidelity.reviewer(org_id, id);

--
-- Name: review_summary review_summary_review; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.review_summary
    ADD CONSTRAINT review_summary_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review(org_id, id);

--
-- Name: reviewer reviewer_review; Type: FK CONSTRAINT; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE ONLY fidelity.reviewer
    ADD CONSTRAINT reviewer_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review(org_id, id);

--
-- Name: follow_up_attempt follow_up_attempt_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.follow_up_attempt
    ADD CONSTRAINT follow_up_attempt_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: in_work_plan in_work_plan_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.in_work_plan
    ADD CONSTRAINT in_work_plan_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: job_retention job_retention_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.job_retention
    ADD CONSTRAINT job_retention_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: return_step return_step_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.return_step
    ADD CONSTRAINT return_step_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: spell_absence spell_absence_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell_absence
    ADD CONSTRAINT spell_absence_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: spell spell_continues; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell
    ADD CONSTRAINT spell_continues FOREIGN KEY (org_id, continues_spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: spell_evidence spell_evidence_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell_evidence
    ADD CONSTRAINT spell_evidence_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: spell spell_journey; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell
    ADD CONSTRAINT spell_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey(org_id, id);

--
-- Name: spell_week spell_week_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.spell_week
    ADD CONSTRAINT spell_week_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: terms_change terms_change_spell; Type: FK CONSTRAINT; Schema: placement; Owner: placement_owner
--

ALTER TABLE ONLY placement.terms_change
    ADD CONSTRAINT terms_change_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell(org_id, id);

--
-- Name: given given_audience; Type: FK CONSTRAINT; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE ONLY reporting.given
    ADD CONSTRAINT given_audience FOREIGN KEY (org_id, scope) REFERENCES reporting.audience(org_id, scope);

--
-- Name: given_group given_group_audience; Type: FK CONSTRAINT; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE ONLY reporting.given_group
    ADD CONSTRAINT given_group_audience FOREIGN KEY (org_id, scope) REFERENCES reporting.audience(org_id, scope);

--
-- Name: person_key person_key_participant; Type: FK CONSTRAINT; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE ONLY reporting.person_key
    ADD CONSTRAINT person_key_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant(org_id, id);

--
-- Name: adjustment; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.adjustment ENABLE ROW LEVEL SECURITY;

--
-- Name: alert; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.alert ENABLE ROW LEVEL SECURITY;

--
-- Name: characteristic all_orgs; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY all_orgs ON caseload.characteristic FOR SELECT TO caseload_pub_all USING (true);

--
-- Name: journey all_orgs; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY all_orgs ON caseload.journey FOR SELECT TO caseload_pub_all USING (true);

--
-- Name: merge all_orgs; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY all_orgs ON caseload.merge FOR SELECT TO caseload_pub_all USING (true);

--
-- Name: participant all_orgs; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY all_orgs ON caseload.participant FOR SELECT TO caseload_pub_all USING (true);

--
-- Name: allocation; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.allocation ENABLE ROW LEVEL SECURITY;

--
-- Name: characteristic; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.characteristic ENABLE ROW LEVEL SECURITY;

--
-- Name: consent; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.consent ENABLE ROW LEVEL SECURITY;

--
-- Name: consent_notice; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.consent_notice ENABLE ROW LEVEL SECURITY;

--
-- Name: contact; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.contact ENABLE ROW LEVEL SECURITY;

--
-- Name: countersignature; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.countersignature ENABLE ROW LEVEL SECURITY;

--
-- Name: cover; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.cover ENABLE ROW LEVEL SECURITY;

--
-- Name: digital_access_check; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.digital_access_check ENABLE ROW LEVEL SECURITY;

--
-- Name: disclosure; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.disclosure ENABLE ROW LEVEL SECURITY;

--
-- Name: disposal; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.disposal ENABLE ROW LEVEL SECURITY;

--
-- Name: disposal_person; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.disposal_person ENABLE ROW LEVEL SECURITY;

--
-- Name: emergency_opening; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.emergency_opening ENABLE ROW LEVEL SECURITY;

--
-- Name: fit_note; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.fit_note ENABLE ROW LEVEL SECURITY;

--
-- Name: goal; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.goal ENABLE ROW LEVEL SECURITY;

--
-- Name: health_and_work_report; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.health_and_work_report ENABLE ROW LEVEL SECURITY;

--
-- Name: imported_record; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.imported_record ENABLE ROW LEVEL SECURITY;

--
-- Name: journey; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.journey ENABLE ROW LEVEL SECURITY;

--
-- Name: key_worker; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.key_worker ENABLE ROW LEVEL SECURITY;

--
-- Name: kit_loan; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.kit_loan ENABLE ROW LEVEL SECURITY;

--
-- Name: legal_hold; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.legal_hold ENABLE ROW LEVEL SECURITY;

--
-- Name: measure; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.measure ENABLE ROW LEVEL SECURITY;

--
-- Name: merge; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.merge ENABLE ROW LEVEL SECURITY;

--
-- Name: note; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.note ENABLE ROW LEVEL SECURITY;

--
-- Name: participant; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.participant ENABLE ROW LEVEL SECURITY;

--
-- Name: relationship; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.relationship ENABLE ROW LEVEL SECURITY;

--
-- Name: review; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.review ENABLE ROW LEVEL SECURITY;

--
-- Name: risk_flag; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.risk_flag ENABLE ROW LEVEL SECURITY;

--
-- Name: safeguarding_concern; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.safeguarding_concern ENABLE ROW LEVEL SECURITY;

--
-- Name: stage_journey; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.stage_journey ENABLE ROW LEVEL SECURITY;

--
-- Name: stage_participant; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.stage_participant ENABLE ROW LEVEL SECURITY;

--
-- Name: stage_record; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.stage_record ENABLE ROW LEVEL SECURITY;

--
-- Name: journey team; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY team ON caseload.journey AS RESTRICTIVE TO caseload_pub, caseload_svc USING (((( SELECT current_setting('app.team_scope'::text) AS current_setting) = 'all'::text) OR (team_id = ANY (ARRAY( SELECT unnest((current_setting('app.teams'::text))::uuid[]) AS unnest))) OR (team_id = ANY (ARRAY( SELECT c.team_id
   FROM caseload.covered_team_v1 c
  WHERE (c.org_id = (current_setting('app.org'::text))::uuid)))) OR (participant_id = ANY (ARRAY( SELECT o.participant_id
   FROM caseload.opened_person_v1 o
  WHERE (o.org_id = (current_setting('app.org'::text))::uuid))))));

--
-- Name: participant team; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY team ON caseload.participant AS RESTRICTIVE TO caseload_pub, caseload_svc USING (((( SELECT current_setting('app.team_scope'::text) AS current_setting) = 'all'::text) OR (team_id = ANY (ARRAY( SELECT unnest((current_setting('app.teams'::text))::uuid[]) AS unnest))) OR (team_id = ANY (ARRAY( SELECT c.team_id
   FROM caseload.covered_team_v1 c
  WHERE (c.org_id = (current_setting('app.org'::text))::uuid)))) OR (id = ANY (ARRAY( SELECT m.participant_id
   FROM caseload.merged_person_v1 m
  WHERE (m.org_id = (current_setting('app.org'::text))::uuid)))) OR (id = ANY (ARRAY( SELECT o.participant_id
   FROM caseload.opened_person_v1 o
  WHERE (o.org_id = (current_setting('app.org'::text))::uuid))))));

--
-- Name: adjustment tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.adjustment USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: alert tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.alert USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: allocation tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.allocation USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: characteristic tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.characteristic USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: consent tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.consent USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: consent_notice tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.consent_notice USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: contact tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.contact USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: countersignature tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.countersignature USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: cover tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.cover USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: digital_access_check tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.digital_access_check USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: disclosure tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.disclosure USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: disposal tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.disposal USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: disposal_person tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.disposal_person USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: emergency_opening tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.emergency_opening USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: fit_note tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.fit_note USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: goal tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.goal USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: health_and_work_report tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.health_and_work_report USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: imported_record tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.imported_record USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: journey tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.journey USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: key_worker tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.key_worker USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: kit_loan tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.kit_loan USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: legal_hold tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.legal_hold USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: measure tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.measure USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: merge tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.merge USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: note tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.note USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: participant tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.participant USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: relationship tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.relationship USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: review tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.review USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: risk_flag tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.risk_flag USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: safeguarding_concern tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.safeguarding_concern USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: stage_journey tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.stage_journey USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: stage_participant tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.stage_participant USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: stage_record tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.stage_record USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: vocational_profile tenant; Type: POLICY; Schema: caseload; Owner: caseload_owner
--

CREATE POLICY tenant ON caseload.vocational_profile USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: vocational_profile; Type: ROW SECURITY; Schema: caseload; Owner: caseload_owner
--

ALTER TABLE caseload.vocational_profile ENABLE ROW LEVEL SECURITY;

--
-- Name: funding all_orgs; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY all_orgs ON directory.funding FOR SELECT TO directory_pub_all USING (true);

--
-- Name: organisation all_orgs; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY all_orgs ON directory.organisation FOR SELECT TO directory_pub_all USING (true);

--
-- Name: clinical_attachment; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.clinical_attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: clinical_team; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.clinical_team ENABLE ROW LEVEL SECURITY;

--
-- Name: funding; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.funding ENABLE ROW LEVEL SECURITY;

--
-- Name: organisation; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.organisation ENABLE ROW LEVEL SECURITY;

--
-- Name: partner; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.partner ENABLE ROW LEVEL SECURITY;

--
-- Name: posting; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.posting ENABLE ROW LEVEL SECURITY;

--
-- Name: programme; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.programme ENABLE ROW LEVEL SECURITY;

--
-- Name: staff_member; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.staff_member ENABLE ROW LEVEL SECURITY;

--
-- Name: supervision; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.supervision ENABLE ROW LEVEL SECURITY;

--
-- Name: team; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.team ENABLE ROW LEVEL SECURITY;

--
-- Name: clinical_attachment tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.clinical_attachment USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: clinical_team tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.clinical_team USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: funding tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.funding USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: organisation tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.organisation USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: partner tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.partner USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: posting tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.posting USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: programme tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.programme USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: staff_member tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.staff_member USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: supervision tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.supervision USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: team tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.team USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: time_use tenant; Type: POLICY; Schema: directory; Owner: directory_owner
--

CREATE POLICY tenant ON directory.time_use USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: time_use; Type: ROW SECURITY; Schema: directory; Owner: directory_owner
--

ALTER TABLE directory.time_use ENABLE ROW LEVEL SECURITY;

--
-- Name: disclosure_choice; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.disclosure_choice ENABLE ROW LEVEL SECURITY;

--
-- Name: employer; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.employer ENABLE ROW LEVEL SECURITY;

--
-- Name: employer_contact; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.employer_contact ENABLE ROW LEVEL SECURITY;

--
-- Name: employer_merge; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.employer_merge ENABLE ROW LEVEL SECURITY;

--
-- Name: employer_site; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.employer_site ENABLE ROW LEVEL SECURITY;

--
-- Name: engagement; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.engagement ENABLE ROW LEVEL SECURITY;

--
-- Name: job_application; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.job_application ENABLE ROW LEVEL SECURITY;

--
-- Name: participant_engagement; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.participant_engagement ENABLE ROW LEVEL SECURITY;

--
-- Name: disclosure_choice tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.disclosure_choice USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: employer tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.employer USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: employer_contact tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.employer_contact USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: employer_merge tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.employer_merge USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: employer_site tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.employer_site USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: engagement tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.engagement USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: job_application tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.job_application USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: participant_engagement tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.participant_engagement USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: vacancy tenant; Type: POLICY; Schema: employer; Owner: employer_owner
--

CREATE POLICY tenant ON employer.vacancy USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: vacancy; Type: ROW SECURITY; Schema: employer; Owner: employer_owner
--

ALTER TABLE employer.vacancy ENABLE ROW LEVEL SECURITY;

--
-- Name: agreed_item; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.agreed_item ENABLE ROW LEVEL SECURITY;

--
-- Name: item_score blind; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY blind ON fidelity.item_score AS RESTRICTIVE FOR SELECT TO fidelity_svc USING ((EXISTS ( SELECT
   FROM fidelity.review_sheet s
  WHERE ((s.org_id = item_score.org_id) AND (s.id = item_score.review_sheet_id)))));

--
-- Name: review_sheet blind; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY blind ON fidelity.review_sheet AS RESTRICTIVE FOR SELECT TO fidelity_svc USING (((encode(sha256(convert_to(author, 'UTF8'::name)), 'hex'::text) = current_setting('app.caller'::text)) OR ((locked_on IS NOT NULL) AND (((( SELECT current_setting('app.team_scope'::text) AS current_setting) = 'all'::text) AND (NOT (EXISTS ( SELECT
   FROM fidelity.own_team_review_v1 w
  WHERE ((w.org_id = review_sheet.org_id) AND (w.fidelity_review_id = review_sheet.fidelity_review_id)))))) OR (EXISTS ( SELECT
   FROM fidelity.own_review_v1 o
  WHERE ((o.org_id = review_sheet.org_id) AND (o.fidelity_review_id = review_sheet.fidelity_review_id))))) AND (EXISTS ( SELECT
   FROM fidelity.standing_reviewer_v1 r
  WHERE ((r.org_id = review_sheet.org_id) AND (r.id = review_sheet.reviewer_id)))) AND (EXISTS ( SELECT
   FROM fidelity.unblinded_review_v1 u
  WHERE ((u.org_id = review_sheet.org_id) AND (u.fidelity_review_id = review_sheet.fidelity_review_id)))))));

--
-- Name: fidelity_action; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.fidelity_action ENABLE ROW LEVEL SECURITY;

--
-- Name: fidelity_review; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.fidelity_review ENABLE ROW LEVEL SECURITY;

--
-- Name: agreed_item issued; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY issued ON fidelity.agreed_item AS RESTRICTIVE FOR SELECT TO fidelity_svc USING ((EXISTS ( SELECT
   FROM fidelity.fidelity_review v
  WHERE ((v.org_id = agreed_item.org_id) AND (v.id = agreed_item.fidelity_review_id) AND ((v.issued_on IS NOT NULL) OR ((( SELECT current_setting('app.team_scope'::text) AS current_setting) = 'all'::text) AND (NOT (EXISTS ( SELECT
           FROM fidelity.own_team_review_v1 w
          WHERE ((w.org_id = v.org_id) AND (w.fidelity_review_id = v.id)))))) OR (EXISTS ( SELECT
           FROM fidelity.own_review_v1 o
          WHERE ((o.org_id = v.org_id) AND (o.fidelity_review_id = v.id)))))))));

--
-- Name: review_summary issued; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY issued ON fidelity.review_summary AS RESTRICTIVE FOR SELECT TO fidelity_svc USING ((EXISTS ( SELECT
   FROM fidelity.fidelity_review v
  WHERE ((v.org_id = review_summary.org_id) AND (v.id = review_summary.fidelity_review_id) AND ((v.issued_on IS NOT NULL) OR ((( SELECT current_setting('app.team_scope'::text) AS current_setting) = 'all'::text) AND (NOT (EXISTS ( SELECT
           FROM fidelity.own_team_review_v1 w
          WHERE ((w.org_id = v.org_id) AND (w.fidelity_review_id = v.id)))))) OR (EXISTS ( SELECT
           FROM fidelity.own_review_v1 o
          WHERE ((o.org_id = v.org_id) AND (o.fidelity_review_id = v.id)))))))));

--
-- Name: item_score; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.item_score ENABLE ROW LEVEL SECURITY;

--
-- Name: review_milestone; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.review_milestone ENABLE ROW LEVEL SECURITY;

--
-- Name: review_sheet; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.review_sheet ENABLE ROW LEVEL SECURITY;

--
-- Name: review_summary; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.review_summary ENABLE ROW LEVEL SECURITY;

--
-- Name: reviewer; Type: ROW SECURITY; Schema: fidelity; Owner: fidelity_owner
--

ALTER TABLE fidelity.reviewer ENABLE ROW LEVEL SECURITY;

--
-- Name: fidelity_action seen; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY seen ON fidelity.fidelity_action AS RESTRICTIVE FOR SELECT TO fidelity_pub, fidelity_svc USING (((EXISTS ( SELECT
   FROM fidelity.own_staff_v1 s
  WHERE ((s.org_id = fidelity_action.org_id) AND (s.id = fidelity_action.owner_id)))) OR (EXISTS ( SELECT
   FROM fidelity.fidelity_review v
  WHERE ((v.org_id = fidelity_action.org_id) AND (v.id = fidelity_action.fidelity_review_id))))));

--
-- Name: fidelity_review seen; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY seen ON fidelity.fidelity_review AS RESTRICTIVE TO fidelity_pub, fidelity_svc USING (((( SELECT current_setting('app.team_scope'::text) AS current_setting) = 'all'::text) OR (team_id = ANY ((current_setting('app.teams'::text))::uuid[])) OR (EXISTS ( SELECT
   FROM fidelity.own_review_v1 o
  WHERE ((o.org_id = fidelity_review.org_id) AND (o.fidelity_review_id = fidelity_review.id))))));

--
-- Name: review_milestone seen; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY seen ON fidelity.review_milestone AS RESTRICTIVE FOR SELECT TO fidelity_svc USING ((EXISTS ( SELECT
   FROM fidelity.fidelity_review v
  WHERE ((v.org_id = review_milestone.org_id) AND (v.id = review_milestone.fidelity_review_id)))));

--
-- Name: reviewer seen; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY seen ON fidelity.reviewer AS RESTRICTIVE FOR SELECT TO fidelity_svc USING ((EXISTS ( SELECT
   FROM fidelity.fidelity_review v
  WHERE ((v.org_id = reviewer.org_id) AND (v.id = reviewer.fidelity_review_id)))));

--
-- Name: agreed_item tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.agreed_item USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: fidelity_action tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.fidelity_action USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: fidelity_review tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.fidelity_review USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: item_score tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.item_score USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: review_milestone tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.review_milestone USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: review_sheet tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.review_sheet USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: review_summary tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.review_summary USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: reviewer tenant; Type: POLICY; Schema: fidelity; Owner: fidelity_owner
--

CREATE POLICY tenant ON fidelity.reviewer USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: access; Type: ROW SECURITY; Schema: journal; Owner: journal_owner
--

ALTER TABLE journal.access ENABLE ROW LEVEL SECURITY;

--
-- Name: entry; Type: ROW SECURITY; Schema: journal; Owner: journal_owner
--

ALTER TABLE journal.entry ENABLE ROW LEVEL SECURITY;

--
-- Name: head; Type: ROW SECURITY; Schema: journal; Owner: journal_owner
--

ALTER TABLE journal.head ENABLE ROW LEVEL SECURITY;

--
-- Name: access tenant; Type: POLICY; Schema: journal; Owner: journal_owner
--

CREATE POLICY tenant ON journal.access USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: entry tenant; Type: POLICY; Schema: journal; Owner: journal_owner
--

CREATE POLICY tenant ON journal.entry USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: head tenant; Type: POLICY; Schema: journal; Owner: journal_owner
--

CREATE POLICY tenant ON journal.head USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: spell all_orgs; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY all_orgs ON placement.spell FOR SELECT TO placement_pub_all USING (true);

--
-- Name: spell_absence all_orgs; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY all_orgs ON placement.spell_absence FOR SELECT TO placement_pub_all USING (true);

--
-- Name: spell_evidence all_orgs; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY all_orgs ON placement.spell_evidence FOR SELECT TO placement_pub_all USING (true);

--
-- Name: spell_week all_orgs; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY all_orgs ON placement.spell_week FOR SELECT TO placement_pub_all USING (true);

--
-- Name: terms_change all_orgs; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY all_orgs ON placement.terms_change FOR SELECT TO placement_pub_all USING (true);

--
-- Name: follow_up_attempt; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.follow_up_attempt ENABLE ROW LEVEL SECURITY;

--
-- Name: in_work_plan; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.in_work_plan ENABLE ROW LEVEL SECURITY;

--
-- Name: job_retention; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.job_retention ENABLE ROW LEVEL SECURITY;

--
-- Name: return_step; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.return_step ENABLE ROW LEVEL SECURITY;

--
-- Name: spell; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.spell ENABLE ROW LEVEL SECURITY;

--
-- Name: spell_absence; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.spell_absence ENABLE ROW LEVEL SECURITY;

--
-- Name: spell_evidence; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.spell_evidence ENABLE ROW LEVEL SECURITY;

--
-- Name: spell_week; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.spell_week ENABLE ROW LEVEL SECURITY;

--
-- Name: stage_spell; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.stage_spell ENABLE ROW LEVEL SECURITY;

--
-- Name: standing; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.standing ENABLE ROW LEVEL SECURITY;

--
-- Name: follow_up_attempt tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.follow_up_attempt USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: in_work_plan tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.in_work_plan USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: job_retention tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.job_retention USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: return_step tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.return_step USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: spell tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.spell USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: spell_absence tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.spell_absence USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: spell_evidence tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.spell_evidence USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: spell_week tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.spell_week USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: stage_spell tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.stage_spell USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: standing tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.standing USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: terms_change tenant; Type: POLICY; Schema: placement; Owner: placement_owner
--

CREATE POLICY tenant ON placement.terms_change USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: terms_change; Type: ROW SECURITY; Schema: placement; Owner: placement_owner
--

ALTER TABLE placement.terms_change ENABLE ROW LEVEL SECURITY;

--
-- Name: person_key all_orgs; Type: POLICY; Schema: reporting; Owner: reporting_owner
--

CREATE POLICY all_orgs ON reporting.person_key FOR SELECT TO reporting_pub_all USING (true);

--
-- Name: audience; Type: ROW SECURITY; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE reporting.audience ENABLE ROW LEVEL SECURITY;

--
-- Name: given; Type: ROW SECURITY; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE reporting.given ENABLE ROW LEVEL SECURITY;

--
-- Name: given_group; Type: ROW SECURITY; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE reporting.given_group ENABLE ROW LEVEL SECURITY;

--
-- Name: person_key; Type: ROW SECURITY; Schema: reporting; Owner: reporting_owner
--

ALTER TABLE reporting.person_key ENABLE ROW LEVEL SECURITY;

--
-- Name: audience tenant; Type: POLICY; Schema: reporting; Owner: reporting_owner
--

CREATE POLICY tenant ON reporting.audience USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: given tenant; Type: POLICY; Schema: reporting; Owner: reporting_owner
--

CREATE POLICY tenant ON reporting.given USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: given_group tenant; Type: POLICY; Schema: reporting; Owner: reporting_owner
--

CREATE POLICY tenant ON reporting.given_group USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: person_key tenant; Type: POLICY; Schema: reporting; Owner: reporting_owner
--

CREATE POLICY tenant ON reporting.person_key USING ((org_id = (current_setting('app.org'::text))::uuid));

--
-- Name: SCHEMA caseload; Type: ACL; Schema: -; Owner: caseload_owner
--

GRANT USAGE ON SCHEMA caseload TO caseload_svc;
GRANT USAGE ON SCHEMA caseload TO caseload_pub;
GRANT USAGE ON SCHEMA caseload TO caseload_pub_org;
GRANT USAGE ON SCHEMA caseload TO caseload_pub_all;
GRANT USAGE ON SCHEMA caseload TO placement_svc;
GRANT USAGE ON SCHEMA caseload TO reporting_svc;
GRANT USAGE ON SCHEMA caseload TO caseload_pub_shared;
GRANT USAGE ON SCHEMA caseload TO placement_pub_shared;
GRANT USAGE ON SCHEMA caseload TO exchange_svc;
GRANT USAGE ON SCHEMA caseload TO caseload_disposer;
GRANT USAGE ON SCHEMA caseload TO placement_disposer;
GRANT USAGE ON SCHEMA caseload TO journal_disposer;
GRANT USAGE ON SCHEMA caseload TO employer_svc;
GRANT USAGE ON SCHEMA caseload TO employer_disposer;
GRANT USAGE ON SCHEMA caseload TO directory_svc;
GRANT USAGE ON SCHEMA caseload TO placement_pub_org;
GRANT USAGE ON SCHEMA caseload TO fidelity_svc;
GRANT USAGE ON SCHEMA caseload TO reporting_disposer;

--
-- Name: SCHEMA directory; Type: ACL; Schema: -; Owner: directory_owner
--

GRANT USAGE ON SCHEMA directory TO directory_svc;
GRANT USAGE ON SCHEMA directory TO directory_pub;
GRANT USAGE ON SCHEMA directory TO directory_pub_all;
GRANT USAGE ON SCHEMA directory TO caseload_svc;
GRANT USAGE ON SCHEMA directory TO placement_svc;
GRANT USAGE ON SCHEMA directory TO reporting_svc;
GRANT USAGE ON SCHEMA directory TO caseload_pub_org;
GRANT USAGE ON SCHEMA directory TO exchange_svc;
GRANT USAGE ON SCHEMA directory TO caseload_pub;
GRANT USAGE ON SCHEMA directory TO employer_svc;
GRANT USAGE ON SCHEMA directory TO fidelity_svc;
GRANT USAGE ON SCHEMA directory TO fidelity_pub_org;

--
-- Name: SCHEMA employer; Type: ACL; Schema: -; Owner: employer_owner
--

GRANT USAGE ON SCHEMA employer TO employer_svc;
GRANT USAGE ON SCHEMA employer TO employer_pub;
GRANT USAGE ON SCHEMA employer TO placement_svc;
GRANT USAGE ON SCHEMA employer TO caseload_svc;
GRANT USAGE ON SCHEMA employer TO employer_disposer;
GRANT USAGE ON SCHEMA employer TO fidelity_svc;

--
-- Name: SCHEMA fidelity; Type: ACL; Schema: -; Owner: fidelity_owner
--

GRANT USAGE ON SCHEMA fidelity TO fidelity_svc;
GRANT USAGE ON SCHEMA fidelity TO fidelity_pub;
GRANT USAGE ON SCHEMA fidelity TO fidelity_pub_org;
GRANT USAGE ON SCHEMA fidelity TO placement_svc;

--
-- Name: SCHEMA gainful; Type: ACL; Schema: -; Owner: gainful_admin
--

GRANT USAGE ON SCHEMA gainful TO PUBLIC;

--
-- Name: SCHEMA journal; Type: ACL; Schema: -; Owner: journal_owner
--

GRANT USAGE ON SCHEMA journal TO journal_writer;
GRANT USAGE ON SCHEMA journal TO access_writer;
GRANT USAGE ON SCHEMA journal TO journal_disposer;

--
-- Name: SCHEMA placement; Type: ACL; Schema: -; Owner: placement_owner
--

GRANT USAGE ON SCHEMA placement TO placement_svc;
GRANT USAGE ON SCHEMA placement TO placement_pub_all;
GRANT USAGE ON SCHEMA placement TO reporting_svc;
GRANT USAGE ON SCHEMA placement TO placement_pub_shared;
GRANT USAGE ON SCHEMA placement TO exchange_svc;
GRANT USAGE ON SCHEMA placement TO placement_disposer;
GRANT USAGE ON SCHEMA placement TO caseload_svc;
GRANT USAGE ON SCHEMA placement TO employer_svc;
GRANT USAGE ON SCHEMA placement TO placement_pub_org;
GRANT USAGE ON SCHEMA placement TO directory_svc;
GRANT USAGE ON SCHEMA placement TO fidelity_svc;

--
-- Name: SCHEMA reporting; Type: ACL; Schema: -; Owner: reporting_owner
--

GRANT USAGE ON SCHEMA reporting TO reporting_svc;
GRANT USAGE ON SCHEMA reporting TO reporting_pub_all;
GRANT USAGE ON SCHEMA reporting TO caseload_svc;
GRANT USAGE ON SCHEMA reporting TO reporting_disposer;

--
-- Name: FUNCTION published_dispose_v1(org uuid, people uuid[]); Type: ACL; Schema: caseload; Owner: caseload_disposer
--

REVOKE ALL ON FUNCTION caseload.published_dispose_v1(org uuid, people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION caseload.published_dispose_v1(org uuid, people uuid[]) TO caseload_svc;

--
-- Name: FUNCTION published_dispose_v1(org uuid, people uuid[]); Type: ACL; Schema: employer; Owner: employer_disposer
--

REVOKE ALL ON FUNCTION employer.published_dispose_v1(org uuid, people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION employer.published_dispose_v1(org uuid, people uuid[]) TO caseload_svc;

--
-- Name: FUNCTION published_dispose_v1(org uuid, people uuid[]); Type: ACL; Schema: journal; Owner: journal_disposer
--

REVOKE ALL ON FUNCTION journal.published_dispose_v1(org uuid, people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION journal.published_dispose_v1(org uuid, people uuid[]) TO caseload_svc;

--
-- Name: FUNCTION published_dispose_v1(org uuid, people uuid[]); Type: ACL; Schema: placement; Owner: placement_disposer
--

REVOKE ALL ON FUNCTION placement.published_dispose_v1(org uuid, people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION placement.published_dispose_v1(org uuid, people uuid[]) TO caseload_svc;

--
-- Name: FUNCTION published_dispose_v1(org uuid, people uuid[]); Type: ACL; Schema: reporting; Owner: reporting_disposer
--

REVOKE ALL ON FUNCTION reporting.published_dispose_v1(org uuid, people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION reporting.published_dispose_v1(org uuid, people uuid[]) TO caseload_svc;

--
-- Name: TABLE adjustment; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.adjustment TO caseload_svc;
GRANT DELETE ON TABLE caseload.adjustment TO caseload_disposer;

--
-- Name: COLUMN adjustment.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.adjustment TO caseload_disposer;

--
-- Name: COLUMN adjustment.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.adjustment TO caseload_disposer;

--
-- Name: TABLE alert; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.alert TO caseload_svc;
GRANT DELETE ON TABLE caseload.alert TO caseload_disposer;
GRANT SELECT,INSERT ON TABLE caseload.alert TO caseload_pub_org;

--
-- Name: COLUMN alert.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.alert TO caseload_disposer;

--
-- Name: COLUMN alert.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.alert TO caseload_disposer;

--
-- Name: TABLE allocation; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT ON TABLE caseload.allocation TO caseload_svc;
GRANT DELETE ON TABLE caseload.allocation TO caseload_disposer;

--
-- Name: COLUMN allocation.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.allocation TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.allocation TO caseload_disposer;

--
-- Name: COLUMN allocation.journey_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(journey_id) ON TABLE caseload.allocation TO caseload_pub_org;

--
-- Name: COLUMN allocation.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.allocation TO caseload_disposer;

--
-- Name: COLUMN allocation.number; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(number) ON TABLE caseload.allocation TO caseload_pub_org;

--
-- Name: COLUMN allocation.staff_member_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(staff_member_id) ON TABLE caseload.allocation TO caseload_pub_org;

--
-- Name: COLUMN allocation.allocated_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(allocated_on) ON TABLE caseload.allocation TO caseload_pub_org;

--
-- Name: TABLE characteristic; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.characteristic TO caseload_svc;
GRANT DELETE ON TABLE caseload.characteristic TO caseload_disposer;

--
-- Name: COLUMN characteristic.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(id) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(org_id) ON TABLE caseload.characteristic TO caseload_disposer;
GRANT SELECT(org_id) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(participant_id) ON TABLE caseload.characteristic TO caseload_disposer;
GRANT SELECT(participant_id) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic.kind; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(kind) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(kind) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic."values"; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT("values") ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT("values") ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic.valid_from; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(valid_from) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(valid_from) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic.valid_to; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(valid_to) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(valid_to) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic.state; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(state) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(state) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: COLUMN characteristic.withdrawn_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(withdrawn_on) ON TABLE caseload.characteristic TO caseload_pub_all;
GRANT SELECT(withdrawn_on) ON TABLE caseload.characteristic TO caseload_pub_shared;

--
-- Name: TABLE consent; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT ON TABLE caseload.consent TO caseload_svc;
GRANT DELETE ON TABLE caseload.consent TO caseload_disposer;

--
-- Name: COLUMN consent.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.consent TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.consent TO caseload_disposer;

--
-- Name: COLUMN consent.updated_at; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(updated_at) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.consent TO caseload_pub_org;
GRANT SELECT(participant_id) ON TABLE caseload.consent TO caseload_disposer;

--
-- Name: COLUMN consent.number; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(number) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.decision; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(decision) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.recipient_org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(recipient_org_id) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.purpose; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(purpose) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.categories; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(categories) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.directions; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(directions) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.said_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(said_on) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: COLUMN consent.expires_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(expires_on) ON TABLE caseload.consent TO caseload_pub_org;

--
-- Name: TABLE consent_notice; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT ON TABLE caseload.consent_notice TO caseload_svc;
GRANT SELECT ON TABLE caseload.consent_notice TO caseload_pub_shared;
GRANT DELETE ON TABLE caseload.consent_notice TO caseload_disposer;

--
-- Name: COLUMN consent_notice.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.consent_notice TO caseload_disposer;

--
-- Name: COLUMN consent_notice.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.consent_notice TO caseload_disposer;

--
-- Name: TABLE contact; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.contact TO caseload_svc;
GRANT DELETE ON TABLE caseload.contact TO caseload_disposer;

--
-- Name: COLUMN contact.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.contact TO caseload_pub;
GRANT SELECT(id) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.contact TO caseload_disposer;
GRANT SELECT(org_id) ON TABLE caseload.contact TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.contact TO caseload_pub;

--
-- Name: COLUMN contact.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.contact TO caseload_disposer;
GRANT SELECT(participant_id) ON TABLE caseload.contact TO caseload_pub_org;
GRANT SELECT(participant_id) ON TABLE caseload.contact TO caseload_pub;

--
-- Name: COLUMN contact.journey_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(journey_id) ON TABLE caseload.contact TO caseload_pub;
GRANT SELECT(journey_id) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.contacted_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(contacted_on) ON TABLE caseload.contact TO caseload_pub_org;
GRANT SELECT(contacted_on) ON TABLE caseload.contact TO caseload_pub;

--
-- Name: COLUMN contact.kind; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(kind) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.attendance; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(attendance) ON TABLE caseload.contact TO caseload_pub_org;
GRANT SELECT(attendance) ON TABLE caseload.contact TO caseload_pub;

--
-- Name: COLUMN contact.minutes; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(minutes) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.met_with; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(met_with) ON TABLE caseload.contact TO caseload_pub_org;
GRANT SELECT(met_with) ON TABLE caseload.contact TO caseload_pub;

--
-- Name: COLUMN contact.mode; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(mode) ON TABLE caseload.contact TO caseload_pub;
GRANT SELECT(mode) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.place; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(place) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.participants; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participants) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.staff_member_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(staff_member_id) ON TABLE caseload.contact TO caseload_pub_org;

--
-- Name: COLUMN contact.withdrawn_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(withdrawn_on) ON TABLE caseload.contact TO caseload_pub_org;
GRANT SELECT(withdrawn_on) ON TABLE caseload.contact TO caseload_pub;

--
-- Name: TABLE countersignature; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.countersignature TO caseload_svc;
GRANT SELECT,INSERT,UPDATE ON TABLE caseload.countersignature TO caseload_pub_org;
GRANT DELETE ON TABLE caseload.countersignature TO caseload_disposer;

--
-- Name: COLUMN countersignature.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.countersignature TO caseload_disposer;

--
-- Name: COLUMN countersignature.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.countersignature TO caseload_disposer;

--
-- Name: TABLE cover; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.cover TO caseload_svc;

--
-- Name: COLUMN cover.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.cover TO caseload_pub;

--
-- Name: COLUMN cover.staff_member_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(staff_member_id) ON TABLE caseload.cover TO caseload_pub;

--
-- Name: COLUMN cover.team_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(team_id) ON TABLE caseload.cover TO caseload_pub;

--
-- Name: COLUMN cover.starts_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(starts_on) ON TABLE caseload.cover TO caseload_pub;

--
-- Name: COLUMN cover.ends_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(ends_on) ON TABLE caseload.cover TO caseload_pub;

--
-- Name: COLUMN cover.subject; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(subject) ON TABLE caseload.cover TO caseload_pub;

--
-- Name: TABLE organisation; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.organisation TO directory_svc;

--
-- Name: COLUMN organisation.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.organisation TO directory_pub;
GRANT SELECT(org_id) ON TABLE directory.organisation TO directory_pub_all;

--
-- Name: COLUMN organisation.time_zone; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(time_zone) ON TABLE directory.organisation TO directory_pub;

--
-- Name: COLUMN organisation.crisis_protocol; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(crisis_protocol) ON TABLE directory.organisation TO directory_pub;

--
-- Name: COLUMN organisation.crisis_duty; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(crisis_duty) ON TABLE directory.organisation TO directory_pub;

--
-- Name: COLUMN organisation.crisis_deputy; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(crisis_deputy) ON TABLE directory.organisation TO directory_pub;

--
-- Name: COLUMN organisation.crisis_minutes; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(crisis_minutes) ON TABLE directory.organisation TO directory_pub;

--
-- Name: COLUMN organisation.crisis_duty_staff_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(crisis_duty_staff_id) ON TABLE directory.organisation TO directory_pub;

--
-- Name: COLUMN organisation.crisis_deputy_staff_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(crisis_deputy_staff_id) ON TABLE directory.organisation TO directory_pub;

--
-- Name: COLUMN organisation.lawful_basis; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(lawful_basis) ON TABLE directory.organisation TO directory_pub_all;

--
-- Name: TABLE posting; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.posting TO directory_svc;

--
-- Name: COLUMN posting.id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(id) ON TABLE directory.posting TO directory_pub;

--
-- Name: COLUMN posting.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.posting TO directory_pub;

--
-- Name: COLUMN posting.staff_member_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(staff_member_id) ON TABLE directory.posting TO directory_pub;

--
-- Name: COLUMN posting.team_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(team_id) ON TABLE directory.posting TO directory_pub;

--
-- Name: COLUMN posting.role; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(role) ON TABLE directory.posting TO directory_pub;

--
-- Name: COLUMN posting.fte_percent; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(fte_percent) ON TABLE directory.posting TO directory_pub;

--
-- Name: COLUMN posting.starts_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(starts_on) ON TABLE directory.posting TO directory_pub;

--
-- Name: COLUMN posting.ends_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(ends_on) ON TABLE directory.posting TO directory_pub;

--
-- Name: TABLE published_today_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_today_v1 TO caseload_pub;
GRANT SELECT ON TABLE directory.published_today_v1 TO caseload_svc;
GRANT SELECT ON TABLE directory.published_today_v1 TO caseload_pub_shared;
GRANT SELECT ON TABLE directory.published_today_v1 TO placement_svc;
GRANT SELECT ON TABLE directory.published_today_v1 TO employer_svc;
GRANT SELECT ON TABLE directory.published_today_v1 TO fidelity_svc;

--
-- Name: TABLE staff_member; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.staff_member TO directory_svc;

--
-- Name: COLUMN staff_member.id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(id) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.team_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(team_id) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.name; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(name) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.role; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(role) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.fte_percent; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(fte_percent) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.subject; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(subject) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.starts_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(starts_on) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.ends_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(ends_on) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: COLUMN staff_member.supervisor_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(supervisor_id) ON TABLE directory.staff_member TO directory_pub;

--
-- Name: TABLE published_posting_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_posting_v1 TO directory_svc;
GRANT SELECT ON TABLE directory.published_posting_v1 TO caseload_svc;
GRANT SELECT ON TABLE directory.published_posting_v1 TO employer_svc;
GRANT SELECT ON TABLE directory.published_posting_v1 TO placement_svc;
GRANT SELECT ON TABLE directory.published_posting_v1 TO fidelity_svc;
GRANT SELECT ON TABLE directory.published_posting_v1 TO fidelity_pub_org;

--
-- Name: TABLE published_staff_member_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_staff_member_v1 TO caseload_svc;
GRANT SELECT ON TABLE directory.published_staff_member_v1 TO directory_svc;
GRANT SELECT ON TABLE directory.published_staff_member_v1 TO caseload_pub;
GRANT SELECT ON TABLE directory.published_staff_member_v1 TO placement_svc;
GRANT SELECT ON TABLE directory.published_staff_member_v1 TO employer_svc;
GRANT SELECT ON TABLE directory.published_staff_member_v1 TO fidelity_svc;
GRANT SELECT ON TABLE directory.published_staff_member_v1 TO fidelity_pub_org;

--
-- Name: TABLE covered_team_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.covered_team_v1 TO caseload_svc;

--
-- Name: TABLE digital_access_check; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.digital_access_check TO caseload_svc;
GRANT DELETE ON TABLE caseload.digital_access_check TO caseload_disposer;

--
-- Name: COLUMN digital_access_check.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.digital_access_check TO caseload_disposer;

--
-- Name: COLUMN digital_access_check.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.digital_access_check TO caseload_disposer;

--
-- Name: TABLE disclosure; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.disclosure TO caseload_svc;
GRANT DELETE ON TABLE caseload.disclosure TO caseload_disposer;

--
-- Name: COLUMN disclosure.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.disclosure TO caseload_disposer;

--
-- Name: COLUMN disclosure.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.disclosure TO caseload_disposer;

--
-- Name: TABLE disposal; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.disposal TO caseload_svc;

--
-- Name: COLUMN disposal.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.disposal TO caseload_pub_org;

--
-- Name: COLUMN disposal.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.disposal TO caseload_pub_org;

--
-- Name: COLUMN disposal.signed_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(signed_on) ON TABLE caseload.disposal TO caseload_pub_org;

--
-- Name: TABLE disposal_person; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.disposal_person TO caseload_svc;

--
-- Name: COLUMN disposal_person.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.disposal_person TO caseload_pub_org;

--
-- Name: COLUMN disposal_person.disposal_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(disposal_id) ON TABLE caseload.disposal_person TO caseload_pub_org;

--
-- Name: COLUMN disposal_person.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.disposal_person TO caseload_pub_org;

--
-- Name: COLUMN disposal_person.outcome; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(outcome) ON TABLE caseload.disposal_person TO caseload_pub_org;

--
-- Name: TABLE emergency_opening; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.emergency_opening TO caseload_svc;
GRANT DELETE ON TABLE caseload.emergency_opening TO caseload_disposer;

--
-- Name: COLUMN emergency_opening.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.emergency_opening TO caseload_pub;
GRANT SELECT(org_id) ON TABLE caseload.emergency_opening TO caseload_disposer;

--
-- Name: COLUMN emergency_opening.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.emergency_opening TO caseload_pub;
GRANT SELECT(participant_id) ON TABLE caseload.emergency_opening TO caseload_disposer;

--
-- Name: COLUMN emergency_opening.opened_by; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(opened_by) ON TABLE caseload.emergency_opening TO caseload_pub;

--
-- Name: COLUMN emergency_opening.expires_at; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(expires_at) ON TABLE caseload.emergency_opening TO caseload_pub;

--
-- Name: TABLE fit_note; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.fit_note TO caseload_svc;
GRANT DELETE ON TABLE caseload.fit_note TO caseload_disposer;

--
-- Name: COLUMN fit_note.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.fit_note TO caseload_disposer;

--
-- Name: COLUMN fit_note.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.fit_note TO caseload_disposer;

--
-- Name: TABLE goal; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.goal TO caseload_svc;
GRANT DELETE ON TABLE caseload.goal TO caseload_disposer;

--
-- Name: COLUMN goal.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.goal TO caseload_disposer;

--
-- Name: COLUMN goal.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.goal TO caseload_disposer;

--
-- Name: TABLE health_and_work_report; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.health_and_work_report TO caseload_svc;
GRANT DELETE ON TABLE caseload.health_and_work_report TO caseload_disposer;

--
-- Name: COLUMN health_and_work_report.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.health_and_work_report TO caseload_disposer;

--
-- Name: COLUMN health_and_work_report.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.health_and_work_report TO caseload_disposer;

--
-- Name: TABLE imported_record; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT ON TABLE caseload.imported_record TO caseload_svc;
GRANT DELETE ON TABLE caseload.imported_record TO caseload_disposer;

--
-- Name: COLUMN imported_record.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.imported_record TO caseload_disposer;

--
-- Name: COLUMN imported_record.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.imported_record TO caseload_disposer;

--
-- Name: TABLE journey; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.journey TO caseload_svc;
GRANT DELETE ON TABLE caseload.journey TO caseload_disposer;

--
-- Name: COLUMN journey.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(id) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(id) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(id) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(org_id) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(org_id) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(org_id) ON TABLE caseload.journey TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.journey TO caseload_disposer;

--
-- Name: COLUMN journey.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(participant_id) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(participant_id) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(participant_id) ON TABLE caseload.journey TO caseload_disposer;
GRANT SELECT(participant_id) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.programme_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(programme_id) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(programme_id) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(programme_id) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.team_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(team_id) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(team_id) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.referred_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(referred_on) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(referred_on) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(referred_on) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(referred_on) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.accepted_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(accepted_on) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(accepted_on) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(accepted_on) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(accepted_on) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.declined_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(declined_on) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(declined_on) ON TABLE caseload.journey TO caseload_pub_org;
GRANT SELECT(declined_on) ON TABLE caseload.journey TO caseload_pub;

--
-- Name: COLUMN journey.exited_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(exited_on) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(exited_on) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(exited_on) ON TABLE caseload.journey TO caseload_pub_org;
GRANT SELECT(exited_on) ON TABLE caseload.journey TO caseload_pub;

--
-- Name: COLUMN journey.followed_to; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(followed_to) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(followed_to) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(followed_to) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.employment_status; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(employment_status) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(employment_status) ON TABLE caseload.journey TO caseload_pub_all;

--
-- Name: COLUMN journey.withdrawn_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(withdrawn_on) ON TABLE caseload.journey TO caseload_pub;
GRANT SELECT(withdrawn_on) ON TABLE caseload.journey TO caseload_pub_all;
GRANT SELECT(withdrawn_on) ON TABLE caseload.journey TO caseload_pub_shared;
GRANT SELECT(withdrawn_on) ON TABLE caseload.journey TO caseload_pub_org;

--
-- Name: COLUMN journey.source; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(source) ON TABLE caseload.journey TO caseload_pub;

--
-- Name: COLUMN journey.source_key; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(source_key) ON TABLE caseload.journey TO caseload_pub;

--
-- Name: TABLE key_worker; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.key_worker TO caseload_svc;

--
-- Name: TABLE kit_loan; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.kit_loan TO caseload_svc;
GRANT DELETE ON TABLE caseload.kit_loan TO caseload_disposer;

--
-- Name: COLUMN kit_loan.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.kit_loan TO caseload_pub_org;

--
-- Name: COLUMN kit_loan.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.kit_loan TO caseload_disposer;
GRANT SELECT(org_id) ON TABLE caseload.kit_loan TO caseload_pub_org;

--
-- Name: COLUMN kit_loan.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.kit_loan TO caseload_disposer;

--
-- Name: COLUMN kit_loan.asset_tag; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(asset_tag) ON TABLE caseload.kit_loan TO caseload_pub_org;

--
-- Name: COLUMN kit_loan.returned_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(returned_on) ON TABLE caseload.kit_loan TO caseload_pub_org;

--
-- Name: COLUMN kit_loan.withdrawn_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(withdrawn_on) ON TABLE caseload.kit_loan TO caseload_pub_org;

--
-- Name: TABLE legal_hold; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.legal_hold TO caseload_svc;
GRANT DELETE ON TABLE caseload.legal_hold TO caseload_disposer;

--
-- Name: COLUMN legal_hold.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.legal_hold TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.legal_hold TO caseload_disposer;

--
-- Name: COLUMN legal_hold.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.legal_hold TO caseload_pub_org;
GRANT SELECT(participant_id) ON TABLE caseload.legal_hold TO caseload_disposer;

--
-- Name: COLUMN legal_hold.lifted_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(lifted_on) ON TABLE caseload.legal_hold TO caseload_pub_org;

--
-- Name: TABLE measure; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.measure TO caseload_svc;
GRANT DELETE ON TABLE caseload.measure TO caseload_disposer;

--
-- Name: COLUMN measure.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.measure TO caseload_disposer;

--
-- Name: COLUMN measure.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.measure TO caseload_disposer;

--
-- Name: TABLE merge; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.merge TO caseload_svc;
GRANT DELETE ON TABLE caseload.merge TO caseload_disposer;

--
-- Name: COLUMN merge.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.merge TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.merge TO caseload_pub_all;
GRANT SELECT(org_id) ON TABLE caseload.merge TO caseload_disposer;

--
-- Name: COLUMN merge.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.merge TO caseload_pub_org;
GRANT SELECT(participant_id) ON TABLE caseload.merge TO caseload_pub_all;
GRANT SELECT(participant_id) ON TABLE caseload.merge TO caseload_disposer;

--
-- Name: COLUMN merge.duplicate_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(duplicate_id) ON TABLE caseload.merge TO caseload_pub_org;
GRANT SELECT(duplicate_id) ON TABLE caseload.merge TO caseload_pub_all;
GRANT SELECT(duplicate_id) ON TABLE caseload.merge TO caseload_disposer;

--
-- Name: COLUMN merge.state; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(state) ON TABLE caseload.merge TO caseload_pub_org;
GRANT SELECT(state) ON TABLE caseload.merge TO caseload_pub_all;

--
-- Name: COLUMN merge.decided_at; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(decided_at) ON TABLE caseload.merge TO caseload_pub_org;
GRANT SELECT(decided_at) ON TABLE caseload.merge TO caseload_pub_all;

--
-- Name: TABLE participant; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.participant TO caseload_svc;
GRANT DELETE ON TABLE caseload.participant TO caseload_disposer;

--
-- Name: COLUMN participant.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.participant TO caseload_pub_org;
GRANT SELECT(id) ON TABLE caseload.participant TO caseload_pub_all;
GRANT SELECT(id) ON TABLE caseload.participant TO caseload_pub_shared;
GRANT SELECT(id) ON TABLE caseload.participant TO caseload_disposer;
GRANT SELECT(id) ON TABLE caseload.participant TO caseload_pub;

--
-- Name: COLUMN participant.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.participant TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.participant TO caseload_pub_all;
GRANT SELECT(org_id) ON TABLE caseload.participant TO caseload_pub_shared;
GRANT SELECT(org_id) ON TABLE caseload.participant TO caseload_disposer;
GRANT SELECT(org_id) ON TABLE caseload.participant TO caseload_pub;

--
-- Name: COLUMN participant.team_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(team_id) ON TABLE caseload.participant TO caseload_pub_org;

--
-- Name: COLUMN participant.name; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(name) ON TABLE caseload.participant TO caseload_pub_shared;
GRANT SELECT(name) ON TABLE caseload.participant TO caseload_pub_org;
GRANT SELECT(name) ON TABLE caseload.participant TO caseload_pub;

--
-- Name: COLUMN participant.birth_date; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(birth_date) ON TABLE caseload.participant TO caseload_pub_org;
GRANT SELECT(birth_date) ON TABLE caseload.participant TO caseload_pub_shared;

--
-- Name: COLUMN participant.birth_year; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(birth_year) ON TABLE caseload.participant TO caseload_pub_org;
GRANT SELECT(birth_year) ON TABLE caseload.participant TO caseload_pub_shared;

--
-- Name: COLUMN participant.sex; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(sex) ON TABLE caseload.participant TO caseload_pub_all;
GRANT SELECT(sex) ON TABLE caseload.participant TO caseload_pub_shared;

--
-- Name: COLUMN participant.gender_identity; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(gender_identity) ON TABLE caseload.participant TO caseload_pub_all;
GRANT SELECT(gender_identity) ON TABLE caseload.participant TO caseload_pub_shared;

--
-- Name: COLUMN participant.ethnic_category; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(ethnic_category) ON TABLE caseload.participant TO caseload_pub_all;
GRANT SELECT(ethnic_category) ON TABLE caseload.participant TO caseload_pub_shared;

--
-- Name: COLUMN participant.disabilities; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(disabilities) ON TABLE caseload.participant TO caseload_pub_all;
GRANT SELECT(disabilities) ON TABLE caseload.participant TO caseload_pub_shared;

--
-- Name: COLUMN participant.long_term_condition; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(long_term_condition) ON TABLE caseload.participant TO caseload_pub_all;
GRANT SELECT(long_term_condition) ON TABLE caseload.participant TO caseload_pub_shared;

--
-- Name: COLUMN participant.imd_quintile; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(imd_quintile) ON TABLE caseload.participant TO caseload_pub_all;

--
-- Name: COLUMN participant.settled_accommodation; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(settled_accommodation) ON TABLE caseload.participant TO caseload_pub_all;

--
-- Name: COLUMN participant.local_characteristics; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(local_characteristics) ON TABLE caseload.participant TO caseload_pub_all;

--
-- Name: COLUMN participant.nhs_number; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(nhs_number) ON TABLE caseload.participant TO caseload_pub_org;

--
-- Name: COLUMN participant.search_name; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(search_name) ON TABLE caseload.participant TO caseload_pub_org;

--
-- Name: COLUMN participant.merged_into; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(merged_into) ON TABLE caseload.participant TO caseload_pub;

--
-- Name: TABLE published_merged_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_merged_v1 TO caseload_svc;
GRANT SELECT ON TABLE caseload.published_merged_v1 TO caseload_pub;
GRANT SELECT ON TABLE caseload.published_merged_v1 TO placement_svc;
GRANT SELECT ON TABLE caseload.published_merged_v1 TO directory_svc;
GRANT SELECT ON TABLE caseload.published_merged_v1 TO fidelity_svc;

--
-- Name: TABLE merged_person_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.merged_person_v1 TO caseload_svc;

--
-- Name: TABLE note; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT ON TABLE caseload.note TO caseload_svc;
GRANT DELETE ON TABLE caseload.note TO caseload_disposer;

--
-- Name: COLUMN note.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.note TO caseload_disposer;

--
-- Name: COLUMN note.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.note TO caseload_disposer;

--
-- Name: TABLE published_other_record_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_other_record_v1 TO caseload_svc;
GRANT SELECT ON TABLE caseload.published_other_record_v1 TO caseload_pub;
GRANT SELECT ON TABLE caseload.published_other_record_v1 TO placement_svc;
GRANT SELECT ON TABLE caseload.published_other_record_v1 TO employer_svc;

--
-- Name: TABLE opened_person_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.opened_person_v1 TO caseload_svc;

--
-- Name: TABLE published_allocation_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_allocation_v1 TO fidelity_svc;

--
-- Name: TABLE published_birth_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_birth_v1 TO placement_svc;

--
-- Name: TABLE published_characteristics_all_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_all
--

GRANT SELECT ON TABLE caseload.published_characteristics_all_v1 TO reporting_svc;

--
-- Name: TABLE published_organisation_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_organisation_v1 TO directory_svc;
GRANT SELECT ON TABLE directory.published_organisation_v1 TO caseload_svc;
GRANT SELECT ON TABLE directory.published_organisation_v1 TO placement_svc;
GRANT SELECT ON TABLE directory.published_organisation_v1 TO reporting_svc;
GRANT SELECT ON TABLE directory.published_organisation_v1 TO caseload_pub_org;
GRANT SELECT ON TABLE directory.published_organisation_v1 TO exchange_svc;
GRANT SELECT ON TABLE directory.published_organisation_v1 TO employer_svc;
GRANT SELECT ON TABLE directory.published_organisation_v1 TO fidelity_svc;

--
-- Name: TABLE published_consent_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_consent_v1 TO caseload_svc;
GRANT SELECT ON TABLE caseload.published_consent_v1 TO caseload_pub_shared;
GRANT SELECT ON TABLE caseload.published_consent_v1 TO placement_pub_shared;

--
-- Name: TABLE published_contact_log_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_contact_log_v1 TO fidelity_svc;

--
-- Name: TABLE published_contact_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_contact_v1 TO employer_svc;

--
-- Name: TABLE published_course_countersignature_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_course_countersignature_v1 TO placement_svc;

--
-- Name: TABLE published_course_of_journey_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_course_of_journey_v1 TO caseload_svc;
GRANT SELECT ON TABLE caseload.published_course_of_journey_v1 TO directory_svc;
GRANT SELECT ON TABLE caseload.published_course_of_journey_v1 TO placement_svc;
GRANT SELECT ON TABLE caseload.published_course_of_journey_v1 TO placement_pub_org;

--
-- Name: TABLE published_course_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_course_v1 TO employer_svc;

--
-- Name: TABLE published_covered_team_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_covered_team_v1 TO placement_svc;
GRANT SELECT ON TABLE caseload.published_covered_team_v1 TO fidelity_svc;

--
-- Name: TABLE published_dated_characteristic_all_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_all
--

GRANT SELECT ON TABLE caseload.published_dated_characteristic_all_v1 TO reporting_svc;

--
-- Name: TABLE published_disposal_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_disposal_v1 TO caseload_disposer;
GRANT SELECT ON TABLE caseload.published_disposal_v1 TO placement_disposer;
GRANT SELECT ON TABLE caseload.published_disposal_v1 TO journal_disposer;
GRANT SELECT ON TABLE caseload.published_disposal_v1 TO employer_disposer;
GRANT SELECT ON TABLE caseload.published_disposal_v1 TO reporting_disposer;

--
-- Name: TABLE published_employer_alert_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT,INSERT ON TABLE caseload.published_employer_alert_v1 TO employer_svc;

--
-- Name: TABLE published_employer_countersignature_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.published_employer_countersignature_v1 TO employer_svc;

--
-- Name: TABLE published_follow_along_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_follow_along_v1 TO placement_svc;

--
-- Name: TABLE published_identity_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_identity_v1 TO caseload_svc;

--
-- Name: TABLE published_passage_all_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_all
--

GRANT SELECT ON TABLE caseload.published_passage_all_v1 TO reporting_svc;

--
-- Name: TABLE published_journey_all_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_all
--

GRANT SELECT ON TABLE caseload.published_journey_all_v1 TO reporting_svc;

--
-- Name: TABLE published_journey_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_journey_v1 TO placement_svc;
GRANT SELECT ON TABLE caseload.published_journey_v1 TO fidelity_svc;

--
-- Name: TABLE published_kept_journey_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_kept_journey_v1 TO placement_pub_shared;

--
-- Name: TABLE published_key_worker_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_key_worker_v1 TO placement_svc;

--
-- Name: TABLE published_kit_out_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_kit_out_v1 TO caseload_svc;

--
-- Name: TABLE vocational_profile; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.vocational_profile TO caseload_svc;
GRANT DELETE ON TABLE caseload.vocational_profile TO caseload_disposer;

--
-- Name: COLUMN vocational_profile.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.vocational_profile TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.vocational_profile TO caseload_disposer;
GRANT SELECT(org_id) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: COLUMN vocational_profile.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.vocational_profile TO caseload_disposer;
GRANT SELECT(participant_id) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: COLUMN vocational_profile.journey_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(journey_id) ON TABLE caseload.vocational_profile TO caseload_pub_org;
GRANT SELECT(journey_id) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: COLUMN vocational_profile.started_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(started_on) ON TABLE caseload.vocational_profile TO caseload_pub_org;

--
-- Name: COLUMN vocational_profile.preferred_work; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(preferred_work) ON TABLE caseload.vocational_profile TO caseload_pub;
GRANT SELECT(preferred_work) ON TABLE caseload.vocational_profile TO caseload_pub_org;

--
-- Name: COLUMN vocational_profile.hours_from; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(hours_from) ON TABLE caseload.vocational_profile TO caseload_pub;
GRANT SELECT(hours_from) ON TABLE caseload.vocational_profile TO caseload_pub_org;

--
-- Name: COLUMN vocational_profile.hours_to; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(hours_to) ON TABLE caseload.vocational_profile TO caseload_pub;
GRANT SELECT(hours_to) ON TABLE caseload.vocational_profile TO caseload_pub_org;

--
-- Name: COLUMN vocational_profile.travel_minutes; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(travel_minutes) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: COLUMN vocational_profile.disclosure; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(disclosure) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: COLUMN vocational_profile.adjustments; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(adjustments) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: COLUMN vocational_profile.withdrawn_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(withdrawn_on) ON TABLE caseload.vocational_profile TO caseload_pub_org;
GRANT SELECT(withdrawn_on) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: COLUMN vocational_profile.travel_areas; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(travel_areas) ON TABLE caseload.vocational_profile TO caseload_pub;

--
-- Name: TABLE published_load_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_load_v1 TO caseload_svc;

--
-- Name: TABLE published_name_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_name_v1 TO caseload_svc;
GRANT SELECT ON TABLE caseload.published_name_v1 TO placement_svc;

--
-- Name: TABLE published_participant_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_participant_v1 TO employer_svc;
GRANT SELECT ON TABLE caseload.published_participant_v1 TO placement_svc;

--
-- Name: TABLE published_passage_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_passage_v1 TO caseload_svc;
GRANT SELECT ON TABLE caseload.published_passage_v1 TO directory_svc;
GRANT SELECT ON TABLE caseload.published_passage_v1 TO placement_svc;

--
-- Name: TABLE published_preference_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_preference_v1 TO employer_svc;

--
-- Name: TABLE published_spell_countersignature_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.published_spell_countersignature_v1 TO placement_svc;

--
-- Name: TABLE stage_participant; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE caseload.stage_participant TO caseload_svc;
GRANT DELETE ON TABLE caseload.stage_participant TO caseload_disposer;

--
-- Name: COLUMN stage_participant.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.stage_participant TO caseload_pub_org;
GRANT SELECT(id) ON TABLE caseload.stage_participant TO caseload_disposer;

--
-- Name: COLUMN stage_participant.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.stage_participant TO caseload_pub_org;
GRANT SELECT(org_id) ON TABLE caseload.stage_participant TO caseload_disposer;

--
-- Name: COLUMN stage_participant.birth_date; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(birth_date) ON TABLE caseload.stage_participant TO caseload_pub_org;

--
-- Name: COLUMN stage_participant.birth_year; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(birth_year) ON TABLE caseload.stage_participant TO caseload_pub_org;

--
-- Name: COLUMN stage_participant.import_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(import_id) ON TABLE caseload.stage_participant TO caseload_pub_org;

--
-- Name: TABLE published_staged_birth_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_staged_birth_v1 TO placement_svc;

--
-- Name: TABLE stage_journey; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE caseload.stage_journey TO caseload_svc;
GRANT DELETE ON TABLE caseload.stage_journey TO caseload_disposer;

--
-- Name: COLUMN stage_journey.id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(id) ON TABLE caseload.stage_journey TO caseload_pub;

--
-- Name: COLUMN stage_journey.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.stage_journey TO caseload_pub;
GRANT SELECT(org_id) ON TABLE caseload.stage_journey TO caseload_disposer;

--
-- Name: COLUMN stage_journey.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.stage_journey TO caseload_pub;
GRANT SELECT(participant_id) ON TABLE caseload.stage_journey TO caseload_disposer;

--
-- Name: COLUMN stage_journey.referred_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(referred_on) ON TABLE caseload.stage_journey TO caseload_pub;

--
-- Name: COLUMN stage_journey.withdrawn_on; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(withdrawn_on) ON TABLE caseload.stage_journey TO caseload_pub;

--
-- Name: COLUMN stage_journey.source; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(source) ON TABLE caseload.stage_journey TO caseload_pub;

--
-- Name: COLUMN stage_journey.source_key; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(source_key) ON TABLE caseload.stage_journey TO caseload_pub;

--
-- Name: COLUMN stage_journey.import_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(import_id) ON TABLE caseload.stage_journey TO caseload_pub;

--
-- Name: TABLE published_staged_journey_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_staged_journey_v1 TO placement_svc;

--
-- Name: TABLE published_staged_referral_v1; Type: ACL; Schema: caseload; Owner: caseload_pub
--

GRANT SELECT ON TABLE caseload.published_staged_referral_v1 TO placement_svc;

--
-- Name: TABLE published_team_journey_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_team_journey_v1 TO fidelity_svc;

--
-- Name: TABLE published_wish_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_org
--

GRANT SELECT ON TABLE caseload.published_wish_v1 TO fidelity_svc;

--
-- Name: TABLE relationship; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.relationship TO caseload_svc;
GRANT DELETE ON TABLE caseload.relationship TO caseload_disposer;

--
-- Name: COLUMN relationship.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.relationship TO caseload_disposer;

--
-- Name: COLUMN relationship.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.relationship TO caseload_disposer;

--
-- Name: TABLE review; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.review TO caseload_svc;
GRANT DELETE ON TABLE caseload.review TO caseload_disposer;

--
-- Name: COLUMN review.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.review TO caseload_disposer;

--
-- Name: COLUMN review.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.review TO caseload_disposer;

--
-- Name: TABLE risk_flag; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.risk_flag TO caseload_svc;
GRANT DELETE ON TABLE caseload.risk_flag TO caseload_disposer;

--
-- Name: COLUMN risk_flag.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.risk_flag TO caseload_disposer;

--
-- Name: COLUMN risk_flag.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.risk_flag TO caseload_disposer;

--
-- Name: TABLE safeguarding_concern; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE caseload.safeguarding_concern TO caseload_svc;
GRANT DELETE ON TABLE caseload.safeguarding_concern TO caseload_disposer;

--
-- Name: COLUMN safeguarding_concern.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.safeguarding_concern TO caseload_disposer;

--
-- Name: COLUMN safeguarding_concern.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.safeguarding_concern TO caseload_disposer;

--
-- Name: TABLE shared_equity_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_shared
--

GRANT SELECT ON TABLE caseload.shared_equity_v1 TO exchange_svc;

--
-- Name: TABLE shared_health_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_shared
--

GRANT SELECT ON TABLE caseload.shared_health_v1 TO exchange_svc;

--
-- Name: TABLE shared_identity_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_shared
--

GRANT SELECT ON TABLE caseload.shared_identity_v1 TO exchange_svc;

--
-- Name: TABLE shared_journey_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_shared
--

GRANT SELECT ON TABLE caseload.shared_journey_v1 TO exchange_svc;

--
-- Name: TABLE shared_notice_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_shared
--

GRANT SELECT ON TABLE caseload.shared_notice_v1 TO exchange_svc;

--
-- Name: TABLE shared_person_v1; Type: ACL; Schema: caseload; Owner: caseload_pub_shared
--

GRANT SELECT ON TABLE caseload.shared_person_v1 TO exchange_svc;

--
-- Name: TABLE stage_record; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE caseload.stage_record TO caseload_svc;
GRANT DELETE ON TABLE caseload.stage_record TO caseload_disposer;

--
-- Name: COLUMN stage_record.org_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(org_id) ON TABLE caseload.stage_record TO caseload_disposer;

--
-- Name: COLUMN stage_record.participant_id; Type: ACL; Schema: caseload; Owner: caseload_owner
--

GRANT SELECT(participant_id) ON TABLE caseload.stage_record TO caseload_disposer;

--
-- Name: TABLE clinical_attachment; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.clinical_attachment TO directory_svc;

--
-- Name: COLUMN clinical_attachment.id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(id) ON TABLE directory.clinical_attachment TO directory_pub;

--
-- Name: COLUMN clinical_attachment.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.clinical_attachment TO directory_pub;

--
-- Name: COLUMN clinical_attachment.team_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(team_id) ON TABLE directory.clinical_attachment TO directory_pub;

--
-- Name: COLUMN clinical_attachment.clinical_team_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(clinical_team_id) ON TABLE directory.clinical_attachment TO directory_pub;

--
-- Name: COLUMN clinical_attachment.starts_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(starts_on) ON TABLE directory.clinical_attachment TO directory_pub;

--
-- Name: COLUMN clinical_attachment.ends_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(ends_on) ON TABLE directory.clinical_attachment TO directory_pub;

--
-- Name: TABLE clinical_team; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.clinical_team TO directory_svc;

--
-- Name: TABLE funding; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.funding TO directory_svc;

--
-- Name: COLUMN funding.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.funding TO directory_pub_all;

--
-- Name: COLUMN funding.programme_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(programme_id) ON TABLE directory.funding TO directory_pub_all;

--
-- Name: COLUMN funding.funder_org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(funder_org_id) ON TABLE directory.funding TO directory_pub_all;

--
-- Name: COLUMN funding.starts_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(starts_on) ON TABLE directory.funding TO directory_pub_all;

--
-- Name: COLUMN funding.ends_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(ends_on) ON TABLE directory.funding TO directory_pub_all;

--
-- Name: TABLE partner; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.partner TO directory_svc;

--
-- Name: COLUMN partner.id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(id) ON TABLE directory.partner TO directory_pub;

--
-- Name: COLUMN partner.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.partner TO directory_pub;

--
-- Name: COLUMN partner.name; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(name) ON TABLE directory.partner TO directory_pub;

--
-- Name: COLUMN partner.partner_org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(partner_org_id) ON TABLE directory.partner TO directory_pub;

--
-- Name: TABLE programme; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.programme TO directory_svc;

--
-- Name: COLUMN programme.id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(id) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.name; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(name) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.kind; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(kind) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.starts_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(starts_on) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.ends_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(ends_on) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.caseload_limit; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(caseload_limit) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.decision_days; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(decision_days) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.first_contact_days; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(first_contact_days) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.old_answer_days; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(old_answer_days) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.setting; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(setting) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.outcome_rules; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(outcome_rules) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.triage; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(triage) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.review_days; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(review_days) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.retention_years; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(retention_years) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.retention_until_age; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(retention_until_age) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.retention_until_age_at_17; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(retention_until_age_at_17) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.triage_days; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(triage_days) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.asks_eligibility; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(asks_eligibility) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.asks_right_to_work; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(asks_right_to_work) ON TABLE directory.programme TO directory_pub;

--
-- Name: COLUMN programme.drift_told; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(drift_told) ON TABLE directory.programme TO directory_pub;

--
-- Name: TABLE published_attachment_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_attachment_v1 TO fidelity_svc;

--
-- Name: TABLE published_crisis_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_crisis_v1 TO caseload_svc;

--
-- Name: TABLE published_drift_told_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_drift_told_v1 TO fidelity_svc;

--
-- Name: TABLE published_funding_all_v1; Type: ACL; Schema: directory; Owner: directory_pub_all
--

GRANT SELECT ON TABLE directory.published_funding_all_v1 TO reporting_svc;

--
-- Name: TABLE published_lawful_basis_all_v1; Type: ACL; Schema: directory; Owner: directory_pub_all
--

GRANT SELECT ON TABLE directory.published_lawful_basis_all_v1 TO reporting_svc;

--
-- Name: TABLE published_partner_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_partner_v1 TO caseload_svc;

--
-- Name: TABLE published_posting_span_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_posting_span_v1 TO fidelity_svc;

--
-- Name: TABLE published_programme_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_programme_v1 TO caseload_svc;
GRANT SELECT ON TABLE directory.published_programme_v1 TO reporting_svc;
GRANT SELECT ON TABLE directory.published_programme_v1 TO placement_svc;
GRANT SELECT ON TABLE directory.published_programme_v1 TO directory_svc;

--
-- Name: TABLE team; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.team TO directory_svc;

--
-- Name: COLUMN team.id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(id) ON TABLE directory.team TO directory_pub;

--
-- Name: COLUMN team.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.team TO directory_pub;

--
-- Name: COLUMN team.name; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(name) ON TABLE directory.team TO directory_pub;

--
-- Name: COLUMN team.starts_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(starts_on) ON TABLE directory.team TO directory_pub;

--
-- Name: COLUMN team.ends_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(ends_on) ON TABLE directory.team TO directory_pub;

--
-- Name: TABLE published_team_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_team_v1 TO caseload_svc;
GRANT SELECT ON TABLE directory.published_team_v1 TO fidelity_svc;

--
-- Name: TABLE time_use; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.time_use TO directory_svc;

--
-- Name: COLUMN time_use.id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(id) ON TABLE directory.time_use TO directory_pub;

--
-- Name: COLUMN time_use.org_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(org_id) ON TABLE directory.time_use TO directory_pub;

--
-- Name: COLUMN time_use.staff_member_id; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(staff_member_id) ON TABLE directory.time_use TO directory_pub;

--
-- Name: COLUMN time_use.spent_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(spent_on) ON TABLE directory.time_use TO directory_pub;

--
-- Name: COLUMN time_use.kind; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(kind) ON TABLE directory.time_use TO directory_pub;

--
-- Name: COLUMN time_use.minutes; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(minutes) ON TABLE directory.time_use TO directory_pub;

--
-- Name: COLUMN time_use.withdrawn_on; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT(withdrawn_on) ON TABLE directory.time_use TO directory_pub;

--
-- Name: TABLE published_time_use_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_time_use_v1 TO fidelity_svc;

--
-- Name: TABLE published_work_span_v1; Type: ACL; Schema: directory; Owner: directory_pub
--

GRANT SELECT ON TABLE directory.published_work_span_v1 TO fidelity_svc;

--
-- Name: TABLE supervision; Type: ACL; Schema: directory; Owner: directory_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE directory.supervision TO directory_svc;

--
-- Name: TABLE disclosure_choice; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.disclosure_choice TO employer_svc;
GRANT DELETE ON TABLE employer.disclosure_choice TO employer_disposer;

--
-- Name: COLUMN disclosure_choice.org_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(org_id) ON TABLE employer.disclosure_choice TO employer_disposer;

--
-- Name: COLUMN disclosure_choice.participant_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(participant_id) ON TABLE employer.disclosure_choice TO employer_disposer;

--
-- Name: TABLE employer; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.employer TO employer_svc;

--
-- Name: COLUMN employer.id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(id) ON TABLE employer.employer TO employer_pub;

--
-- Name: COLUMN employer.org_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(org_id) ON TABLE employer.employer TO employer_pub;

--
-- Name: COLUMN employer.name; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(name) ON TABLE employer.employer TO employer_pub;

--
-- Name: COLUMN employer.merged_into; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(merged_into) ON TABLE employer.employer TO employer_pub;

--
-- Name: TABLE employer_contact; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.employer_contact TO employer_svc;

--
-- Name: TABLE employer_merge; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.employer_merge TO employer_svc;

--
-- Name: COLUMN employer_merge.id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(id) ON TABLE employer.employer_merge TO employer_pub;

--
-- Name: COLUMN employer_merge.org_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(org_id) ON TABLE employer.employer_merge TO employer_pub;

--
-- Name: COLUMN employer_merge.state; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(state) ON TABLE employer.employer_merge TO employer_pub;

--
-- Name: COLUMN employer_merge.proposed_by; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(proposed_by) ON TABLE employer.employer_merge TO employer_pub;

--
-- Name: COLUMN employer_merge.proposed_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(proposed_on) ON TABLE employer.employer_merge TO employer_pub;

--
-- Name: TABLE employer_site; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.employer_site TO employer_svc;

--
-- Name: TABLE engagement; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.engagement TO employer_svc;

--
-- Name: COLUMN engagement.id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(id) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.org_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(org_id) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.employer_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(employer_id) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.held_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(held_on) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.mode; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(mode) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.minutes; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(minutes) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.staff_member_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(staff_member_id) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.recorded_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(recorded_on) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.withdrawn_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(withdrawn_on) ON TABLE employer.engagement TO employer_pub;

--
-- Name: COLUMN engagement.took_place; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(took_place) ON TABLE employer.engagement TO employer_pub;

--
-- Name: TABLE job_application; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.job_application TO employer_svc;
GRANT DELETE ON TABLE employer.job_application TO employer_disposer;

--
-- Name: COLUMN job_application.id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(id) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.org_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(org_id) ON TABLE employer.job_application TO employer_disposer;
GRANT SELECT(org_id) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.updated_at; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(updated_at) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.participant_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(participant_id) ON TABLE employer.job_application TO employer_disposer;
GRANT SELECT(participant_id) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.journey_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(journey_id) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.vacancy_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(vacancy_id) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.offered_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(offered_on) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.offer_accepted_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(offer_accepted_on) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.planned_start_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(planned_start_on) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.turned_down_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(turned_down_on) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.pulled_out_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(pulled_out_on) ON TABLE employer.job_application TO employer_pub;

--
-- Name: COLUMN job_application.withdrawn_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(withdrawn_on) ON TABLE employer.job_application TO employer_pub;

--
-- Name: TABLE participant_engagement; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.participant_engagement TO employer_svc;
GRANT DELETE ON TABLE employer.participant_engagement TO employer_disposer;

--
-- Name: COLUMN participant_engagement.id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(id) ON TABLE employer.participant_engagement TO employer_pub;

--
-- Name: COLUMN participant_engagement.org_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(org_id) ON TABLE employer.participant_engagement TO employer_disposer;
GRANT SELECT(org_id) ON TABLE employer.participant_engagement TO employer_pub;

--
-- Name: COLUMN participant_engagement.participant_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(participant_id) ON TABLE employer.participant_engagement TO employer_disposer;
GRANT SELECT(participant_id) ON TABLE employer.participant_engagement TO employer_pub;

--
-- Name: COLUMN participant_engagement.journey_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(journey_id) ON TABLE employer.participant_engagement TO employer_pub;

--
-- Name: COLUMN participant_engagement.engagement_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(engagement_id) ON TABLE employer.participant_engagement TO employer_pub;

--
-- Name: COLUMN participant_engagement.withdrawn_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(withdrawn_on) ON TABLE employer.participant_engagement TO employer_pub;

--
-- Name: TABLE vacancy; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE employer.vacancy TO employer_svc;

--
-- Name: COLUMN vacancy.id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(id) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: COLUMN vacancy.org_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(org_id) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: COLUMN vacancy.employer_id; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(employer_id) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: COLUMN vacancy.role; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(role) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: COLUMN vacancy.weekly_minutes; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(weekly_minutes) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: COLUMN vacancy.opened_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(opened_on) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: COLUMN vacancy.filled_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(filled_on) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: COLUMN vacancy.withdrawn_on; Type: ACL; Schema: employer; Owner: employer_owner
--

GRANT SELECT(withdrawn_on) ON TABLE employer.vacancy TO employer_pub;

--
-- Name: TABLE published_application_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_application_v1 TO placement_svc;

--
-- Name: TABLE published_employer_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_employer_v1 TO placement_svc;
GRANT SELECT ON TABLE employer.published_employer_v1 TO fidelity_svc;

--
-- Name: TABLE published_engaged_for_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_engaged_for_v1 TO fidelity_svc;

--
-- Name: TABLE published_engagement_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_engagement_v1 TO fidelity_svc;

--
-- Name: TABLE published_other_employer_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_other_employer_v1 TO employer_svc;
GRANT SELECT ON TABLE employer.published_other_employer_v1 TO placement_svc;
GRANT SELECT ON TABLE employer.published_other_employer_v1 TO fidelity_svc;

--
-- Name: TABLE published_planned_start_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_planned_start_v1 TO placement_svc;

--
-- Name: TABLE published_vacancy_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_vacancy_v1 TO fidelity_svc;

--
-- Name: TABLE published_waiting_merge_v1; Type: ACL; Schema: employer; Owner: employer_pub
--

GRANT SELECT ON TABLE employer.published_waiting_merge_v1 TO caseload_svc;

--
-- Name: TABLE agreed_item; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.agreed_item TO fidelity_svc;

--
-- Name: COLUMN agreed_item.org_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(org_id) ON TABLE fidelity.agreed_item TO fidelity_pub_org;

--
-- Name: COLUMN agreed_item.fidelity_review_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(fidelity_review_id) ON TABLE fidelity.agreed_item TO fidelity_pub_org;

--
-- Name: COLUMN agreed_item.item; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(item) ON TABLE fidelity.agreed_item TO fidelity_pub_org;

--
-- Name: COLUMN agreed_item.score; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(score) ON TABLE fidelity.agreed_item TO fidelity_pub_org;

--
-- Name: COLUMN agreed_item.not_applicable; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(not_applicable) ON TABLE fidelity.agreed_item TO fidelity_pub_org;

--
-- Name: TABLE review_sheet; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.review_sheet TO fidelity_svc;

--
-- Name: COLUMN review_sheet.org_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(org_id) ON TABLE fidelity.review_sheet TO fidelity_pub_org;

--
-- Name: COLUMN review_sheet.fidelity_review_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(fidelity_review_id) ON TABLE fidelity.review_sheet TO fidelity_pub_org;

--
-- Name: COLUMN review_sheet.reviewer_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(reviewer_id) ON TABLE fidelity.review_sheet TO fidelity_pub_org;

--
-- Name: COLUMN review_sheet.author; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(author),UPDATE(author) ON TABLE fidelity.review_sheet TO fidelity_pub_org;

--
-- Name: COLUMN review_sheet.locked_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(locked_on) ON TABLE fidelity.review_sheet TO fidelity_pub_org;

--
-- Name: TABLE reviewer; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.reviewer TO fidelity_svc;

--
-- Name: COLUMN reviewer.id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(id) ON TABLE fidelity.reviewer TO fidelity_pub_org;

--
-- Name: COLUMN reviewer.org_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(org_id) ON TABLE fidelity.reviewer TO fidelity_pub_org;

--
-- Name: COLUMN reviewer.fidelity_review_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(fidelity_review_id) ON TABLE fidelity.reviewer TO fidelity_pub_org;

--
-- Name: COLUMN reviewer.staff_member_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(staff_member_id) ON TABLE fidelity.reviewer TO fidelity_pub_org;

--
-- Name: COLUMN reviewer.leads; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(leads) ON TABLE fidelity.reviewer TO fidelity_pub_org;

--
-- Name: COLUMN reviewer.withdrawn_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(withdrawn_on) ON TABLE fidelity.reviewer TO fidelity_pub_org;

--
-- Name: TABLE all_locked_review_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.all_locked_review_v1 TO fidelity_svc;

--
-- Name: TABLE fidelity_action; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.fidelity_action TO fidelity_svc;

--
-- Name: COLUMN fidelity_action.id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(id) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: COLUMN fidelity_action.org_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(org_id) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: COLUMN fidelity_action.fidelity_review_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(fidelity_review_id) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: COLUMN fidelity_action.action; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(action) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: COLUMN fidelity_action.owner_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(owner_id) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: COLUMN fidelity_action.due_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(due_on) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: COLUMN fidelity_action.done_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(done_on) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: COLUMN fidelity_action.withdrawn_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(withdrawn_on) ON TABLE fidelity.fidelity_action TO fidelity_pub;

--
-- Name: TABLE fidelity_review; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.fidelity_review TO fidelity_svc;

--
-- Name: COLUMN fidelity_review.id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(id) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;
GRANT SELECT(id) ON TABLE fidelity.fidelity_review TO fidelity_pub;

--
-- Name: COLUMN fidelity_review.org_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(org_id) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;
GRANT SELECT(org_id) ON TABLE fidelity.fidelity_review TO fidelity_pub;

--
-- Name: COLUMN fidelity_review.team_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(team_id) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;
GRANT SELECT(team_id) ON TABLE fidelity.fidelity_review TO fidelity_pub;

--
-- Name: COLUMN fidelity_review.instrument; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(instrument) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.instrument_version; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(instrument_version) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.visit_begins_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(visit_begins_on) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.visit_ends_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(visit_ends_on) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.state; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(state) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.issued_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(issued_on) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.closed_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(closed_on) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.reviewers_removed_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(reviewers_removed_on) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;

--
-- Name: COLUMN fidelity_review.withdrawn_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(withdrawn_on) ON TABLE fidelity.fidelity_review TO fidelity_pub_org;
GRANT SELECT(withdrawn_on) ON TABLE fidelity.fidelity_review TO fidelity_pub;

--
-- Name: TABLE issued_score_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.issued_score_v1 TO fidelity_svc;

--
-- Name: TABLE item_score; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.item_score TO fidelity_svc;

--
-- Name: TABLE let_go_review_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.let_go_review_v1 TO fidelity_svc;

--
-- Name: TABLE own_review_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.own_review_v1 TO fidelity_svc;
GRANT SELECT ON TABLE fidelity.own_review_v1 TO fidelity_pub;

--
-- Name: TABLE own_staff_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.own_staff_v1 TO fidelity_svc;
GRANT SELECT ON TABLE fidelity.own_staff_v1 TO fidelity_pub;

--
-- Name: TABLE own_team_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.own_team_v1 TO fidelity_svc;

--
-- Name: TABLE own_team_review_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.own_team_review_v1 TO fidelity_svc;

--
-- Name: TABLE review_milestone; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.review_milestone TO fidelity_svc;

--
-- Name: COLUMN review_milestone.org_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(org_id) ON TABLE fidelity.review_milestone TO fidelity_pub;

--
-- Name: COLUMN review_milestone.fidelity_review_id; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(fidelity_review_id) ON TABLE fidelity.review_milestone TO fidelity_pub;

--
-- Name: COLUMN review_milestone.stage; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(stage) ON TABLE fidelity.review_milestone TO fidelity_pub;

--
-- Name: COLUMN review_milestone.title; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(title) ON TABLE fidelity.review_milestone TO fidelity_pub;

--
-- Name: COLUMN review_milestone.due_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(due_on) ON TABLE fidelity.review_milestone TO fidelity_pub;

--
-- Name: COLUMN review_milestone.provisional; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(provisional) ON TABLE fidelity.review_milestone TO fidelity_pub;

--
-- Name: COLUMN review_milestone.done_on; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT(done_on) ON TABLE fidelity.review_milestone TO fidelity_pub;

--
-- Name: TABLE review_stand_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.review_stand_v1 TO fidelity_pub;

--
-- Name: TABLE published_due_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub
--

GRANT SELECT ON TABLE fidelity.published_due_v1 TO placement_svc;
GRANT SELECT ON TABLE fidelity.published_due_v1 TO fidelity_svc;

--
-- Name: TABLE review_summary; Type: ACL; Schema: fidelity; Owner: fidelity_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE fidelity.review_summary TO fidelity_svc;

--
-- Name: COLUMN sheet_author_v1.org_id; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT(org_id) ON TABLE fidelity.sheet_author_v1 TO fidelity_svc;

--
-- Name: COLUMN sheet_author_v1.fidelity_review_id; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT(fidelity_review_id) ON TABLE fidelity.sheet_author_v1 TO fidelity_svc;

--
-- Name: COLUMN sheet_author_v1.author; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT UPDATE(author) ON TABLE fidelity.sheet_author_v1 TO fidelity_svc;

--
-- Name: TABLE standing_reviewer_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.standing_reviewer_v1 TO fidelity_svc;

--
-- Name: TABLE unblinded_review_v1; Type: ACL; Schema: fidelity; Owner: fidelity_pub_org
--

GRANT SELECT ON TABLE fidelity.unblinded_review_v1 TO fidelity_svc;

--
-- Name: TABLE schema_migration; Type: ACL; Schema: gainful; Owner: gainful_admin
--

GRANT SELECT ON TABLE gainful.schema_migration TO PUBLIC;

--
-- Name: TABLE access; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT,INSERT ON TABLE journal.access TO journal_writer;
GRANT INSERT ON TABLE journal.access TO access_writer;

--
-- Name: TABLE entry; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT,INSERT ON TABLE journal.entry TO journal_writer;

--
-- Name: COLUMN entry.org_id; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT(org_id) ON TABLE journal.entry TO journal_disposer;

--
-- Name: COLUMN entry.kind; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT(kind) ON TABLE journal.entry TO journal_disposer;

--
-- Name: COLUMN entry.subject; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT(subject) ON TABLE journal.entry TO journal_disposer;

--
-- Name: COLUMN entry.person; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT(person) ON TABLE journal.entry TO journal_disposer;

--
-- Name: COLUMN entry.body; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT(body),UPDATE(body) ON TABLE journal.entry TO journal_disposer;

--
-- Name: TABLE head; Type: ACL; Schema: journal; Owner: journal_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE journal.head TO journal_writer;

--
-- Name: TABLE follow_up_attempt; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.follow_up_attempt TO placement_svc;
GRANT DELETE ON TABLE placement.follow_up_attempt TO placement_disposer;

--
-- Name: COLUMN follow_up_attempt.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.follow_up_attempt TO placement_disposer;

--
-- Name: COLUMN follow_up_attempt.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.follow_up_attempt TO placement_disposer;

--
-- Name: TABLE in_work_plan; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.in_work_plan TO placement_svc;
GRANT DELETE ON TABLE placement.in_work_plan TO placement_disposer;

--
-- Name: COLUMN in_work_plan.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.in_work_plan TO placement_disposer;

--
-- Name: COLUMN in_work_plan.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.in_work_plan TO placement_disposer;

--
-- Name: TABLE job_retention; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.job_retention TO placement_svc;
GRANT DELETE ON TABLE placement.job_retention TO placement_disposer;

--
-- Name: COLUMN job_retention.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.job_retention TO placement_disposer;

--
-- Name: COLUMN job_retention.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.job_retention TO placement_disposer;

--
-- Name: TABLE spell_absence; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.spell_absence TO placement_svc;
GRANT DELETE ON TABLE placement.spell_absence TO placement_disposer;

--
-- Name: COLUMN spell_absence.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.spell_absence TO placement_disposer;
GRANT SELECT(org_id) ON TABLE placement.spell_absence TO placement_pub_org;
GRANT SELECT(org_id) ON TABLE placement.spell_absence TO placement_pub_all;

--
-- Name: COLUMN spell_absence.spell_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(spell_id) ON TABLE placement.spell_absence TO placement_pub_org;
GRANT SELECT(spell_id) ON TABLE placement.spell_absence TO placement_pub_all;

--
-- Name: COLUMN spell_absence.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.spell_absence TO placement_disposer;

--
-- Name: COLUMN spell_absence.absent_from; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(absent_from) ON TABLE placement.spell_absence TO placement_pub_org;
GRANT SELECT(absent_from) ON TABLE placement.spell_absence TO placement_pub_all;

--
-- Name: COLUMN spell_absence.absent_to; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(absent_to) ON TABLE placement.spell_absence TO placement_pub_org;
GRANT SELECT(absent_to) ON TABLE placement.spell_absence TO placement_pub_all;

--
-- Name: COLUMN spell_absence.paid; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(paid) ON TABLE placement.spell_absence TO placement_pub_org;

--
-- Name: COLUMN spell_absence.withdrawn_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(withdrawn_on) ON TABLE placement.spell_absence TO placement_pub_org;
GRANT SELECT(withdrawn_on) ON TABLE placement.spell_absence TO placement_pub_all;

--
-- Name: TABLE published_absence_all_v1; Type: ACL; Schema: placement; Owner: placement_pub_all
--

GRANT SELECT ON TABLE placement.published_absence_all_v1 TO reporting_svc;

--
-- Name: TABLE published_absence_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_absence_v1 TO caseload_svc;
GRANT SELECT ON TABLE placement.published_absence_v1 TO directory_svc;
GRANT SELECT ON TABLE placement.published_absence_v1 TO placement_svc;

--
-- Name: TABLE spell; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.spell TO placement_svc;
GRANT DELETE ON TABLE placement.spell TO placement_disposer;

--
-- Name: COLUMN spell.id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(id) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(id) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(org_id) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(org_id) ON TABLE placement.spell TO placement_disposer;
GRANT SELECT(org_id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.journey_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(journey_id) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(journey_id) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(journey_id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(participant_id) ON TABLE placement.spell TO placement_disposer;
GRANT SELECT(participant_id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.started_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(started_on) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(started_on) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(started_on) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.ended_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(ended_on) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(ended_on) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(ended_on) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.end_reason; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(end_reason) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.last_confirmed_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(last_confirmed_on) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(last_confirmed_on) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(last_confirmed_on) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.weekly_minutes; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(weekly_minutes) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(weekly_minutes) ON TABLE placement.spell TO placement_pub_org;
GRANT SELECT(weekly_minutes) ON TABLE placement.spell TO placement_pub_all;

--
-- Name: COLUMN spell.hourly_pay_pence; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(hourly_pay_pence) ON TABLE placement.spell TO placement_pub_org;
GRANT SELECT(hourly_pay_pence) ON TABLE placement.spell TO placement_pub_all;

--
-- Name: COLUMN spell.competitive; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(competitive) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(competitive) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(competitive) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.job_title; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(job_title) ON TABLE placement.spell TO placement_pub_shared;

--
-- Name: COLUMN spell.withdrawn_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(withdrawn_on) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(withdrawn_on) ON TABLE placement.spell TO placement_pub_shared;
GRANT SELECT(withdrawn_on) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.soc_code; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(soc_code) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.contract; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(contract) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.first_four_hours_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(first_four_hours_on) ON TABLE placement.spell TO placement_pub_org;
GRANT SELECT(first_four_hours_on) ON TABLE placement.spell TO placement_pub_all;

--
-- Name: COLUMN spell.continues_spell_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(continues_spell_id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.job_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(job_id) ON TABLE placement.spell TO placement_pub_all;
GRANT SELECT(job_id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.end_heard_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(end_heard_on) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.employer_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(employer_id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.pay_period; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(pay_period) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.pay_period_from; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(pay_period_from) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: COLUMN spell.application_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(application_id) ON TABLE placement.spell TO placement_pub_org;

--
-- Name: TABLE published_application_job_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_application_job_v1 TO employer_svc;

--
-- Name: TABLE published_employer_spell_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_employer_spell_v1 TO employer_svc;

--
-- Name: TABLE spell_evidence; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.spell_evidence TO placement_svc;
GRANT DELETE ON TABLE placement.spell_evidence TO placement_disposer;

--
-- Name: COLUMN spell_evidence.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.spell_evidence TO placement_disposer;
GRANT SELECT(org_id) ON TABLE placement.spell_evidence TO placement_pub_all;
GRANT SELECT(org_id) ON TABLE placement.spell_evidence TO placement_pub_org;

--
-- Name: COLUMN spell_evidence.spell_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(spell_id) ON TABLE placement.spell_evidence TO placement_pub_all;
GRANT SELECT(spell_id) ON TABLE placement.spell_evidence TO placement_pub_org;

--
-- Name: COLUMN spell_evidence.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.spell_evidence TO placement_disposer;

--
-- Name: COLUMN spell_evidence.fact; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(fact) ON TABLE placement.spell_evidence TO placement_pub_all;
GRANT SELECT(fact) ON TABLE placement.spell_evidence TO placement_pub_org;

--
-- Name: COLUMN spell_evidence.speaks_for; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(speaks_for) ON TABLE placement.spell_evidence TO placement_pub_all;
GRANT SELECT(speaks_for) ON TABLE placement.spell_evidence TO placement_pub_org;

--
-- Name: COLUMN spell_evidence.withdrawn_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(withdrawn_on) ON TABLE placement.spell_evidence TO placement_pub_all;
GRANT SELECT(withdrawn_on) ON TABLE placement.spell_evidence TO placement_pub_org;

--
-- Name: TABLE published_end_evidence_all_v1; Type: ACL; Schema: placement; Owner: placement_pub_all
--

GRANT SELECT ON TABLE placement.published_end_evidence_all_v1 TO reporting_svc;

--
-- Name: TABLE published_end_evidence_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_end_evidence_v1 TO caseload_svc;
GRANT SELECT ON TABLE placement.published_end_evidence_v1 TO directory_svc;
GRANT SELECT ON TABLE placement.published_end_evidence_v1 TO placement_svc;

--
-- Name: TABLE published_held_job_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_held_job_v1 TO fidelity_svc;

--
-- Name: TABLE published_job_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_job_v1 TO caseload_svc;
GRANT SELECT ON TABLE placement.published_job_v1 TO directory_svc;
GRANT SELECT ON TABLE placement.published_job_v1 TO placement_svc;

--
-- Name: TABLE published_outcome_rule_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_outcome_rule_v1 TO directory_svc;

--
-- Name: TABLE published_spell_all_v1; Type: ACL; Schema: placement; Owner: placement_pub_all
--

GRANT SELECT ON TABLE placement.published_spell_all_v1 TO reporting_svc;

--
-- Name: TABLE standing; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT ON TABLE placement.standing TO placement_svc;
GRANT SELECT,INSERT,DELETE ON TABLE placement.standing TO placement_pub_org;
GRANT DELETE ON TABLE placement.standing TO placement_disposer;

--
-- Name: COLUMN standing.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.standing TO placement_disposer;

--
-- Name: COLUMN standing.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.standing TO placement_disposer;

--
-- Name: TABLE published_standing_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT,INSERT,DELETE ON TABLE placement.published_standing_v1 TO caseload_svc;
GRANT SELECT,INSERT,DELETE ON TABLE placement.published_standing_v1 TO directory_svc;
GRANT SELECT,INSERT,DELETE ON TABLE placement.published_standing_v1 TO placement_svc;

--
-- Name: TABLE terms_change; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.terms_change TO placement_svc;
GRANT DELETE ON TABLE placement.terms_change TO placement_disposer;

--
-- Name: COLUMN terms_change.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.terms_change TO placement_disposer;
GRANT SELECT(org_id) ON TABLE placement.terms_change TO placement_pub_org;
GRANT SELECT(org_id) ON TABLE placement.terms_change TO placement_pub_all;

--
-- Name: COLUMN terms_change.spell_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(spell_id) ON TABLE placement.terms_change TO placement_pub_org;
GRANT SELECT(spell_id) ON TABLE placement.terms_change TO placement_pub_all;

--
-- Name: COLUMN terms_change.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.terms_change TO placement_disposer;

--
-- Name: COLUMN terms_change.takes_effect_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(takes_effect_on) ON TABLE placement.terms_change TO placement_pub_org;
GRANT SELECT(takes_effect_on) ON TABLE placement.terms_change TO placement_pub_all;

--
-- Name: COLUMN terms_change.weekly_minutes; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(weekly_minutes) ON TABLE placement.terms_change TO placement_pub_org;
GRANT SELECT(weekly_minutes) ON TABLE placement.terms_change TO placement_pub_all;

--
-- Name: COLUMN terms_change.hourly_pay_pence; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(hourly_pay_pence) ON TABLE placement.terms_change TO placement_pub_org;
GRANT SELECT(hourly_pay_pence) ON TABLE placement.terms_change TO placement_pub_all;

--
-- Name: COLUMN terms_change.withdrawn_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(withdrawn_on) ON TABLE placement.terms_change TO placement_pub_org;
GRANT SELECT(withdrawn_on) ON TABLE placement.terms_change TO placement_pub_all;

--
-- Name: TABLE published_terms_all_v1; Type: ACL; Schema: placement; Owner: placement_pub_all
--

GRANT SELECT ON TABLE placement.published_terms_all_v1 TO reporting_svc;

--
-- Name: TABLE published_terms_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_terms_v1 TO caseload_svc;
GRANT SELECT ON TABLE placement.published_terms_v1 TO directory_svc;
GRANT SELECT ON TABLE placement.published_terms_v1 TO placement_svc;

--
-- Name: TABLE spell_week; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.spell_week TO placement_svc;
GRANT DELETE ON TABLE placement.spell_week TO placement_disposer;

--
-- Name: COLUMN spell_week.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.spell_week TO placement_disposer;
GRANT SELECT(org_id) ON TABLE placement.spell_week TO placement_pub_org;
GRANT SELECT(org_id) ON TABLE placement.spell_week TO placement_pub_all;

--
-- Name: COLUMN spell_week.spell_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(spell_id) ON TABLE placement.spell_week TO placement_pub_org;
GRANT SELECT(spell_id) ON TABLE placement.spell_week TO placement_pub_all;

--
-- Name: COLUMN spell_week.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.spell_week TO placement_disposer;

--
-- Name: COLUMN spell_week.week_from; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(week_from) ON TABLE placement.spell_week TO placement_pub_org;
GRANT SELECT(week_from) ON TABLE placement.spell_week TO placement_pub_all;

--
-- Name: COLUMN spell_week.paid_minutes; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(paid_minutes) ON TABLE placement.spell_week TO placement_pub_org;
GRANT SELECT(paid_minutes) ON TABLE placement.spell_week TO placement_pub_all;

--
-- Name: COLUMN spell_week.withdrawn_on; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(withdrawn_on) ON TABLE placement.spell_week TO placement_pub_org;
GRANT SELECT(withdrawn_on) ON TABLE placement.spell_week TO placement_pub_all;

--
-- Name: TABLE published_week_all_v1; Type: ACL; Schema: placement; Owner: placement_pub_all
--

GRANT SELECT ON TABLE placement.published_week_all_v1 TO reporting_svc;

--
-- Name: TABLE published_week_v1; Type: ACL; Schema: placement; Owner: placement_pub_org
--

GRANT SELECT ON TABLE placement.published_week_v1 TO caseload_svc;
GRANT SELECT ON TABLE placement.published_week_v1 TO directory_svc;
GRANT SELECT ON TABLE placement.published_week_v1 TO placement_svc;

--
-- Name: TABLE return_step; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE placement.return_step TO placement_svc;
GRANT DELETE ON TABLE placement.return_step TO placement_disposer;

--
-- Name: COLUMN return_step.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.return_step TO placement_disposer;

--
-- Name: COLUMN return_step.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.return_step TO placement_disposer;

--
-- Name: TABLE shared_spell_v1; Type: ACL; Schema: placement; Owner: placement_pub_shared
--

GRANT SELECT ON TABLE placement.shared_spell_v1 TO exchange_svc;

--
-- Name: TABLE stage_spell; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE placement.stage_spell TO placement_svc;
GRANT DELETE ON TABLE placement.stage_spell TO placement_disposer;

--
-- Name: COLUMN stage_spell.org_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(org_id) ON TABLE placement.stage_spell TO placement_disposer;

--
-- Name: COLUMN stage_spell.participant_id; Type: ACL; Schema: placement; Owner: placement_owner
--

GRANT SELECT(participant_id) ON TABLE placement.stage_spell TO placement_disposer;

--
-- Name: TABLE audience; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT SELECT,INSERT ON TABLE reporting.audience TO reporting_svc;

--
-- Name: COLUMN audience.is_held; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT UPDATE(is_held) ON TABLE reporting.audience TO reporting_svc;

--
-- Name: TABLE given; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT SELECT,INSERT ON TABLE reporting.given TO reporting_svc;

--
-- Name: TABLE given_group; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT SELECT,INSERT ON TABLE reporting.given_group TO reporting_svc;

--
-- Name: TABLE person_key; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT INSERT ON TABLE reporting.person_key TO reporting_svc;
GRANT DELETE ON TABLE reporting.person_key TO reporting_disposer;

--
-- Name: COLUMN person_key.org_id; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT SELECT(org_id) ON TABLE reporting.person_key TO reporting_pub_all;
GRANT SELECT(org_id) ON TABLE reporting.person_key TO reporting_disposer;

--
-- Name: COLUMN person_key.participant_id; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT SELECT(participant_id) ON TABLE reporting.person_key TO reporting_pub_all;
GRANT SELECT(participant_id) ON TABLE reporting.person_key TO reporting_disposer;

--
-- Name: COLUMN person_key.key; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT SELECT(key) ON TABLE reporting.person_key TO reporting_pub_all;

--
-- Name: COLUMN person_key.token; Type: ACL; Schema: reporting; Owner: reporting_owner
--

GRANT SELECT(token) ON TABLE reporting.person_key TO reporting_pub_all;

--
-- Name: TABLE published_person_key_all_v1; Type: ACL; Schema: reporting; Owner: reporting_pub_all
--

GRANT SELECT ON TABLE reporting.published_person_key_all_v1 TO reporting_svc;

--
-- PostgreSQL database dump complete
--

