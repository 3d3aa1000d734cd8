-- Roles of the cluster. Safe to run again.
--   <svc>_owner     owns a service's tables; nobody logs in as it
--   <svc>_pub       owns views that show one organisation's rows, teams respected
--   <svc>_pub_org   owns views that show one organisation's rows whatever the team: for facts that a rule needs and no person reads
--   <svc>_pub_shared  owns views that show one organisation's rows to another organisation, as far as consent in force goes
--   <svc>_pub_all   owns views across organisations; their only reader is reporting
--   <svc>_svc       logs in, owns nothing, cannot bypass row-level security
--   <svc>_disposer  owns the function that disposes of a service's records, and may delete there and nothing else
--   journal_writer  what a service that keeps records may do to the journal
--   access_writer   writes down reads, and can read nothing of the journal: for exchange, which outsiders call
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'journal_owner', 'journal_writer', 'access_writer',
    'directory_owner', 'directory_pub', 'directory_pub_all',
    'caseload_owner', 'caseload_pub', 'caseload_pub_org', 'caseload_pub_shared', 'caseload_pub_all',
    'placement_owner', 'placement_pub_org', 'placement_pub_shared', 'placement_pub_all',
    'employer_owner', 'employer_pub',
    'fidelity_owner', 'fidelity_pub', 'fidelity_pub_org',
    'reporting_owner', 'reporting_pub_all',
    'caseload_disposer', 'placement_disposer', 'employer_disposer', 'reporting_disposer', 'journal_disposer']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', name);
    END IF;
  END LOOP;
  FOREACH name IN ARRAY ARRAY['directory_svc', 'caseload_svc', 'placement_svc', 'employer_svc', 'fidelity_svc', 'reporting_svc', 'exchange_svc']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS', name);
    END IF;
    EXECUTE format('GRANT %I TO %I', CASE name WHEN 'exchange_svc' THEN 'access_writer' ELSE 'journal_writer' END, name);
  END LOOP;
END
$$;
