-- CreateTable
CREATE TABLE "usage_delta" (
    "period" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "occurred_on" DATE NOT NULL,
    "key_id" UUID NOT NULL,
    "course_id" UUID,
    "model_id" UUID NOT NULL,
    "channel_id" UUID,
    "outcome" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "cache_read_tokens" INTEGER NOT NULL DEFAULT 0,
    "cache_write_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "reasoning_tokens" INTEGER NOT NULL DEFAULT 0,
    "amount_nanos" BIGINT NOT NULL,
    "duration_ms" INTEGER,
    "first_byte_ms" INTEGER
);

-- CreateTable
CREATE TABLE "usage_traffic" (
    "id" BIGSERIAL NOT NULL,
    "hour" TIMESTAMPTZ(3),
    "occurred_on" DATE NOT NULL,
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

    CONSTRAINT "usage_traffic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_key_daily" (
    "key_id" UUID NOT NULL,
    "occurred_on" DATE NOT NULL,
    "outcome" TEXT NOT NULL,
    "calls" BIGINT NOT NULL,
    "duration_counts" INTEGER[],
    "first_byte_counts" INTEGER[],

    CONSTRAINT "usage_key_daily_pkey" PRIMARY KEY ("key_id","occurred_on","outcome")
);

-- What Prisma's schema cannot say.
CREATE UNIQUE INDEX "usage_traffic_once"
  ON "usage_traffic" ("occurred_on", "hour", "period", "course_id", "model_id", "channel_id", "outcome") NULLS NOT DISTINCT;
CREATE INDEX "usage_traffic_by_day" ON "usage_traffic" ("occurred_on") WHERE "hour" IS NULL;
CREATE INDEX "usage_traffic_by_period" ON "usage_traffic" ("period") WHERE "hour" IS NULL;
CREATE INDEX "usage_traffic_by_hour" ON "usage_traffic" ("hour") WHERE "hour" IS NOT NULL;
ALTER TABLE "usage_traffic" SET (fillfactor = 70);
ALTER TABLE "usage_key_daily" SET (fillfactor = 70);
-- emptied every few seconds: what was taken must not pile up before what is new
ALTER TABLE "usage_delta" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- A trigger, so that billings of the release before count as well while both run.
CREATE FUNCTION "note_usage"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage_delta (period, hour, occurred_on, key_id, course_id, model_id, channel_id, outcome, calls, input_tokens,
    cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos, duration_ms, first_byte_ms)
  SELECT to_char(now() AT TIME ZONE s.time_zone, 'YYYY-MM'), date_trunc('hour', f.admitted_at), f.occurred_on, f.key_id, f.course_id,
    f.model_id, f.channel_id, CASE f.status WHEN 'failed' THEN COALESCE(f.error_code, 'failed') ELSE f.status END, 1, f.input_tokens, f.cache_read_tokens,
    f.cache_write_tokens + f.cache_write_1h_tokens, f.output_tokens, f.reasoning_tokens, f.amount_nanos,
    CASE f.status WHEN 'completed' THEN f.duration_ms END, CASE f.status WHEN 'completed' THEN f.first_byte_ms END
  FROM fresh f CROSS JOIN setting s;
  RETURN NULL;
END $$;
CREATE TRIGGER "note_usage" AFTER INSERT ON "usage_record" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "note_usage"();

-- What was settled before.
INSERT INTO usage_delta (period, hour, occurred_on, key_id, course_id, model_id, channel_id, outcome, calls, input_tokens,
  cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos, duration_ms, first_byte_ms)
SELECT t.period, date_trunc('hour', u.admitted_at), u.occurred_on, u.key_id, u.course_id, u.model_id, u.channel_id,
  CASE u.status WHEN 'failed' THEN COALESCE(u.error_code, 'failed') ELSE u.status END, 1, u.input_tokens, u.cache_read_tokens, u.cache_write_tokens + u.cache_write_1h_tokens,
  u.output_tokens, u.reasoning_tokens, u.amount_nanos,
  CASE u.status WHEN 'completed' THEN u.duration_ms END, CASE u.status WHEN 'completed' THEN u.first_byte_ms END
FROM usage_record u JOIN ledger_txn t ON t.id = u.txn_id;
INSERT INTO usage_delta (period, hour, occurred_on, key_id, course_id, model_id, channel_id, outcome, calls, amount_nanos)
SELECT c.period, date_trunc('hour', u.admitted_at), u.occurred_on, u.key_id, u.course_id, u.model_id, u.channel_id,
  CASE u.status WHEN 'failed' THEN COALESCE(u.error_code, 'failed') ELSE u.status END, 0, -e.amount
FROM ledger_txn c JOIN usage_record u ON u.txn_id = c.corrects_txn
JOIN ledger_entry e ON e.txn_id = c.id
  AND e.account_id NOT IN ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002');
