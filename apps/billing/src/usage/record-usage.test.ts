import { randomUUID } from 'node:crypto'
import type { UsageEventMessage } from '@tollgate/protocols/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REVENUE_ACCOUNT_ID, SUSPENSE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import {
  acquireMessage,
  addRich,
  type Billing,
  bytesOf,
  createBilling,
  NODE_ID,
  usageMessage,
} from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'

const UNIT = 1_000_000_000n
/** 1 nano a token. */
const PER_TOKEN = 1_000_000n

let ledger: TestLedger
let billing: Billing
let priceVersionId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  priceVersionId = await ledger.addPrice(PER_TOKEN)
  await billing.leases.closeNode({ v: 1, nodeId: NODE_ID, incarnation: 1, spentByLease: [] })
})
afterAll(() => ledger.stop())

const rich = (balance?: bigint) => addRich(ledger, billing, balance)
const event = (spender: Spender, fields: Partial<UsageEventMessage> = {}) =>
  usageMessage(spender, { priceVersionId, ...fields })
const record = (messages: readonly unknown[]) => billing.usage.record(messages.map(bytesOf))
const [CHANNEL_ID, KEY_ID] = [randomUUID(), randomUUID()]
const typesOf = async (messages: readonly unknown[]) => (await record(messages)).map(({ type }) => type)
const entriesOf = (requestId: string) =>
  ledger.sql<{ account_id: string; amount: string; estimated: boolean; occurred_on: Date; period: string }>(
    'SELECT * FROM audit_v1.entries WHERE request_id = $1 ORDER BY amount',
    [requestId],
  )
const detailOf = async (requestId: string) =>
  (await ledger.sql<Record<string, unknown>>('SELECT * FROM usage_record WHERE request_id = $1', [requestId]))[0]

describe('a settlement', () => {
  it('debits the payer and credits revenue, exactly, and tells its detail', async () => {
    const spender = await rich()
    const message = event(spender, {
      quantities: { inputTokens: 10, cacheReadTokens: 20, outputTokens: 5, reasoningTokens: 7 },
      groupRatio: '1.5',
      reason: 'odd_usage',
      rawUsage: '{"total":42}',
      stepsMs: { attempt: 12.5 },
      clientRef: 'a\u0000b\ud800',
      ...{ channelId: CHANNEL_ID, channelKeyId: KEY_ID },
      route: { best: [`${CHANNEL_ID}/${KEY_ID}`], excluded: { cooling: 3 } },
    })
    expect(await typesOf([message])).toEqual(['settled'])
    expect(await entriesOf(message.requestId)).toMatchObject([
      { account_id: spender.payerId, amount: '-63', estimated: false },
      { account_id: REVENUE_ACCOUNT_ID, amount: '63' },
    ])
    expect(await detailOf(message.requestId)).toMatchObject({
      amount_nanos: '63',
      payer_id: spender.payerId,
      reason: 'odd_usage',
      cache_read_tokens: 20,
      steps_ms: { attempt: 12.5 },
      client_ref: 'ab\ufffd',
      ...{ channel_id: CHANNEL_ID, channel_key_id: KEY_ID },
      route: { best: [`${CHANNEL_ID}/${KEY_ID}`], excluded: { cooling: 3 } },
      is_overrun: false,
    })
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(999_937n)
    expect(await ledger.broken()).toEqual({})
  })

  it('takes what the lease held for it and nothing else', async () => {
    const spender = await rich()
    const leaseId = randomUUID()
    await billing.leases.acquire(acquireMessage(spender, { leaseId }))
    await record([
      event(spender, { leaseId }),
      event(spender, { leaseId, quantities: { inputTokens: 30, outputTokens: 0 } }),
    ])
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: 999_870n, held: 870n })
    await billing.leases.close({
      v: 1,
      nodeId: NODE_ID,
      incarnation: 1,
      leaseId,
      keyId: spender.keyId,
      payerId: spender.payerId,
      spentNanos: '140',
    })
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: 999_870n, held: 10n })
    await record([event(spender, { leaseId, quantities: { inputTokens: 10, outputTokens: 0 } })])
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: 999_860n, held: 0n })
    const [lease] = await ledger.sql<{ state: string }>('SELECT state FROM lease WHERE id = $1', [leaseId])
    expect(lease?.state).toBe('closed')
    expect(await ledger.broken()).toEqual({})
  })

  it('M11: more than was reserved is debited in full and flagged, below zero if need be', async () => {
    const spender = await rich(120n)
    const leaseId = randomUUID()
    await billing.leases.acquire(acquireMessage(spender, { leaseId }))
    const message = event(spender, { leaseId, reservedNanos: '100', quantities: { inputTokens: 150, outputTokens: 0 } })
    await record([message])
    expect(await ledger.accountOf(spender.payerId)).toEqual({ balance: -30n, held: 0n })
    expect(await detailOf(message.requestId)).toMatchObject({ is_overrun: true, amount_nanos: '150' })
    expect(await billing.leases.acquire(acquireMessage(spender))).toMatchObject({ type: 'refused' })
  })

  it('M24 P0: a call without a price is one transaction of 0; so is a void one, whatever its quantities', async () => {
    const spender = await rich()
    const free = event(spender, { priceVersionId: null })
    const voided = event(spender, {
      provenance: 'void',
      status: 'failed',
      priceVersionId: await ledger.addPrice(1n, UNIT),
    })
    expect(await typesOf([free, voided])).toEqual(['settled', 'settled'])
    for (const { requestId } of [free, voided])
      expect((await entriesOf(requestId)).map(({ amount }) => amount)).toEqual(['0', '0'])
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(1_000_000n)
    expect(await ledger.broken()).toEqual({})
  })

  it('M16: fractions of a nano are rounded up once a request', async () => {
    const spender = await rich()
    const cheap = await ledger.addPrice(700_000n)
    const messages = Array.from({ length: 70 }, (_, i) =>
      event(spender, {
        priceVersionId: cheap,
        groupRatio: '1.3',
        quantities: { inputTokens: (i % 7) + 1, outputTokens: 0 },
      }),
    )
    await record(messages)
    const exact = messages.reduce((sum, _, i) => sum + (BigInt((i % 7) + 1) * 91n + 99n) / 100n, 0n)
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(1_000_000n - exact)
  })

  it('M22: the day is the campus day of the admission', async () => {
    const spender = await rich()
    const message = event(spender, { admittedAtMs: Date.UTC(2026, 0, 31, 16, 30) }) // 00:30 on 1 February in Shanghai
    await record([message])
    const [row] = await ledger.sql<{ day: string }>(
      'SELECT occurred_on::text AS day FROM usage_record WHERE request_id = $1',
      [message.requestId],
    )
    expect(row?.day).toBe('2026-02-01')
  })

  it('adds up by hour, and remembers when a key was last used', async () => {
    const spender = await rich()
    const [courseId, modelId, channelId] = [randomUUID(), randomUUID(), randomUUID()]
    const at = Date.UTC(2026, 5, 1, 10, 5)
    const one = (fields: Partial<UsageEventMessage>) =>
      event(spender, { courseId, modelId, channelId, admittedAtMs: at, ...fields })
    await record([one({}), one({ status: 'failed' })])
    await record([one({ admittedAtMs: at + 60_000 }), one({ courseId: null }), one({ admittedAtMs: at - 1_000 })])
    const rows = await ledger.sql<{
      calls: string
      failed_calls: string
      amount_nanos: string
      course_id: string | null
    }>('SELECT * FROM usage_hourly WHERE key_id = $1 ORDER BY calls DESC', [spender.keyId])
    expect(rows).toMatchObject([
      { calls: '4', failed_calls: '1', amount_nanos: '400', course_id: courseId },
      { calls: '1', amount_nanos: '100', course_id: null },
    ])
    const [use] = await ledger.sql<{ at: Date }>('SELECT last_used_at AS at FROM api_key_last_use WHERE key_id = $1', [
      spender.keyId,
    ])
    expect(use?.at.getTime()).toBe(at + 60_000)
  })
})

describe('L3 P0: once', () => {
  it('a redelivered batch, and one with the same id twice, debits once', async () => {
    const spender = await rich()
    const messages = Array.from({ length: 20 }, () => event(spender))
    expect(new Set(await typesOf([...messages, ...messages]))).toEqual(new Set(['settled']))
    expect(new Set(await typesOf(messages))).toEqual(new Set(['settled']))
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(998_000n)
  })

  it('P05/P06: billings that get overlapping batches at once debit once and hold nothing back', async () => {
    const spenders = await Promise.all(Array.from({ length: 5 }, () => rich()))
    const messages = spenders.flatMap((spender) => Array.from({ length: 40 }, () => event(spender)))
    const shuffled = () => [...messages].sort(() => Math.random() - 0.5).slice(0, 150)
    const settleAgain = async (): Promise<void> => {
      // deadlock and serialisation failures are `retry` of a whole batch, as the pull loop does it
      const batch = shuffled()
      for (let tries = 0; tries < 20; tries++)
        if (
          await record(batch).then(
            () => true,
            () => false,
          )
        )
          return
    }
    await Promise.all(Array.from({ length: 12 }, settleAgain))
    expect(new Set(await typesOf(messages))).toEqual(new Set(['settled']))
    for (const { payerId } of spenders) expect((await ledger.accountOf(payerId)).balance).toBe(996_000n)
    expect(await ledger.broken()).toEqual({})
  })

  it('another content under the same id is never debited and is put aside', async () => {
    const spender = await rich()
    const message = event(spender)
    await record([message])
    const other = { ...message, quantities: { inputTokens: 999, outputTokens: 0 } }
    expect(await typesOf([other, message])).toEqual(['poison', 'settled'])
    const fresh = event(spender)
    expect(await typesOf([fresh, { ...fresh, quantities: { inputTokens: 7, outputTokens: 0 } }])).toEqual([
      'settled',
      'poison',
    ])
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(999_800n)
  })
})

describe('what cannot be settled', () => {
  it('M17 P0: hostile quantities never credit and never stop the others', async () => {
    const spender = await rich()
    const hostile = [-1, 1.5, 2 ** 63, '100', null, Number.MAX_SAFE_INTEGER].map((inputTokens) => ({
      ...event(spender),
      quantities: { inputTokens, outputTokens: 0 },
    }))
    const dear = event(spender, {
      priceVersionId: await ledger.addPrice(9_000_000_000_000_000_000n),
      quantities: { inputTokens: 1_000_000_000, outputTokens: 1_000_000_000 },
    })
    const bad = [
      ...hostile,
      dear,
      event(spender, { reservedNanos: '9999999999999999999' }),
      event(spender, { admittedAtMs: 8_640_000_000_000_000 }),
      { ...event(spender), requestId: 'not-a-uuid' },
      'text',
      null,
    ]
    const good = event(spender)
    expect(await typesOf([...bad, good])).toEqual([...bad.map(() => 'poison'), 'settled'])
    const [credit] = await ledger.sql(
      `SELECT 1 FROM audit_v1.entries WHERE kind = 'usage' AND account_id = $1 AND amount > 0`,
      [spender.payerId],
    )
    expect(credit).toBeUndefined()
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(999_900n)
  })

  it('bytes that are no JSON, no UTF-8, too deep or too large are poison', async () => {
    const deep = new TextEncoder().encode(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)
    const large = new TextEncoder().encode(JSON.stringify({ ...event(await rich()), padding: 'x'.repeat(70_000) }))
    const verdicts = await billing.usage.record([
      new Uint8Array([0xff, 0xfe]),
      new TextEncoder().encode('{'),
      deep,
      large,
    ])
    expect(verdicts.map(({ type }) => type)).toEqual(['poison', 'poison', 'poison', 'poison'])
  })

  it('a lease of another payer is no cover', async () => {
    const [spender, other] = [await rich(), await rich()]
    const leaseId = randomUUID()
    await billing.leases.acquire(acquireMessage(other, { leaseId }))
    expect(await typesOf([event(spender, { leaseId })])).toEqual(['poison'])
    expect(await ledger.accountOf(other.payerId)).toEqual({ balance: 1_000_000n, held: 1_000n })
  })

  it('unknown price, key and user wait; what is known does not', async () => {
    const spender = await rich()
    const unknown = [{ priceVersionId: randomUUID() }, { keyId: randomUUID() }, { userId: randomUUID() }]
    const messages = [...unknown.map((fields) => event(spender, fields)), event(spender)]
    expect(await typesOf(messages)).toEqual(['unresolved', 'unresolved', 'unresolved', 'settled'])
  })

  it('an unknown payer is paid for by suspense, never free', async () => {
    const spender = await rich()
    const before = (await ledger.accountOf(SUSPENSE_ACCOUNT_ID)).balance
    const message = event(spender, { payerId: randomUUID() })
    expect(await typesOf([message])).toEqual(['settled'])
    expect((await ledger.accountOf(SUSPENSE_ACCOUNT_ID)).balance).toBe(before - 100n)
    expect(await ledger.broken()).toEqual({})
  })

  it('P11 P0: a database that is away is nobody’s fault: the batch is thrown back whole', async () => {
    const spender = await rich()
    const messages = [event(spender), { ...event(spender), quantities: { inputTokens: -1, outputTokens: 0 } }]
    await ledger.crash()
    await expect(record(messages)).rejects.toMatchObject({ name: 'SqlError' })
    await ledger.start()
    expect(await typesOf(messages)).toEqual(['settled', 'poison'])
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(999_900n)
  })
})

describe('P12 P0: parked events', () => {
  it('are settled once what they name exists', async () => {
    const spender = await rich()
    const late = randomUUID()
    const message = event(spender, { priceVersionId: late })
    const text = JSON.stringify(message)
    await billing.deadLetters.store([
      { stream: 'USAGE/p', streamSeq: 1, requestId: message.requestId, kind: 'unresolved', reason: 'r', text },
      { stream: 'USAGE/p', streamSeq: 1, requestId: message.requestId, kind: 'unresolved', reason: 'again', text },
    ])
    await billing.retryParkedJob.run()
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(1_000_000n)
    await ledger.sql(
      `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos)
       SELECT $1, model_id, now(), 2000000, 0 FROM price_version LIMIT 1`,
      [late],
    )
    await billing.retryParkedJob.run()
    await billing.retryParkedJob.run()
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(999_800n)
    const letters = await ledger.sql<{ resolved_at: Date | null }>(
      'SELECT resolved_at FROM dead_letter WHERE request_id = $1',
      [message.requestId],
    )
    expect(letters).toEqual([{ resolved_at: expect.any(Date) }])
  })
})

describe('P08: drift', () => {
  it('is found and named, and not repaired', async () => {
    const spender = await rich()
    await ledger.sql('UPDATE account SET balance = balance + 1 WHERE id = $1', [spender.payerId])
    await billing.reconcileJob.run()
    expect(await billing.metrics.registry.metrics()).toContain('ledger_drift_total{invariant="L1"} 1')
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(1_000_001n)
    await ledger.sql('UPDATE account SET balance = balance - 1 WHERE id = $1', [spender.payerId])
  })
})
