import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addRich, type Billing, bytesOf, createBilling, grant, usageMessage } from '../testing/billing.js'
import { type Spender, startTestLedger, type TestLedger } from '../testing/start-test-ledger.js'
import { ReconcileRepository } from './reconcile.repository.js'

const PER_TOKEN = 1_000_000n

let ledger: TestLedger
let billing: Billing
let priceVersionId: string
beforeAll(async () => {
  ledger = await startTestLedger()
  billing = createBilling(ledger)
  priceVersionId = await ledger.addPrice(PER_TOKEN)
})
afterAll(() => ledger.stop())

const rich = () => addRich(ledger, billing)
const spend = async (spender: Spender, calls = 1) => {
  const messages = Array.from({ length: calls }, () => usageMessage(spender, { priceVersionId }))
  await billing.usage.record(messages.map(bytesOf))
  return messages
}
const brokenRecently = async () =>
  Object.fromEntries(
    (await billing.reconcileService.checkRecent())
      .filter(({ brokenIds, failure }) => failure !== undefined || brokenIds.length > 0)
      .map(({ id, brokenIds, failure }) => [id, failure ?? brokenIds]),
  )
const brokenAtAll = async () =>
  (await billing.reconcileService.checkAll(60_000))
    .filter(({ brokenIds, failure }) => failure !== undefined || brokenIds.length > 0)
    .map(({ id, failure }) => failure ?? id)
const alertOf = (kind: string, subjectId: string) =>
  ledger.sql<{ detail: Record<string, unknown>; closed_at: Date | null }>(
    'SELECT detail, closed_at FROM alert WHERE kind = $1 AND subject_id = $2 ORDER BY opened_at DESC',
    [kind, subjectId],
  )

describe('every minute', () => {
  it('finds nothing where nothing is wrong, however often and in between', async () => {
    const spender = await rich()
    expect(await brokenRecently()).toEqual({})
    await spend(spender, 30)
    expect(await brokenRecently()).toEqual({})
    expect(await brokenRecently()).toEqual({})
  })

  it('P08: a balance that was edited by hand is drift, named, told, and not repaired', async () => {
    const spender = await rich()
    await spend(spender)
    await billing.reconcileJob.run()
    await ledger.sql('UPDATE account SET balance = balance + 5 WHERE id = $1', [spender.payerId])
    await spend(spender)
    await billing.reconcileJob.run()
    expect(await brokenRecently()).toEqual({ L1: [spender.payerId] })
    const metrics = await billing.metrics.registry.metrics()
    expect(metrics).toMatch(/ledger_drift_total\{invariant="L1"\} 1/)
    expect(await alertOf('drift', 'L1')).toMatchObject([{ detail: { ids: [spender.payerId] }, closed_at: null }])
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(999_805n)
    await ledger.sql('UPDATE account SET balance = balance - 5 WHERE id = $1', [spender.payerId])
    await billing.reconcileJob.run()
    expect(await brokenRecently()).toEqual({})
    expect((await alertOf('drift', 'L1'))[0]?.closed_at).not.toBe(null)
  })

  it('reads of each account only what came since', async () => {
    const spender = await rich()
    await spend(spender, 50)
    await brokenRecently()
    const [point] = await ledger.sql<{ entry_id: string; amount: string }>(
      'SELECT entry_id, amount FROM ledger_checkpoint WHERE subject_id = $1',
      [spender.payerId],
    )
    expect(point?.amount).toBe('995000')
    await ledger.sql('UPDATE ledger_checkpoint SET amount = amount - 1 WHERE subject_id = $1', [spender.payerId])
    expect(await brokenRecently()).toEqual({ L1: [spender.payerId] })
    await ledger.sql('UPDATE ledger_checkpoint SET amount = amount + 1 WHERE subject_id = $1', [spender.payerId])
  })

  it.each<[string, (requestId: string) => [sql: string, back: string]]>([
    [
      'L9s',
      () => [
        'UPDATE usage_record SET input_tokens = input_tokens + 1',
        'UPDATE usage_record SET input_tokens = input_tokens - 1',
      ],
    ],
    [
      'L11s',
      () => [
        'UPDATE usage_hourly SET amount_nanos = amount_nanos + 1',
        'UPDATE usage_hourly SET amount_nanos = amount_nanos - 1',
      ],
    ],
    [
      'L11ps',
      () => [
        'UPDATE revenue_delta SET amount = amount + 1, entries = entries + 1',
        'UPDATE revenue_delta SET amount = amount - 1, entries = entries - 1',
      ],
    ],
    ['L7', () => ['UPDATE account SET held = held + 1', 'UPDATE account SET held = held - 1']],
  ])('%s sees what was changed by hand', async (id, change) => {
    const [message] = await spend(await rich())
    const [sql, back] = change(message?.requestId ?? '')
    await ledger.sql(sql)
    expect(await brokenRecently()).toHaveProperty(id)
    await ledger.sql(back)
    expect(await brokenRecently()).toEqual({})
  })
})

describe('at everything', () => {
  it('finds an old wrong amount that no sample holds', async () => {
    const [message] = await spend(await rich())
    await spend(await rich(), 600)
    await ledger.sql(
      `UPDATE usage_record SET output_tokens = 7, admitted_at = now() - interval '3 hours' WHERE request_id = $1`,
      [message?.requestId],
    )
    expect(await brokenRecently()).not.toHaveProperty('L9s')
    expect(await brokenAtAll()).toEqual(['L9'])
    await ledger.sql('UPDATE usage_record SET output_tokens = 0 WHERE request_id = $1', [message?.requestId])
    expect(await brokenAtAll()).toEqual([])
  })

  it('what was last found of each invariant can be read, also while one cannot be looked at', async () => {
    const read = async () =>
      (
        await ledger.sql<{ broken_ids: string[]; is_looked_at: boolean; is_failing: boolean }>(
          `SELECT broken_ids, checked_at > now() - interval '1 minute' AS is_looked_at, failed_at IS NOT NULL AS is_failing
           FROM invariant_check WHERE id = 'X'`,
        )
      )[0]
    const finding = { id: 'X', says: 'a thing is so', brokenIds: ['a', 'b'] }
    await billing.reconcileJob.report([finding])
    expect(await read()).toEqual({ broken_ids: ['a', 'b'], is_looked_at: true, is_failing: false })
    await ledger.sql(`UPDATE invariant_check SET checked_at = now() - interval '1 hour' WHERE id = 'X'`)
    await billing.reconcileJob.report([{ ...finding, brokenIds: [], failure: new Error('too slow') }])
    expect(await read()).toEqual({ broken_ids: ['a', 'b'], is_looked_at: false, is_failing: true })
    await billing.reconcileJob.report([{ ...finding, brokenIds: [] }])
    expect(await read()).toEqual({ broken_ids: [], is_looked_at: true, is_failing: false })
  })

  it('is looked at by one billing a day', async () => {
    const repository = new ReconcileRepository(ledger.ledgerDatabase)
    expect([await repository.claimDailyLook(), await repository.claimDailyLook()]).toEqual([true, false])
    await ledger.sql(`UPDATE ledger_checkpoint SET checked_at = now() - interval '25 hours' WHERE entry_id = 0`)
    expect(await repository.claimDailyLook()).toBe(true)
  })
})

describe('alerts', () => {
  it('a low balance and a limit that is nearly spent open one alert each, and close it when they are over', async () => {
    const spender = await rich()
    await ledger.sql('UPDATE setting SET low_balance_nanos = 500')
    await billing.alertsJob.run()
    expect(await alertOf('low_balance', spender.payerId)).toEqual([])
    await ledger.sql('UPDATE setting SET low_balance_nanos = 1000001')
    await billing.alertsJob.run()
    await billing.alertsJob.run()
    expect(await alertOf('low_balance', spender.payerId)).toMatchObject([
      { detail: { balanceNanos: '1000000', belowNanos: '1000001' }, closed_at: null },
    ])
    await grant(ledger, billing, { accountId: spender.payerId, amountNanos: 1n })
    await billing.alertsJob.run()
    expect((await alertOf('low_balance', spender.payerId))[0]?.closed_at).not.toBe(null)
    await ledger.sql('UPDATE setting SET low_balance_nanos = NULL')
  })

  it('limits tell at 80 and at 100 %', async () => {
    const [limitId, windowId] = [randomUUID(), randomUUID()]
    const { keyId } = await rich()
    await ledger.sql(
      `INSERT INTO spend_limit (id, kind, key_id, period, amount_nanos) VALUES ($1, 'key_cap', $2, 'total', 100)`,
      [limitId, keyId],
    )
    await ledger.sql(
      `INSERT INTO limit_window (id, limit_id, kind, window_start, window_end, amount, spent)
       VALUES ($1, $2, 'key_cap', now() - interval '1 day', 'infinity', 100, 79)`,
      [windowId, limitId],
    )
    const open = async () => {
      await billing.alertsJob.run()
      const percents = [80, 100].map(
        async (percent) => (await alertOf('limit_threshold', `${windowId}/${percent}`)).length,
      )
      return Promise.all(percents)
    }
    expect(await open()).toEqual([0, 0])
    await ledger.sql('UPDATE limit_window SET spent = 80 WHERE id = $1', [windowId])
    expect(await open()).toEqual([1, 0])
    await ledger.sql('UPDATE limit_window SET spent = 101 WHERE id = $1', [windowId])
    expect(await open()).toEqual([1, 1])
  })

  it('epochs, dead letters and leases that drain too long are told of', async () => {
    await ledger.sql('UPDATE ledger_state SET ledger_epoch = 7')
    await billing.usage.record([bytesOf({ requestId: randomUUID() })])
    await ledger.sql(
      `INSERT INTO dead_letter (stream, stream_seq, kind, reason, payload) VALUES ('S', 1, 'poison', 'r', '{}')`,
    )
    await ledger.sql(
      `INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, granted, state, expires_at)
       VALUES (gen_random_uuid(), 'gone', 1, gen_random_uuid(), gen_random_uuid(), 5, 'draining', now() - interval '11 minutes')`,
    )
    await billing.alertsJob.run()
    expect(await alertOf('epoch_raised', '7')).toHaveLength(1)
    expect(await alertOf('dead_letters', 'poison')).toMatchObject([{ detail: { count: 1 } }])
    expect(await alertOf('leases_draining', 'gone')).toMatchObject([{ detail: { heldNanos: '5' } }])
  })
})

describe('a dead letter', () => {
  it('is settled by an administrator once what was unknown is known; the result is told', async () => {
    const spender = await rich()
    const admin = await ledger.addSpender({ role: 'admin' })
    const unknown = randomUUID()
    const message = usageMessage(spender, { priceVersionId: unknown })
    const [row] = await ledger.sql<{ id: string }>(
      `INSERT INTO dead_letter (stream, stream_seq, request_id, kind, reason, payload)
       VALUES ('USAGE/x', 9, $1, 'unresolved', 'r', jsonb_build_object('text', $2::text)) RETURNING id`,
      [message.requestId, JSON.stringify(message)],
    )
    const replay = (actor: Spender) => billing.replay({ v: 1, deadLetterId: row?.id, actorUserId: actor.userId })
    expect(await replay(spender)).toMatchObject({ type: 'refused', code: 'forbidden' })
    expect(await replay(admin)).toMatchObject({ type: 'refused', message: `unknown price version ${unknown}` })
    await ledger.sql(
      `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos)
       SELECT $1::uuid, model_id, now(), 1000000, 0 FROM price_version LIMIT 1`,
      [unknown],
    )
    expect(await replay(admin)).toEqual({ type: 'done', v: 1, isRepeat: false })
    expect(await replay(admin)).toEqual({ type: 'done', v: 1, isRepeat: true })
    expect((await ledger.accountOf(spender.payerId)).balance).toBe(999_900n)
    const [letter] = await ledger.sql(
      'SELECT attempts, replayed_by_user_id, resolved_at FROM dead_letter WHERE id = $1',
      [row?.id],
    )
    expect(letter).toMatchObject({ attempts: 2, replayed_by_user_id: admin.userId, resolved_at: expect.any(Date) })
  })

  it('poison stays what it is, and says why', async () => {
    const admin = await ledger.addSpender({ role: 'admin' })
    const [row] = await ledger.sql<{ id: string }>(
      `INSERT INTO dead_letter (stream, stream_seq, kind, reason, payload) VALUES ('USAGE/x', 10, 'poison', 'r', '{"text": "no json"}') RETURNING id`,
    )
    const reply = await billing.replay({ v: 1, deadLetterId: row?.id, actorUserId: admin.userId })
    expect(reply).toMatchObject({ type: 'refused', code: 'bad_request', message: 'not JSON' })
    expect(await billing.replay({ v: 1, deadLetterId: '999999', actorUserId: admin.userId })).toMatchObject({
      code: 'not_found',
    })
  })
})
