-- oldest-binary: 11
-- Two records that are about one person. No row moves: a merged record says into which one it was merged, and whatever reads by person asks
-- the views below which records are one person's.

-- Not as the owner: rows that are there are looked at, and the owner sees none without an identity.
ALTER TABLE caseload.participant
  ADD COLUMN merged_into uuid,
  ADD CONSTRAINT participant_merged_into FOREIGN KEY (org_id, merged_into) REFERENCES caseload.participant (org_id, id),
  ADD CONSTRAINT participant_not_merged_into_itself CHECK (merged_into <> id);
ALTER TABLE caseload.stage_participant ADD COLUMN merged_into uuid;
-- A withdrawal is told to its readers under each id by which they know the person.
ALTER TABLE caseload.consent_notice
  DROP CONSTRAINT consent_notice_pkey,
  ADD CONSTRAINT consent_notice_pkey PRIMARY KEY (org_id, recipient_org_id, consent_id, participant_id);

SET LOCAL ROLE caseload_owner;
-- A proposal to merge, and what became of it. Seen by whoever may see both participants, which statements ask for.
CREATE TABLE caseload.merge (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,      -- the record that is kept
  duplicate_id uuid NOT NULL,        -- the record that is merged into it
  reason text NOT NULL,
  state text,
  proposed_by text NOT NULL,
  proposed_on date,
  decided_by text NOT NULL,
  decided_at timestamptz,
  note text NOT NULL,
  undone_by text NOT NULL,
  undone_on date,
  undo_reason text NOT NULL,
  CONSTRAINT merge_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT merge_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT merge_duplicate FOREIGN KEY (org_id, duplicate_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT merge_of_two CHECK (participant_id <> duplicate_id),
  CONSTRAINT merge_decided CHECK (state IS NOT NULL AND (state = 'waiting') = (decided_at IS NULL)),
  CONSTRAINT merge_decided_by_another CHECK (decided_by <> proposed_by),
  CONSTRAINT merge_undone CHECK ((state = 'undone') = (undone_on IS NOT NULL))
);
CREATE INDEX merge_by_participant ON caseload.merge (org_id, participant_id, id);
CREATE INDEX merge_by_duplicate ON caseload.merge (org_id, duplicate_id, id);
-- A record is merged into one other at most; and of two who propose the same pair, whichever way round, one is enough.
CREATE UNIQUE INDEX merge_in_force ON caseload.merge (org_id, duplicate_id) WHERE state = 'merged';
CREATE INDEX merge_kept ON caseload.merge (org_id, participant_id) WHERE state = 'merged';
CREATE UNIQUE INDEX merge_waiting ON caseload.merge (org_id, least(participant_id, duplicate_id), greatest(participant_id, duplicate_id))
  WHERE state = 'waiting';
ALTER TABLE caseload.merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.merge FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.merge USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.merge TO caseload_svc;

-- Merges in force, with the teams of both records. Ids alone: whoever joins them sees what their own policies let them see.
GRANT SELECT (org_id, participant_id, duplicate_id, state, decided_at) ON caseload.merge TO caseload_pub_org;
GRANT SELECT (team_id) ON caseload.participant TO caseload_pub_org;
CREATE VIEW caseload.published_merged_v1 WITH (security_barrier) AS
  SELECT g.org_id, g.duplicate_id AS participant_id, g.participant_id AS kept_id, k.team_id AS kept_team_id, d.team_id, g.decided_at AS merged_at
  FROM caseload.merge g
  JOIN caseload.participant k ON k.org_id = g.org_id AND k.id = g.participant_id
  JOIN caseload.participant d ON d.org_id = g.org_id AND d.id = g.duplicate_id
  WHERE g.state = 'merged';
-- The other records of the same person, for each record that has any, and since when they are one person's.
CREATE VIEW caseload.published_other_record_v1 WITH (security_barrier) AS
  SELECT g.org_id, g.participant_id, g.duplicate_id AS other_id, g.decided_at AS since FROM caseload.merge g WHERE g.state = 'merged'
  UNION ALL
  SELECT g.org_id, g.duplicate_id, g.participant_id, g.decided_at FROM caseload.merge g WHERE g.state = 'merged'
  UNION ALL
  SELECT a.org_id, a.duplicate_id, b.duplicate_id, greatest(a.decided_at, b.decided_at)
  FROM caseload.merge a JOIN caseload.merge b ON b.org_id = a.org_id AND b.participant_id = a.participant_id AND b.duplicate_id <> a.duplicate_id
  WHERE a.state = 'merged' AND b.state = 'merged';
RESET ROLE;
ALTER VIEW caseload.published_merged_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_other_record_v1 OWNER TO caseload_pub_org;
GRANT SELECT ON caseload.published_merged_v1 TO caseload_svc, caseload_pub;
GRANT SELECT ON caseload.published_other_record_v1 TO caseload_svc, caseload_pub, placement_svc;

-- Whoever sees one record of a person sees all of them: the teams that worked with them under either record go on working with them, and an
-- emergency opening of one record opens all. Journeys keep the teams that they have.
CREATE VIEW caseload.merged_person_v1 WITH (security_barrier) AS
  SELECT m.org_id, x.participant_id
  FROM caseload.published_merged_v1 m CROSS JOIN LATERAL (VALUES (m.kept_id), (m.participant_id)) AS x (participant_id)
  WHERE m.org_id = current_setting('app.org')::uuid AND m.kept_id IN (
    SELECT o.kept_id FROM caseload.published_merged_v1 o
    WHERE o.org_id = current_setting('app.org')::uuid
      AND (ARRAY[o.kept_team_id, o.team_id] && ARRAY(SELECT unnest(current_setting('app.teams')::uuid[]))
        OR ARRAY[o.kept_team_id, o.team_id] && ARRAY(
          SELECT c.team_id FROM caseload.covered_team_v1 c WHERE c.org_id = current_setting('app.org')::uuid)));
ALTER VIEW caseload.merged_person_v1 OWNER TO caseload_pub;
GRANT SELECT ON caseload.merged_person_v1 TO caseload_svc;
CREATE OR REPLACE VIEW caseload.opened_person_v1 WITH (security_barrier) AS
  SELECT e.org_id, x.participant_id
  FROM caseload.emergency_opening e CROSS JOIN LATERAL (
    SELECT e.participant_id
    UNION ALL
    SELECT o.other_id FROM caseload.published_other_record_v1 o WHERE o.org_id = e.org_id AND o.participant_id = e.participant_id) x
  WHERE e.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org')
    AND encode(sha256(convert_to(e.opened_by, 'UTF8')), 'hex') = current_setting('app.caller')
    AND e.expires_at > current_setting('app.now')::timestamptz;
-- The own team first, as before: every list is worked out once for a statement, and only when a row is met that needs it.
DROP POLICY team ON caseload.participant;
CREATE POLICY team ON caseload.participant AS RESTRICTIVE TO caseload_svc, caseload_pub
  USING ((SELECT current_setting('app.team_scope')) = 'all'
    OR team_id = ANY (ARRAY(SELECT unnest(current_setting('app.teams')::uuid[])))
    OR team_id = ANY (ARRAY(SELECT c.team_id FROM caseload.covered_team_v1 c WHERE c.org_id = current_setting('app.org')::uuid))
    OR id = ANY (ARRAY(SELECT m.participant_id FROM caseload.merged_person_v1 m WHERE m.org_id = current_setting('app.org')::uuid))
    OR id = ANY (ARRAY(SELECT o.participant_id FROM caseload.opened_person_v1 o WHERE o.org_id = current_setting('app.org')::uuid)));
SET LOCAL ROLE caseload_owner;
CREATE INDEX participant_merged_into ON caseload.participant (org_id, merged_into) WHERE merged_into IS NOT NULL;
RESET ROLE;

-- Consent in force, as before: and a merge never widens it. A consent opens what was recorded under its own record, and no more. A refusal or
-- withdrawal that stands under another record of the person stands against every consent that was recorded before the two became one person's;
-- what the person says after that is recorded under the kept record and counts as it always did.
GRANT SELECT (updated_at) ON caseload.consent TO caseload_pub_org;
CREATE OR REPLACE VIEW caseload.published_consent_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.id AS consent_id, c.participant_id, c.recipient_org_id, c.purpose, k.category, d.direction, c.expires_on
  FROM caseload.consent c
  JOIN directory.published_organisation_v1 o ON o.org_id = c.org_id
  CROSS JOIN unnest(c.categories) AS k (category)
  CROSS JOIN unnest(c.directions) AS d (direction)
  WHERE c.decision = 'given'
    AND (c.expires_on IS NULL OR c.expires_on >=
         (current_setting('app.now')::timestamptz AT TIME ZONE coalesce(nullif(o.time_zone, ''), 'Europe/London'))::date)
    AND NOT EXISTS (
      SELECT FROM caseload.consent w
      WHERE w.org_id = c.org_id AND w.participant_id = c.participant_id
        AND (w.number > c.number OR (w.decision <> 'given' AND w.said_on > c.said_on))
        AND (w.recipient_org_id IS NULL OR w.recipient_org_id = c.recipient_org_id)
        AND (w.purpose IS NULL OR w.purpose = c.purpose)
        AND k.category = ANY (w.categories) AND d.direction = ANY (w.directions))
    AND NOT EXISTS (
      SELECT FROM caseload.published_other_record_v1 r
      JOIN caseload.consent w ON w.org_id = r.org_id AND w.participant_id = r.other_id
      WHERE r.org_id = c.org_id AND r.participant_id = c.participant_id AND c.updated_at <= r.since
        AND w.decision <> 'given'
        AND (w.recipient_org_id IS NULL OR w.recipient_org_id = c.recipient_org_id)
        AND (w.purpose IS NULL OR w.purpose = c.purpose)
        AND k.category = ANY (w.categories) AND d.direction = ANY (w.directions)
        -- One from before stands unless the person gave consent under that record later, and not for an earlier day.
        AND (w.updated_at > r.since OR NOT EXISTS (
          SELECT FROM caseload.consent v
          WHERE v.org_id = w.org_id AND v.participant_id = w.participant_id
            AND v.decision = 'given' AND v.number > w.number AND v.said_on >= w.said_on
            AND v.recipient_org_id = c.recipient_org_id AND v.purpose = c.purpose
            AND k.category = ANY (v.categories) AND d.direction = ANY (v.directions))));

-- For reporting, across organisations and teams: a merged record's journeys and characteristics are those of the kept one.
GRANT SELECT (org_id, participant_id, duplicate_id, state, decided_at) ON caseload.merge TO caseload_pub_all;
CREATE POLICY all_orgs ON caseload.merge FOR SELECT TO caseload_pub_all USING (true);
-- Journeys of people with several records. Of those through one programme that overlap in time, each begun before the last one ended, the first
-- counts for all: they are one passage that was recorded several times. Declined and withdrawn ones stand alone.
CREATE VIEW caseload.published_passage_all_v1 WITH (security_barrier) AS
  WITH record AS (
    SELECT org_id, participant_id AS kept_id, participant_id AS id FROM caseload.merge WHERE state = 'merged'
    UNION
    SELECT org_id, participant_id, duplicate_id FROM caseload.merge WHERE state = 'merged'),
  journey AS (
    SELECT r.org_id, r.kept_id, j.programme_id, j.id, j.declined_on IS NULL AND j.withdrawn_on IS NULL AS counts,
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
         CASE WHEN bool_and(followed_to IS NOT NULL) OVER one THEN max(followed_to) OVER one END AS followed_to
  FROM passage
  WINDOW one AS (PARTITION BY org_id, kept_id, programme_id, counts, number);
RESET ROLE;
ALTER VIEW caseload.published_passage_all_v1 OWNER TO caseload_pub_all;
GRANT SELECT ON caseload.published_passage_all_v1 TO reporting_svc;
-- journey_ids: the journeys whose jobs count for this one, itself among them.
CREATE OR REPLACE VIEW caseload.published_journey_all_v1 WITH (security_barrier) AS
  SELECT j.org_id, j.id, coalesce(p.kept_id, j.participant_id) AS participant_id, j.programme_id, j.referred_on, j.accepted_on, j.declined_on,
         CASE WHEN p.journey_id IS NULL THEN j.exited_on ELSE p.exited_on END AS exited_on,
         CASE WHEN p.journey_id IS NULL THEN j.followed_to ELSE p.followed_to END AS followed_to,
         j.withdrawn_on, j.employment_status, coalesce(p.journey_ids, ARRAY[j.id]) AS journey_ids
  FROM caseload.journey j LEFT JOIN caseload.published_passage_all_v1 p ON p.org_id = j.org_id AND p.journey_id = j.id
  WHERE p.journey_id IS NULL OR p.counted_as = j.id;
-- What the kept record says; where it says nothing, what the records say that were merged into it, the first of them first.
CREATE OR REPLACE VIEW caseload.published_characteristics_all_v1 WITH (security_barrier) AS
  SELECT p.org_id, p.id AS participant_id, coalesce(p.sex, m.sex) AS sex, coalesce(p.gender_identity, m.gender_identity) AS gender_identity,
         coalesce(p.ethnic_category, m.ethnic_category) AS ethnic_category,
         CASE WHEN cardinality(p.disabilities) > 0 OR m.disabilities IS NULL THEN p.disabilities
              ELSE string_to_array(m.disabilities, ',') END AS disabilities,
         coalesce(p.long_term_condition, m.long_term_condition) AS long_term_condition, coalesce(p.imd_quintile, m.imd_quintile) AS imd_quintile,
         coalesce(p.settled_accommodation, m.settled_accommodation) AS settled_accommodation,
         coalesce(m.local_characteristics, '{}') || p.local_characteristics AS local_characteristics
  FROM caseload.participant p LEFT JOIN (
    SELECT g.org_id, g.participant_id,
           (array_agg(d.sex ORDER BY g.decided_at, d.id) FILTER (WHERE d.sex IS NOT NULL))[1] AS sex,
           (array_agg(d.gender_identity ORDER BY g.decided_at, d.id) FILTER (WHERE d.gender_identity IS NOT NULL))[1] AS gender_identity,
           (array_agg(d.ethnic_category ORDER BY g.decided_at, d.id) FILTER (WHERE d.ethnic_category IS NOT NULL))[1] AS ethnic_category,
           (array_agg(array_to_string(d.disabilities, ',') ORDER BY g.decided_at, d.id) FILTER (WHERE cardinality(d.disabilities) > 0))[1]
             AS disabilities,
           (array_agg(d.long_term_condition ORDER BY g.decided_at, d.id) FILTER (WHERE d.long_term_condition IS NOT NULL))[1]
             AS long_term_condition,
           (array_agg(d.imd_quintile ORDER BY g.decided_at, d.id) FILTER (WHERE d.imd_quintile IS NOT NULL))[1] AS imd_quintile,
           (array_agg(d.settled_accommodation ORDER BY g.decided_at, d.id) FILTER (WHERE d.settled_accommodation IS NOT NULL))[1]
             AS settled_accommodation,
           (SELECT jsonb_object_agg(e.key, e.value ORDER BY n DESC) FROM unnest(array_agg(d.local_characteristics ORDER BY g.decided_at, d.id))
             WITH ORDINALITY AS l (characteristics, n) CROSS JOIN jsonb_each(l.characteristics) AS e (key, value)) AS local_characteristics
    FROM caseload.merge g JOIN caseload.participant d ON d.org_id = g.org_id AND d.id = g.duplicate_id
    WHERE g.state = 'merged' GROUP BY g.org_id, g.participant_id) m ON m.org_id = p.org_id AND m.participant_id = p.id
  WHERE NOT EXISTS (SELECT FROM caseload.merge g WHERE g.org_id = p.org_id AND g.duplicate_id = p.id AND g.state = 'merged');
-- In two parts, because each is found by an index: what was stated under a record, and under those merged into it.
CREATE OR REPLACE VIEW caseload.published_dated_characteristic_all_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.id, c.participant_id, c.kind, c."values"[1] AS value, c.valid_from, c.valid_to, c.state
  FROM caseload.characteristic c
  WHERE c.withdrawn_on IS NULL AND cardinality(c."values") = 1
    AND c.kind IN ('ethnic_category', 'stated_gender', 'gender_identity', 'employment_status', 'settled_accommodation', 'imd_quintile',
      'learning_disability', 'autism', 'other_neurodivergence', 'substance_use', 'homelessness', 'rough_sleeping', 'prison_leaver', 'on_probation',
      'carer', 'care_experienced', 'armed_forces', 'armed_forces_family', 'refugee_or_resettlement', 'pregnancy_or_maternity', 'digital_access')
  UNION ALL
  SELECT c.org_id, c.id, g.participant_id, c.kind, c."values"[1] AS value, c.valid_from, c.valid_to, c.state
  FROM caseload.merge g JOIN caseload.characteristic c ON c.org_id = g.org_id AND c.participant_id = g.duplicate_id
  WHERE g.state = 'merged' AND c.withdrawn_on IS NULL AND cardinality(c."values") = 1
    AND c.kind IN ('ethnic_category', 'stated_gender', 'gender_identity', 'employment_status', 'settled_accommodation', 'imd_quintile',
      'learning_disability', 'autism', 'other_neurodivergence', 'substance_use', 'homelessness', 'rough_sleeping', 'prison_leaver', 'on_probation',
      'carer', 'care_experienced', 'armed_forces', 'armed_forces_family', 'refugee_or_resettlement', 'pregnancy_or_maternity', 'digital_access');

-- Whose records may be deleted: who stands to be disposed of on a signed list and is under no legal hold, and so does every other record of theirs.
CREATE OR REPLACE VIEW caseload.published_disposal_v1 WITH (security_barrier) AS
  WITH signed AS NOT MATERIALIZED (
    SELECT p.org_id, p.participant_id
    FROM caseload.disposal_person p JOIN caseload.disposal d ON d.org_id = p.org_id AND d.id = p.disposal_id
    WHERE p.outcome = 'disposed' AND d.signed_on IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM caseload.legal_hold h WHERE h.org_id = p.org_id AND h.participant_id = p.participant_id AND h.lifted_on IS NULL))
  SELECT s.org_id, s.participant_id
  FROM signed s
  WHERE NOT EXISTS (
    SELECT FROM caseload.published_other_record_v1 o WHERE o.org_id = s.org_id AND o.participant_id = s.participant_id
      AND NOT EXISTS (SELECT FROM signed t WHERE t.org_id = o.org_id AND t.participant_id = o.other_id));
-- An entry about a proposal to merge stands under both people and says the same of both, so it is emptied with the first of them.
GRANT SELECT (subject, kind) ON journal.entry TO journal_disposer;
CREATE OR REPLACE FUNCTION journal.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
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
-- Proposals to merge go with either of the two. They go after everything else but the people themselves, because the view above asks them who belongs
-- together.
GRANT SELECT (org_id, participant_id, duplicate_id), DELETE ON caseload.merge TO caseload_disposer;
CREATE OR REPLACE FUNCTION caseload.published_dispose_v1(org uuid, people uuid[]) RETURNS bigint
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
