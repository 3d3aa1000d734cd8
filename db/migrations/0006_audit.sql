-- oldest-binary: 5
-- Finds attempts by the record that was asked for: one that was made in vain names no person.
SET LOCAL ROLE journal_owner;
CREATE INDEX access_record ON journal.access (org_id, record, at) WHERE person IS NULL;
RESET ROLE;
