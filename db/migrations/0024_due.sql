-- oldest-binary: 22
-- Attempts to reach somebody about their job, and what the due list asks of other services.

SET LOCAL ROLE placement_owner;
-- In vain: whoever was reached is on record with an answer.
CREATE TABLE placement.follow_up_attempt (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  spell_id uuid NOT NULL,
  journey_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  attempted_on date NOT NULL,
  mode text,
  note text NOT NULL,
  recorded_by text NOT NULL,
  recorded_on date,
  withdrawn_on date,
  CONSTRAINT follow_up_attempt_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT follow_up_attempt_spell FOREIGN KEY (org_id, spell_id) REFERENCES placement.spell (org_id, id)
);
CREATE INDEX follow_up_attempt_by_spell ON placement.follow_up_attempt (org_id, spell_id, id);
CREATE INDEX follow_up_attempt_by_journey ON placement.follow_up_attempt (org_id, journey_id, id);
CREATE INDEX follow_up_attempt_by_participant ON placement.follow_up_attempt (org_id, participant_id, id);
ALTER TABLE placement.follow_up_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE placement.follow_up_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON placement.follow_up_attempt USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON placement.follow_up_attempt TO placement_svc;
RESET ROLE;

-- What students enter of these waits for a signature too.
CREATE OR REPLACE VIEW caseload.published_spell_countersignature_v1 WITH (security_barrier) AS
  SELECT id, org_id, etag, updated_at, participant_id, kind, entered_by, entered_at, decision, note, decided_by, decided_on
  FROM caseload.countersignature
  WHERE kind IN ('spell', 'terms_change', 'spell_absence', 'spell_week', 'spell_evidence', 'job_retention', 'return_step', 'in_work_plan',
                 'follow_up_attempt')
  WITH CASCADED CHECK OPTION;

-- Whose journeys they are, and which teams somebody covers. Which of them a caller sees, statements ask of the journeys that they join.
SET LOCAL ROLE caseload_owner;
CREATE VIEW caseload.published_key_worker_v1 WITH (security_barrier) AS
  SELECT a.org_id, a.journey_id, a.staff_member_id
  FROM caseload.allocation a
  WHERE NOT EXISTS (
    SELECT FROM caseload.allocation b WHERE b.org_id = a.org_id AND b.journey_id = a.journey_id AND b.number > a.number);
CREATE VIEW caseload.published_covered_team_v1 WITH (security_barrier) AS
  SELECT org_id, team_id FROM caseload.covered_team_v1;
RESET ROLE;
ALTER VIEW caseload.published_key_worker_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_covered_team_v1 OWNER TO caseload_pub;
GRANT SELECT ON caseload.published_key_worker_v1, caseload.published_covered_team_v1, caseload.published_name_v1, caseload.published_merged_v1
  TO placement_svc;
GRANT SELECT ON directory.published_posting_v1 TO placement_svc;

-- What belongs to a job goes with it, and before it; so does where its journey stands with the outcome rules.
GRANT SELECT (org_id, participant_id), DELETE ON placement.follow_up_attempt, placement.standing TO placement_disposer;
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
