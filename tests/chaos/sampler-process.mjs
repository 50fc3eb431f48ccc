// Forked by sampler.ts: looks at the audit views 20 times a second and tells of the first row that breaks a safety
// invariant (L1, L3, L6, L8, L13). Nothing here knows what the product does at the moment; an absent database is waited for.
import pg from 'pg'

const SAMPLE_MS = 50
/** Few transactions live so long: below what was seen this long ago entries seldom appear, and if so all is read anew. */
const SETTLED_AFTER_MS = 3_000
/** Of looks at all that was settled. */
const HISTORY_EVERY = 100

const PAYERS = `SELECT account_id, kind, balance, held FROM audit_v1.accounts`
const NEW_ENTRIES = `SELECT entry_id, txn_id, request_id, kind, account_id, amount, idem_key
FROM audit_v1.entries WHERE entry_id > $1 ORDER BY entry_id`

const [, , url] = process.argv
/** Sums and ids of entries up to `watermark`; what came later is read again each time. */
const base = { watermark: 0n, count: 0, sums: new Map(), txnByRequest: new Map(), txnByKey: new Map() }
let marks = []
let samples = 0
let client

process.on('message', (message) => {
  if (message === 'stop') process.send({ type: 'stopped', samples }, () => process.exit(0))
})
process.on('disconnect', () => process.exit(0))

for (;;) {
  const startedAt = performance.now()
  try {
    client ??= await open()
    const violation = await sample()
    samples++
    if (violation) process.send({ type: 'violation', ...violation })
  } catch {
    client?.end().catch(() => {})
    client = undefined // the database is away: that is no violation
  }
  await new Promise((resolve) => setTimeout(resolve, Math.max(1, SAMPLE_MS - (performance.now() - startedAt))))
}

async function open() {
  const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 10_000 })
  next.on('error', () => {})
  await next.connect()
  await next.query('SET default_transaction_isolation = "repeatable read"')
  return next
}

/** One snapshot for all. @returns { invariant, row } or undefined */
async function sample() {
  await client.query('BEGIN READ ONLY')
  try {
    const { rows: accounts } = await client.query(PAYERS)
    const { rows: fresh } = await client.query(NEW_ENTRIES, [String(base.watermark)])
    const found = overdrawn(accounts) ?? (await unequal(accounts, fresh)) ?? repeated(fresh) ?? (await changed())
    settle(fresh)
    return found
  } finally {
    await client.query('ROLLBACK')
  }
}

/** L6: nobody's money is below 0, nor what of it is not held. */
function overdrawn(accounts) {
  const row = accounts.find(
    ({ kind, balance, held }) =>
      kind !== 'suspense' && (BigInt(balance) < 0n || BigInt(balance) - BigInt(held) < 0n || BigInt(held) < 0n),
  )
  return row && { invariant: 'L6', row }
}

/** L1. What looks unequal is added up again over all entries of the same snapshot, before anybody is told. */
async function unequal(accounts, fresh) {
  const sums = new Map(base.sums)
  for (const { account_id: id, amount } of fresh) sums.set(id, (sums.get(id) ?? 0n) + BigInt(amount))
  const isUnequal = ({ account_id: id, kind, balance }) => kind !== 'limit' && BigInt(balance) !== (sums.get(id) ?? 0n)
  const suspects = accounts.filter(isUnequal)
  for (const row of suspects) {
    const { rows } = await client.query(
      'SELECT coalesce(sum(amount), 0) AS sum, count(*) AS count FROM audit_v1.entries WHERE account_id = $1',
      [row.account_id],
    )
    if (BigInt(row.balance) !== BigInt(rows[0].sum)) return { invariant: 'L1', row: { ...row, entries: rows[0].sum } }
  }
  if (suspects.length > 0) forget() // an entry with a low number came late: all is read anew
  return undefined
}

/** L8: what was settled stays as it was. */
async function changed() {
  if (base.count === 0 || samples % HISTORY_EVERY !== 0) return undefined
  const { rows } = await client.query(
    'SELECT account_id, sum(amount) AS sum, count(*) AS count FROM audit_v1.entries WHERE entry_id <= $1 GROUP BY 1',
    [String(base.watermark)],
  )
  const count = rows.reduce((sum, row) => sum + Number(row.count), 0)
  const differs = rows.find((row) => BigInt(row.sum) !== (base.sums.get(row.account_id) ?? 0n))
  if (count < base.count || (count === base.count && differs !== undefined))
    return { invariant: 'L8', row: { entries: base.count, now: count, ...differs } }
  if (count > base.count) forget() // an entry with a low number came late
  return undefined
}

function forget() {
  base.watermark = 0n
  base.count = 0
  base.sums.clear()
  marks = []
}

/** L3: one usage transaction a request. L13: one transaction an idempotency key. */
function repeated(fresh) {
  for (const row of fresh) {
    const [known, id] = row.kind === 'usage' ? [base.txnByRequest, row.request_id] : [base.txnByKey, row.idem_key]
    const txn = known.get(id)
    if (txn === undefined) known.set(id, row.txn_id)
    else if (txn !== row.txn_id) return { invariant: row.kind === 'usage' ? 'L3' : 'L13', row: { ...row, other: txn } }
  }
  return undefined
}

/** Moves the watermark up to what was newest some time ago. */
function settle(fresh) {
  const now = performance.now()
  const newest = fresh.at(-1)?.entry_id
  if (newest !== undefined) marks.push({ at: now, entryId: BigInt(newest) })
  let next = base.watermark
  while (marks.length > 0 && now - marks[0].at > SETTLED_AFTER_MS) next = marks.shift().entryId
  if (next === base.watermark) return
  for (const { entry_id: entryId, account_id: id, amount } of fresh) {
    if (BigInt(entryId) > next) continue
    base.sums.set(id, (base.sums.get(id) ?? 0n) + BigInt(amount))
    base.count++
  }
  base.watermark = next
}
