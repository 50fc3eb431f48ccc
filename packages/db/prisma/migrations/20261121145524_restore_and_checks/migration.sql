-- AlterTable
ALTER TABLE "ledger_state" ADD COLUMN     "ledger_stream_created" TEXT;

-- CreateTable
CREATE TABLE "ledger_checkpoint" (
    "subject_id" UUID NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_checkpoint_pkey" PRIMARY KEY ("subject_id")
);

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma's schema cannot say.

-- While a database that is older than the bus catches up, no statement of anybody opens a lease (RELIABILITY 4.13).
CREATE FUNCTION "refuse_lease_while_recovering"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT recovering_until_seq IS NOT NULL FROM ledger_state) THEN
    RAISE EXCEPTION 'the ledger recovers: no lease is opened' USING ERRCODE = 'TG001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "refuse_while_recovering" BEFORE INSERT ON "lease" FOR EACH ROW WHEN (NEW."state" = 'open')
  EXECUTE FUNCTION "refuse_lease_while_recovering"();

-- Each epoch also stands in stream LEDGER: the next one is above all that the bus has ever seen.
CREATE FUNCTION "note_epoch"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ledger_epoch < OLD.ledger_epoch THEN
    RAISE EXCEPTION 'ledger_epoch only rises' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO ledger_outbox (kind, record)
  VALUES ('epoch', jsonb_build_object('id', NEW.ledger_epoch::text, 'ledger_epoch', NEW.ledger_epoch::text, 'raised_at', now()));
  RETURN NULL;
END $$;
CREATE TRIGGER "note_epoch" AFTER UPDATE OF "ledger_epoch" ON "ledger_state" FOR EACH ROW
  WHEN (OLD."ledger_epoch" <> NEW."ledger_epoch") EXECUTE FUNCTION "note_epoch"();

-- A restored row may be older than what gateways have seen of it: its version may jump above theirs, never back.
CREATE OR REPLACE FUNCTION "stamp_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := CASE TG_OP WHEN 'UPDATE' THEN GREATEST(NEW.version, OLD.version + 1) ELSE 1 END;
  NEW.changed_xid := pg_current_xact_id();
  RETURN NEW;
END $$;
