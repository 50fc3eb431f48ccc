-- CreateTable
CREATE TABLE "usage_person_sum" (
    "id" BIGSERIAL NOT NULL,
    "dimension" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "dimension_id" UUID NOT NULL,
    "course_id" UUID,
    "calls" BIGINT NOT NULL,
    "failed_calls" BIGINT NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,

    CONSTRAINT "usage_person_sum_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "usage_record_model_name_admitted_at_request_id_idx" ON "usage_record"("model_name", "admitted_at" DESC, "request_id");

-- What Prisma's schema cannot say.
CREATE UNIQUE INDEX "usage_person_sum_once"
  ON "usage_person_sum" ("dimension", "span", "starts_on", "dimension_id", "course_id") NULLS NOT DISTINCT;
ALTER TABLE "usage_person_sum" SET (fillfactor = 85);

-- Days of one model, course or channel; hours of a channel for its margins. Written by folds, never by a settlement.
CREATE INDEX "usage_traffic_by_model" ON "usage_traffic" ("model_id", "occurred_on") WHERE "hour" IS NULL;
CREATE INDEX "usage_traffic_by_course" ON "usage_traffic" ("course_id", "occurred_on") WHERE "hour" IS NULL;
CREATE INDEX "usage_traffic_by_channel" ON "usage_traffic" ("channel_id", "occurred_on");

-- Calls that did not end well, of one model, too: counted in the index alone.
DROP INDEX "usage_record_not_completed";
CREATE INDEX "usage_record_not_completed" ON "usage_record" ("status", "admitted_at" DESC, "request_id")
  INCLUDE ("model_name", "user_id", "key_id") WHERE "status" <> 'completed';

-- Moves of money other than calls: few among many.
CREATE INDEX "ledger_txn_not_usage" ON "ledger_txn" ("kind", "created_at" DESC, "id" DESC) WHERE "kind" <> 'usage';

-- sum() of whole numbers without a detour through numeric, which takes longer than reading them; beyond 64 bits it fails, as the
-- cast of sum() would.
CREATE AGGREGATE total(bigint) (SFUNC = int8pl, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl, PARALLEL = SAFE);

-- Whoever folds takes deltas away: what is taken is added here, in the same statement, by billings of the release before as well.
CREATE FUNCTION "add_person_sums"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage_person_sum AS h (dimension, span, starts_on, dimension_id, course_id, calls, failed_calls, input_tokens,
    cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
  SELECT p.dimension, s.span, s.starts_on, p.id, d.course_id, sum(d.calls), sum(d.failed_calls), sum(d.input_tokens),
    sum(d.cache_read_tokens), sum(d.cache_write_tokens), sum(d.output_tokens), sum(d.reasoning_tokens), sum(d.amount_nanos)
  FROM (
    SELECT key_id, course_id, occurred_on, sum(calls) AS calls,
      COALESCE(sum(calls) FILTER (WHERE outcome <> 'completed'), 0) AS failed_calls, sum(input_tokens) AS input_tokens,
        sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_tokens) AS cache_write_tokens,
        sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens, sum(amount_nanos) AS amount_nanos
    FROM taken GROUP BY 1, 2, 3
  ) d LEFT JOIN api_key k ON k.id = d.key_id
  CROSS JOIN LATERAL (VALUES ('key', d.key_id), ('user', k.user_id)) p(dimension, id)
  CROSS JOIN LATERAL (VALUES ('day', d.occurred_on), ('month', date_trunc('month', d.occurred_on)::date),
    ('year', date_trunc('year', d.occurred_on)::date)) s(span, starts_on)
  WHERE p.id IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5
  ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (dimension, span, starts_on, dimension_id, course_id) DO UPDATE SET
    calls = h.calls + EXCLUDED.calls, failed_calls = h.failed_calls + EXCLUDED.failed_calls,
    input_tokens = h.input_tokens + EXCLUDED.input_tokens, cache_read_tokens = h.cache_read_tokens + EXCLUDED.cache_read_tokens,
    cache_write_tokens = h.cache_write_tokens + EXCLUDED.cache_write_tokens,
      output_tokens = h.output_tokens + EXCLUDED.output_tokens,
    reasoning_tokens = h.reasoning_tokens + EXCLUDED.reasoning_tokens, amount_nanos = h.amount_nanos + EXCLUDED.amount_nanos;
  RETURN NULL;
END $$;
CREATE TRIGGER "add_person_sums" AFTER DELETE ON "usage_delta" REFERENCING OLD TABLE AS taken
  FOR EACH STATEMENT EXECUTE FUNCTION "add_person_sums"();

-- What was settled before, less what still waits to be folded. CREATE TRIGGER keeps writers of deltas away until the migration
-- is done, and every settlement is one: nothing is between the two.
INSERT INTO usage_person_sum (dimension, span, starts_on, dimension_id, course_id, calls, failed_calls, input_tokens,
  cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
SELECT p.dimension, s.span, s.starts_on, p.id, d.course_id, sum(d.calls), sum(d.failed_calls), sum(d.input_tokens),
  sum(d.cache_read_tokens), sum(d.cache_write_tokens), sum(d.output_tokens), sum(d.reasoning_tokens), sum(d.amount_nanos)
FROM (
  SELECT key_id, course_id, occurred_on, calls, failed_calls, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens,
    reasoning_tokens, amount_nanos FROM usage_hourly
  UNION ALL
  SELECT key_id, course_id, occurred_on, -calls, CASE outcome WHEN 'completed' THEN 0 ELSE -calls END,
    -input_tokens, -cache_read_tokens, -cache_write_tokens, -output_tokens, -reasoning_tokens, -amount_nanos FROM usage_delta
) d LEFT JOIN api_key k ON k.id = d.key_id
CROSS JOIN LATERAL (VALUES ('key', d.key_id), ('user', k.user_id)) p(dimension, id)
CROSS JOIN LATERAL (VALUES ('day', d.occurred_on), ('month', date_trunc('month', d.occurred_on)::date),
  ('year', date_trunc('year', d.occurred_on)::date)) s(span, starts_on)
WHERE p.id IS NOT NULL
GROUP BY 1, 2, 3, 4, 5
HAVING sum(d.calls) <> 0 OR sum(d.amount_nanos) <> 0
ORDER BY 3, 1, 2, 4, 5;
