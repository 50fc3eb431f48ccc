-- AlterTable
ALTER TABLE "setting" ADD COLUMN     "low_balance_nanos" BIGINT;

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "course_id" UUID,
ADD COLUMN     "name" TEXT,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'active';

-- AlterTable
ALTER TABLE "limit_window" ADD COLUMN     "handed" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ledger_state" ADD COLUMN     "recovering_since" TIMESTAMPTZ(3),
ADD COLUMN     "recovering_until_seq" BIGINT,
ADD COLUMN     "usage_settled_seq" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "usage_stream_created" TEXT;

-- AlterTable
ALTER TABLE "usage_record" ADD COLUMN     "reason" TEXT;

-- AlterTable
ALTER TABLE "dead_letter" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "replayed_at" TIMESTAMPTZ(3),
ADD COLUMN     "replayed_by_user_id" UUID;

-- CreateTable
CREATE TABLE "spend_limit" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key_id" UUID,
    "course_id" UUID,
    "name" TEXT,
    "parent_id" UUID,
    "period" TEXT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "starts_on" DATE,
    "ends_on" DATE,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spend_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" UUID NOT NULL,
    "parent_window_id" UUID NOT NULL,
    "child_window_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant_lot" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "expired" BIGINT NOT NULL DEFAULT 0,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grant_lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "correction" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "idem_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "to_account_id" UUID,
    "request_id" UUID,
    "amount_nanos" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "actor_user_id" UUID NOT NULL,
    "second_user_id" UUID NOT NULL,
    "decided_by_user_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,
    "txn_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "redeem_batch" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "lot_expires_at" TIMESTAMPTZ(3),
    "created_by_user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "redeem_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "redeem_code" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "redeemed_by_user_id" UUID,
    "redeemed_at" TIMESTAMPTZ(3),
    "txn_id" UUID,

    CONSTRAINT "redeem_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_outbox" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "record" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "spend_limit_key_id_idx" ON "spend_limit"("key_id");

-- CreateIndex
CREATE INDEX "spend_limit_course_id_idx" ON "spend_limit"("course_id");

-- CreateIndex
CREATE INDEX "spend_limit_parent_id_idx" ON "spend_limit"("parent_id");

-- CreateIndex
CREATE INDEX "allocation_parent_window_id_idx" ON "allocation"("parent_window_id");

-- CreateIndex
CREATE INDEX "allocation_child_window_id_idx" ON "allocation"("child_window_id");

-- CreateIndex
CREATE INDEX "grant_lot_account_id_idx" ON "grant_lot"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "correction_idem_key_key" ON "correction"("idem_key");

-- CreateIndex
CREATE INDEX "correction_state_created_at_idx" ON "correction"("state", "created_at");

-- CreateIndex
CREATE INDEX "correction_account_id_idx" ON "correction"("account_id");

-- CreateIndex
CREATE INDEX "correction_request_id_idx" ON "correction"("request_id");

-- CreateIndex
CREATE INDEX "redeem_batch_created_at_idx" ON "redeem_batch"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "redeem_code_hash_key" ON "redeem_code"("hash");

-- CreateIndex
CREATE INDEX "redeem_code_batch_id_idx" ON "redeem_code"("batch_id");

-- CreateIndex
CREATE INDEX "alert_opened_at_idx" ON "alert"("opened_at");

-- AddForeignKey
ALTER TABLE "redeem_code" ADD CONSTRAINT "redeem_code_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "redeem_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma's schema cannot say.
ALTER TABLE "account"
  ADD CONSTRAINT "account_state" CHECK ("state" IN ('active', 'closed')),
  ADD CONSTRAINT "account_pool_has_name" CHECK ("kind" <> 'pool' OR "name" IS NOT NULL);
ALTER TABLE "limit_window" DROP CONSTRAINT "limit_window_kind";
ALTER TABLE "limit_window"
  ADD CONSTRAINT "limit_window_kind" CHECK ("kind" IN ('key_cap', 'course_limit', 'budget')),
  ADD CONSTRAINT "limit_window_handed_not_negative" CHECK ("handed" >= 0);
ALTER TABLE "spend_limit"
  ADD CONSTRAINT "spend_limit_kind" CHECK ("kind" IN ('key_cap', 'course_limit', 'budget')),
  ADD CONSTRAINT "spend_limit_subject" CHECK (
    ("kind" = 'key_cap') = ("key_id" IS NOT NULL) AND ("kind" = 'course_limit') = ("course_id" IS NOT NULL)
    AND ("kind" = 'budget') = ("name" IS NOT NULL)),
  ADD CONSTRAINT "spend_limit_period" CHECK ("period" IN ('day', 'week', 'month', 'term', 'total')),
  ADD CONSTRAINT "spend_limit_term_has_days" CHECK ("period" <> 'term' OR ("starts_on" IS NOT NULL AND "ends_on" >= "starts_on")),
  ADD CONSTRAINT "spend_limit_not_negative" CHECK ("amount_nanos" >= 0),
  ADD CONSTRAINT "spend_limit_parent_fkey" FOREIGN KEY ("parent_id") REFERENCES "spend_limit" ("id");
CREATE UNIQUE INDEX "spend_limit_one_per_key" ON "spend_limit" ("key_id", "period") WHERE "is_active" AND "key_id" IS NOT NULL;
CREATE UNIQUE INDEX "spend_limit_one_per_course" ON "spend_limit" ("course_id", "period") WHERE "is_active" AND "course_id" IS NOT NULL;
CREATE INDEX "limit_window_by_limit" ON "limit_window" ("limit_id", "window_end" DESC);
ALTER TABLE "grant_lot" ADD CONSTRAINT "grant_lot_amounts" CHECK ("amount" > 0 AND "expired" >= 0 AND "expired" <= "amount");
CREATE INDEX "grant_lot_due" ON "grant_lot" ("expires_at") WHERE "closed_at" IS NULL AND "expires_at" IS NOT NULL;
ALTER TABLE "correction"
  ADD CONSTRAINT "correction_kind" CHECK ("kind" IN ('adjustment', 'refund', 'move')),
  ADD CONSTRAINT "correction_state" CHECK ("state" IN ('pending', 'posted', 'refused')),
  ADD CONSTRAINT "correction_two_people" CHECK ("actor_user_id" <> "second_user_id");
ALTER TABLE "redeem_batch" ADD CONSTRAINT "redeem_batch_amount" CHECK ("amount_nanos" > 0);
ALTER TABLE "redeem_code" ADD CONSTRAINT "redeem_code_used_whole" CHECK (
  ("redeemed_at" IS NULL) = ("txn_id" IS NULL) AND ("redeemed_at" IS NULL) = ("redeemed_by_user_id" IS NULL));
-- one refund of a usage transaction is a row of its own; together they never exceed it (checked by billing under the payer's lock)
CREATE INDEX "ledger_txn_corrects" ON "ledger_txn" ("corrects_txn") WHERE "corrects_txn" IS NOT NULL;
CREATE INDEX "ledger_outbox_waiting" ON "ledger_outbox" ("id") WHERE "published_at" IS NULL;
CREATE UNIQUE INDEX "alert_one_open" ON "alert" ("kind", "subject_id") WHERE "closed_at" IS NULL;
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "allocation" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The outbox of stream LEDGER. Deferred to the commit, when the legs of a transaction are there.
CREATE FUNCTION "note_transaction"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_outbox (kind, record)
  SELECT 'transaction', to_jsonb(NEW) || jsonb_build_object('entries', COALESCE(
    (SELECT jsonb_agg(jsonb_build_object('account_id', e.account_id, 'amount', e.amount::text) ORDER BY e.id)
     FROM ledger_entry e WHERE e.txn_id = NEW.id), '[]'));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "note_transaction" AFTER INSERT ON "ledger_txn" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."kind" <> 'usage') EXECUTE FUNCTION "note_transaction"();
CREATE FUNCTION "note_price_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_outbox (kind, record) VALUES ('price_version', to_jsonb(NEW));
  RETURN NULL;
END $$;
CREATE TRIGGER "note_price_version" AFTER INSERT ON "price_version" FOR EACH ROW EXECUTE FUNCTION "note_price_version"();
CREATE FUNCTION "note_key_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_outbox (kind, record) VALUES ('key_state', jsonb_build_object('id', NEW.id, 'user_id', NEW.user_id,
    'state', NEW.state, 'state_reason', NEW.state_reason, 'revoked_at', NEW.revoked_at, 'changed_at', now()));
  RETURN NULL;
END $$;
CREATE TRIGGER "note_key_state" AFTER UPDATE OF "state" ON "api_key" FOR EACH ROW WHEN (OLD."state" <> NEW."state")
  EXECUTE FUNCTION "note_key_state"();
-- what was there before the outbox
INSERT INTO "grant_lot" ("id", "account_id", "amount", "created_at")
SELECT t.id, e.account_id, e.amount, t.created_at FROM ledger_txn t JOIN ledger_entry e ON e.txn_id = t.id AND e.amount > 0
WHERE t.kind = 'grant';
