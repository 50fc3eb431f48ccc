-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "display_name" TEXT,
    "password_hash" TEXT,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "role" TEXT NOT NULL DEFAULT 'student',
    "state" TEXT NOT NULL DEFAULT 'pending',
    "locale" TEXT,
    "wallet_account_id" UUID NOT NULL,
    "accepts_unpriced" BOOLEAN NOT NULL DEFAULT false,
    "terms_version" TEXT,
    "terms_accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_access_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "personal_access_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_group" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "ratio" DECIMAL(12,6) NOT NULL DEFAULT 1,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "recording_enabled" BOOLEAN NOT NULL DEFAULT false,
    "recording_text_version" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,
    "changed_xid" xid8,

    CONSTRAINT "access_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_group" (
    "user_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_group_pkey" PRIMARY KEY ("user_id","group_id")
);

-- CreateTable
CREATE TABLE "course" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "join_code" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,
    "recording_enabled" BOOLEAN NOT NULL DEFAULT false,
    "recording_text_version" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "course_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_member" (
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'student',
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_member_pkey" PRIMARY KEY ("course_id","user_id")
);

-- CreateTable
CREATE TABLE "recording_consent" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "scope_kind" TEXT NOT NULL,
    "scope_id" UUID NOT NULL,
    "text_version" TEXT NOT NULL,
    "consented_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "recording_consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'secret',
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT,
    "prefix" TEXT,
    "last_four" TEXT,
    "group_id" UUID NOT NULL,
    "payer_account_id" UUID NOT NULL,
    "course_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'active',
    "state_reason" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "model_names" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "allowed_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "recording_enabled" BOOLEAN NOT NULL DEFAULT false,
    "recording_text_version" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,
    "changed_xid" xid8,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key_last_use" (
    "key_id" UUID NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_key_last_use_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "model" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "provider" TEXT NOT NULL DEFAULT '',
    "description" TEXT,
    "abilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "context_tokens" INTEGER,
    "max_output_tokens" INTEGER,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,
    "changed_xid" xid8,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_group" (
    "model_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "model_group_pkey" PRIMARY KEY ("model_id","group_id")
);

-- CreateTable
CREATE TABLE "price_version" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "channel_id" UUID,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "input_per_million_nanos" BIGINT NOT NULL,
    "output_per_million_nanos" BIGINT NOT NULL,
    "cache_read_per_million_nanos" BIGINT,
    "cache_write_per_million_nanos" BIGINT,
    "cache_write_1h_per_million_nanos" BIGINT,
    "reasoning_per_million_nanos" BIGINT,
    "per_request_nanos" BIGINT NOT NULL DEFAULT 0,
    "created_by_user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "type" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "models" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "model_mapping" JSONB NOT NULL DEFAULT '{}',
    "priority" INTEGER NOT NULL DEFAULT 0,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "schedulable" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,
    "changed_xid" xid8,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_key" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,
    "health" TEXT,
    "health_note" TEXT,
    "health_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_group" (
    "channel_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "channel_group_pkey" PRIMARY KEY ("channel_id","group_id")
);

-- CreateTable
CREATE TABLE "setting" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "time_zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "username_pattern" TEXT NOT NULL DEFAULT '^\d{10}$',
    "max_retries" INTEGER NOT NULL DEFAULT 3,
    "cooldown" BOOLEAN NOT NULL DEFAULT true,
    "auto_disable" BOOLEAN NOT NULL DEFAULT true,
    "limits_enabled" BOOLEAN NOT NULL DEFAULT true,
    "egress_allow" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "notice" TEXT,
    "version" BIGINT NOT NULL DEFAULT 0,
    "changed_xid" xid8,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_user_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "address" TEXT,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "owner_user_id" UUID,
    "balance" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "floor" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "limit_window" (
    "id" UUID NOT NULL,
    "limit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "window_end" TIMESTAMPTZ(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "held" BIGINT NOT NULL DEFAULT 0,
    "spent" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "limit_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_node" (
    "node_id" TEXT NOT NULL,
    "incarnation" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gateway_node_pkey" PRIMARY KEY ("node_id")
);

-- CreateTable
CREATE TABLE "lease" (
    "id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "incarnation" BIGINT NOT NULL,
    "key_id" UUID NOT NULL,
    "payer_id" UUID NOT NULL,
    "window_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "granted" BIGINT NOT NULL,
    "consumed" BIGINT NOT NULL DEFAULT 0,
    "held_left" BIGINT GENERATED ALWAYS AS (GREATEST(0, "granted" - "consumed")) STORED,
    "state" TEXT NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "lease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_txn" (
    "id" UUID NOT NULL,
    "request_id" UUID,
    "kind" TEXT NOT NULL,
    "idem_key" TEXT NOT NULL,
    "corrects_txn" UUID,
    "lease_id" UUID,
    "window_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "occurred_on" DATE NOT NULL,
    "period" TEXT NOT NULL,
    "meta" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_txn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "txn_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "ledger_epoch" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "ledger_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_record" (
    "request_id" UUID NOT NULL,
    "txn_id" UUID NOT NULL,
    "admitted_at" TIMESTAMPTZ(3) NOT NULL,
    "occurred_on" DATE NOT NULL,
    "user_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "course_id" UUID,
    "payer_id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "model_name" TEXT NOT NULL,
    "channel_id" UUID,
    "price_version_id" UUID,
    "ratio" DECIMAL(12,6) NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "cache_read_tokens" INTEGER NOT NULL,
    "cache_write_tokens" INTEGER NOT NULL,
    "cache_write_1h_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "reasoning_tokens" INTEGER NOT NULL,
    "reserved_nanos" BIGINT NOT NULL,
    "amount_nanos" BIGINT NOT NULL,
    "provenance" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "is_overrun" BOOLEAN NOT NULL DEFAULT false,
    "dialect" TEXT NOT NULL,
    "is_streamed" BOOLEAN NOT NULL,
    "attempts" INTEGER NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "first_byte_ms" INTEGER,
    "steps_ms" JSONB NOT NULL DEFAULT '{}',
    "raw_usage" TEXT,
    "client_ref" TEXT,
    "node_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "usage_record_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "usage_hourly" (
    "id" BIGSERIAL NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "occurred_on" DATE NOT NULL,
    "user_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "course_id" UUID,
    "model_id" UUID NOT NULL,
    "channel_id" UUID,
    "calls" BIGINT NOT NULL DEFAULT 0,
    "failed_calls" BIGINT NOT NULL DEFAULT 0,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_read_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_write_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "reasoning_tokens" BIGINT NOT NULL DEFAULT 0,
    "amount_nanos" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "usage_hourly_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" BIGSERIAL NOT NULL,
    "stream" TEXT NOT NULL,
    "stream_seq" BIGINT NOT NULL,
    "request_id" UUID,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_username_key" ON "app_user"("username");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_wallet_account_id_key" ON "app_user"("wallet_account_id");

-- CreateIndex
CREATE INDEX "app_user_created_at_id_idx" ON "app_user"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "personal_access_token_token_hash_key" ON "personal_access_token"("token_hash");

-- CreateIndex
CREATE INDEX "personal_access_token_user_id_idx" ON "personal_access_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_group_name_key" ON "access_group"("name");

-- CreateIndex
CREATE INDEX "access_group_changed_xid_idx" ON "access_group"("changed_xid");

-- CreateIndex
CREATE INDEX "user_group_group_id_idx" ON "user_group"("group_id");

-- CreateIndex
CREATE UNIQUE INDEX "course_name_key" ON "course"("name");

-- CreateIndex
CREATE UNIQUE INDEX "course_join_code_key" ON "course"("join_code");

-- CreateIndex
CREATE INDEX "course_member_user_id_idx" ON "course_member"("user_id");

-- CreateIndex
CREATE INDEX "recording_consent_user_id_scope_kind_scope_id_idx" ON "recording_consent"("user_id", "scope_kind", "scope_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_user_id_created_at_idx" ON "api_key"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "api_key_changed_xid_idx" ON "api_key"("changed_xid");

-- CreateIndex
CREATE UNIQUE INDEX "model_name_key" ON "model"("name");

-- CreateIndex
CREATE INDEX "model_changed_xid_idx" ON "model"("changed_xid");

-- CreateIndex
CREATE INDEX "model_group_group_id_idx" ON "model_group"("group_id");

-- CreateIndex
CREATE INDEX "price_version_model_id_valid_from_idx" ON "price_version"("model_id", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "channel_name_key" ON "channel"("name");

-- CreateIndex
CREATE INDEX "channel_changed_xid_idx" ON "channel"("changed_xid");

-- CreateIndex
CREATE INDEX "channel_key_channel_id_position_idx" ON "channel_key"("channel_id", "position");

-- CreateIndex
CREATE INDEX "channel_group_group_id_idx" ON "channel_group"("group_id");

-- CreateIndex
CREATE INDEX "audit_log_at_idx" ON "audit_log"("at");

-- CreateIndex
CREATE INDEX "audit_log_target_kind_target_id_idx" ON "audit_log"("target_kind", "target_id");

-- CreateIndex
CREATE INDEX "audit_log_actor_user_id_at_idx" ON "audit_log"("actor_user_id", "at");

-- CreateIndex
CREATE INDEX "account_owner_user_id_idx" ON "account"("owner_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "limit_window_limit_id_window_start_key" ON "limit_window"("limit_id", "window_start");

-- CreateIndex
CREATE INDEX "lease_payer_id_idx" ON "lease"("payer_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_txn_idem_key_key" ON "ledger_txn"("idem_key");

-- CreateIndex
CREATE INDEX "ledger_txn_created_at_idx" ON "ledger_txn"("created_at");

-- CreateIndex
CREATE INDEX "ledger_entry_txn_id_idx" ON "ledger_entry"("txn_id");

-- CreateIndex
CREATE INDEX "ledger_entry_account_id_id_idx" ON "ledger_entry"("account_id", "id");

-- CreateIndex
CREATE INDEX "usage_record_user_id_admitted_at_request_id_idx" ON "usage_record"("user_id", "admitted_at" DESC, "request_id");

-- CreateIndex
CREATE INDEX "usage_record_key_id_admitted_at_idx" ON "usage_record"("key_id", "admitted_at" DESC);

-- CreateIndex
CREATE INDEX "usage_record_admitted_at_request_id_idx" ON "usage_record"("admitted_at" DESC, "request_id");

-- CreateIndex
CREATE INDEX "usage_hourly_user_id_occurred_on_idx" ON "usage_hourly"("user_id", "occurred_on");

-- CreateIndex
CREATE INDEX "usage_hourly_occurred_on_idx" ON "usage_hourly"("occurred_on");

-- CreateIndex
CREATE INDEX "dead_letter_request_id_idx" ON "dead_letter"("request_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "personal_access_token" ADD CONSTRAINT "personal_access_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "access_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_member" ADD CONSTRAINT "course_member_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_member" ADD CONSTRAINT "course_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording_consent" ADD CONSTRAINT "recording_consent_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "access_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_group" ADD CONSTRAINT "model_group_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_group" ADD CONSTRAINT "model_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "access_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_version" ADD CONSTRAINT "price_version_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_key" ADD CONSTRAINT "channel_key_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_group" ADD CONSTRAINT "channel_group_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_group" ADD CONSTRAINT "channel_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "access_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_txn_id_fkey" FOREIGN KEY ("txn_id") REFERENCES "ledger_txn"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma's schema cannot say.

ALTER TABLE "app_user"
  ADD CONSTRAINT "app_user_role" CHECK ("role" IN ('student', 'finance', 'admin', 'root')),
  ADD CONSTRAINT "app_user_state" CHECK ("state" IN ('pending', 'active', 'disabled')),
  ADD CONSTRAINT "app_user_username_is_lower" CHECK ("username" = lower("username"));
ALTER TABLE "course_member" ADD CONSTRAINT "course_member_role" CHECK ("role" IN ('student', 'assistant'));
ALTER TABLE "recording_consent" ADD CONSTRAINT "recording_consent_scope" CHECK ("scope_kind" IN ('key', 'group', 'course'));
ALTER TABLE "api_key"
  ADD CONSTRAINT "api_key_kind" CHECK ("kind" IN ('secret', 'playground')),
  ADD CONSTRAINT "api_key_state" CHECK ("state" IN ('active', 'disabled', 'revoked', 'leaked')),
  ADD CONSTRAINT "api_key_secret_has_hash" CHECK (("kind" = 'secret') = ("hash" IS NOT NULL));
CREATE UNIQUE INDEX "api_key_one_playground" ON "api_key" ("user_id") WHERE "kind" = 'playground';
CREATE UNIQUE INDEX "access_group_one_default" ON "access_group" ("is_default") WHERE "is_default";
ALTER TABLE "setting" ADD CONSTRAINT "setting_one_row" CHECK ("id" = 1);
ALTER TABLE "ledger_state" ADD CONSTRAINT "ledger_state_one_row" CHECK ("id" = 1);
ALTER TABLE "price_version" ADD CONSTRAINT "price_version_not_negative" CHECK (
  "input_per_million_nanos" >= 0 AND "output_per_million_nanos" >= 0 AND "per_request_nanos" >= 0
  AND COALESCE("cache_read_per_million_nanos", 0) >= 0 AND COALESCE("cache_write_per_million_nanos", 0) >= 0
  AND COALESCE("cache_write_1h_per_million_nanos", 0) >= 0 AND COALESCE("reasoning_per_million_nanos", 0) >= 0);
ALTER TABLE "access_group" ADD CONSTRAINT "access_group_ratio_not_negative" CHECK ("ratio" >= 0);

ALTER TABLE "account"
  ADD CONSTRAINT "account_kind" CHECK ("kind" IN ('wallet', 'pool', 'suspense')),
  ADD CONSTRAINT "account_held_not_negative" CHECK ("held" >= 0);
ALTER TABLE "limit_window"
  ADD CONSTRAINT "limit_window_kind" CHECK ("kind" IN ('key_cap', 'course_limit', 'allocation')),
  ADD CONSTRAINT "limit_window_held_not_negative" CHECK ("held" >= 0);
ALTER TABLE "lease"
  ADD CONSTRAINT "lease_granted_not_negative" CHECK ("granted" >= 0),
  ADD CONSTRAINT "lease_state" CHECK ("state" IN ('open', 'draining', 'closed'));
CREATE INDEX "lease_not_closed_by_expiry" ON "lease" ("expires_at") WHERE "state" <> 'closed';
CREATE INDEX "lease_not_closed_by_node" ON "lease" ("node_id") WHERE "state" <> 'closed';

ALTER TABLE "ledger_txn" ADD CONSTRAINT "ledger_txn_corrects_txn_fkey" FOREIGN KEY ("corrects_txn") REFERENCES "ledger_txn" ("id");
-- at most one debit per request id, for ever
CREATE UNIQUE INDEX "ledger_usage_once" ON "ledger_txn" ("request_id") WHERE "kind" = 'usage';
CREATE UNIQUE INDEX "dead_letter_once" ON "dead_letter" ("stream", "stream_seq", "request_id") NULLS NOT DISTINCT;
CREATE INDEX "dead_letter_open" ON "dead_letter" ("created_at") WHERE "resolved_at" IS NULL;
CREATE UNIQUE INDEX "usage_hourly_once"
  ON "usage_hourly" ("hour", "occurred_on", "user_id", "key_id", "course_id", "model_id", "channel_id") NULLS NOT DISTINCT;

-- Append-only: for every role, the owner included, and also for 0 rows.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_txn" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "price_version" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Double entry: the legs of a transaction net to 0 when it commits.
CREATE FUNCTION "assert_legs_net_to_zero"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM ledger_entry WHERE txn_id = NEW.txn_id) <> 0 THEN
    RAISE EXCEPTION 'the entries of transaction % do not net to 0', NEW.txn_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "legs_net_to_zero" AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "assert_legs_net_to_zero"();

-- Projected rows: a version that grows under the row's own lock, and the transaction that wrote it. The projector reads
-- rows whose transaction is below its snapshot's xmin, so none is skipped while another is still open.
CREATE FUNCTION "stamp_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := CASE TG_OP WHEN 'UPDATE' THEN OLD.version + 1 ELSE 1 END;
  NEW.changed_xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE FUNCTION "stamp_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := CASE TG_OP WHEN 'UPDATE' THEN OLD.version + 1 ELSE 1 END;
  RETURN NEW;
END $$;
CREATE TRIGGER "stamp_change" BEFORE INSERT OR UPDATE ON "access_group" FOR EACH ROW EXECUTE FUNCTION "stamp_change"();
CREATE TRIGGER "stamp_change" BEFORE INSERT OR UPDATE ON "api_key" FOR EACH ROW EXECUTE FUNCTION "stamp_change"();
CREATE TRIGGER "stamp_change" BEFORE INSERT OR UPDATE ON "model" FOR EACH ROW EXECUTE FUNCTION "stamp_change"();
CREATE TRIGGER "stamp_change" BEFORE INSERT OR UPDATE ON "channel" FOR EACH ROW EXECUTE FUNCTION "stamp_change"();
CREATE TRIGGER "stamp_change" BEFORE INSERT OR UPDATE ON "setting" FOR EACH ROW EXECUTE FUNCTION "stamp_change"();
CREATE TRIGGER "stamp_version" BEFORE INSERT OR UPDATE ON "app_user" FOR EACH ROW EXECUTE FUNCTION "stamp_version"();
CREATE TRIGGER "stamp_version" BEFORE INSERT OR UPDATE ON "course" FOR EACH ROW EXECUTE FUNCTION "stamp_version"();

-- What a projected record is made of beside its own row touches that row.
CREATE FUNCTION "touch_model"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE model SET version = version WHERE id = COALESCE(NEW.model_id, OLD.model_id);
  RETURN NULL;
END $$;
CREATE TRIGGER "touch_model" AFTER INSERT ON "price_version" FOR EACH ROW EXECUTE FUNCTION "touch_model"();
CREATE TRIGGER "touch_model" AFTER INSERT OR DELETE ON "model_group" FOR EACH ROW EXECUTE FUNCTION "touch_model"();
CREATE FUNCTION "touch_channel"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE channel SET version = version WHERE id = COALESCE(NEW.channel_id, OLD.channel_id);
  RETURN NULL;
END $$;
CREATE TRIGGER "touch_channel" AFTER INSERT OR DELETE ON "channel_group" FOR EACH ROW EXECUTE FUNCTION "touch_channel"();
CREATE TRIGGER "touch_channel" AFTER INSERT OR UPDATE OF "sealed", "is_active", "position", "deleted_at" ON "channel_key"
  FOR EACH ROW EXECUTE FUNCTION "touch_channel"();
CREATE FUNCTION "touch_keys_of_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE api_key SET version = version WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER "touch_keys_of_user" AFTER UPDATE OF "state", "deleted_at", "accepts_unpriced" ON "app_user"
  FOR EACH ROW WHEN ((OLD.state, OLD.deleted_at IS NULL, OLD.accepts_unpriced) IS DISTINCT FROM (NEW.state, NEW.deleted_at IS NULL, NEW.accepts_unpriced))
  EXECUTE FUNCTION "touch_keys_of_user"();

INSERT INTO "setting" ("id") VALUES (1);
INSERT INTO "ledger_state" ("id") VALUES (1);
