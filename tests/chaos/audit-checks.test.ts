// The oracle's own control: each invariant is broken by hand, and told of.
import { randomUUID } from 'node:crypto'
import { type StackPostgres, startPostgres } from '@tollgate/testkit'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Books, openBooks } from './audit-evidence.js'
import { triedTampering } from './tampering.js'

const REVENUE = '00000000-0000-0000-0000-000000000001'
const FUNDING = '00000000-0000-0000-0000-000000000002'
const [PAYER, KEY, USER, MODEL, WINDOW] = Array.from({ length: 5 }, () => randomUUID())
const [LIMIT, BUDGET, BUDGET_WINDOW] = Array.from({ length: 3 }, () => randomUUID())
const [GRANT_TXN, USAGE_TXN, LEASE] = Array.from({ length: 3 }, () => randomUUID())

let postgres: StackPostgres
let client: pg.Client
let books: Books

beforeAll(async () => {
  postgres = await startPostgres()
  client = new pg.Client({ connectionString: postgres.urls.superuser })
  await client.connect()
  await client.query('SET session_replication_role = replica') // no trigger and no foreign key stands in the way
  books = openBooks(postgres.urls.superuser)
})
afterAll(async () => {
  await books?.close()
  await client?.end()
  await postgres?.close()
})

/** A grant of 100, a call of 30 within a limit of 40 below a budget of 50, 5 of it held. */
beforeEach(async () => {
  for (const sql of [
    'TRUNCATE ledger_txn, ledger_entry, account, lease, limit_window, spend_limit, allocation, usage_hourly CASCADE',
    `INSERT INTO account (id, kind, balance, held) VALUES ('${PAYER}', 'wallet', 70, 5)`,
    `INSERT INTO spend_limit (id, kind, key_id, name, parent_id, period, amount_nanos) VALUES
      ('${BUDGET}', 'budget', NULL, 'school', NULL, 'total', 50),
      ('${LIMIT}', 'key_cap', '${KEY}', NULL, '${BUDGET}', 'total', 40)`,
    `INSERT INTO limit_window (id, limit_id, kind, window_start, window_end, amount, held, spent, handed) VALUES
      ('${BUDGET_WINDOW}', '${BUDGET}', 'budget', now(), 'infinity', 50, 0, 0, 40),
      ('${WINDOW}', '${LIMIT}', 'key_cap', now(), 'infinity', 40, 5, 30, 0)`,
    `INSERT INTO allocation (id, parent_window_id, child_window_id, amount)
      VALUES ('${randomUUID()}', '${BUDGET_WINDOW}', '${WINDOW}', 40)`,
    `INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, window_ids, granted, consumed, state, expires_at)
      VALUES ('${LEASE}', 'n', 1, '${KEY}', '${PAYER}', '{${WINDOW}}', 35, 30, 'open', now())`,
    txn(GRANT_TXN, 'grant', [FUNDING, PAYER, 100]),
    txn(USAGE_TXN, 'usage', [PAYER, REVENUE, 30]),
    `INSERT INTO usage_hourly (hour, occurred_on, user_id, key_id, model_id, calls, amount_nanos)
      VALUES (now(), '2026-01-01', '${USER}', '${KEY}', '${MODEL}', 1, 30)`,
  ])
    await client.query(sql)
})

function txn(
  id: string | undefined,
  kind: string,
  [from, to, amount]: [string | undefined, string | undefined, number],
  corrects?: string,
) {
  const windows = kind === 'usage' || kind === 'refund' ? `{${WINDOW}}` : '{}'
  const requestId = kind === 'usage' ? `'${randomUUID()}'` : 'NULL'
  return `WITH t AS (
    INSERT INTO ledger_txn (id, request_id, kind, idem_key, corrects_txn, window_ids, occurred_on, period, meta)
    VALUES ('${id}', ${requestId}, '${kind}', '${kind}:${id}', ${corrects ? `'${corrects}'` : 'NULL'}, '${windows}', '2026-01-01', '2026-01',
      '{"keyId": "${KEY}"}') RETURNING id)
  INSERT INTO ledger_entry (txn_id, account_id, amount) SELECT id, '${from}'::uuid, -${amount} FROM t UNION ALL SELECT id, '${to}'::uuid, ${amount} FROM t`
}

const invariants = async (): Promise<string[]> => [
  ...new Set((await books.brokenRows()).map(({ invariant }) => invariant)),
]

it('finds nothing in books that are right, a refund included', async () => {
  expect(await invariants()).toEqual([])
  await client.query(txn(randomUUID(), 'refund', [REVENUE, PAYER, 10], USAGE_TXN))
  await client.query('UPDATE account SET balance = 80')
  await client.query('UPDATE limit_window SET spent = 20 WHERE spent > 0')
  await client.query('UPDATE usage_hourly SET amount_nanos = 20')
  expect(await invariants()).toEqual([])
})

it.each([
  ['a balance that is not the sum of its entries', 'UPDATE account SET balance = 71', ['L1']],
  ['legs that do not net to 0', 'UPDATE ledger_entry SET amount = 101 WHERE amount = 100', ['L1', 'L2']],
  ['held that no lease explains', 'UPDATE account SET held = 6', ['L7']],
  ['a lease that nobody holds for', `UPDATE lease SET granted = 36`, ['L7']],
  ['a report that shows other sums', 'UPDATE usage_hourly SET amount_nanos = 29', ['L11']],
  ['a report of nobody’s calls', `UPDATE usage_hourly SET key_id = '${USER}'`, ['L11']],
  ['a window that spent something else', 'UPDATE limit_window SET spent = 31 WHERE spent = 30', ['L14']],
  ['a window that spent too much', 'UPDATE limit_window SET amount = 29 WHERE spent = 30', ['L14']],
  ['a budget that handed out more than it has', 'UPDATE limit_window SET amount = 39 WHERE handed = 40', ['L14']],
  ['a budget that does not know what it handed out', 'UPDATE limit_window SET handed = 41 WHERE handed = 40', ['L14']],
  ['a chunk that did not arrive', 'UPDATE limit_window SET amount = 50 WHERE spent = 30', ['L14']],
])('tells of %s', async (_what, sql, expected) => {
  await client.query(sql)
  expect((await invariants()).sort()).toEqual(expected)
})

it('tells of more given back than was debited', async () => {
  await client.query(txn(randomUUID(), 'refund', [REVENUE, PAYER, 31], USAGE_TXN))
  expect(await invariants()).toContain('L9')
})

it.each([
  ['twice', ['a', 'b'], 'a'],
  ['and was never posted', [], 'a'],
  ['under another name than somebody was told', ['b'], 'a'],
])('tells of money that was asked for once and moved %s', async (_how, posted, told) => {
  const ids = new Map(['a', 'b'].map((name) => [name, randomUUID()]))
  for (const name of posted) await client.query(txn(ids.get(name), 'grant', [FUNDING, PAYER, 1]))
  await client.query(`UPDATE ledger_txn SET idem_key = kind || ':' || id || ':key' WHERE id <> ALL($1)`, [
    [GRANT_TXN, USAGE_TXN],
  ])
  const asked = {
    kind: 'grant',
    idempotencyKey: 'key',
    accountId: PAYER ?? '',
    acknowledgedIds: [ids.get(told) ?? ''],
  } as const
  expect((await books.wrongMoves([{ ...asked, acknowledgedIds: [...asked.acknowledgedIds] }])).length).toBe(1)
})

it('L8: neither running role can change the ledger, and the trial tells of one that can', async () => {
  expect(await triedTampering(postgres.urls)).toEqual([])
  expect(await triedTampering({ ...postgres.urls, admin: postgres.urls.superuser })).not.toEqual([])
})
