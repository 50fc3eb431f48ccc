import { randomUUID } from 'node:crypto'
import { LATENCY_BUCKET_COUNT, type UsageEventMessage } from '@tollgate/protocols/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REVENUE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { addRich, type Billing, bytesOf, createBilling, NODE_ID, usageMessage } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'
import { RollupsRepository } from './rollups.repository.js'

const PER_TOKEN = 1_000_000n
const CHANNEL_ID = randomUUID()
const AT = Date.UTC(2026, 5, 1, 10, 5)

let ledger: TestLedger
let billing: Billing
let rollups: RollupsRepository
let spender: Spender
let priceVersionId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  rollups = new RollupsRepository(ledger.ledgerDatabase)
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await billing.leases.closeNode({ v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
  spender = await addRich(ledger, billing)
})
afterAll(() => ledger.stop())

const event = (fields: Partial<UsageEventMessage> = {}) =>
  usageMessage(spender, { priceVersionId, channelId: CHANNEL_ID, admittedAtMs: AT, ...fields })
const settle = (messages: readonly unknown[]) => billing.usage.record(messages.map(bytesOf))
const trafficOf = (modelId: string) =>
  ledger.sql<Record<string, unknown>>(
    `SELECT hour IS NULL AS is_day, outcome, calls, amount_nanos, duration_counts, first_byte_counts
     FROM usage_traffic WHERE model_id = $1 ORDER BY is_day, outcome`,
    [modelId],
  )
/** Position → count, as arrays that tell the empty ones, too. */
const counts = (filled: Record<number, number>) =>
  Array.from({ length: LATENCY_BUCKET_COUNT }, (_, i) => filled[i] ?? 0)

describe('rollups', () => {
  it('count calls by outcome, hour and day, and how long completed ones took', async () => {
    const modelId = randomUUID()
    await settle([
      event({ modelId, durationMs: 5, firstByteMs: 3 }),
      event({ modelId, durationMs: 10, firstByteMs: null }),
      event({ modelId, status: 'failed', provenance: 'void', errorCode: 'upstream_error', durationMs: 99_000 }),
    ])
    expect(await trafficOf(modelId)).toEqual([])
    await rollups.fold(100)
    await settle([event({ modelId, durationMs: 5, firstByteMs: 3, admittedAtMs: AT + 3_600_000 })])
    await rollups.fold(100)
    const fast = { outcome: 'completed', calls: '1', amount_nanos: '100' }
    expect(await trafficOf(modelId)).toMatchObject([
      { ...fast, is_day: false, calls: '2', amount_nanos: '200', duration_counts: counts({ 0: 1, 1: 1 }) },
      { ...fast, is_day: false, duration_counts: counts({ 0: 1 }) },
      { is_day: false, outcome: 'upstream_error', calls: '1', amount_nanos: '0', duration_counts: counts({}) },
      {
        ...{ is_day: true, outcome: 'completed', calls: '3', amount_nanos: '300' },
        ...{ duration_counts: counts({ 0: 2, 1: 1 }), first_byte_counts: counts({ 0: 2 }) },
      },
      { is_day: true, outcome: 'upstream_error', calls: '1' },
    ])
    expect(
      await ledger.sql('SELECT outcome, calls, duration_counts FROM usage_key_daily WHERE key_id = $1 ORDER BY 1', [
        spender.keyId,
      ]),
    ).toEqual([
      { outcome: 'completed', calls: '3', duration_counts: counts({ 0: 2, 1: 1 }) },
      { outcome: 'upstream_error', calls: '1', duration_counts: counts({}) },
    ])
  })

  it('take each delta once, however many billings fold at once and in whatever portions', async () => {
    const modelId = randomUUID()
    await settle(Array.from({ length: 60 }, () => event({ modelId })))
    const folded = await Promise.all(Array.from({ length: 8 }, () => rollups.fold(10)))
    expect(folded.reduce((sum, count) => sum + count, 0)).toBe(60)
    expect(await trafficOf(modelId)).toMatchObject([
      { is_day: false, calls: '60', amount_nanos: '6000' },
      { is_day: true, calls: '60', amount_nanos: '6000' },
    ])
    expect(await rollups.fold(10)).toBe(0)
  })

  it('give back what a refund gives back, in the period of its posting', async () => {
    const modelId = randomUUID()
    const admin = await ledger.addSpender({ role: 'admin' })
    const second = await ledger.addSpender({ role: 'admin' })
    const one = event({ modelId })
    await settle([one])
    const body = {
      ...{ v: 1, idempotencyKey: randomUUID(), actorUserId: admin.userId, secondUserId: second.userId },
      ...{ requestId: one.requestId, amountNanos: '40', reason: 'test' },
    }
    expect(await billing.corrections.refund({ asker: 'admin-api', body })).toMatchObject({ type: 'posted' })
    await rollups.fold(100)
    expect(await trafficOf(modelId)).toMatchObject([
      { is_day: false, calls: '1', amount_nanos: '60' },
      { is_day: true, calls: '1', amount_nanos: '60' },
    ])
  })

  it('the sums of revenue are its entries at every moment: before a fold, after it, and folded by several at once', async () => {
    const added = () =>
      ledger.sql(`SELECT t.period, t.kind, count(*)::text AS entries, sum(e.amount)::text AS amount
        FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id WHERE e.account_id = '${REVENUE_ACCOUNT_ID}' GROUP BY 1, 2 ORDER BY 1, 2`)
    const kept = (table: string) =>
      ledger.sql(
        `SELECT period, kind, sum(entries)::text AS entries, sum(amount)::text AS amount FROM ${table} GROUP BY 1, 2 ORDER BY 1, 2`,
      )
    const entries = await added()
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['refund', 'usage']))
    expect(await kept('audit_v1.revenue')).toEqual(entries)
    await Promise.all(Array.from({ length: 4 }, () => rollups.foldRevenue()))
    expect(await kept('revenue_delta')).toEqual([])
    expect(await kept('revenue_sum')).toEqual(entries)
    const twice = event()
    await settle([twice, twice])
    await settle([twice])
    expect(await added()).not.toEqual(entries)
    expect(await kept('audit_v1.revenue')).toEqual(await added())
    await rollups.foldRevenue()
    expect(await kept('revenue_sum')).toEqual(await added())
    await rollups.fold(100)
  })

  it('come to what usage_hourly says', async () => {
    const sums = (table: string) =>
      ledger.sql(`SELECT sum(calls)::text AS calls, sum(amount_nanos)::text AS amount, sum(input_tokens)::text AS input
                  FROM ${table}`)
    expect(await sums('usage_traffic WHERE hour IS NULL')).toEqual(await sums('usage_hourly'))
    expect(await sums('usage_traffic WHERE hour IS NOT NULL')).toEqual(await sums('usage_hourly'))
  })

  it('keep days by course, model, channel and of all, whose sums and times come to the same', async () => {
    const dayOf = (table: string) =>
      ledger.sql(`SELECT occurred_on::text, outcome, sum(calls)::text AS calls, sum(amount_nanos)::text AS amount,
          sum(input_tokens)::text AS input, sum(output_tokens)::text AS output,
          sum((SELECT sum(n * i) FROM unnest(duration_counts) WITH ORDINALITY AS d(n, i)))::text AS durations,
          sum((SELECT sum(n * i) FROM unnest(first_byte_counts) WITH ORDINALITY AS d(n, i)))::text AS first_bytes
        FROM ${table} GROUP BY 1, 2 ORDER BY 1, 2`)
    const days = await dayOf('usage_traffic WHERE hour IS NULL')
    expect(days.length).toBeGreaterThan(1)
    for (const dimension of ['all', 'course', 'model', 'channel'])
      expect(await dayOf(`usage_daily WHERE dimension = '${dimension}'`), dimension).toEqual(days)
    const models = (table: string, id: string) =>
      ledger.sql(`SELECT ${id} AS id, sum(calls)::text AS calls FROM ${table} GROUP BY 1 ORDER BY 1`)
    expect(await models(`usage_daily WHERE dimension = 'model'`, 'dimension_id')).toEqual(
      await models('usage_traffic WHERE hour IS NULL', 'model_id'),
    )
  })

  it('keep hours of all, and months of courses, models and channels, whose sums and times come to the same', async () => {
    const sums = (table: string, ids: string) =>
      ledger.sql(`SELECT ${ids}, outcome, sum(calls)::text AS calls, sum(amount_nanos)::text AS amount,
          sum(input_tokens)::text AS input, sum(output_tokens)::text AS output,
          sum((SELECT sum(n * i) FROM unnest(duration_counts) WITH ORDINALITY AS d(n, i)))::text AS durations,
          sum((SELECT sum(n * i) FROM unnest(first_byte_counts) WITH ORDINALITY AS d(n, i)))::text AS first_bytes
        FROM ${table} GROUP BY 1, 2 ORDER BY 1, 2`)
    const hours = await sums('usage_traffic WHERE hour IS NOT NULL', `hour || ' ' || occurred_on`)
    expect(hours.length).toBeGreaterThan(1)
    expect(await sums('usage_hour_sum', `hour || ' ' || occurred_on`)).toEqual(hours)
    const pair = `concat_ws(' ', period, course_id, model_id, channel_id`
    const months = await sums('usage_traffic WHERE hour IS NULL', `${pair}, date_trunc('month', occurred_on)::date)`)
    expect(months.length).toBeGreaterThan(1)
    expect(await sums('usage_monthly', `${pair}, month)`)).toEqual(months)
  })

  it('keep what each user came to with each channel and each model by month', async () => {
    const sums = (id: string, table: string, month: string) =>
      ledger.sql(`SELECT ${id} AS id, user_id, (${month})::date::text AS month, sum(calls)::text AS calls,
          sum(failed_calls)::text AS failed, sum(amount_nanos)::text AS amount, sum(input_tokens)::text AS input,
          sum(cache_read_tokens)::text AS read, sum(cache_write_tokens)::text AS written,
          sum(output_tokens)::text AS output, sum(reasoning_tokens)::text AS reasoning
        FROM ${table} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
    for (const dimension of ['channel', 'model']) {
      const id = `${dimension}_id`
      const expected = await sums(id, `usage_hourly WHERE ${id} IS NOT NULL`, `date_trunc('month', occurred_on)`)
      expect(expected.some(({ failed }) => failed !== '0')).toBe(true)
      const kept = await sums('dimension_id', `usage_user_monthly WHERE dimension = '${dimension}'`, 'month')
      expect(kept, dimension).toEqual(expected)
    }
  })

  it('keep what each key and user came to by day, month and year', async () => {
    const sums = (id: string, table: string, startsOn: string) =>
      ledger.sql(`SELECT ${id} AS id, course_id, (${startsOn})::date::text AS starts_on, sum(calls)::text AS calls,
          sum(failed_calls)::text AS failed, sum(amount_nanos)::text AS amount, sum(input_tokens)::text AS input,
          sum(cache_read_tokens + cache_write_tokens)::text AS cached, sum(output_tokens + reasoning_tokens)::text AS output
        FROM ${table} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
    for (const dimension of ['key', 'user'])
      for (const span of ['day', 'month', 'year']) {
        const expected = await sums(`${dimension}_id`, 'usage_hourly', `date_trunc('${span}', occurred_on)`)
        expect(expected).not.toEqual([])
        const table = `usage_person_sum WHERE dimension = '${dimension}' AND span = '${span}'`
        expect(await sums('dimension_id', table, 'starts_on'), `${dimension} by ${span}`).toEqual(expected)
      }
  })
})
