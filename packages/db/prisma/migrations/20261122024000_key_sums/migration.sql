-- CreateTable
CREATE TABLE "usage_key_sum" (
    "id" BIGSERIAL NOT NULL,
    "span" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "key_id" UUID NOT NULL,
    "course_id" UUID,
    "calls" BIGINT NOT NULL,
    "failed_calls" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,

    CONSTRAINT "usage_key_sum_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "usage_record_model_name_admitted_at_request_id_idx" ON "usage_record"("model_name", "admitted_at" DESC, "request_id");

-- What Prisma's schema cannot say.
CREATE UNIQUE INDEX "usage_key_sum_once" ON "usage_key_sum" ("span", "starts_on", "key_id", "course_id") NULLS NOT DISTINCT;
ALTER TABLE "usage_key_sum" SET (fillfactor = 85);

-- Calls that did not end well, of one model, too: counted in the index alone.
DROP INDEX "usage_record_not_completed";
CREATE INDEX "usage_record_not_completed" ON "usage_record" ("status", "admitted_at" DESC, "request_id")
  INCLUDE ("model_name", "user_id", "key_id") WHERE "status" <> 'completed';

-- Whoever folds takes deltas away: what is taken is added here, in the same statement, by billings of the release before as well.
CREATE FUNCTION "add_key_sums"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage_key_sum AS h (span, starts_on, key_id, course_id, calls, failed_calls, input_tokens, cache_read_tokens,
    cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
  SELECT CASE GROUPING(t.occurred_on) WHEN 0 THEN 'day' ELSE 'month' END, COALESCE(t.occurred_on, t.month), t.key_id, t.course_id,
    sum(t.calls), COALESCE(sum(t.calls) FILTER (WHERE t.outcome <> 'completed'), 0), sum(t.input_tokens), sum(t.cache_read_tokens),
    sum(t.cache_write_tokens), sum(t.output_tokens), sum(t.reasoning_tokens), sum(t.amount_nanos)
  FROM (SELECT *, date_trunc('month', occurred_on)::date AS month FROM taken) t
  GROUP BY GROUPING SETS ((t.occurred_on, t.key_id, t.course_id), (t.month, t.key_id, t.course_id))
  ORDER BY 1, 2, 3, 4
  ON CONFLICT (span, starts_on, key_id, course_id) DO UPDATE SET
    calls = h.calls + EXCLUDED.calls, failed_calls = h.failed_calls + EXCLUDED.failed_calls,
    input_tokens = h.input_tokens + EXCLUDED.input_tokens, cache_read_tokens = h.cache_read_tokens + EXCLUDED.cache_read_tokens,
    cache_write_tokens = h.cache_write_tokens + EXCLUDED.cache_write_tokens,
    output_tokens = h.output_tokens + EXCLUDED.output_tokens, reasoning_tokens = h.reasoning_tokens + EXCLUDED.reasoning_tokens,
    amount_nanos = h.amount_nanos + EXCLUDED.amount_nanos;
  RETURN NULL;
END $$;
CREATE TRIGGER "add_key_sums" AFTER DELETE ON "usage_delta" REFERENCING OLD TABLE AS taken
  FOR EACH STATEMENT EXECUTE FUNCTION "add_key_sums"();

-- What was settled before, less what still waits to be folded. CREATE TRIGGER keeps writers of deltas away until the migration
-- is done, and every settlement is one: nothing is between the two.
INSERT INTO usage_key_sum (span, starts_on, key_id, course_id, calls, failed_calls, input_tokens, cache_read_tokens,
  cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
SELECT CASE GROUPING(t.occurred_on) WHEN 0 THEN 'day' ELSE 'month' END, COALESCE(t.occurred_on, t.month), t.key_id, t.course_id,
  sum(t.calls), sum(t.failed_calls), sum(t.input_tokens), sum(t.cache_read_tokens), sum(t.cache_write_tokens),
  sum(t.output_tokens), sum(t.reasoning_tokens), sum(t.amount_nanos)
FROM (
  SELECT occurred_on, date_trunc('month', occurred_on)::date AS month, key_id, course_id, calls, failed_calls, input_tokens,
    cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos FROM usage_hourly
  UNION ALL
  SELECT occurred_on, date_trunc('month', occurred_on)::date, key_id, course_id, -calls,
    CASE outcome WHEN 'completed' THEN 0 ELSE -calls END, -input_tokens, -cache_read_tokens, -cache_write_tokens,
    -output_tokens, -reasoning_tokens, -amount_nanos FROM usage_delta
) t
GROUP BY GROUPING SETS ((t.occurred_on, t.key_id, t.course_id), (t.month, t.key_id, t.course_id))
HAVING sum(t.calls) <> 0 OR sum(t.amount_nanos) <> 0
ORDER BY 2, 1, 3, 4;
