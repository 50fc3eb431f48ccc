-- AlterTable
ALTER TABLE "channel_key" ADD COLUMN     "woken_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "usage_record" ADD COLUMN     "channel_key_id" UUID,
ADD COLUMN     "route" JSONB;

-- CreateTable
CREATE TABLE "channel_cost" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "exchange_rate" DECIMAL(18,9) NOT NULL DEFAULT 1,
    "input_per_million_nanos" BIGINT NOT NULL,
    "output_per_million_nanos" BIGINT NOT NULL,
    "cache_read_per_million_nanos" BIGINT,
    "cache_write_per_million_nanos" BIGINT,
    "per_request_nanos" BIGINT NOT NULL DEFAULT 0,
    "created_by_user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_cost_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "channel_cost_channel_id_model_id_valid_from_idx" ON "channel_cost"("channel_id", "model_id", "valid_from");

ALTER TABLE "channel_cost" ADD CONSTRAINT "channel_cost_positive_rate" CHECK ("exchange_rate" > 0);

-- What was paid at a time stays what was paid.
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "channel_cost" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
