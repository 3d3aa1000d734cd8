-- oldest-binary: 31
-- One passage, one answer: journeys of somebody with several records that overlap in one programme share where they stand with the outcome rules. An
-- older binary would store and ask for it once for each of them.

-- Which journeys are one passage. Figures across organisations and outcomes inside one must not differ in that: the two views are one definition, and
-- a test compares them. Journeys of people with several records: of those through one programme that overlap in time, each begun before the last one
-- ended, the first counts for all. Declined and withdrawn ones stand alone. A statement asks for the kept records that it means (kept_id), since a
-- view that looks along rows reads all others.
-- participant_id: the record under which the journey is that counts; referred_on, begins_on: the earliest of the passage; followed_to: the latest day
-- to which any of them was followed, where each says or has ended, and nothing where none says (its facts are known to its exit, as a journey's are).
CREATE OR REPLACE VIEW caseload.published_passage_all_v1 WITH (security_barrier) AS
  WITH record AS (
    SELECT org_id, participant_id AS kept_id, participant_id AS id FROM caseload.merge WHERE state = 'merged'
    UNION
    SELECT org_id, participant_id, duplicate_id FROM caseload.merge WHERE state = 'merged'),
  journey AS (
    SELECT r.org_id, r.kept_id, j.programme_id, j.id, j.declined_on IS NULL AND j.withdrawn_on IS NULL AS counts, j.participant_id, j.referred_on,
           coalesce(j.accepted_on, j.referred_on) AS begins, coalesce(j.exited_on, 'infinity') AS ends, j.followed_to
    FROM record r JOIN caseload.journey j ON j.org_id = r.org_id AND j.participant_id = r.id),
  marked AS (
    SELECT *, counts AND coalesce(begins <= max(ends) OVER (
             PARTITION BY org_id, kept_id, programme_id, counts ORDER BY begins, id
             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS goes_on
    FROM journey),
  passage AS (
    SELECT *, count(*) FILTER (WHERE NOT goes_on) OVER (
             PARTITION BY org_id, kept_id, programme_id, counts ORDER BY begins, id) AS number
    FROM marked)
  SELECT org_id, kept_id, id AS journey_id, first_value(id) OVER (one ORDER BY begins, id) AS counted_as, array_agg(id) OVER one AS journey_ids,
         nullif(max(ends) OVER one, 'infinity') AS exited_on,
         CASE WHEN bool_or(followed_to IS NOT NULL) OVER one AND bool_and(followed_to IS NOT NULL OR ends < 'infinity') OVER one
              THEN max(coalesce(followed_to, ends)) OVER one END AS followed_to,
         first_value(participant_id) OVER (one ORDER BY begins, id) AS participant_id, min(referred_on) OVER one AS referred_on,
         min(begins) OVER one AS begins_on
  FROM passage
  WINDOW one AS (PARTITION BY org_id, kept_id, programme_id, counts, number);
CREATE VIEW caseload.published_passage_v1 WITH (security_barrier) AS
  WITH record AS (
    SELECT org_id, participant_id AS kept_id, participant_id AS id FROM caseload.merge WHERE state = 'merged'
    UNION
    SELECT org_id, participant_id, duplicate_id FROM caseload.merge WHERE state = 'merged'),
  journey AS (
    SELECT r.org_id, r.kept_id, j.programme_id, j.id, j.declined_on IS NULL AND j.withdrawn_on IS NULL AS counts, j.participant_id, j.referred_on,
           coalesce(j.accepted_on, j.referred_on) AS begins, coalesce(j.exited_on, 'infinity') AS ends, j.followed_to
    FROM record r JOIN caseload.journey j ON j.org_id = r.org_id AND j.participant_id = r.id),
  marked AS (
    SELECT *, counts AND coalesce(begins <= max(ends) OVER (
             PARTITION BY org_id, kept_id, programme_id, counts ORDER BY begins, id
             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS goes_on
    FROM journey),
  passage AS (
    SELECT *, count(*) FILTER (WHERE NOT goes_on) OVER (
             PARTITION BY org_id, kept_id, programme_id, counts ORDER BY begins, id) AS number
    FROM marked)
  SELECT org_id, kept_id, id AS journey_id, first_value(id) OVER (one ORDER BY begins, id) AS counted_as, array_agg(id) OVER one AS journey_ids,
         nullif(max(ends) OVER one, 'infinity') AS exited_on,
         CASE WHEN bool_or(followed_to IS NOT NULL) OVER one AND bool_and(followed_to IS NOT NULL OR ends < 'infinity') OVER one
              THEN max(coalesce(followed_to, ends)) OVER one END AS followed_to,
         first_value(participant_id) OVER (one ORDER BY begins, id) AS participant_id, min(referred_on) OVER one AS referred_on,
         min(begins) OVER one AS begins_on
  FROM passage
  WINDOW one AS (PARTITION BY org_id, kept_id, programme_id, counts, number);
ALTER VIEW caseload.published_passage_v1 OWNER TO caseload_pub_org;
-- To whichever service writes something that moves standings.
GRANT SELECT ON caseload.published_passage_v1 TO caseload_svc, directory_svc, placement_svc;
GRANT SELECT ON caseload.published_merged_v1 TO directory_svc;

-- A standing is stored for the journey that its passage counts as, and names those that it stands for: none where it is one journey by itself.
SET LOCAL ROLE placement_owner;
ALTER TABLE placement.standing ADD COLUMN journey_ids uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE placement.standing ALTER COLUMN journey_ids DROP DEFAULT;
-- For reporting, what shows that a job's first four paid hours were worked: of pay no more than whether there is none.
GRANT SELECT (first_four_hours_on, weekly_minutes, hourly_pay_pence) ON placement.spell TO placement_pub_all;
GRANT SELECT (org_id, spell_id, takes_effect_on, weekly_minutes, hourly_pay_pence, withdrawn_on) ON placement.terms_change TO placement_pub_all;
GRANT SELECT (org_id, spell_id, absent_from, absent_to, withdrawn_on) ON placement.spell_absence TO placement_pub_all;
GRANT SELECT (org_id, spell_id, week_from, paid_minutes, withdrawn_on) ON placement.spell_week TO placement_pub_all;
GRANT SELECT (org_id, spell_id, fact, speaks_for, withdrawn_on) ON placement.spell_evidence TO placement_pub_all;
CREATE POLICY all_orgs ON placement.spell_evidence FOR SELECT TO placement_pub_all USING (true);
CREATE POLICY all_orgs ON placement.terms_change FOR SELECT TO placement_pub_all USING (true);
CREATE POLICY all_orgs ON placement.spell_absence FOR SELECT TO placement_pub_all USING (true);
CREATE POLICY all_orgs ON placement.spell_week FOR SELECT TO placement_pub_all USING (true);
CREATE VIEW placement.published_terms_all_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, takes_effect_on, weekly_minutes, hourly_pay_pence = 0 AS is_unpaid FROM placement.terms_change WHERE withdrawn_on IS NULL;
CREATE VIEW placement.published_absence_all_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, absent_from, absent_to FROM placement.spell_absence WHERE withdrawn_on IS NULL;
CREATE VIEW placement.published_week_all_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, week_from, paid_minutes FROM placement.spell_week WHERE withdrawn_on IS NULL;
CREATE VIEW placement.published_end_evidence_all_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, speaks_for FROM placement.spell_evidence WHERE fact = 'ended' AND withdrawn_on IS NULL;
RESET ROLE;
CREATE OR REPLACE VIEW placement.published_spell_all_v1 WITH (security_barrier) AS
  SELECT org_id, id, journey_id, started_on, ended_on, last_confirmed_on, competitive, withdrawn_on, job_id, first_four_hours_on, weekly_minutes,
         hourly_pay_pence = 0 AS is_unpaid
  FROM placement.spell;
ALTER VIEW placement.published_terms_all_v1 OWNER TO placement_pub_all;
ALTER VIEW placement.published_absence_all_v1 OWNER TO placement_pub_all;
ALTER VIEW placement.published_week_all_v1 OWNER TO placement_pub_all;
ALTER VIEW placement.published_end_evidence_all_v1 OWNER TO placement_pub_all;
GRANT SELECT ON placement.published_terms_all_v1, placement.published_absence_all_v1, placement.published_week_all_v1,
  placement.published_end_evidence_all_v1 TO reporting_svc;
CREATE OR REPLACE VIEW placement.published_standing_v1 WITH (security_barrier) AS
  SELECT org_id, journey_id, rule, participant_id, version, met_on, dated_on, earliest_on, latest_start_on, evidence_until, decides_from, decides_to,
         checkpoint_on, spell_ids, journey_ids
  FROM placement.standing;
