-- CreateTable
CREATE TABLE "usage_daily" (
    "id" BIGSERIAL NOT NULL,
    "dimension" TEXT NOT NULL,
    "dimension_id" UUID,
    "occurred_on" DATE NOT NULL,
    "outcome" TEXT NOT NULL,
    "calls" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "duration_counts" INTEGER[],
    "first_byte_counts" INTEGER[],

    CONSTRAINT "usage_daily_pkey" PRIMARY KEY ("id")
);

-- What Prisma's schema cannot say.
CREATE UNIQUE INDEX "usage_daily_once"
  ON "usage_daily" ("dimension", "occurred_on", "dimension_id", "outcome") NULLS NOT DISTINCT;
ALTER TABLE "usage_daily" SET (fillfactor = 70);

-- Triggers, so that billings of the release before are counted as well while both run: whatever changes a day of usage_traffic
-- changes its sums by as much. Their statements add up 35 buckets by position (LATENCY_BUCKET_COUNT of packages/protocols), so
-- they are put together here.
DO $migration$
DECLARE
  summed CONSTANT text := (
    SELECT string_agg(format('sum(t.sign * t.%I)', name), ', ' ORDER BY place)
    FROM unnest(ARRAY['calls', 'input_tokens', 'cache_read_tokens', 'cache_write_tokens', 'output_tokens', 'reasoning_tokens',
      'amount_nanos']) WITH ORDINALITY AS c(name, place));
  counted CONSTANT text := (
    SELECT string_agg(format('ARRAY[%s]::int[]', positions), ', ' ORDER BY place)
    FROM (SELECT place, string_agg(format('COALESCE(sum(t.sign * t.%I[%s]), 0)', name, i), ', ' ORDER BY i) AS positions
      FROM unnest(ARRAY['duration_counts', 'first_byte_counts']) WITH ORDINALITY AS c(name, place) CROSS JOIN generate_series(1, 35) i
      GROUP BY place) p);
  added CONSTANT text := (
    SELECT string_agg(format('%1$I = h.%1$I + EXCLUDED.%1$I', name), ', ')
    FROM unnest(ARRAY['calls', 'input_tokens', 'cache_read_tokens', 'cache_write_tokens', 'output_tokens', 'reasoning_tokens',
      'amount_nanos']) AS c(name)) || ', ' || (
    SELECT string_agg(format('%I = ARRAY[%s]', name, positions), ', ')
    FROM (SELECT name, string_agg(format('h.%1$I[%2$s] + EXCLUDED.%1$I[%2$s]', name, i), ', ' ORDER BY i) AS positions
      FROM unnest(ARRAY['duration_counts', 'first_byte_counts']) AS c(name) CROSS JOIN generate_series(1, 35) i GROUP BY name) p);
  statement CONSTANT text := format($sql$
    INSERT INTO usage_daily AS h (dimension, dimension_id, occurred_on, outcome, calls, input_tokens, cache_read_tokens,
      cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos, duration_counts, first_byte_counts)
    SELECT CASE 0 WHEN GROUPING(t.course_id) THEN 'course' WHEN GROUPING(t.model_id) THEN 'model'
        WHEN GROUPING(t.channel_id) THEN 'channel' ELSE 'all' END,
      COALESCE(t.course_id, t.model_id, t.channel_id), t.occurred_on, t.outcome, %s, %s
    FROM (%%s) t
    GROUP BY GROUPING SETS ((t.occurred_on, t.outcome), (t.course_id, t.occurred_on, t.outcome),
      (t.model_id, t.occurred_on, t.outcome), (t.channel_id, t.occurred_on, t.outcome))
    ON CONFLICT (dimension, occurred_on, dimension_id, outcome) DO UPDATE SET %s$sql$, summed, counted, added);
  fresh CONSTANT text := 'SELECT 1 AS sign, f.* FROM fresh f WHERE f.hour IS NULL';
  was CONSTANT text := 'SELECT -1, w.* FROM was w WHERE w.hour IS NULL';
  function CONSTANT text := 'CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN %s; RETURN NULL; END $f$';
BEGIN
  EXECUTE format(function, 'add_days', format(statement, fresh));
  EXECUTE format(function, 'change_days', format(statement, fresh || ' UNION ALL ' || was));
  CREATE TRIGGER "add_days" AFTER INSERT ON "usage_traffic" REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION "add_days"();
  CREATE TRIGGER "change_days" AFTER UPDATE ON "usage_traffic" REFERENCING OLD TABLE AS was NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION "change_days"();
  -- what was there before; nobody folds meanwhile, for CREATE TRIGGER keeps writers away until the migration is done
  EXECUTE format(statement, 'SELECT 1 AS sign, f.* FROM usage_traffic f WHERE f.hour IS NULL');
END $migration$;
