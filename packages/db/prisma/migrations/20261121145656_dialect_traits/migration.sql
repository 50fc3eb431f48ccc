-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "is_strict" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "model" ADD COLUMN     "traits" JSONB NOT NULL DEFAULT '{}';
