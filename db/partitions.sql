-- Makes the access journal's partitions for this month and the next twelve. Run by tools/migrate and safe to run again;
-- a deployment runs it monthly. A month that the default partition already holds rows of stays there.
DO $$
DECLARE
  first date;
  part text;
BEGIN
  FOR i IN 0..12 LOOP
    first := (date_trunc('month', now()) + make_interval(months => i))::date;
    part := 'access_' || to_char(first, 'YYYY_MM');
    CONTINUE WHEN to_regclass('journal.' || part) IS NOT NULL;
    CONTINUE WHEN EXISTS (SELECT FROM journal.access_default a
                          WHERE a.at >= first AND a.at < (first + interval '1 month'));
    EXECUTE format('CREATE TABLE journal.%I PARTITION OF journal.access FOR VALUES FROM (%L) TO (%L)',
                   part, first::timestamptz, (first + interval '1 month')::timestamptz);
    EXECUTE format('ALTER TABLE journal.%I OWNER TO journal_owner', part);
  END LOOP;
END
$$;
