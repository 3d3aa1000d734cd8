-- oldest-binary: 22
-- Two records of one employer. No row moves: a merged record says into which one it was merged, and whatever reads by employer asks the view below
-- which records are one employer's.

-- Not as the owner: rows that are there are looked at, and the owner sees none without an identity.
ALTER TABLE employer.employer
  ADD COLUMN merged_into uuid,
  ADD CONSTRAINT employer_merged_into FOREIGN KEY (org_id, merged_into) REFERENCES employer.employer (org_id, id),
  ADD CONSTRAINT employer_not_merged_into_itself CHECK (merged_into <> id);

SET LOCAL ROLE employer_owner;
CREATE INDEX employer_merged_into ON employer.employer (org_id, merged_into) WHERE merged_into IS NOT NULL;

-- A proposal to merge, and what became of it. Seen by all staff, as employers are.
CREATE TABLE employer.employer_merge (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  employer_id uuid NOT NULL,         -- the record that is kept
  duplicate_id uuid NOT NULL,        -- the record that is merged into it
  reason text NOT NULL,
  state text,
  proposed_by text NOT NULL,
  proposed_on date,
  decided_by text NOT NULL,
  decided_at timestamptz,
  note text NOT NULL,
  undone_by text NOT NULL,
  undone_on date,
  undo_reason text NOT NULL,
  CONSTRAINT employer_merge_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT employer_merge_employer FOREIGN KEY (org_id, employer_id) REFERENCES employer.employer (org_id, id),
  CONSTRAINT employer_merge_duplicate FOREIGN KEY (org_id, duplicate_id) REFERENCES employer.employer (org_id, id),
  CONSTRAINT employer_merge_of_two CHECK (employer_id <> duplicate_id),
  CONSTRAINT employer_merge_decided CHECK (state IS NOT NULL AND (state = 'waiting') = (decided_at IS NULL)),
  CONSTRAINT employer_merge_decided_by_another CHECK (decided_by <> proposed_by),
  CONSTRAINT employer_merge_undone CHECK ((state = 'undone') = (undone_on IS NOT NULL))
);
CREATE INDEX employer_merge_by_employer ON employer.employer_merge (org_id, employer_id, id);
CREATE INDEX employer_merge_by_duplicate ON employer.employer_merge (org_id, duplicate_id, id);
-- A record is merged into one other at most; and of two who propose the same pair, whichever way round, one is enough.
CREATE UNIQUE INDEX employer_merge_in_force ON employer.employer_merge (org_id, duplicate_id) WHERE state = 'merged';
CREATE UNIQUE INDEX employer_merge_waiting
  ON employer.employer_merge (org_id, least(employer_id, duplicate_id), greatest(employer_id, duplicate_id)) WHERE state = 'waiting';
ALTER TABLE employer.employer_merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE employer.employer_merge FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON employer.employer_merge USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON employer.employer_merge TO employer_svc;

-- The other records of the same employer, for each record that has any.
GRANT SELECT (merged_into) ON employer.employer TO employer_pub;
CREATE VIEW employer.published_other_employer_v1 WITH (security_barrier) AS
  SELECT e.org_id, e.merged_into AS employer_id, e.id AS other_id FROM employer.employer e WHERE e.merged_into IS NOT NULL
  UNION ALL
  SELECT e.org_id, e.id, e.merged_into FROM employer.employer e WHERE e.merged_into IS NOT NULL
  UNION ALL
  SELECT a.org_id, a.id, b.id
  FROM employer.employer a JOIN employer.employer b ON b.org_id = a.org_id AND b.merged_into = a.merged_into AND b.id <> a.id
  WHERE a.merged_into IS NOT NULL;
RESET ROLE;
ALTER VIEW employer.published_other_employer_v1 OWNER TO employer_pub;
GRANT SELECT ON employer.published_other_employer_v1 TO employer_svc;

-- What other services may know of an employer: a merged one as well, because jobs from before name it; with where new ones go.
CREATE OR REPLACE VIEW employer.published_employer_v1 WITH (security_barrier) AS SELECT org_id, id, name, merged_into FROM employer.employer;
-- Who leads a team today decides about proposals.
GRANT SELECT ON directory.published_posting_v1 TO employer_svc;
