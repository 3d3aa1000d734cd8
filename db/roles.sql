-- Roles of the cluster. Safe to run again.
--   <svc>_owner     owns a service's tables; nobody logs in as it
--   <svc>_pub       owns views that show one organisation's rows, teams respected
--   <svc>_pub_org   owns views that show one organisation's rows whatever the team: for facts that a rule needs and no person reads
--   <svc>_pub_all   owns views across organisations; their only reader is reporting
--   <svc>_svc       logs in, owns nothing, cannot bypass row-level security
--   journal_writer  what every service may do to the journal
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'journal_owner', 'journal_writer',
    'directory_owner', 'directory_pub', 'directory_pub_all',
    'caseload_owner', 'caseload_pub', 'caseload_pub_org', 'caseload_pub_all',
    'placement_owner', 'placement_pub_all']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', name);
    END IF;
  END LOOP;
  FOREACH name IN ARRAY ARRAY['directory_svc', 'caseload_svc', 'placement_svc', 'reporting_svc']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS', name);
    END IF;
    EXECUTE format('GRANT journal_writer TO %I', name);
  END LOOP;
END
$$;
