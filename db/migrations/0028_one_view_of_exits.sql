-- oldest-binary: 28
-- The day of a journey's exit stands in caseload.published_journey_v1 as well, and is read there.
DROP VIEW caseload.published_exit_v1;
