-- oldest-binary: 28
-- Fidelity reviews: plan and calendar, reviewers, their sheets, what they agreed, report and action plan. Nothing here is about participants.

CREATE SCHEMA fidelity AUTHORIZATION fidelity_owner;
GRANT USAGE ON SCHEMA fidelity TO fidelity_svc, fidelity_pub, fidelity_pub_org, placement_svc;
GRANT USAGE ON SCHEMA directory TO fidelity_svc, fidelity_pub_org;
SET LOCAL ROLE fidelity_owner;

-- A review of a team.
CREATE TABLE fidelity.fidelity_review (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT fidelity_review_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT fidelity_review_visit CHECK (visit_ends_on >= visit_begins_on)
);
CREATE INDEX fidelity_review_team ON fidelity.fidelity_review (org_id, team_id, id);
ALTER TABLE fidelity.fidelity_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.fidelity_review FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.fidelity_review USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.fidelity_review TO fidelity_svc;

-- Who reviews. Whose name it was is removed in the end; the number stays.
CREATE TABLE fidelity.reviewer (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  fidelity_review_id uuid NOT NULL,
  staff_member_id uuid,
  leads boolean NOT NULL,
  number integer NOT NULL,
  withdrawn_on date,
  CONSTRAINT reviewer_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT reviewer_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review (org_id, id),
  CONSTRAINT reviewer_number UNIQUE (org_id, fidelity_review_id, number)
);
CREATE UNIQUE INDEX reviewer_once ON fidelity.reviewer (org_id, fidelity_review_id, staff_member_id) WHERE withdrawn_on IS NULL;
CREATE UNIQUE INDEX reviewer_one_lead ON fidelity.reviewer (org_id, fidelity_review_id) WHERE leads AND withdrawn_on IS NULL;
CREATE INDEX reviewer_by_staff ON fidelity.reviewer (org_id, staff_member_id);
ALTER TABLE fidelity.reviewer ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.reviewer FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.reviewer USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.reviewer TO fidelity_svc;

-- The days of a review's calendar.
CREATE TABLE fidelity.review_milestone (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  fidelity_review_id uuid NOT NULL,
  stage text NOT NULL,
  title text NOT NULL,
  due_on date NOT NULL,
  provisional boolean NOT NULL,
  done_on date,
  CONSTRAINT review_milestone_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT review_milestone_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review (org_id, id),
  CONSTRAINT review_milestone_once UNIQUE (org_id, fidelity_review_id, stage)
);
CREATE INDEX review_milestone_open ON fidelity.review_milestone (org_id, due_on) WHERE done_on IS NULL;
ALTER TABLE fidelity.review_milestone ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.review_milestone FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.review_milestone USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.review_milestone TO fidelity_svc;

-- A reviewer's score sheet. Whose it is does not follow from the reviewer's record of staff: who may sign in as that could be changed behind a sheet.
CREATE TABLE fidelity.review_sheet (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  fidelity_review_id uuid NOT NULL,
  reviewer_id uuid NOT NULL,
  number integer NOT NULL,
  author text NOT NULL,
  locked_on date,
  CONSTRAINT review_sheet_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT review_sheet_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review (org_id, id),
  CONSTRAINT review_sheet_reviewer FOREIGN KEY (org_id, reviewer_id) REFERENCES fidelity.reviewer (org_id, id),
  CONSTRAINT review_sheet_once UNIQUE (org_id, reviewer_id)
);
CREATE UNIQUE INDEX review_sheet_one_author ON fidelity.review_sheet (org_id, fidelity_review_id, author) WHERE author <> '';
ALTER TABLE fidelity.review_sheet ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.review_sheet FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.review_sheet USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.review_sheet TO fidelity_svc;

-- A reviewer's score of one item.
CREATE TABLE fidelity.item_score (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
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
  CONSTRAINT item_score_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT item_score_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review (org_id, id),
  CONSTRAINT item_score_sheet FOREIGN KEY (org_id, review_sheet_id) REFERENCES fidelity.review_sheet (org_id, id),
  CONSTRAINT item_score_once UNIQUE (org_id, review_sheet_id, item),
  CONSTRAINT item_score_one_answer CHECK ((score IS NOT NULL)::integer + not_applicable::integer + not_scored::integer = 1)
);
CREATE INDEX item_score_by_review ON fidelity.item_score (org_id, fidelity_review_id, id);
ALTER TABLE fidelity.item_score ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.item_score FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.item_score USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.item_score TO fidelity_svc;

-- What the reviewers agreed for one item.
CREATE TABLE fidelity.agreed_item (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  fidelity_review_id uuid NOT NULL,
  item integer NOT NULL,
  score integer,
  not_applicable boolean NOT NULL,
  not_scored boolean NOT NULL,
  reason text NOT NULL,
  CONSTRAINT agreed_item_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT agreed_item_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review (org_id, id),
  CONSTRAINT agreed_item_once UNIQUE (org_id, fidelity_review_id, item),
  CONSTRAINT agreed_item_one_answer CHECK ((score IS NOT NULL)::integer + not_applicable::integer + not_scored::integer = 1)
);
ALTER TABLE fidelity.agreed_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.agreed_item FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.agreed_item USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.agreed_item TO fidelity_svc;

-- A report's text.
CREATE TABLE fidelity.review_summary (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  fidelity_review_id uuid NOT NULL,
  summary text NOT NULL,
  moderated_by text NOT NULL,
  CONSTRAINT review_summary_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT review_summary_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review (org_id, id),
  CONSTRAINT review_summary_once UNIQUE (org_id, fidelity_review_id)
);
ALTER TABLE fidelity.review_summary ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.review_summary FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.review_summary USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.review_summary TO fidelity_svc;

-- An action of the plan.
CREATE TABLE fidelity.fidelity_action (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  fidelity_review_id uuid NOT NULL,
  item integer NOT NULL,
  action text NOT NULL,
  owner_id uuid NOT NULL,
  due_on date NOT NULL,
  progress text[] NOT NULL,
  done_on date,
  withdrawn_on date,
  CONSTRAINT fidelity_action_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT fidelity_action_review FOREIGN KEY (org_id, fidelity_review_id) REFERENCES fidelity.fidelity_review (org_id, id)
);
CREATE INDEX fidelity_action_by_review ON fidelity.fidelity_action (org_id, fidelity_review_id, id);
CREATE INDEX fidelity_action_by_owner ON fidelity.fidelity_action (org_id, owner_id, id);
ALTER TABLE fidelity.fidelity_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE fidelity.fidelity_action FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON fidelity.fidelity_action USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON fidelity.fidelity_action TO fidelity_svc;

-- The reviews that the caller reviews, and those of which every reviewer has locked their sheet. Asked by the policies below, and whatever the team:
-- neither may depend on who asks. To let a reviewer go, once there may be sheets, shows nobody a sheet: where that was done, the sheets are shown only
-- when the review was taken to consensus, which is a step of its own, by somebody who may see them.
GRANT SELECT (org_id, id, fidelity_review_id, staff_member_id, leads, withdrawn_on) ON fidelity.reviewer TO fidelity_pub_org;
GRANT SELECT (org_id, fidelity_review_id, reviewer_id, locked_on, author), UPDATE (author) ON fidelity.review_sheet TO fidelity_pub_org;
CREATE VIEW fidelity.all_locked_review_v1 WITH (security_barrier) AS
  SELECT r.org_id, r.fidelity_review_id
  FROM fidelity.reviewer r LEFT JOIN fidelity.review_sheet s ON s.org_id = r.org_id AND s.reviewer_id = r.id
  WHERE r.withdrawn_on IS NULL
  GROUP BY r.org_id, r.fidelity_review_id
  HAVING count(*) >= 2 AND count(*) = count(s.locked_on);
CREATE VIEW fidelity.let_go_review_v1 WITH (security_barrier) AS
  SELECT v.org_id, v.id AS fidelity_review_id
  FROM fidelity.fidelity_review v
  WHERE EXISTS (SELECT FROM fidelity.reviewer r
                WHERE r.org_id = v.org_id AND r.fidelity_review_id = v.id AND r.withdrawn_on >= v.visit_begins_on);
CREATE VIEW fidelity.unblinded_review_v1 WITH (security_barrier) AS
  SELECT l.org_id, l.fidelity_review_id
  FROM fidelity.all_locked_review_v1 l JOIN fidelity.fidelity_review v ON v.org_id = l.org_id AND v.id = l.fidelity_review_id
  WHERE v.state IN ('consensus', 'report', 'action_plan', 'closed')
    OR NOT EXISTS (SELECT FROM fidelity.let_go_review_v1 g WHERE g.org_id = l.org_id AND g.fidelity_review_id = l.fidelity_review_id);
-- Reviewers whose sheets count.
CREATE VIEW fidelity.standing_reviewer_v1 WITH (security_barrier) AS
  SELECT org_id, id FROM fidelity.reviewer WHERE withdrawn_on IS NULL;
-- Where reviews stand, for what is due of them, whoever it is due from.
CREATE VIEW fidelity.review_stand_v1 WITH (security_barrier) AS
  SELECT v.org_id, v.id, v.team_id, v.closed_on, v.reviewers_removed_on, v.withdrawn_on,
         EXISTS (SELECT FROM fidelity.fidelity_review later
                 WHERE later.org_id = v.org_id AND later.team_id = v.team_id AND later.withdrawn_on IS NULL
                   AND (later.visit_begins_on, later.id) > (v.visit_begins_on, v.id)) AS is_followed
  FROM fidelity.fidelity_review v;
-- What earlier reviews came to, for the report of a later one that the caller may read.
GRANT SELECT (org_id, id, team_id, instrument, instrument_version, visit_begins_on, visit_ends_on, state, issued_on, closed_on,
              reviewers_removed_on, withdrawn_on)
  ON fidelity.fidelity_review TO fidelity_pub_org;
GRANT SELECT (org_id, fidelity_review_id, item, score, not_applicable) ON fidelity.agreed_item TO fidelity_pub_org;
CREATE VIEW fidelity.issued_score_v1 WITH (security_barrier) AS
  SELECT v.org_id, v.team_id, v.id AS fidelity_review_id, v.instrument, v.instrument_version, coalesce(v.visit_ends_on, v.visit_begins_on) AS visited_on,
         a.item, a.score, a.not_applicable
  FROM fidelity.fidelity_review v JOIN fidelity.agreed_item a ON a.org_id = v.org_id AND a.fidelity_review_id = v.id
  WHERE v.issued_on IS NOT NULL AND v.withdrawn_on IS NULL;
-- Written through alone, when it is removed who the reviewers were: whoever does that may not see the sheets.
CREATE VIEW fidelity.sheet_author_v1 WITH (security_barrier) AS SELECT org_id, fidelity_review_id, author FROM fidelity.review_sheet;
RESET ROLE;
CREATE VIEW fidelity.own_review_v1 WITH (security_barrier) AS
  SELECT r.org_id, r.fidelity_review_id, r.id AS reviewer_id, r.leads
  FROM fidelity.reviewer r
  WHERE r.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org') AND r.withdrawn_on IS NULL
    AND r.staff_member_id = ANY (ARRAY(
      SELECT s.id FROM directory.published_staff_member_v1 s
      WHERE s.org_id = current_setting('app.org')::uuid AND s.active
        AND encode(sha256(convert_to(s.subject, 'UTF8')), 'hex') = current_setting('app.caller')));
-- The caller's own records of staff, the teams in which they work today, and the reviews of those teams: whoever works in the team under review, managers
-- included, is not to see sheets, nor what is agreed before it is issued.
CREATE VIEW fidelity.own_staff_v1 WITH (security_barrier) AS
  SELECT s.org_id, s.id
  FROM directory.published_staff_member_v1 s
  WHERE s.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org') AND s.active
    AND encode(sha256(convert_to(s.subject, 'UTF8')), 'hex') = current_setting('app.caller');
CREATE VIEW fidelity.own_team_v1 WITH (security_barrier) AS
  SELECT p.org_id, p.team_id
  FROM directory.published_posting_v1 p
  WHERE p.org_id = current_setting('app.org')::uuid AND p.staff_member_id = ANY (ARRAY(SELECT s.id FROM fidelity.own_staff_v1 s));
CREATE VIEW fidelity.own_team_review_v1 WITH (security_barrier) AS
  SELECT v.org_id, v.id AS fidelity_review_id
  FROM fidelity.fidelity_review v
  WHERE v.org_id = current_setting('app.org')::uuid AND v.team_id = ANY (ARRAY(SELECT w.team_id FROM fidelity.own_team_v1 w));
ALTER VIEW fidelity.own_staff_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.own_team_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.own_team_review_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.all_locked_review_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.let_go_review_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.standing_reviewer_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.review_stand_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.own_review_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.unblinded_review_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.issued_score_v1 OWNER TO fidelity_pub_org;
ALTER VIEW fidelity.sheet_author_v1 OWNER TO fidelity_pub_org;
GRANT SELECT ON fidelity.own_review_v1, fidelity.unblinded_review_v1, fidelity.all_locked_review_v1, fidelity.let_go_review_v1,
  fidelity.standing_reviewer_v1, fidelity.own_staff_v1, fidelity.own_team_v1, fidelity.own_team_review_v1, fidelity.issued_score_v1
  TO fidelity_svc;
GRANT SELECT ON fidelity.own_review_v1, fidelity.own_staff_v1, fidelity.review_stand_v1 TO fidelity_pub;
GRANT SELECT (org_id, fidelity_review_id), UPDATE (author) ON fidelity.sheet_author_v1 TO fidelity_svc;

SET LOCAL ROLE fidelity_owner;
-- Managers and auditors see every review, others those of their teams and those that they review.
CREATE POLICY seen ON fidelity.fidelity_review AS RESTRICTIVE TO fidelity_svc, fidelity_pub
  USING ((SELECT current_setting('app.team_scope')) = 'all' OR team_id = ANY (current_setting('app.teams')::uuid[])
    OR EXISTS (SELECT FROM fidelity.own_review_v1 o WHERE o.org_id = fidelity_review.org_id AND o.fidelity_review_id = fidelity_review.id));
CREATE POLICY seen ON fidelity.reviewer AS RESTRICTIVE FOR SELECT TO fidelity_svc
  USING (EXISTS (SELECT FROM fidelity.fidelity_review v WHERE v.org_id = reviewer.org_id AND v.id = reviewer.fidelity_review_id));
CREATE POLICY seen ON fidelity.review_milestone AS RESTRICTIVE FOR SELECT TO fidelity_svc
  USING (EXISTS (SELECT FROM fidelity.fidelity_review v WHERE v.org_id = review_milestone.org_id AND v.id = review_milestone.fidelity_review_id));
-- Whoever is to do something sees that, whatever their team.
CREATE POLICY seen ON fidelity.fidelity_action AS RESTRICTIVE FOR SELECT TO fidelity_svc, fidelity_pub
  USING (EXISTS (SELECT FROM fidelity.own_staff_v1 s WHERE s.org_id = fidelity_action.org_id AND s.id = fidelity_action.owner_id)
    OR EXISTS (SELECT FROM fidelity.fidelity_review v WHERE v.org_id = fidelity_action.org_id AND v.id = fidelity_action.fidelity_review_id));
-- Blind: a sheet is its author's alone until every reviewer has locked theirs; then it is for the reviewers and for those who see every team and do not
-- work in the one under review. One that was never locked, or whose reviewer was let go, stays its author's. So no statement of the service can show more.
CREATE POLICY blind ON fidelity.review_sheet AS RESTRICTIVE FOR SELECT TO fidelity_svc
  USING (encode(sha256(convert_to(author, 'UTF8')), 'hex') = current_setting('app.caller')
    OR (locked_on IS NOT NULL
        AND (((SELECT current_setting('app.team_scope')) = 'all'
              AND NOT EXISTS (SELECT FROM fidelity.own_team_review_v1 w
                              WHERE w.org_id = review_sheet.org_id AND w.fidelity_review_id = review_sheet.fidelity_review_id))
             OR EXISTS (SELECT FROM fidelity.own_review_v1 o
                        WHERE o.org_id = review_sheet.org_id AND o.fidelity_review_id = review_sheet.fidelity_review_id))
        AND EXISTS (SELECT FROM fidelity.standing_reviewer_v1 r WHERE r.org_id = review_sheet.org_id AND r.id = review_sheet.reviewer_id)
        AND EXISTS (SELECT FROM fidelity.unblinded_review_v1 u
                    WHERE u.org_id = review_sheet.org_id AND u.fidelity_review_id = review_sheet.fidelity_review_id)));
CREATE POLICY blind ON fidelity.item_score AS RESTRICTIVE FOR SELECT TO fidelity_svc
  USING (EXISTS (SELECT FROM fidelity.review_sheet s WHERE s.org_id = item_score.org_id AND s.id = item_score.review_sheet_id));
-- What is agreed and written is for the team once the report is issued.
CREATE POLICY issued ON fidelity.agreed_item AS RESTRICTIVE FOR SELECT TO fidelity_svc
  USING (EXISTS (
    SELECT FROM fidelity.fidelity_review v
    WHERE v.org_id = agreed_item.org_id AND v.id = agreed_item.fidelity_review_id
      AND (v.issued_on IS NOT NULL
           OR ((SELECT current_setting('app.team_scope')) = 'all'
               AND NOT EXISTS (SELECT FROM fidelity.own_team_review_v1 w WHERE w.org_id = v.org_id AND w.fidelity_review_id = v.id))
           OR EXISTS (SELECT FROM fidelity.own_review_v1 o WHERE o.org_id = v.org_id AND o.fidelity_review_id = v.id))));
CREATE POLICY issued ON fidelity.review_summary AS RESTRICTIVE FOR SELECT TO fidelity_svc
  USING (EXISTS (
    SELECT FROM fidelity.fidelity_review v
    WHERE v.org_id = review_summary.org_id AND v.id = review_summary.fidelity_review_id
      AND (v.issued_on IS NOT NULL
           OR ((SELECT current_setting('app.team_scope')) = 'all'
               AND NOT EXISTS (SELECT FROM fidelity.own_team_review_v1 w WHERE w.org_id = v.org_id AND w.fidelity_review_id = v.id))
           OR EXISTS (SELECT FROM fidelity.own_review_v1 o WHERE o.org_id = v.org_id AND o.fidelity_review_id = v.id))));

-- What is due, for other services: days of calendars and actions that are open, of reviews that the caller sees, and the caller's own actions of any.
-- Of a closed review only the end of the names and the next review are still due, the latter until one is planned; of one that was called off the
-- end of the names alone, at once.
GRANT SELECT (org_id, id, team_id, withdrawn_on) ON fidelity.fidelity_review TO fidelity_pub;
GRANT SELECT (org_id, fidelity_review_id, stage, title, due_on, provisional, done_on) ON fidelity.review_milestone TO fidelity_pub;
GRANT SELECT (org_id, id, fidelity_review_id, action, owner_id, due_on, done_on, withdrawn_on) ON fidelity.fidelity_action TO fidelity_pub;
CREATE VIEW fidelity.published_due_v1 WITH (security_barrier) AS
  SELECT m.org_id, m.fidelity_review_id, v.team_id, coalesce(v.withdrawn_on, m.due_on) AS due_on, m.title AS what, NULL::uuid AS fidelity_action_id,
         NULL::uuid AS owner_id, m.provisional AND v.withdrawn_on IS NULL AS provisional
  FROM fidelity.review_milestone m JOIN fidelity.fidelity_review seen ON seen.org_id = m.org_id AND seen.id = m.fidelity_review_id
    JOIN fidelity.review_stand_v1 v ON v.org_id = m.org_id AND v.id = m.fidelity_review_id
  WHERE m.done_on IS NULL
    AND CASE m.stage WHEN 'personal_data' THEN v.reviewers_removed_on IS NULL
                     WHEN 'next_review' THEN v.withdrawn_on IS NULL AND NOT v.is_followed
                     ELSE v.withdrawn_on IS NULL AND v.closed_on IS NULL END
UNION ALL
  SELECT a.org_id, a.fidelity_review_id, v.team_id, a.due_on, a.action, a.id, a.owner_id, false
  FROM fidelity.fidelity_action a JOIN fidelity.review_stand_v1 v ON v.org_id = a.org_id AND v.id = a.fidelity_review_id
  WHERE a.done_on IS NULL AND a.withdrawn_on IS NULL AND v.withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW fidelity.published_due_v1 OWNER TO fidelity_pub;
GRANT SELECT ON fidelity.published_due_v1 TO placement_svc, fidelity_svc;

-- Where people have worked and from when to when: by their postings, and by their own record, which holds on days without one.
SET LOCAL ROLE directory_owner;
CREATE VIEW directory.published_work_span_v1 WITH (security_barrier) AS
  SELECT org_id, staff_member_id, team_id, starts_on, ends_on, true AS is_posting FROM directory.posting
  UNION ALL
  SELECT org_id, id, team_id, starts_on, ends_on, false FROM directory.staff_member;
RESET ROLE;
ALTER VIEW directory.published_work_span_v1 OWNER TO directory_pub;
GRANT SELECT ON directory.published_organisation_v1, directory.published_today_v1, directory.published_team_v1, directory.published_posting_v1,
  directory.published_staff_member_v1, directory.published_work_span_v1 TO fidelity_svc;
GRANT SELECT ON directory.published_staff_member_v1, directory.published_posting_v1 TO fidelity_pub_org;
