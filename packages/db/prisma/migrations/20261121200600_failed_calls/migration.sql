-- Calls that did not end well, newest first: few among many, which the index of all calls would be searched through for.
CREATE INDEX "usage_record_not_completed" ON "usage_record" ("status", "admitted_at" DESC, "request_id") WHERE "status" <> 'completed';
