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
