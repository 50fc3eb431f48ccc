-- AlterTable
ALTER TABLE "setting" ADD COLUMN     "contact" TEXT,
ADD COLUMN     "second_factor_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "terms_text" TEXT,
ADD COLUMN     "terms_version" TEXT;

-- By hand: a text to accept has a version, and a version a text.
ALTER TABLE "setting" ADD CONSTRAINT "setting_terms_are_whole" CHECK (("terms_text" IS NULL) = ("terms_version" IS NULL));
