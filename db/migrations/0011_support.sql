-- oldest-binary: 11
-- The whole of a journey around its dates: profile, plan, reviews, people around the person, adjustments, health at work, equity characteristics
-- by date; finding people and records of the same person; break-glass, duty cover and countersignature.
-- Sessions set app.caller beside the rest of their identity: what was opened to one caller is open to them alone.

SET LOCAL ROLE caseload_owner;

-- A name as it is searched: without case, accents and apostrophes, one blank between its parts. Letters that do not decompose are spelled out.
CREATE FUNCTION caseload.search_form(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
  replace(replace(translate(lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g')), 'łøđıħ''’`ʼ', 'lodih'), 'ß', 'ss'), 'æ', 'ae'),
  '[^[:alnum:]-]+', ' ', 'g'));
-- The search forms are worked out by the database, so that every way of writing a participant keeps them. Compared as bytes: only such
-- comparisons are leakproof and may use an index under row-level security.
ALTER TABLE caseload.participant
  ADD COLUMN nhs_number text NOT NULL DEFAULT '',
  ADD COLUMN search_name text COLLATE "C" GENERATED ALWAYS AS (caseload.search_form(name)) STORED,
  ADD COLUMN search_last text COLLATE "C" GENERATED ALWAYS AS (split_part(caseload.search_form(name), ' ', -1)) STORED;
ALTER TABLE caseload.participant ALTER COLUMN nhs_number DROP DEFAULT;
ALTER TABLE caseload.stage_participant ADD COLUMN nhs_number text NOT NULL DEFAULT '';
ALTER TABLE caseload.stage_participant ALTER COLUMN nhs_number DROP DEFAULT;
CREATE INDEX participant_search_name ON caseload.participant (org_id, search_name);
CREATE INDEX participant_search_last ON caseload.participant (org_id, search_last);
CREATE INDEX participant_by_birth ON caseload.participant (org_id, birth_date);
CREATE INDEX participant_by_nhs_number ON caseload.participant (org_id, nhs_number) WHERE nhs_number <> '';
-- Who may be the same person, whatever the team: answers tell of somebody in another team only that there is one.
GRANT SELECT (org_id, id, name, birth_date, nhs_number, search_name) ON caseload.participant TO caseload_pub_org;
CREATE VIEW caseload.published_identity_v1 WITH (security_barrier) AS
  SELECT org_id, id AS participant_id, name, birth_date, nhs_number, search_name FROM caseload.participant;

ALTER TABLE caseload.journey
  ADD COLUMN exit_destination text, ADD COLUMN reopened_on date, ADD COLUMN reopen_reason text NOT NULL DEFAULT '';
ALTER TABLE caseload.stage_journey
  ADD COLUMN exit_destination text, ADD COLUMN reopened_on date, ADD COLUMN reopen_reason text NOT NULL DEFAULT '';
ALTER TABLE caseload.journey ALTER COLUMN reopen_reason DROP DEFAULT;
ALTER TABLE caseload.stage_journey ALTER COLUMN reopen_reason DROP DEFAULT;

-- Vocational profile. Seen by whoever may see the participant.
CREATE TABLE caseload.vocational_profile (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT vocational_profile_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT vocational_profile_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT vocational_profile_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT vocational_profile_hours CHECK (hours_from <= hours_to),
  CONSTRAINT vocational_profile_completed CHECK (completed_on >= started_on)
);
CREATE INDEX vocational_profile_by_participant ON caseload.vocational_profile (org_id, participant_id, id);
CREATE INDEX vocational_profile_by_journey ON caseload.vocational_profile (org_id, journey_id, id);
ALTER TABLE caseload.vocational_profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.vocational_profile FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.vocational_profile USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.vocational_profile TO caseload_svc;
CREATE UNIQUE INDEX vocational_profile_one ON caseload.vocational_profile (org_id, journey_id) WHERE withdrawn_on IS NULL;

-- Goal. Seen by whoever may see the participant.
CREATE TABLE caseload.goal (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT goal_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT goal_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT goal_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT goal_target CHECK (target_on >= set_on),
  CONSTRAINT goal_reached CHECK (reached_on >= set_on),
  CONSTRAINT goal_dropped CHECK (dropped_on >= set_on),
  CONSTRAINT goal_ended_once CHECK (reached_on IS NULL OR dropped_on IS NULL)
);
CREATE INDEX goal_by_participant ON caseload.goal (org_id, participant_id, id);
CREATE INDEX goal_by_journey ON caseload.goal (org_id, journey_id, id);
ALTER TABLE caseload.goal ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.goal FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.goal USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.goal TO caseload_svc;

-- Review. Seen by whoever may see the participant.
CREATE TABLE caseload.review (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  reviewed_on date NOT NULL,
  met_with text[] NOT NULL,
  summary text NOT NULL,
  next_on date,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT review_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT review_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT review_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT review_next CHECK (next_on > reviewed_on)
);
CREATE INDEX review_by_participant ON caseload.review (org_id, participant_id, id);
CREATE INDEX review_by_journey ON caseload.review (org_id, journey_id, id);
ALTER TABLE caseload.review ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.review FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.review USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.review TO caseload_svc;

-- Relationship. Seen by whoever may see the participant.
CREATE TABLE caseload.relationship (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT relationship_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT relationship_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT relationship_ends CHECK (ends_on >= starts_on)
);
CREATE INDEX relationship_by_participant ON caseload.relationship (org_id, participant_id, id);
ALTER TABLE caseload.relationship ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.relationship FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.relationship USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.relationship TO caseload_svc;

-- Risk flag. Seen by whoever may see the participant.
CREATE TABLE caseload.risk_flag (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  kind text NOT NULL,
  raised_on date NOT NULL,
  detail text NOT NULL,
  check_on date,
  ended_on date,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT risk_flag_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT risk_flag_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT risk_flag_ended CHECK (ended_on >= raised_on),
  CONSTRAINT risk_flag_check CHECK (check_on >= raised_on)
);
CREATE INDEX risk_flag_by_participant ON caseload.risk_flag (org_id, participant_id, id);
ALTER TABLE caseload.risk_flag ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.risk_flag FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.risk_flag USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.risk_flag TO caseload_svc;

-- Safeguarding concerns. Seen by who recorded them and by managers among those who may see the participant, which statements ask for.
CREATE TABLE caseload.safeguarding_concern (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT safeguarding_concern_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT safeguarding_concern_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT safeguarding_concern_reported CHECK (reported_on >= raised_on),
  CONSTRAINT safeguarding_concern_closed CHECK (closed_on >= raised_on)
);
CREATE INDEX safeguarding_concern_by_participant ON caseload.safeguarding_concern (org_id, participant_id, id);
ALTER TABLE caseload.safeguarding_concern ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.safeguarding_concern FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.safeguarding_concern USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.safeguarding_concern TO caseload_svc;

-- Digital access check. Seen by whoever may see the participant.
CREATE TABLE caseload.digital_access_check (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  checked_on date NOT NULL,
  has_device text,
  has_data text,
  has_skills text,
  note text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT digital_access_check_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT digital_access_check_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id)
);
CREATE INDEX digital_access_check_by_participant ON caseload.digital_access_check (org_id, participant_id, id);
ALTER TABLE caseload.digital_access_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.digital_access_check FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.digital_access_check USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.digital_access_check TO caseload_svc;

-- Kit loan. Seen by whoever may see the participant.
CREATE TABLE caseload.kit_loan (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT kit_loan_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT kit_loan_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT kit_loan_due CHECK (due_back_on >= lent_on),
  CONSTRAINT kit_loan_returned CHECK (returned_on >= lent_on)
);
CREATE INDEX kit_loan_by_participant ON caseload.kit_loan (org_id, participant_id, id);
ALTER TABLE caseload.kit_loan ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.kit_loan FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.kit_loan USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.kit_loan TO caseload_svc;

-- Adjustment. Seen by whoever may see the participant.
CREATE TABLE caseload.adjustment (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT adjustment_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT adjustment_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT adjustment_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT adjustment_agreed CHECK (agreed_on >= requested_on),
  CONSTRAINT adjustment_in_place CHECK (in_place_on >= coalesce(agreed_on, requested_on)),
  CONSTRAINT adjustment_checked CHECK (checked_on >= in_place_on),
  CONSTRAINT adjustment_refused CHECK (refused_on >= requested_on),
  CONSTRAINT adjustment_decided_once CHECK (refused_on IS NULL OR (agreed_on IS NULL AND in_place_on IS NULL))
);
CREATE INDEX adjustment_by_participant ON caseload.adjustment (org_id, participant_id, id);
CREATE INDEX adjustment_by_journey ON caseload.adjustment (org_id, journey_id, id);
ALTER TABLE caseload.adjustment ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.adjustment FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.adjustment USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.adjustment TO caseload_svc;

-- Fit note. Seen by whoever may see the participant.
CREATE TABLE caseload.fit_note (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT fit_note_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT fit_note_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT fit_note_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT fit_note_ends CHECK (ends_on >= starts_on)
);
CREATE INDEX fit_note_by_participant ON caseload.fit_note (org_id, participant_id, id);
CREATE INDEX fit_note_by_journey ON caseload.fit_note (org_id, journey_id, id);
ALTER TABLE caseload.fit_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.fit_note FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.fit_note USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.fit_note TO caseload_svc;

-- Health and work report. Seen by whoever may see the participant.
CREATE TABLE caseload.health_and_work_report (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT health_and_work_report_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT health_and_work_report_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT health_and_work_report_journey FOREIGN KEY (org_id, journey_id) REFERENCES caseload.journey (org_id, id),
  CONSTRAINT health_and_work_report_ends CHECK (ends_on >= starts_on),
  CONSTRAINT health_and_work_report_pairs CHECK (cardinality(difficulties) = cardinality(recommendations))
);
CREATE INDEX health_and_work_report_by_participant ON caseload.health_and_work_report (org_id, participant_id, id);
CREATE INDEX health_and_work_report_by_journey ON caseload.health_and_work_report (org_id, journey_id, id);
ALTER TABLE caseload.health_and_work_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.health_and_work_report FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.health_and_work_report USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.health_and_work_report TO caseload_svc;

-- What people are, by date. Seen by whoever may see the participant; of a restricted kind by who recorded it and managers, which statements ask
-- for.
CREATE TABLE caseload.characteristic (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  kind text NOT NULL,
  values text[] NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  source text,
  edition text NOT NULL,
  state text,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT characteristic_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT characteristic_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT characteristic_valid CHECK (valid_to >= valid_from)
);
CREATE INDEX characteristic_by_participant ON caseload.characteristic (org_id, participant_id, id);
ALTER TABLE caseload.characteristic ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.characteristic FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.characteristic USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.characteristic TO caseload_svc;

-- Records opened in an emergency by somebody outside the team. While one lasts, its caller sees the person.
CREATE TABLE caseload.emergency_opening (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  reason text NOT NULL,
  hours integer,
  opened_by text NOT NULL,
  opened_at timestamptz,
  expires_at timestamptz,
  reviewed_by text NOT NULL,
  reviewed_on date,
  verdict text,
  review text NOT NULL,
  CONSTRAINT emergency_opening_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT emergency_opening_caller_given CHECK (opened_by <> ''),
  CONSTRAINT emergency_opening_ends CHECK (expires_at >= opened_at),
  CONSTRAINT emergency_opening_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id)
);
ALTER TABLE caseload.emergency_opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.emergency_opening FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.emergency_opening USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.emergency_opening TO caseload_svc;

-- Duty cover: while it lasts, the member of staff sees the team's people.
CREATE TABLE caseload.cover (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  staff_member_id uuid NOT NULL,
  team_id uuid NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  reason text NOT NULL,
  subject text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  CONSTRAINT cover_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT cover_ends CHECK (ends_on >= starts_on),
  CONSTRAINT cover_subject_given CHECK (subject <> '')
);
ALTER TABLE caseload.cover ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.cover FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.cover USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.cover TO caseload_svc;

CREATE INDEX emergency_opening_by_expiry ON caseload.emergency_opening (org_id, expires_at);
CREATE INDEX emergency_opening_by_participant ON caseload.emergency_opening (org_id, participant_id, id);
CREATE INDEX cover_by_end ON caseload.cover (org_id, ends_on);

-- Records that students made or changed, a row for each: its id is the record's. Written by the statement that writes the record; seen by
-- whoever may see the participant.
CREATE TABLE caseload.countersignature (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  kind text NOT NULL,
  entered_by text NOT NULL,
  entered_at timestamptz,
  decision text,
  note text NOT NULL,
  decided_by text NOT NULL,
  decided_on date,
  CONSTRAINT countersignature_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT countersignature_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT countersignature_decided CHECK ((decision IS NULL) = (decided_on IS NULL))
);
CREATE INDEX countersignature_by_participant ON caseload.countersignature (org_id, participant_id, id);
CREATE INDEX countersignature_open ON caseload.countersignature (org_id, id) WHERE decision IS NULL;
ALTER TABLE caseload.countersignature ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.countersignature FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.countersignature USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.countersignature TO caseload_svc;

-- What is open to the caller beyond their teams: teams that they cover today, and people whose records they opened in an emergency. Both lists are
-- worked out once for a statement, and only when a row outside the teams is met. So are the settings themselves: read for every row, they cost more
-- than all the rest.
GRANT SELECT (org_id, participant_id, opened_by, expires_at) ON caseload.emergency_opening TO caseload_pub;
GRANT SELECT (org_id, staff_member_id, team_id, subject, starts_on, ends_on) ON caseload.cover TO caseload_pub;

-- For reporting, across organisations and teams: the kinds that have one value at a time and are not restricted, as far as reports group by them.
GRANT SELECT (org_id, id, participant_id, kind, "values", valid_from, valid_to, state, withdrawn_on) ON caseload.characteristic TO caseload_pub_all;
CREATE POLICY all_orgs ON caseload.characteristic FOR SELECT TO caseload_pub_all USING (true);
CREATE VIEW caseload.published_dated_characteristic_all_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, kind, "values"[1] AS value, valid_from, valid_to, state
  FROM caseload.characteristic
  WHERE withdrawn_on IS NULL AND cardinality("values") = 1
    AND kind IN ('ethnic_category', 'stated_gender', 'gender_identity', 'employment_status', 'settled_accommodation', 'imd_quintile',
      'learning_disability', 'autism', 'other_neurodivergence', 'substance_use', 'homelessness', 'rough_sleeping', 'prison_leaver', 'on_probation',
      'carer', 'care_experienced', 'armed_forces', 'armed_forces_family', 'refugee_or_resettlement', 'pregnancy_or_maternity', 'digital_access');
RESET ROLE;
ALTER VIEW caseload.published_dated_characteristic_all_v1 OWNER TO caseload_pub_all;
GRANT SELECT ON caseload.published_dated_characteristic_all_v1 TO reporting_svc;
GRANT SELECT (employment_status) ON caseload.journey TO caseload_pub_all;
CREATE OR REPLACE VIEW caseload.published_journey_all_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, programme_id, referred_on, accepted_on, declined_on, exited_on, followed_to, withdrawn_on, employment_status
  FROM caseload.journey;
GRANT USAGE ON SCHEMA directory TO caseload_pub;
GRANT SELECT ON directory.published_today_v1 TO caseload_pub, caseload_svc;
GRANT SELECT ON directory.published_staff_member_v1 TO caseload_pub;
-- A sign-in is compared by its digest, because app.caller stands in the text of statements, which Postgres may log. Cover holds while the member of
-- staff is employed under the sign-in for which it was arranged.
DROP POLICY team ON caseload.participant;
CREATE POLICY team ON caseload.participant AS RESTRICTIVE TO caseload_svc, caseload_pub
  USING ((SELECT current_setting('app.team_scope')) = 'all' OR team_id = ANY (ARRAY(SELECT unnest(current_setting('app.teams')::uuid[])))
    OR team_id = ANY (ARRAY(
      SELECT c.team_id FROM caseload.cover c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
      JOIN directory.published_staff_member_v1 s ON s.org_id = c.org_id AND s.id = c.staff_member_id AND s.subject = c.subject AND s.active
      WHERE c.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org')
        AND encode(sha256(convert_to(c.subject, 'UTF8')), 'hex') = current_setting('app.caller') AND d.today BETWEEN c.starts_on AND c.ends_on))
    OR id = ANY (ARRAY(
      SELECT e.participant_id FROM caseload.emergency_opening e
      WHERE e.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org')
        AND encode(sha256(convert_to(e.opened_by, 'UTF8')), 'hex') = current_setting('app.caller')
        AND e.expires_at > current_setting('app.now')::timestamptz)));
DROP POLICY team ON caseload.journey;
CREATE POLICY team ON caseload.journey AS RESTRICTIVE TO caseload_svc, caseload_pub
  USING ((SELECT current_setting('app.team_scope')) = 'all' OR team_id = ANY (ARRAY(SELECT unnest(current_setting('app.teams')::uuid[])))
    OR team_id = ANY (ARRAY(
      SELECT c.team_id FROM caseload.cover c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
      JOIN directory.published_staff_member_v1 s ON s.org_id = c.org_id AND s.id = c.staff_member_id AND s.subject = c.subject AND s.active
      WHERE c.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org')
        AND encode(sha256(convert_to(c.subject, 'UTF8')), 'hex') = current_setting('app.caller') AND d.today BETWEEN c.starts_on AND c.ends_on))
    OR participant_id = ANY (ARRAY(
      SELECT e.participant_id FROM caseload.emergency_opening e
      WHERE e.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org')
        AND encode(sha256(convert_to(e.opened_by, 'UTF8')), 'hex') = current_setting('app.caller')
        AND e.expires_at > current_setting('app.now')::timestamptz)));
ALTER VIEW caseload.published_identity_v1 OWNER TO caseload_pub_org;
GRANT SELECT ON caseload.published_identity_v1 TO caseload_svc;
