-- CreateIndex
CREATE INDEX "usage_hourly_model_id_occurred_on_idx" ON "usage_hourly"("model_id", "occurred_on");
