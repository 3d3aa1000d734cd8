-- oldest-binary: 11
-- Which journeys of a caseload are engaged; and what students enter in other services waits for countersignature where all that waits is listed.

GRANT SELECT (org_id, journey_id, started_on, withdrawn_on) ON caseload.vocational_profile TO caseload_pub_org;
-- Active journeys of each key worker, whatever the team: the limit binds the worker, and must not depend on who asks. Engaged is one whose vocational
-- profile was begun.
CREATE OR REPLACE VIEW caseload.published_load_v1 WITH (security_barrier) AS
  SELECT a.org_id, a.staff_member_id, a.journey_id, EXISTS (
      SELECT FROM caseload.vocational_profile v WHERE v.org_id = a.org_id AND v.journey_id = a.journey_id AND v.withdrawn_on IS NULL) AS engaged
  FROM caseload.allocation a JOIN caseload.journey j ON j.org_id = a.org_id AND j.id = a.journey_id
  WHERE a.staff_member_id IS NOT NULL AND j.declined_on IS NULL AND j.exited_on IS NULL AND j.withdrawn_on IS NULL
    AND NOT EXISTS (
      SELECT FROM caseload.allocation b WHERE b.org_id = a.org_id AND b.journey_id = a.journey_id AND b.number > a.number);

-- The one view that other services write through: an entry of theirs that a student made waits for a signature beside those of the caseload. It lets
-- them see and write nothing else.
GRANT SELECT, INSERT, UPDATE ON caseload.countersignature TO caseload_pub_org;
CREATE VIEW caseload.published_spell_countersignature_v1 WITH (security_barrier) AS
  SELECT id, org_id, etag, updated_at, participant_id, kind, entered_by, entered_at, decision, note, decided_by, decided_on
  FROM caseload.countersignature WHERE kind = 'spell' WITH CASCADED CHECK OPTION;
ALTER VIEW caseload.published_spell_countersignature_v1 OWNER TO caseload_pub_org;
GRANT SELECT, INSERT, UPDATE ON caseload.published_spell_countersignature_v1 TO placement_svc;
GRANT SELECT ON directory.published_staff_member_v1 TO placement_svc;
