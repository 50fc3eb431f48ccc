-- AlterTable
ALTER TABLE "roster_import" ADD COLUMN     "grant_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "grant_label" TEXT;

-- By hand: a grant has a name, an end only where there is one.
ALTER TABLE "roster_import" ADD CONSTRAINT "roster_import_grant_is_whole"
  CHECK (("grant_nanos" IS NULL) = ("grant_label" IS NULL) AND ("grant_nanos" IS NOT NULL OR "grant_expires_at" IS NULL));
