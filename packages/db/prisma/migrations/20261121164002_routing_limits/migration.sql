-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "tier" TEXT;

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "concurrency" INTEGER,
ADD COLUMN     "rpm" INTEGER,
ADD COLUMN     "tpm" INTEGER;

-- AlterTable
ALTER TABLE "channel_key" ADD COLUMN     "rpm" INTEGER,
ADD COLUMN     "tpm" INTEGER;

-- AlterTable
ALTER TABLE "setting" ADD COLUMN     "affinity" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "routing_strategy" TEXT NOT NULL DEFAULT 'usage',
ADD COLUMN     "tiers" JSONB NOT NULL DEFAULT '[]';

-- Limits stand in the projected records of channels and keys: what they are made of touches those rows.
CREATE OR REPLACE TRIGGER "touch_channel"
  AFTER INSERT OR UPDATE OF "sealed", "is_active", "position", "deleted_at", "rpm", "tpm" ON "channel_key"
  FOR EACH ROW EXECUTE FUNCTION "touch_channel"();
DROP TRIGGER "touch_keys_of_user" ON "app_user";
CREATE TRIGGER "touch_keys_of_user" AFTER UPDATE OF "state", "deleted_at", "accepts_unpriced", "tier" ON "app_user"
  FOR EACH ROW WHEN ((OLD.state, OLD.deleted_at IS NULL, OLD.accepts_unpriced, OLD.tier)
    IS DISTINCT FROM (NEW.state, NEW.deleted_at IS NULL, NEW.accepts_unpriced, NEW.tier))
  EXECUTE FUNCTION "touch_keys_of_user"();
