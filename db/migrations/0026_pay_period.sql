-- oldest-binary: 26
-- How often a job's pay is worked out, and from which day: a new wage floor counts from the first pay period that begins under it. An older binary
-- would take every period for a week and store outcomes on other days.

SET LOCAL ROLE placement_owner;
ALTER TABLE placement.spell
  ADD COLUMN pay_period text,
  ADD COLUMN pay_period_from date,
  ADD CONSTRAINT spell_pay_period CHECK ((pay_period IS NULL) = (pay_period_from IS NULL));
ALTER TABLE placement.stage_spell
  ADD COLUMN pay_period text,
  ADD COLUMN pay_period_from date;
GRANT SELECT (pay_period, pay_period_from) ON placement.spell TO placement_pub_org;
RESET ROLE;

-- Two columns more, at its end.
CREATE OR REPLACE VIEW placement.published_job_v1 WITH (security_barrier) AS
  SELECT org_id, id, journey_id, participant_id, job_id, started_on, ended_on, last_confirmed_on, competitive, contract, weekly_minutes,
         hourly_pay_pence, first_four_hours_on, pay_period, pay_period_from
  FROM placement.spell WHERE withdrawn_on IS NULL;
