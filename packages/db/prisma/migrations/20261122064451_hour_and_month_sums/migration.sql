-- CreateTable
CREATE TABLE "usage_hour_sum" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
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

    CONSTRAINT "usage_hour_sum_pkey" PRIMARY KEY ("occurred_on","hour","outcome")
);

-- CreateTable
CREATE TABLE "usage_monthly" (
    "id" BIGSERIAL NOT NULL,
    "month" DATE NOT NULL,
    "period" TEXT NOT NULL,
    "course_id" UUID,
    "model_id" UUID NOT NULL,
    "channel_id" UUID,
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

    CONSTRAINT "usage_monthly_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "usage_monthly_period_idx" ON "usage_monthly"("period");

-- CreateIndex
CREATE INDEX "usage_monthly_model_id_month_idx" ON "usage_monthly"("model_id", "month");

-- CreateIndex
CREATE INDEX "usage_monthly_course_id_month_idx" ON "usage_monthly"("course_id", "month");

-- CreateIndex
CREATE INDEX "usage_monthly_channel_id_month_idx" ON "usage_monthly"("channel_id", "month");

-- What Prisma's schema cannot say.
CREATE UNIQUE INDEX "usage_monthly_once"
  ON "usage_monthly" ("month", "period", "course_id", "model_id", "channel_id", "outcome") NULLS NOT DISTINCT;
ALTER TABLE "usage_hour_sum" SET (fillfactor = 70);
ALTER TABLE "usage_monthly" SET (fillfactor = 70);

-- Triggers, as those of usage_daily and for the same reason: whatever changes a row of usage_traffic changes its sums by as much.
DO $migration$
DECLARE
  names CONSTANT text[] := ARRAY['calls', 'input_tokens', 'cache_read_tokens', 'cache_write_tokens', 'output_tokens', 'reasoning_tokens',
    'amount_nanos'];
  summed CONSTANT text := (
    SELECT string_agg(format('sum(t.sign * t.%I)', name), ', ' ORDER BY place) FROM unnest(names) WITH ORDINALITY AS c(name, place));
  counted CONSTANT text := (
    SELECT string_agg(format('ARRAY[%s]::int[]', positions), ', ' ORDER BY place)
    FROM (SELECT place, string_agg(format('COALESCE(sum(t.sign * t.%I[%s]), 0)', name, i), ', ' ORDER BY i) AS positions
      FROM unnest(ARRAY['duration_counts', 'first_byte_counts']) WITH ORDINALITY AS c(name, place) CROSS JOIN generate_series(1, 35) i
      GROUP BY place) p);
  added CONSTANT text := (
    SELECT string_agg(format('%1$I = h.%1$I + EXCLUDED.%1$I', name), ', ') FROM unnest(names) AS c(name)) || ', ' || (
    SELECT string_agg(format('%I = ARRAY[%s]', name, positions), ', ')
    FROM (SELECT name, string_agg(format('h.%1$I[%2$s] + EXCLUDED.%1$I[%2$s]', name, i), ', ' ORDER BY i) AS positions
      FROM unnest(ARRAY['duration_counts', 'first_byte_counts']) AS c(name) CROSS JOIN generate_series(1, 35) i GROUP BY name) p);
  columns CONSTANT text := array_to_string(names, ', ') || ', duration_counts, first_byte_counts';
  hours CONSTANT text := format($sql$
    INSERT INTO usage_hour_sum AS h (hour, occurred_on, outcome, %s)
    SELECT t.hour, t.occurred_on, t.outcome, %s, %s FROM (%%s) t WHERE t.hour IS NOT NULL GROUP BY 1, 2, 3
    ON CONFLICT (occurred_on, hour, outcome) DO UPDATE SET %s$sql$, columns, summed, counted, added);
  months CONSTANT text := format($sql$
    INSERT INTO usage_monthly AS h (month, period, course_id, model_id, channel_id, outcome, %s)
    SELECT date_trunc('month', t.occurred_on)::date, t.period, t.course_id, t.model_id, t.channel_id, t.outcome, %s, %s
    FROM (%%s) t WHERE t.hour IS NULL GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (month, period, course_id, model_id, channel_id, outcome) DO UPDATE SET %s$sql$, columns, summed, counted, added);
  fresh CONSTANT text := 'SELECT 1 AS sign, f.* FROM fresh f';
  was CONSTANT text := 'SELECT -1, w.* FROM was w';
  function CONSTANT text := 'CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN %s; %s; RETURN NULL; END $f$';
BEGIN
  EXECUTE format(function, 'add_hours_and_months', format(hours, fresh), format(months, fresh));
  EXECUTE format(function, 'change_hours_and_months', format(hours, fresh || ' UNION ALL ' || was),
    format(months, fresh || ' UNION ALL ' || was));
  CREATE TRIGGER "add_hours_and_months" AFTER INSERT ON "usage_traffic" REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION "add_hours_and_months"();
  CREATE TRIGGER "change_hours_and_months" AFTER UPDATE ON "usage_traffic" REFERENCING OLD TABLE AS was NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION "change_hours_and_months"();
  -- what was there before; nobody folds meanwhile, for CREATE TRIGGER keeps writers away until the migration is done
  EXECUTE format(hours, 'SELECT 1 AS sign, f.* FROM usage_traffic f');
  EXECUTE format(months, 'SELECT 1 AS sign, f.* FROM usage_traffic f');
END $migration$;
