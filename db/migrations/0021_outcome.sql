-- oldest-binary: 20
-- What outcome rules ask of a journey and of its programme, and which rules are shipped.

SET LOCAL ROLE caseload_owner;
GRANT SELECT (accepted_on, declined_on, exited_on, followed_to) ON caseload.journey TO caseload_pub;
RESET ROLE;
CREATE OR REPLACE VIEW caseload.published_journey_v1 WITH (security_barrier) AS
  SELECT org_id, id, participant_id, programme_id, team_id, referred_on, withdrawn_on, source, source_key, accepted_on, declined_on, exited_on,
         followed_to
  FROM caseload.journey;
GRANT SELECT ON directory.published_programme_v1 TO placement_svc;

-- The ids of the rules that placement evaluates, for whoever names one. The rules themselves are data beside the code; a test compares.
SET LOCAL ROLE placement_owner;
CREATE VIEW placement.published_outcome_rule_v1 WITH (security_barrier) AS
  SELECT id FROM (VALUES
    ('earnings-16-hours-26-weeks'),
    ('earnings-8-hours-26-weeks'),
    ('ips-grow-job-start'),
    ('ipspc-13-in-16'),
    ('ipspc-13-in-16-960'),
    ('self-employed-182-in-639'),
    ('sustained-13'),
    ('sustained-13-gap-14'),
    ('sustained-26'),
    ('sustained-26-gap-14'),
    ('sustained-52'),
    ('sustained-52-gap-14')) AS shipped (id);
GRANT USAGE ON SCHEMA placement TO directory_svc;
RESET ROLE;
ALTER VIEW placement.published_outcome_rule_v1 OWNER TO placement_pub_org;
GRANT SELECT ON placement.published_outcome_rule_v1 TO directory_svc;
