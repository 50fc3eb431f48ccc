-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "denied_models" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "lacks" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "model" ADD COLUMN     "measured" JSONB;

-- AlterTable
ALTER TABLE "setting" ADD COLUMN     "probe_minutes" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "channel_test" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "channel_id" UUID NOT NULL,
    "channel_key_id" UUID,
    "model_name" TEXT NOT NULL,
    "upstream_model" TEXT,
    "cause" TEXT NOT NULL,
    "actor_user_id" UUID,
    "node_id" TEXT,
    "is_ok" BOOLEAN NOT NULL,
    "status" INTEGER,
    "latency_ms" INTEGER,
    "text" TEXT NOT NULL,
    "code" TEXT,
    "is_access_denied" BOOLEAN NOT NULL DEFAULT false,
    "blocked_host_port" TEXT,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,

    CONSTRAINT "channel_test_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "channel_test_channel_id_at_idx" ON "channel_test"("channel_id", "at");

-- CreateIndex
CREATE INDEX "channel_test_channel_id_model_name_at_idx" ON "channel_test"("channel_id", "model_name", "at");

-- CreateIndex
CREATE INDEX "channel_test_at_idx" ON "channel_test"("at");
