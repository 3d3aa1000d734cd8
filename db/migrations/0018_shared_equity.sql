-- oldest-binary: 18
-- What partners learn of equity characteristics is what holds today; what names partners go by; on what lawful basis everybody is counted; hours of
-- work in reports; and which kit is out.

SET LOCAL ROLE directory_owner;
ALTER TABLE directory.organisation ADD COLUMN lawful_basis text NOT NULL DEFAULT '';
ALTER TABLE directory.organisation ALTER COLUMN lawful_basis DROP DEFAULT;
-- For reporting, across organisations: a funder's report says on what basis each provider counts.
GRANT SELECT (org_id, lawful_basis) ON directory.organisation TO directory_pub_all;
CREATE POLICY all_orgs ON directory.organisation FOR SELECT TO directory_pub_all USING (true);
CREATE VIEW directory.published_lawful_basis_all_v1 WITH (security_barrier) AS
  SELECT org_id, lawful_basis FROM directory.organisation;
-- Names of the organisations that consent may name, as an organisation has recorded them: of several records about one, the first.
GRANT SELECT (org_id, id, name, partner_org_id) ON directory.partner TO directory_pub;
CREATE VIEW directory.published_partner_v1 WITH (security_barrier) AS
  SELECT DISTINCT ON (org_id, partner_org_id) org_id, partner_org_id, name
  FROM directory.partner WHERE partner_org_id IS NOT NULL
  ORDER BY org_id, partner_org_id, id;
RESET ROLE;
ALTER VIEW directory.published_lawful_basis_all_v1 OWNER TO directory_pub_all;
ALTER VIEW directory.published_partner_v1 OWNER TO directory_pub;
GRANT SELECT ON directory.published_lawful_basis_all_v1 TO reporting_svc;
GRANT SELECT ON directory.published_partner_v1 TO caseload_svc;

-- What was stated by date and holds today, under the same record as the consent; else what the participant's row says without a date; else that
-- somebody declined, or that it is not known. The kinds are named one by one, so a restricted one is never among them.
GRANT SELECT ON directory.published_today_v1 TO caseload_pub_shared;
SET LOCAL ROLE caseload_owner;
GRANT SELECT (org_id, id, participant_id, kind, "values", valid_from, valid_to, state, withdrawn_on) ON caseload.characteristic TO caseload_pub_shared;
RESET ROLE;
CREATE OR REPLACE VIEW caseload.shared_equity_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.participant_id, c.purpose, coalesce(d.sex, p.sex, d.sex_else) AS sex,
         coalesce(d.gender_identity, p.gender_identity, d.gender_identity_else) AS gender_identity,
         coalesce(d.ethnic_category, p.ethnic_category, d.ethnic_category_else) AS ethnic_category,
         CASE WHEN d.disabilities IS NOT NULL THEN string_to_array(d.disabilities, ',')
              WHEN cardinality(p.disabilities) > 0 OR d.disabilities_else IS NULL THEN p.disabilities
              ELSE string_to_array(d.disabilities_else, ',') END AS disabilities
  FROM caseload.published_consent_v1 c
  JOIN caseload.participant p ON p.org_id = c.org_id AND p.id = c.participant_id
  CROSS JOIN LATERAL (
    SELECT max(s.value) FILTER (WHERE s.kind = 'stated_gender' AND s.is_stated) AS sex,
           max(s.value) FILTER (WHERE s.kind = 'stated_gender' AND NOT s.is_stated) AS sex_else,
           max(s.value) FILTER (WHERE s.kind = 'gender_identity' AND s.is_stated) AS gender_identity,
           max(s.value) FILTER (WHERE s.kind = 'gender_identity' AND NOT s.is_stated) AS gender_identity_else,
           max(s.value) FILTER (WHERE s.kind = 'ethnic_category' AND s.is_stated) AS ethnic_category,
           max(s.value) FILTER (WHERE s.kind = 'ethnic_category' AND NOT s.is_stated) AS ethnic_category_else,
           max(s.value) FILTER (WHERE s.kind = 'disability' AND s.is_stated) AS disabilities,
           max(s.value) FILTER (WHERE s.kind = 'disability' AND NOT s.is_stated) AS disabilities_else
    FROM (
      -- One of each kind, in the order of caseload's own rule: stated before declined before not known, begun last, recorded last.
      SELECT DISTINCT ON (h.kind) h.kind, array_to_string(h."values", ',') AS value, h.state = 'stated' AS is_stated
      FROM caseload.characteristic h JOIN directory.published_today_v1 t ON t.org_id = h.org_id
      WHERE h.org_id = c.org_id AND h.participant_id = c.participant_id AND h.withdrawn_on IS NULL
        AND h.kind IN ('stated_gender', 'gender_identity', 'ethnic_category', 'disability')
        AND h.valid_from <= t.today AND (h.valid_to IS NULL OR h.valid_to >= t.today)
      ORDER BY h.kind, CASE h.state WHEN 'stated' THEN 1 WHEN 'declined' THEN 2 ELSE 3 END, h.valid_from DESC, h.id DESC) s) d
  WHERE c.recipient_org_id = current_setting('app.caller_org')::uuid AND c.direction = 'outgoing' AND c.category = 'equity';

-- For reporting, as before, and weekly hours with it: in the bands of NHS Data Dictionary, WEEKLY HOURS WORKED, because exact hours are nobody's group.
-- Hours that are in no band, none at all, stay 0; 97 to 99 are codes and no hours.
CREATE OR REPLACE VIEW caseload.published_dated_characteristic_all_v1 WITH (security_barrier) AS
  SELECT c.org_id, c.id, c.participant_id, c.kind,
         CASE WHEN c.kind <> 'weekly_hours' THEN c."values"[1]
              WHEN c."values"[1]::integer BETWEEN 1 AND 4 THEN '04' WHEN c."values"[1]::integer BETWEEN 5 AND 15 THEN '03'
              WHEN c."values"[1]::integer BETWEEN 16 AND 29 THEN '02' WHEN c."values"[1]::integer BETWEEN 30 AND 96 THEN '01'
              ELSE c."values"[1] END AS value, c.valid_from, c.valid_to, c.state
  FROM caseload.characteristic c
  WHERE c.withdrawn_on IS NULL AND cardinality(c."values") = 1
    AND c.kind IN ('ethnic_category', 'stated_gender', 'gender_identity', 'employment_status', 'settled_accommodation', 'imd_quintile',
      'learning_disability', 'autism', 'other_neurodivergence', 'substance_use', 'homelessness', 'rough_sleeping', 'prison_leaver', 'on_probation',
      'carer', 'care_experienced', 'armed_forces', 'armed_forces_family', 'refugee_or_resettlement', 'pregnancy_or_maternity', 'digital_access',
      'weekly_hours')
  UNION ALL
  SELECT c.org_id, c.id, g.participant_id, c.kind,
         CASE WHEN c.kind <> 'weekly_hours' THEN c."values"[1]
              WHEN c."values"[1]::integer BETWEEN 1 AND 4 THEN '04' WHEN c."values"[1]::integer BETWEEN 5 AND 15 THEN '03'
              WHEN c."values"[1]::integer BETWEEN 16 AND 29 THEN '02' WHEN c."values"[1]::integer BETWEEN 30 AND 96 THEN '01'
              ELSE c."values"[1] END AS value, c.valid_from, c.valid_to, c.state
  FROM caseload.merge g JOIN caseload.characteristic c ON c.org_id = g.org_id AND c.participant_id = g.duplicate_id
  WHERE g.state = 'merged' AND c.withdrawn_on IS NULL AND cardinality(c."values") = 1
    AND c.kind IN ('ethnic_category', 'stated_gender', 'gender_identity', 'employment_status', 'settled_accommodation', 'imd_quintile',
      'learning_disability', 'autism', 'other_neurodivergence', 'substance_use', 'homelessness', 'rough_sleeping', 'prison_leaver', 'on_probation',
      'carer', 'care_experienced', 'armed_forces', 'armed_forces_family', 'refugee_or_resettlement', 'pregnancy_or_maternity', 'digital_access',
      'weekly_hours');

-- Kit that is out, whatever the team: one thing cannot be lent twice, and that must not depend on who asks. It says nothing of whom it was lent to.
SET LOCAL ROLE caseload_owner;
GRANT SELECT (org_id, id, asset_tag, returned_on, withdrawn_on) ON caseload.kit_loan TO caseload_pub_org;
CREATE VIEW caseload.published_kit_out_v1 WITH (security_barrier) AS
  SELECT org_id, id, asset_tag FROM caseload.kit_loan WHERE asset_tag <> '' AND returned_on IS NULL AND withdrawn_on IS NULL;
CREATE INDEX kit_loan_out ON caseload.kit_loan (org_id, asset_tag) WHERE asset_tag <> '' AND returned_on IS NULL AND withdrawn_on IS NULL;
RESET ROLE;
ALTER VIEW caseload.published_kit_out_v1 OWNER TO caseload_pub_org;
GRANT SELECT ON caseload.published_kit_out_v1 TO caseload_svc;
