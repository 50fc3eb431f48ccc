// `npm run bench:settlement -w tests`: a backlog in stream USAGE, settled by one billing on a real nats-server and PostgreSQL:
// ledger, balance, lease, window of a key cap, detail, hourly rollup and last use of each call. Then the lag at a steady rate.
//   npm run bench:settlement -w tests -- --events 200000 --payers 1000 --rate 200 --seconds 20
// Build first (npm run build): what runs is dist/. Two cores are shared by billing, PostgreSQL, nats-server and this script.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { connectionOptions } from '@tollgate/messaging'
import { usageSubject } from '@tollgate/protocols/events'
import { startStack } from '@tollgate/testkit'
import pg from 'pg'
import { percentile } from './statistics.mjs'

/** The numbers. */
const LEAST_PER_SECOND = 5_000
const GOAL_PER_SECOND = 10_000
const MOST_LAG_MS = 2_000
const PUBLISHED_AT_ONCE = 500
const POLL_MS = 20
const PATIENCE_MS = 600_000
const UNIT = '1000000000'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    payers: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
  },
})
const [events, payerCount, rate, seconds] = [values.events, values.payers, values.rate, values.seconds].map(Number)

const stack = await startStack({ apps: ['billing'], env: { billing: { LOG_LEVEL: 'warn' } } })
const pool = new pg.Pool({ connectionString: stack.databases.superuser, max: 4 })
pool.on('error', () => {}) // the server ends before the pool
try {
  const gateway = await connect(
    connectionOptions({ url: stack.nats.url, user: 'gateway', password: stack.natsPasswords.gateway }),
  )
  const scene = await prepare(gateway)
  const manager = await jetstreamManager(await operator())
  await stack.apps.billing.stop()
  console.log(`publishing ${events} events of ${payerCount} payers …`)
  await publish(
    gateway,
    Array.from({ length: events }, (_, i) => eventOf(scene, i)),
  )
  const throughput = await measureBacklog(manager)
  const lags = await measureLag(gateway, scene)
  report(throughput, lags)
  await assertExact()
  await gateway.close()
} finally {
  await pool.end()
  await stack.stop()
}
process.exit()

function operator() {
  return connect(connectionOptions({ url: stack.nats.url, user: 'operator', password: stack.natsPasswords.operator }))
}

/** Payers with money and a monthly key cap each, and an open lease whose path has both. */
async function prepare(gateway) {
  const [groupId, modelId, channelId, priceVersionId] = Array.from({ length: 4 }, () => randomUUID())
  await pool.query(`INSERT INTO access_group (id, name) VALUES ($1, 'bench')`, [groupId])
  await pool.query(`INSERT INTO model (id, name) VALUES ($1, 'bench/model')`, [modelId])
  await pool.query(
    `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos)
     VALUES ($1, $2, now(), 2000000000, 8000000000)`,
    [priceVersionId, modelId],
  )
  const payers = Array.from({ length: payerCount }, () => ({
    ...{ userId: randomUUID(), keyId: randomUUID(), payerId: randomUUID(), leaseId: randomUUID() },
  }))
  const columns = ['userId', 'keyId', 'payerId'].map((name) => payers.map((payer) => payer[name]))
  const ids = 'unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS p(user_id, key_id, payer_id)'
  for (const [sql, more = []] of [
    [
      `INSERT INTO app_user (id, username, state, wallet_account_id) SELECT user_id, user_id::text, 'active', payer_id FROM ${ids}`,
    ],
    [
      `INSERT INTO api_key (id, kind, user_id, name, hash, group_id, payer_account_id, state)
       SELECT key_id, 'secret', user_id, 'bench', key_id::text, $4::uuid, payer_id, 'active' FROM ${ids}`,
      [groupId],
    ],
    [`INSERT INTO account (id, kind, owner_user_id) SELECT payer_id, 'wallet', user_id FROM ${ids}`],
    [
      `INSERT INTO spend_limit (id, kind, key_id, period, amount_nanos)
       SELECT gen_random_uuid(), 'key_cap', key_id, 'month', 1000 * ${UNIT}::bigint FROM ${ids}`,
    ],
    [
      `WITH t AS (INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta)
                  SELECT payer_id, 'grant', 'grant:' || payer_id, current_date, '2026-01', '{}' FROM ${ids}),
            l AS (INSERT INTO ledger_entry (txn_id, account_id, amount)
                  SELECT payer_id, leg.id, leg.amount FROM ${ids}
                  CROSS JOIN LATERAL (VALUES (payer_id, 1000 * ${UNIT}::bigint), ($4::uuid, -1000 * ${UNIT}::bigint)) AS leg(id, amount))
       UPDATE account a SET balance = 1000 * ${UNIT}::bigint FROM ${ids} WHERE a.id = p.payer_id`,
      ['00000000-0000-0000-0000-000000000002'],
    ],
  ])
    await pool.query(sql, [...columns, ...more].slice(0, sql.includes('$4') ? 4 : 3))
  await ask(gateway, 'billing.lease.close-node', { v: 1, nodeId: 'bench', incarnation: 1, spentByLease: [] })
  for (const { leaseId, keyId, payerId } of payers) {
    const reply = await ask(gateway, 'billing.lease.acquire', {
      ...{ v: 1, nodeId: 'bench', incarnation: 1, leaseId, keyId, payerId, neededNanos: UNIT, leastNanos: UNIT },
      ...{ recentSpendNanos: '0', deadlineMs: Date.now() + 60_000 },
    })
    if (reply.type !== 'granted') throw new Error(`no lease: ${JSON.stringify(reply)}`)
  }
  return { groupId, modelId, channelId, priceVersionId, payers }
}

async function ask(connection, subject, body) {
  return (await connection.request(subject, JSON.stringify(body), { timeout: 5_000 })).json()
}

function eventOf({ groupId, modelId, channelId, priceVersionId, payers }, index) {
  const { userId, keyId, payerId, leaseId } = payers[index % payers.length]
  return {
    ...{ v: 1, requestId: randomUUID(), nodeId: 'bench', leaseId, payerId, userId, keyId, groupId, modelId },
    ...{ modelName: 'bench/model', channelId, priceVersionId, groupRatio: '1', reservedNanos: '10000000' },
    quantities: { inputTokens: 100 + (index % 50), outputTokens: 20 },
    rawUsage: '{"prompt_tokens":120,"completion_tokens":20,"total_tokens":140}',
    ...{ provenance: 'reported', reason: 'reported', status: 'completed', dialect: 'openai-chat', isStreamed: true },
    ...{ attempts: 1, admittedAtMs: Date.now(), durationMs: 900, firstByteMs: 200 },
    stepsMs: { door: 0.1, identify: 0.1, route: 0.2, plan: 0.2, reserve: 0.3, intent: 0.1, attempt: 200, deliver: 700 },
  }
}

async function publish(connection, messages) {
  const client = jetstream(connection, { timeout: 30_000 })
  for (let from = 0; from < messages.length; from += PUBLISHED_AT_ONCE)
    await Promise.all(
      messages
        .slice(from, from + PUBLISHED_AT_ONCE)
        .map((message) =>
          client.publish(usageSubject(message.requestId), JSON.stringify(message), { msgID: message.requestId }),
        ),
    )
}

/** From the first settled event to the last; the start of the process is not counted. */
async function measureBacklog(manager) {
  const waiting = async () => {
    const { num_pending, num_ack_pending } = await manager.consumers.info('USAGE', 'billing')
    return num_pending + num_ack_pending
  }
  const started = stack.apps.billing.start()
  const before = await until(waiting, (left) => left < events)
  const from = performance.now()
  const cpuFrom = await cpuOf()
  await until(waiting, (left) => left === 0)
  const elapsedS = (performance.now() - from) / 1_000
  await started
  return { perSecond: before / elapsedS, elapsedS, cpuS: (await cpuOf()) - cpuFrom }
}

async function until(read, isDone) {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const value = await read().catch(() => undefined)
    if (value !== undefined && isDone(value)) return value
    if (performance.now() > deadline) throw new Error(`still ${value} events wait`)
    await sleep(POLL_MS)
  }
}

/** CPU seconds that billing has used. */
async function cpuOf() {
  const text = await fetch(`${stack.healthUrl('billing')}/metrics`)
    .then((response) => response.text())
    .catch(() => '')
  return Number(/^process_cpu_seconds_total ([\d.]+)$/m.exec(text)?.[1] ?? 0)
}

/** Milliseconds from the publication of each event to its being seen in the ledger. */
async function measureLag(connection, scene) {
  const client = jetstream(connection)
  const publishedAt = new Map()
  const lags = []
  let isPublishing = true
  const seeing = (async () => {
    while (isPublishing || publishedAt.size > 0) {
      const { rows } = await pool.query(
        `SELECT request_id FROM ledger_txn WHERE request_id = ANY($1) AND kind = 'usage'`,
        [[...publishedAt.keys()]],
      )
      for (const { request_id } of rows) {
        lags.push(performance.now() - publishedAt.get(request_id))
        publishedAt.delete(request_id)
      }
      await sleep(POLL_MS)
    }
  })()
  const from = performance.now()
  for (let i = 0; i < rate * seconds; i++) {
    const dueMs = from + (i * 1_000) / rate - performance.now()
    if (dueMs > 1) await sleep(dueMs)
    const event = eventOf(scene, i)
    publishedAt.set(event.requestId, performance.now())
    await client.publish(usageSubject(event.requestId), JSON.stringify(event), { msgID: event.requestId })
  }
  isPublishing = false
  await seeing
  return lags.sort((a, b) => a - b)
}

function report({ perSecond, elapsedS, cpuS }, lags) {
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(lags, share).toFixed(0))
  console.log(
    `settled ${perSecond.toFixed(0)} events/s (${elapsedS.toFixed(1)} s; billing ${cpuS.toFixed(1)} s of CPU)`,
  )
  console.log(
    `  at least ${LEAST_PER_SECOND}, goal ${GOAL_PER_SECOND}: ${perSecond >= LEAST_PER_SECOND ? 'reached' : 'MISSED'}`,
  )
  console.log(`lag at ${rate} events/s: p50 ${p50} ms, p99 ${p99} ms`)
  console.log(`  p99 at most ${MOST_LAG_MS} ms: ${Number(p99) <= MOST_LAG_MS ? 'reached' : 'MISSED'}`)
  if (perSecond < LEAST_PER_SECOND || Number(p99) > MOST_LAG_MS) process.exitCode = 1
}

/** Fast and wrong is nothing: every event once, balances, holds and windows what their rows say. */
async function assertExact() {
  const { rows } = await pool.query(`
    SELECT (SELECT count(*) FROM ledger_txn WHERE kind = 'usage')::int AS settled,
      (SELECT count(*) FROM usage_record)::int AS detailed, (SELECT sum(calls) FROM usage_hourly)::int AS rolled_up,
      (SELECT count(*) FROM account a WHERE balance <> (SELECT sum(amount) FROM ledger_entry e WHERE e.account_id = a.id))::int AS off,
      (SELECT count(*) FROM account a WHERE held <> (SELECT sum(held_left) FROM lease l WHERE l.payer_id = a.id AND state <> 'closed'))::int AS held_off,
      (SELECT sum(spent) FROM limit_window) = (SELECT sum(amount_nanos) FROM usage_record) AS are_windows_right`)
  const [row] = rows
  const expected = events + rate * seconds
  const isExact =
    row.settled === expected && row.detailed === expected && row.rolled_up === expected && row.are_windows_right
  if (!isExact || row.off > 0 || row.held_off > 0) throw new Error(`not exact: ${JSON.stringify({ expected, ...row })}`)
}
