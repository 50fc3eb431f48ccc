-- AlterTable
ALTER TABLE "lease" ADD COLUMN     "is_exact" BOOLEAN NOT NULL DEFAULT false;
