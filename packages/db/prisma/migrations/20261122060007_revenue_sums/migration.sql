-- CreateTable
CREATE TABLE "revenue_sum" (
    "period" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "entries" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "revenue_sum_pkey" PRIMARY KEY ("period","hour","kind")
);

-- CreateTable
CREATE TABLE "revenue_delta" (
    "period" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "entries" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL
);

-- What Prisma's schema cannot say.
-- emptied every few seconds: what was taken must not pile up before what is new
ALTER TABLE "revenue_delta" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
ALTER TABLE "revenue_sum" SET (fillfactor = 70);

-- One row a statement, whatever it inserts: no settlement waits for a row that all share. In the transaction of the entries, and
-- with the owner's rights: the roles that insert entries may write no sum.
CREATE FUNCTION "note_revenue"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO revenue_delta (period, hour, kind, entries, amount)
  SELECT t.period, date_trunc('hour', t.created_at, 'UTC'), t.kind, count(*), sum(l.amount)
  FROM leg l CROSS JOIN LATERAL (SELECT period, created_at, kind FROM ledger_txn t WHERE t.id = l.txn_id OFFSET 0) t
  WHERE l.account_id = '00000000-0000-0000-0000-000000000001'
  GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;
CREATE TRIGGER "note_revenue" AFTER INSERT ON "ledger_entry" REFERENCING NEW TABLE AS leg
  FOR EACH STATEMENT EXECUTE FUNCTION "note_revenue"();

-- Moves what was noted into the sums; two at once would wait for each other in no order. Takes no arguments: whoever may call it
-- can choose when, not what.
CREATE FUNCTION "fold_revenue"() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tollgate.revenue'));
  WITH taken AS (DELETE FROM revenue_delta RETURNING *)
  INSERT INTO revenue_sum AS s (period, hour, kind, entries, amount)
  SELECT period, hour, kind, sum(entries), sum(amount) FROM taken GROUP BY 1, 2, 3
  ON CONFLICT (period, hour, kind) DO UPDATE SET entries = s.entries + EXCLUDED.entries, amount = s.amount + EXCLUDED.amount;
END $$;

-- What was posted before. CREATE TRIGGER keeps whoever inserts entries away until the migration is done.
INSERT INTO revenue_sum (period, hour, kind, entries, amount)
SELECT t.period, date_trunc('hour', t.created_at, 'UTC'), t.kind, count(*), sum(e.amount)
FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id
WHERE e.account_id = '00000000-0000-0000-0000-000000000001' GROUP BY 1, 2, 3;
