-- oldest-binary: 1
-- The journal: idempotency, audit record and change feed in one append-only table, and the log of who read what.

CREATE SCHEMA journal AUTHORIZATION journal_owner;
GRANT USAGE ON SCHEMA journal TO journal_writer;
SET LOCAL ROLE journal_owner;

-- Where each organisation's journal ends.
CREATE TABLE journal.head (
  org_id uuid NOT NULL,
  seq bigint NOT NULL,       -- number of the last entry, 0 before the first
  prev bytea NOT NULL,       -- hash before the last write
  hash bytea NOT NULL,       -- sha256(prev || int8send(seq) || sha256(entry hashes of the last write, in order))
  CONSTRAINT head_pkey PRIMARY KEY (org_id)
);

-- One entry for each record written. Gapless within an organisation and in commit order.
CREATE TABLE journal.entry (
  org_id uuid NOT NULL,
  seq bigint NOT NULL,
  caller_org uuid NOT NULL,  -- the caller's own organisation; differs from org_id for partners and the operator
  caller text NOT NULL,      -- subject of the caller's token
  role text NOT NULL,
  purpose text NOT NULL,
  at timestamptz NOT NULL,
  method text NOT NULL,
  kind text NOT NULL,        -- what was written, such as 'spell'
  subject uuid NOT NULL,     -- id of the record written
  person uuid,               -- the participant it is about; null where it is about nobody
  request_id uuid NOT NULL,
  part integer NOT NULL,     -- 0, or the place within a bulk write
  request_hash bytea NOT NULL,
  changed text[] NOT NULL,   -- names of the fields that the write set
  body bytea,                -- the message as answered, never reserialised; null after disposal
  body_hash bytea NOT NULL,  -- sha256(body)
  entry_hash bytea NOT NULL, -- sha256(facts || body_hash); the facts are the columns caller_org to changed, as services/common/journal/sql.cc joins them
  prev bytea NOT NULL,       -- the head's hash before this write
  hash bytea NOT NULL,       -- the head's hash after it
  CONSTRAINT entry_pkey PRIMARY KEY (org_id, seq),
  CONSTRAINT entry_request UNIQUE (org_id, caller_org, caller, request_id, part)
);
CREATE INDEX entry_person ON journal.entry (org_id, person, at) WHERE person IS NOT NULL;
CREATE INDEX entry_subject ON journal.entry (org_id, subject, seq);

-- Who read what, or was refused. Monthly partitions are made by db/partitions.sql; the default one catches the rest.
CREATE TABLE journal.access (
  org_id uuid NOT NULL,
  at timestamptz NOT NULL,
  caller_org uuid NOT NULL,
  caller text NOT NULL,
  role text NOT NULL,
  purpose text NOT NULL,
  method text NOT NULL,
  kind text NOT NULL,        -- what was asked for, such as 'participant'
  record uuid,               -- id asked for; null for a report
  person uuid,               -- the participant whose record it is; null where it is about nobody or was not found
  outcome text NOT NULL,
  call_id text NOT NULL,     -- the request id of the log lines
  CONSTRAINT access_outcome CHECK (outcome IN ('read', 'not_found', 'refused'))
) PARTITION BY RANGE (at);
CREATE INDEX access_person ON journal.access (org_id, person, at);
CREATE TABLE journal.access_default PARTITION OF journal.access DEFAULT;

ALTER TABLE journal.head ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.head FORCE ROW LEVEL SECURITY;
ALTER TABLE journal.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.entry FORCE ROW LEVEL SECURITY;
ALTER TABLE journal.access ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal.access FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON journal.head USING (org_id = current_setting('app.org')::uuid);
CREATE POLICY tenant ON journal.entry USING (org_id = current_setting('app.org')::uuid);
CREATE POLICY tenant ON journal.access USING (org_id = current_setting('app.org')::uuid);

GRANT SELECT, INSERT, UPDATE ON journal.head TO journal_writer;
GRANT SELECT, INSERT ON journal.entry TO journal_writer;
GRANT SELECT, INSERT ON journal.access TO journal_writer;

RESET ROLE;
