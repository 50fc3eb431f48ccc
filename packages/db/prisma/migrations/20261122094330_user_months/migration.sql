-- CreateTable
CREATE TABLE "usage_user_monthly" (
    "dimension" TEXT NOT NULL,
    "dimension_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "user_id" UUID NOT NULL,
    "calls" BIGINT NOT NULL,
    "failed_calls" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,

    CONSTRAINT "usage_user_monthly_pkey" PRIMARY KEY ("dimension","dimension_id","month","user_id")
);

-- What Prisma's schema cannot say.
ALTER TABLE "usage_user_monthly" SET (fillfactor = 85);

-- Whoever folds takes deltas away: what is taken is added here, in the same statement, by billings of the release before as well.
CREATE FUNCTION "add_user_months"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage_user_monthly AS h (dimension, dimension_id, month, user_id, calls, failed_calls, input_tokens,
    cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
  SELECT t.dimension, t.id, date_trunc('month', d.occurred_on)::date, k.user_id, sum(d.calls),
    COALESCE(sum(d.calls) FILTER (WHERE d.outcome <> 'completed'), 0), sum(d.input_tokens), sum(d.cache_read_tokens),
    sum(d.cache_write_tokens), sum(d.output_tokens), sum(d.reasoning_tokens), sum(d.amount_nanos)
  FROM taken d JOIN api_key k ON k.id = d.key_id
  CROSS JOIN LATERAL (VALUES ('channel', d.channel_id), ('model', d.model_id)) t(dimension, id)
  WHERE t.id IS NOT NULL
  GROUP BY 1, 2, 3, 4
  ORDER BY 1, 2, 3, 4
  ON CONFLICT (dimension, dimension_id, month, user_id) DO UPDATE SET
    calls = h.calls + EXCLUDED.calls, failed_calls = h.failed_calls + EXCLUDED.failed_calls,
    input_tokens = h.input_tokens + EXCLUDED.input_tokens, cache_read_tokens = h.cache_read_tokens + EXCLUDED.cache_read_tokens,
    cache_write_tokens = h.cache_write_tokens + EXCLUDED.cache_write_tokens,
      output_tokens = h.output_tokens + EXCLUDED.output_tokens,
    reasoning_tokens = h.reasoning_tokens + EXCLUDED.reasoning_tokens, amount_nanos = h.amount_nanos + EXCLUDED.amount_nanos;
  RETURN NULL;
END $$;
CREATE TRIGGER "add_user_months" AFTER DELETE ON "usage_delta" REFERENCING OLD TABLE AS taken
  FOR EACH STATEMENT EXECUTE FUNCTION "add_user_months"();

-- What was settled before, less what still waits to be folded. CREATE TRIGGER keeps writers of deltas away until the migration
-- is done, and every settlement is one: nothing is between the two.
INSERT INTO usage_user_monthly (dimension, dimension_id, month, user_id, calls, failed_calls, input_tokens,
  cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
SELECT t.dimension, t.id, date_trunc('month', d.occurred_on)::date, d.user_id, sum(d.calls), sum(d.failed_calls),
  sum(d.input_tokens), sum(d.cache_read_tokens), sum(d.cache_write_tokens), sum(d.output_tokens), sum(d.reasoning_tokens),
  sum(d.amount_nanos)
FROM (
  SELECT user_id, model_id, channel_id, occurred_on, calls, failed_calls, input_tokens, cache_read_tokens, cache_write_tokens,
    output_tokens, reasoning_tokens, amount_nanos FROM usage_hourly
  UNION ALL
  SELECT k.user_id, w.model_id, w.channel_id, w.occurred_on, -w.calls, CASE w.outcome WHEN 'completed' THEN 0 ELSE -w.calls END,
    -w.input_tokens, -w.cache_read_tokens, -w.cache_write_tokens, -w.output_tokens, -w.reasoning_tokens, -w.amount_nanos
  FROM usage_delta w JOIN api_key k ON k.id = w.key_id
) d
CROSS JOIN LATERAL (VALUES ('channel', d.channel_id), ('model', d.model_id)) t(dimension, id)
WHERE t.id IS NOT NULL
GROUP BY 1, 2, 3, 4
HAVING sum(d.calls) <> 0 OR sum(d.amount_nanos) <> 0
ORDER BY 1, 2, 3, 4;
