-- What people consent to is in the database with its version: a consent to a text that nobody can read is none.
ALTER TABLE "access_group" ADD COLUMN "recording_text" TEXT;
ALTER TABLE "course" ADD COLUMN "recording_text" TEXT;
ALTER TABLE "api_key" ADD COLUMN "recording_text" TEXT;
