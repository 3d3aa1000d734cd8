-- oldest-binary: 16
-- What outcome rules ask of a journey and of its programme.

SET LOCAL ROLE caseload_owner;
GRANT SELECT (accepted_on, declined_on, exited_on, followed_to) ON caseload.journey TO caseload_pub;
RESET ROLE;
CREATE OR REPLACE VIEW caseload.published_journey_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, programme_id, team_id, referred_on, withdrawn_on, source, source_key, accepted_on, declined_on, exited_on,
         followed_to
  FROM caseload.journey;
GRANT SELECT ON directory.published_programme_v1 TO placement_svc;
