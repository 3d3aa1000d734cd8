-- oldest-binary: 22
-- The day of the first four paid hours is stated, as the end of a job is: evidence of the days before it may come first, and may be all that is left
-- when other evidence is taken back.

SET LOCAL ROLE placement_owner;
ALTER TABLE placement.spell
  DROP CONSTRAINT spell_first_four_hours,
  ADD CONSTRAINT spell_first_four_hours CHECK (
    first_four_hours_on >= started_on AND (ended_on IS NULL OR first_four_hours_on <= ended_on));
RESET ROLE;
