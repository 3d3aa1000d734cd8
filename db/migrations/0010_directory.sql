-- oldest-binary: 10
-- Programmes with setting, rules, triage and review interval.

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.programme
  ADD COLUMN setting text, ADD COLUMN outcome_rules text[] NOT NULL DEFAULT '{}', ADD COLUMN triage boolean NOT NULL DEFAULT false,
  ADD COLUMN review_days integer,
  ADD CONSTRAINT programme_review_days CHECK (review_days BETWEEN 1 AND 365);
-- From now on every statement says what it means.
ALTER TABLE directory.programme ALTER COLUMN outcome_rules DROP DEFAULT, ALTER COLUMN triage DROP DEFAULT;

-- What other services may know.
GRANT SELECT (setting, outcome_rules, triage, review_days) ON directory.programme TO directory_pub;
RESET ROLE;
CREATE OR REPLACE VIEW directory.published_programme_v1 WITH (security_barrier) AS
  SELECT org_id, id, name, starts_on, ends_on, kind, caseload_limit, decision_days, first_contact_days, old_answer_days, setting, outcome_rules,
         triage, review_days
  FROM directory.programme;
