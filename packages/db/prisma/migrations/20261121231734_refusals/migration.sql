-- CreateTable
CREATE TABLE "refusal" (
    "request_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "message" TEXT NOT NULL,
    "model_name" TEXT,
    "node_id" TEXT NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refusal_pkey" PRIMARY KEY ("request_id")
);

-- CreateIndex
CREATE INDEX "refusal_key_id_refused_at_idx" ON "refusal"("key_id", "refused_at");

-- CreateIndex
CREATE INDEX "refusal_refused_at_idx" ON "refusal"("refused_at");
