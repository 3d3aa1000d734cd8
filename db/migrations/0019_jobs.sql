-- oldest-binary: 19
-- What a job is beyond its span: occupation and contract, several spells of one job, and dated facts: changes of terms, absences, weeks as worked,
-- evidence; retention of a job held at referral, phased returns and plans of in-work support. A binary from before would record spells without
-- their job.

-- Not as the owner: rows that are there are looked at and changed, and the owner sees none without an identity.
ALTER TABLE placement.spell
  ADD COLUMN soc_code text NOT NULL DEFAULT '',
  ADD COLUMN contract text,
  ADD COLUMN first_four_hours_on date,
  ADD COLUMN continues_spell_id uuid,
  ADD COLUMN job_id uuid,
  ADD COLUMN end_heard_on date,
  ADD COLUMN confirmed_by_source_on date;
-- Until now every spell was a job, and no evidence was kept beside the day that it moved.
UPDATE placement.spell SET job_id = id, confirmed_by_source_on = last_confirmed_on;
ALTER TABLE placement.spell
  ALTER COLUMN soc_code DROP DEFAULT,
  ALTER COLUMN job_id SET NOT NULL,
  ADD CONSTRAINT spell_soc_code CHECK (soc_code = '' OR soc_code ~ '^[1-9][0-9]{3}$'),
  ADD CONSTRAINT spell_first_four_hours CHECK (
    first_four_hours_on >= started_on AND (ended_on IS NULL OR first_four_hours_on <= ended_on)
    AND (last_confirmed_on IS NULL OR first_four_hours_on <= last_confirmed_on)),
  ADD CONSTRAINT spell_end_heard CHECK (end_heard_on IS NULL OR (ended_on IS NOT NULL AND end_heard_on >= started_on)),
  ADD CONSTRAINT spell_confirmed_by_source CHECK (confirmed_by_source_on <= last_confirmed_on),
  ADD CONSTRAINT spell_job CHECK ((continues_spell_id IS NULL) = (job_id = id)),
  ADD CONSTRAINT spell_continues FOREIGN KEY (org_id, continues_spell_id) REFERENCES placement.spell (org_id, id);
-- One job's spells are a chain, so that no two are at the same time.
CREATE UNIQUE INDEX spell_continued_once ON placement.spell (org_id, continues_spell_id)
  WHERE continues_spell_id IS NOT NULL AND withdrawn_on IS NULL;
CREATE INDEX spell_by_job ON placement.spell (org_id, job_id, id);
CREATE INDEX spell_by_continues ON placement.spell (org_id, continues_spell_id) WHERE continues_spell_id IS NOT NULL;
DELETE FROM placement.stage_spell;
ALTER TABLE placement.stage_spell
  ADD COLUMN soc_code text NOT NULL,
  ADD COLUMN contract text,
  ADD COLUMN first_four_hours_on date,
  ADD COLUMN continues_spell_id uuid,
  ADD COLUMN job_id uuid NOT NULL,
  ADD COLUMN end_heard_on date,
  ADD COLUMN confirmed_by_source_on date;

SET LOCAL ROLE placement_owner;
-- Hours and pay of a job from a day on. Those from its start stand on the spell.
CREATE TABLE placement.terms_change (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT terms_change_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT terms_change_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id),
  CONSTRAINT terms_change_minutes CHECK (weekly_minutes BETWEEN 1 AND 10080),
  CONSTRAINT terms_change_hourly_pay CHECK (hourly_pay_pence BETWEEN 0 AND 1000000)
);
CREATE INDEX terms_change_by_spell ON placement.terms_change (org_id, spell_id, id);
CREATE INDEX terms_change_by_journey ON placement.terms_change (org_id, journey_id, id);
CREATE INDEX terms_change_by_participant ON placement.terms_change (org_id, participant_id, id);
ALTER TABLE placement.terms_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.terms_change FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.terms_change USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.terms_change TO placement_svc;
CREATE UNIQUE INDEX terms_change_once ON placement.terms_change (org_id, spell_id, takes_effect_on) WHERE withdrawn_on IS NULL;

-- Absences from a job; both days are inclusive.
CREATE TABLE placement.spell_absence (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT spell_absence_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT spell_absence_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id),
  CONSTRAINT spell_absence_days CHECK (absent_to >= absent_from)
);
CREATE INDEX spell_absence_by_spell ON placement.spell_absence (org_id, spell_id, id);
CREATE INDEX spell_absence_by_journey ON placement.spell_absence (org_id, journey_id, id);
CREATE INDEX spell_absence_by_participant ON placement.spell_absence (org_id, participant_id, id);
ALTER TABLE placement.spell_absence ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.spell_absence FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.spell_absence USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.spell_absence TO placement_svc;

-- Paid minutes of seven days, where they are known rather than usual.
CREATE TABLE placement.spell_week (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  spell_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  week_from date NOT NULL,
  paid_minutes integer NOT NULL,
  note text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT spell_week_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT spell_week_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id),
  CONSTRAINT spell_week_minutes CHECK (paid_minutes BETWEEN 0 AND 10080)
);
CREATE INDEX spell_week_by_spell ON placement.spell_week (org_id, spell_id, id);
CREATE INDEX spell_week_by_journey ON placement.spell_week (org_id, journey_id, id);
CREATE INDEX spell_week_by_participant ON placement.spell_week (org_id, participant_id, id);
ALTER TABLE placement.spell_week ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.spell_week FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.spell_week USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.spell_week TO placement_svc;
CREATE UNIQUE INDEX spell_week_once ON placement.spell_week (org_id, spell_id, week_from) WHERE withdrawn_on IS NULL;

-- What shows a fact of a job for a day; spell.last_confirmed_on follows from it.
CREATE TABLE placement.spell_evidence (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT spell_evidence_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT spell_evidence_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id),
  CONSTRAINT spell_evidence_days CHECK (received_on >= speaks_for)
);
CREATE INDEX spell_evidence_by_spell ON placement.spell_evidence (org_id, spell_id, id);
CREATE INDEX spell_evidence_by_journey ON placement.spell_evidence (org_id, journey_id, id);
CREATE INDEX spell_evidence_by_participant ON placement.spell_evidence (org_id, participant_id, id);
ALTER TABLE placement.spell_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.spell_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.spell_evidence USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.spell_evidence TO placement_svc;

-- A job held at referral that is to be kept.
CREATE TABLE placement.job_retention (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT job_retention_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT job_retention_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id),
  CONSTRAINT job_retention_outcome CHECK ((outcome IS NULL) = (outcome_on IS NULL))
);
CREATE INDEX job_retention_by_spell ON placement.job_retention (org_id, spell_id, id);
CREATE INDEX job_retention_by_journey ON placement.job_retention (org_id, journey_id, id);
CREATE INDEX job_retention_by_participant ON placement.job_retention (org_id, participant_id, id);
ALTER TABLE placement.job_retention ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.job_retention FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.job_retention USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.job_retention TO placement_svc;
CREATE UNIQUE INDEX job_retention_once ON placement.job_retention (org_id, spell_id) WHERE withdrawn_on IS NULL;

-- A step of a phased return to work, until the next one.
CREATE TABLE placement.return_step (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  spell_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  step_from date NOT NULL,
  weekly_minutes integer NOT NULL,
  note text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT return_step_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT return_step_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id),
  CONSTRAINT return_step_minutes CHECK (weekly_minutes BETWEEN 0 AND 10080)
);
CREATE INDEX return_step_by_spell ON placement.return_step (org_id, spell_id, id);
CREATE INDEX return_step_by_journey ON placement.return_step (org_id, journey_id, id);
CREATE INDEX return_step_by_participant ON placement.return_step (org_id, participant_id, id);
ALTER TABLE placement.return_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.return_step FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.return_step USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.return_step TO placement_svc;
CREATE UNIQUE INDEX return_step_once ON placement.return_step (org_id, spell_id, step_from) WHERE withdrawn_on IS NULL;

-- What was agreed about support in a job.
CREATE TABLE placement.in_work_plan (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT in_work_plan_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT in_work_plan_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id),
  CONSTRAINT in_work_plan_days CHECK (next_review_on > planned_on AND closed_on >= planned_on)
);
CREATE INDEX in_work_plan_by_spell ON placement.in_work_plan (org_id, spell_id, id);
CREATE INDEX in_work_plan_by_journey ON placement.in_work_plan (org_id, journey_id, id);
CREATE INDEX in_work_plan_by_participant ON placement.in_work_plan (org_id, participant_id, id);
ALTER TABLE placement.in_work_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.in_work_plan FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.in_work_plan USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.in_work_plan TO placement_svc;

-- job_id: a job start is the start of a job's first spell.
GRANT SELECT (job_id) ON placement.spell TO placement_pub_all;
RESET ROLE;
CREATE OR REPLACE VIEW placement.published_spell_all_v1 WITH (security_barrier) AS
  SELECT org_id, id, journey_id, started_on, ended_on, last_confirmed_on, competitive, withdrawn_on, job_id FROM placement.spell;
GRANT SELECT ON directory.published_today_v1 TO placement_svc;

-- What students enter of these waits for a signature too.
CREATE OR REPLACE VIEW caseload.published_spell_countersignature_v1 WITH (security_barrier) AS
  SELECT id, org_id, etag, updated_at, participant_id, kind, entered_by, entered_at, decision, note, decided_by, decided_on
  FROM caseload.countersignature
  WHERE kind IN ('spell', 'terms_change', 'spell_absence', 'spell_week', 'spell_evidence', 'job_retention', 'return_step', 'in_work_plan')
  WITH CASCADED CHECK OPTION;

-- The day of referral of journeys in a file, for jobs held then.
SET LOCAL ROLE caseload_owner;
GRANT SELECT (org_id, import_id, id, referred_on) ON caseload.stage_journey TO caseload_pub;
CREATE VIEW caseload.published_staged_referral_v1 WITH (security_barrier) AS
  SELECT org_id, import_id, id AS journey_id, referred_on FROM caseload.stage_journey;
-- For the calendar of follow-along, whatever the team: days alone, and whether they count must not depend on who asks.
GRANT SELECT (org_id, participant_id, contacted_on, kind, attendance, met_with, withdrawn_on) ON caseload.contact TO caseload_pub_org;
CREATE VIEW caseload.published_follow_along_v1 WITH (security_barrier) AS
  SELECT org_id, participant_id, contacted_on FROM caseload.contact
  WHERE kind = 'in_work_support' AND attendance = 'attended' AND 'participant' = ANY (met_with) AND withdrawn_on IS NULL;
CREATE VIEW caseload.published_exit_v1 WITH (security_barrier) AS
  SELECT org_id, id AS journey_id, exited_on FROM caseload.journey;
RESET ROLE;
ALTER VIEW caseload.published_staged_referral_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.published_follow_along_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_exit_v1 OWNER TO caseload_pub_org;
GRANT SELECT ON caseload.published_staged_referral_v1, caseload.published_follow_along_v1, caseload.published_exit_v1 TO placement_svc;

-- What belongs to a job goes with it, and before it.
GRANT SELECT (org_id, participant_id), DELETE ON
  placement.terms_change, placement.spell_absence, placement.spell_week, placement.spell_evidence,
  placement.job_retention, placement.return_step, placement.in_work_plan TO placement_disposer;
CREATE OR REPLACE FUNCTION placement.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
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
  WITH gone AS (
    DELETE FROM placement.spell t WHERE t.org_id = org AND t.participant_id IN (
      SELECT d.participant_id FROM caseload.published_disposal_v1 d WHERE d.org_id = org AND d.participant_id = ANY (people))
    RETURNING t.org_id)
  SELECT count(*) FROM gone;
$$;
