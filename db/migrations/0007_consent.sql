-- oldest-binary: 4
-- Consent to share, disclosures without it, and the views through which a person's data may leave the organisation.
-- Sessions set app.now beside the rest of their identity: whether consent has expired is asked of the caller's clock, not of the server's.

GRANT USAGE ON SCHEMA journal TO access_writer;
GRANT INSERT ON journal.access TO access_writer;
GRANT USAGE ON SCHEMA directory TO caseload_pub_org, exchange_svc;
GRANT SELECT ON directory.published_organisation_v1 TO caseload_pub_org, exchange_svc;
GRANT USAGE ON SCHEMA caseload TO caseload_pub_shared, placement_pub_shared, exchange_svc;
GRANT USAGE ON SCHEMA placement TO placement_pub_shared, exchange_svc;

SET LOCAL ROLE caseload_owner;
-- What a person said about sharing, one statement a row, never changed. A later statement supersedes an earlier one as far as both speak of
-- the same. Seen by whoever may see the participant: statements join that table.
CREATE TABLE caseload.consent (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  number bigint NOT NULL,            -- of the person's statements, from 1, in the order of recording
  decision text NOT NULL,
  recipient_org_id uuid,             -- null in a withdrawal: every organisation. Another tenant, so no foreign key names it
  purpose text,                      -- null in a withdrawal: every purpose
  categories text[] NOT NULL,
  directions text[] NOT NULL,
  said_on date NOT NULL,
  expires_on date,
  wording_version text NOT NULL,
  language text NOT NULL,
  manner text,
  given_by text,
  capacity_note text NOT NULL,
  recorded_by text NOT NULL,
  CONSTRAINT consent_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT consent_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT consent_number UNIQUE (org_id, participant_id, number),
  CONSTRAINT consent_given_is_complete CHECK (decision = 'withdrawn' OR (recipient_org_id IS NOT NULL AND purpose IS NOT NULL)),
  CONSTRAINT consent_says_something CHECK (cardinality(categories) > 0 AND cardinality(directions) > 0),
  CONSTRAINT consent_leaves_the_organisation CHECK (recipient_org_id <> org_id),
  CONSTRAINT consent_expiry CHECK (expires_on >= said_on)
);
CREATE INDEX consent_by_participant ON caseload.consent (org_id, participant_id, id);
CREATE INDEX consent_by_recipient ON caseload.consent (org_id, recipient_org_id, participant_id);
ALTER TABLE caseload.consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.consent FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.consent USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT ON caseload.consent TO caseload_svc;

-- For a recipient: a person took back, or refused, what was allowed before or was read before.
CREATE TABLE caseload.consent_notice (
  org_id uuid NOT NULL,
  consent_id uuid NOT NULL,          -- the statement that ended it
  recipient_org_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  seq bigint NOT NULL,               -- of the journal entry of that statement: the order in which notices came to be
  recorded_at timestamptz NOT NULL,
  purpose text,                      -- null: every purpose
  categories text[] NOT NULL,        -- what the recipient had consent for, or had read
  directions text[] NOT NULL,
  said_on date NOT NULL,
  was_read boolean NOT NULL,         -- whether the recipient had read any of it
  CONSTRAINT consent_notice_pkey PRIMARY KEY (org_id, recipient_org_id, consent_id),
  CONSTRAINT consent_notice_consent FOREIGN KEY (org_id, consent_id) REFERENCES caseload.consent (org_id, id)
);
ALTER TABLE caseload.consent_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.consent_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.consent_notice USING (org_id = current_setting('app.org')::uuid);
CREATE INDEX consent_notice_in_order ON caseload.consent_notice (org_id, recipient_org_id, seq);
GRANT SELECT, INSERT ON caseload.consent_notice TO caseload_svc;

-- Data passed on without consent.
CREATE TABLE caseload.disclosure (
  id uuid NOT NULL,
  org_id uuid NOT NULL,
  etag bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  participant_id uuid NOT NULL,
  basis text NOT NULL,
  necessity text NOT NULL,
  recipient text NOT NULL,
  sent text NOT NULL,
  disclosed_on date NOT NULL,
  author text NOT NULL,
  reviewer text NOT NULL,
  reviewed_on date,
  CONSTRAINT disclosure_pkey PRIMARY KEY (org_id, id),
  CONSTRAINT disclosure_participant FOREIGN KEY (org_id, participant_id) REFERENCES caseload.participant (org_id, id),
  CONSTRAINT disclosure_reviewed_by_another CHECK (reviewer <> author),
  CONSTRAINT disclosure_reviewed CHECK ((reviewer = '') = (reviewed_on IS NULL))
);
CREATE INDEX disclosure_by_participant ON caseload.disclosure (org_id, participant_id, id);
ALTER TABLE caseload.disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.disclosure FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON caseload.disclosure USING (org_id = current_setting('app.org')::uuid);
GRANT SELECT, INSERT, UPDATE ON caseload.disclosure TO caseload_svc;

RESET ROLE;

-- Consent in force: the one place that says so. Every view through which a person's data leaves the organisation joins it; a row for each
-- kind of data and direction, where the last statement about it gave consent and has not expired. The last one is the last recorded; but a refusal
-- or withdrawal said on a later day stands against a consent that was said before it and recorded after.
GRANT SELECT (org_id, id, participant_id, number, decision, recipient_org_id, purpose, categories, directions, said_on, expires_on)
  ON caseload.consent TO caseload_pub_org;
CREATE VIEW caseload.published_consent_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.id AS consent_id, c.participant_id, c.recipient_org_id, c.purpose, k.category, d.direction, c.expires_on
  FROM caseload.consent c
  JOIN directory.published_organisation_v1 o ON o.org_id = c.org_id
  CROSS JOIN unnest(c.categories) AS k (category)
  CROSS JOIN unnest(c.directions) AS d (direction)
  WHERE c.decision = 'given'
    AND (c.expires_on IS NULL OR c.expires_on >=
         (current_setting('app.now')::timestamptz AT TIME ZONE coalesce(nullif(o.time_zone, ''), 'Europe/London'))::date)
    AND NOT EXISTS (
      SELECT FROM caseload.consent w
      WHERE w.org_id = c.org_id AND w.participant_id = c.participant_id 
        AND (w.number > c.number OR (w.decision <> 'given' AND w.said_on > c.said_on))
        AND (w.recipient_org_id IS NULL OR w.recipient_org_id = c.recipient_org_id)
        AND (w.purpose IS NULL OR w.purpose = c.purpose)
        AND k.category = ANY (w.categories) AND d.direction = ANY (w.directions));

-- What a recipient may read, the recipient being the caller's organisation. Owned by a role of its own: one that no team binds, as consent
-- does not depend on who in the organisation supports the person.
GRANT SELECT (org_id, id, name, birth_date, birth_year, long_term_condition, sex, gender_identity, ethnic_category, disabilities)
  ON caseload.participant TO caseload_pub_shared;
GRANT SELECT (org_id, id, participant_id, referred_on, accepted_on, exited_on, employment_status, withdrawn_on)
  ON caseload.journey TO caseload_pub_shared;
GRANT SELECT ON caseload.consent_notice TO caseload_pub_shared;
-- Journeys that were not recorded in error, whatever the team: for what hangs on one and is shared.
GRANT SELECT (org_id, id, withdrawn_on) ON caseload.journey TO caseload_pub_org;
CREATE VIEW caseload.published_kept_journey_v1 WITH (security_barrier) AS
  SELECT org_id, id FROM caseload.journey WHERE withdrawn_on IS NULL;
CREATE VIEW caseload.shared_person_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.participant_id, c.purpose, c.category
  FROM caseload.published_consent_v1 c
  WHERE c.recipient_org_id = current_setting('app.caller_org')::uuid AND c.direction = 'outgoing';
CREATE VIEW caseload.shared_identity_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.participant_id, c.purpose, p.name, p.birth_date, p.birth_year
  FROM caseload.published_consent_v1 c JOIN caseload.participant p ON p.org_id = c.org_id AND p.id = c.participant_id
  WHERE c.recipient_org_id = current_setting('app.caller_org')::uuid AND c.direction = 'outgoing' AND c.category = 'identity';
CREATE VIEW caseload.shared_journey_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.participant_id, c.purpose, j.id, j.referred_on, j.accepted_on, j.exited_on, j.employment_status
  FROM caseload.published_consent_v1 c JOIN caseload.journey j ON j.org_id = c.org_id AND j.participant_id = c.participant_id
  WHERE c.recipient_org_id = current_setting('app.caller_org')::uuid AND c.direction = 'outgoing' AND c.category = 'employment'
    AND j.withdrawn_on IS NULL;
CREATE VIEW caseload.shared_health_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.participant_id, c.purpose, p.long_term_condition
  FROM caseload.published_consent_v1 c JOIN caseload.participant p ON p.org_id = c.org_id AND p.id = c.participant_id
  WHERE c.recipient_org_id = current_setting('app.caller_org')::uuid AND c.direction = 'outgoing' AND c.category = 'health';
CREATE VIEW caseload.shared_equity_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.participant_id, c.purpose, p.sex, p.gender_identity, p.ethnic_category, p.disabilities
  FROM caseload.published_consent_v1 c JOIN caseload.participant p ON p.org_id = c.org_id AND p.id = c.participant_id
  WHERE c.recipient_org_id = current_setting('app.caller_org')::uuid AND c.direction = 'outgoing' AND c.category = 'equity';

-- Says nothing of a person but that consent ended, to those who had it: it needs no consent in force.
CREATE VIEW caseload.shared_notice_v1 WITH (security_barrier) AS
  SELECT n.org_id, n.seq, n.recorded_at, n.participant_id, n.purpose, n.categories, n.directions, n.said_on, n.was_read
  FROM caseload.consent_notice n
  WHERE n.recipient_org_id = current_setting('app.caller_org')::uuid;
ALTER VIEW caseload.published_consent_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.published_kept_journey_v1 OWNER TO caseload_pub_org;
ALTER VIEW caseload.shared_person_v1 OWNER TO caseload_pub_shared;
ALTER VIEW caseload.shared_identity_v1 OWNER TO caseload_pub_shared;
ALTER VIEW caseload.shared_journey_v1 OWNER TO caseload_pub_shared;
ALTER VIEW caseload.shared_health_v1 OWNER TO caseload_pub_shared;
ALTER VIEW caseload.shared_equity_v1 OWNER TO caseload_pub_shared;
ALTER VIEW caseload.shared_notice_v1 OWNER TO caseload_pub_shared;
GRANT SELECT ON caseload.published_consent_v1 TO caseload_svc, caseload_pub_shared, placement_pub_shared;
GRANT SELECT ON caseload.published_kept_journey_v1 TO placement_pub_shared;
GRANT SELECT ON caseload.shared_person_v1, caseload.shared_identity_v1, caseload.shared_journey_v1, caseload.shared_health_v1,
  caseload.shared_equity_v1, caseload.shared_notice_v1 TO exchange_svc;

GRANT SELECT (org_id, id, journey_id, participant_id, started_on, ended_on, last_confirmed_on, weekly_minutes, competitive, job_title, withdrawn_on)
  ON placement.spell TO placement_pub_shared;
CREATE VIEW placement.shared_spell_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.participant_id, c.purpose, s.id, s.started_on, s.ended_on, s.last_confirmed_on, s.weekly_minutes, s.competitive,
         s.job_title
  FROM caseload.published_consent_v1 c JOIN placement.spell s ON s.org_id = c.org_id AND s.participant_id = c.participant_id
  JOIN caseload.published_kept_journey_v1 j ON j.org_id = s.org_id AND j.id = s.journey_id
  WHERE c.recipient_org_id = current_setting('app.caller_org')::uuid AND c.direction = 'outgoing' AND c.category = 'employment'
    AND s.withdrawn_on IS NULL;
ALTER VIEW placement.shared_spell_v1 OWNER TO placement_pub_shared;
GRANT SELECT ON placement.shared_spell_v1 TO exchange_svc;
