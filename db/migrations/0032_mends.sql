-- oldest-binary: 32
-- An end that somebody typed in proves no day of work: outcomes ask what evidence shows of it. An older binary would take the end for evidence and store
-- outcomes on other days.

-- What shows when a job ended: the last day for which it speaks.
SET LOCAL ROLE placement_owner;
GRANT SELECT (org_id, spell_id, fact, speaks_for, withdrawn_on) ON placement.spell_evidence TO placement_pub_org;
CREATE VIEW placement.published_end_evidence_v1 WITH (security_barrier) AS
  SELECT org_id, spell_id, speaks_for FROM placement.spell_evidence WHERE fact = 'ended' AND withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW placement.published_end_evidence_v1 OWNER TO placement_pub_org;
GRANT SELECT ON placement.published_end_evidence_v1 TO caseload_svc, directory_svc, placement_svc;

-- Proposals to merge employers that wait, for the day's list of whoever may decide them: how many and since when, and of which employers nothing.
SET LOCAL ROLE employer_owner;
GRANT SELECT (org_id, id, state, proposed_by, proposed_on) ON employer.employer_merge TO employer_pub;
CREATE VIEW employer.published_waiting_merge_v1 WITH (security_barrier) AS
  SELECT org_id, id, proposed_by, proposed_on FROM employer.employer_merge WHERE state = 'waiting';
RESET ROLE;
ALTER VIEW employer.published_waiting_merge_v1 OWNER TO employer_pub;
GRANT SELECT ON employer.published_waiting_merge_v1 TO caseload_svc;

-- What students enter of people and journeys decides outcomes too (acceptance, exit, birth): whether it waits for a signature, and nothing else of it.
SET LOCAL ROLE caseload_owner;
CREATE VIEW caseload.published_course_countersignature_v1 WITH (security_barrier) AS
  SELECT org_id, id, decision FROM caseload.countersignature WHERE kind IN ('journey', 'participant');
RESET ROLE;
ALTER VIEW caseload.published_course_countersignature_v1 OWNER TO caseload_pub_org;
GRANT SELECT ON caseload.published_course_countersignature_v1 TO placement_svc;
