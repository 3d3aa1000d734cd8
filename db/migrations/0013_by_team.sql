-- oldest-binary: 11
-- What is open to a caller beyond their teams, as views: the policies and the statements that look for a team's people by index read the same ones.
-- Indexes by which names are searched without a look at every row that they fit.

-- Teams that the caller covers today. A sign-in is compared by its digest, because app.caller stands in the text of statements, which Postgres may
-- log. Cover holds while the member of staff is employed under the sign-in for which it was arranged.
CREATE VIEW caseload.covered_team_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.team_id
  FROM caseload.cover c JOIN directory.published_today_v1 d ON d.org_id = c.org_id
  JOIN directory.published_staff_member_v1 s ON s.org_id = c.org_id AND s.id = c.staff_member_id AND s.subject = c.subject AND s.active
  WHERE c.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org')
    AND encode(sha256(convert_to(c.subject, 'UTF8')), 'hex') = current_setting('app.caller') AND d.today BETWEEN c.starts_on AND c.ends_on;
-- People whose records the caller opened in an emergency that lasts.
CREATE VIEW caseload.opened_person_v1 WITH (security_barrier) AS
  SELECT e.org_id, e.participant_id
  FROM caseload.emergency_opening e
  WHERE e.org_id = current_setting('app.org')::uuid AND current_setting('app.caller_org') = current_setting('app.org')
    AND encode(sha256(convert_to(e.opened_by, 'UTF8')), 'hex') = current_setting('app.caller')
    AND e.expires_at > current_setting('app.now')::timestamptz;
ALTER VIEW caseload.covered_team_v1 OWNER TO caseload_pub;
ALTER VIEW caseload.opened_person_v1 OWNER TO caseload_pub;
GRANT SELECT ON caseload.covered_team_v1, caseload.opened_person_v1 TO caseload_svc;

-- Both lists are worked out once for a statement, and only when a row outside the teams is met.
DROP POLICY team ON caseload.participant;
CREATE POLICY team ON caseload.participant AS RESTRICTIVE TO caseload_svc, caseload_pub
  USING ((SELECT current_setting('app.team_scope')) = 'all' OR team_id = ANY (ARRAY(SELECT unnest(current_setting('app.teams')::uuid[])))
    OR team_id = ANY (ARRAY(SELECT c.team_id FROM caseload.covered_team_v1 c WHERE c.org_id = current_setting('app.org')::uuid))
    OR id = ANY (ARRAY(SELECT o.participant_id FROM caseload.opened_person_v1 o WHERE o.org_id = current_setting('app.org')::uuid)));
DROP POLICY team ON caseload.journey;
CREATE POLICY team ON caseload.journey AS RESTRICTIVE TO caseload_svc, caseload_pub
  USING ((SELECT current_setting('app.team_scope')) = 'all' OR team_id = ANY (ARRAY(SELECT unnest(current_setting('app.teams')::uuid[])))
    OR team_id = ANY (ARRAY(SELECT c.team_id FROM caseload.covered_team_v1 c WHERE c.org_id = current_setting('app.org')::uuid))
    OR participant_id = ANY (ARRAY(SELECT o.participant_id FROM caseload.opened_person_v1 o WHERE o.org_id = current_setting('app.org')::uuid)));

SET LOCAL ROLE caseload_owner;
-- With all that a search and the policy ask of a row, so that the row itself is read only where it is shown.
DROP INDEX caseload.participant_search_name;
DROP INDEX caseload.participant_search_last;
CREATE INDEX participant_search_name ON caseload.participant (org_id, search_name, id) INCLUDE (team_id);
CREATE INDEX participant_search_last ON caseload.participant (org_id, search_last, search_name, id) INCLUDE (team_id);
RESET ROLE;
