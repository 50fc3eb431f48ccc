-- What Prisma's schema cannot say; the tables stay as they are.

-- Rows that every settlement updates keep room beside them: the new version needs no new entry in any index.
ALTER TABLE "account" SET (fillfactor = 70);
ALTER TABLE "limit_window" SET (fillfactor = 70);
ALTER TABLE "lease" SET (fillfactor = 70);
ALTER TABLE "usage_hourly" SET (fillfactor = 70);
ALTER TABLE "api_key_last_use" SET (fillfactor = 70);
ALTER TABLE "ledger_state" SET (fillfactor = 50);

-- Double entry, looked up once for all legs of a statement instead of twice for each: the legs of a transaction are inserted
-- by one statement and net to 0, and their transaction is there. Nothing ever updates or deletes either, so this is all that a
-- foreign key would guard. Scalar subqueries by index, whatever the planner last knew of the tables' sizes.
DROP TRIGGER "legs_net_to_zero" ON "ledger_entry";
DROP FUNCTION "assert_legs_net_to_zero"();
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_txn_id_fkey";
CREATE FUNCTION "assert_legs"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE broken uuid;
BEGIN
  SELECT l.txn_id INTO broken FROM (SELECT DISTINCT txn_id FROM leg) l
  WHERE (SELECT t.id FROM ledger_txn t WHERE t.id = l.txn_id) IS NULL LIMIT 1;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'an entry names transaction %, which is not there (foreign key)', broken USING ERRCODE = 'foreign_key_violation';
  END IF;
  SELECT l.txn_id INTO broken FROM (SELECT DISTINCT txn_id FROM leg) l
  WHERE (SELECT sum(e.amount) FROM ledger_entry e WHERE e.txn_id = l.txn_id) <> 0 LIMIT 1;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'the entries of transaction % do not net to 0', broken USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "legs_net_to_zero" AFTER INSERT ON "ledger_entry" REFERENCING NEW TABLE AS leg
  FOR EACH STATEMENT EXECUTE FUNCTION "assert_legs"();
