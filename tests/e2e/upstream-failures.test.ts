// An upstream that fails in every way it can: the caller sees an error, never a normal end, and pays for what came.
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ChatOutcome, chat, errorOf, eventsOf, scripted } from '../support/chat.js'
import { unitsToNanos } from '../support/expected-cost.js'
import { allowEgress, openScene, type Scene, type Student } from '../support/scene.js'
import { receiptOf, settledDebit } from '../support/settled.js'

/** A token of output costs one unit: what was forwarded can be read from the amount. */
const UNIT_A_TOKEN = { inputPerMillion: '0', outputPerMillion: '1000000' }
const UNIT = 10n ** 9n
const CLOSED_PORT = 9

let scene: Scene
let student: Student

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'faults')
  await allowEgress(scene.facts, `127.0.0.1:${CLOSED_PORT}`)
  await scene.declare({
    rest: { settings: { routing: { maxRetries: 3, cooldown: false, autoDisable: false } } },
    models: [
      { name: 'm', price: UNIT_A_TOKEN, maxOutputTokens: 100 },
      { name: 'refused', price: UNIT_A_TOKEN, maxOutputTokens: 100 },
    ],
    channels: [
      { name: 'main', models: ['m'] },
      { name: 'closed', models: ['refused'], baseUrl: `http://127.0.0.1:${CLOSED_PORT}/v1` },
    ],
  })
  student = await scene.student({ balance: '100000' })
  await scene.untilOffered(student, 'refused')
})
afterAll(async () => {
  await scene?.declare({ rest: { settings: { routing: { maxRetries: 3, cooldown: true, autoDisable: true } } } })
  await scene?.close()
})

const call = (script: string, isStreamed: boolean, more: object = {}): Promise<ChatOutcome> =>
  chat({
    origin: scene.facts.origin,
    key: student.key,
    body: { model: scene.model('m'), stream: isStreamed, max_tokens: 100, messages: [scripted(script)], ...more },
  })

const BEFORE_THE_FIRST_BYTE: [name: string, script: string][] = [
  ['500', 'status=500'],
  ['503 as HTML', 'status=503,html'],
  ['200 as HTML', 'html'],
  ['a reset', 'reset-after=0'],
  ['a redirect', 'status=302,redirect=http%3A%2F%2F127.0.0.1%3A9%2F'],
  ['401 that quotes the key', 'leak-key'],
]

describe.each([false, true])('M07: nothing came (stream: %s)', (isStreamed) => {
  it.each(BEFORE_THE_FIRST_BYTE)('%s: 502, no debit, nothing held', async (_name, script) => {
    const outcome = await call(script, isStreamed)
    expect(outcome.status).toBe(502)
    expect(errorOf(outcome)).toMatchObject({
      type: 'api_error',
      code: expect.stringMatching(/^upstream_(error|overloaded)$/),
    })
    expect(outcome.text).not.toMatch(/127\.0\.0\.1|upstream-key|<html|ECONN/)
    expect((await settledDebit(scene.audit, outcome.requestId)).amount).toBe(0n)
    expect(await receiptOf(scene.facts, outcome.requestId)).toMatchObject({ status: 'FAILED', provenance: 'VOID' })
  })
})

it('M07: nobody listens: 502 (or 503) and no debit', async () => {
  const outcome = await call('chunks=1', false, { model: scene.model('refused') })
  expect([502, 503]).toContain(outcome.status)
  if (outcome.status === 502) expect((await settledDebit(scene.audit, outcome.requestId)).amount).toBe(0n)
})

it('M07: after 30 failures the whole balance can be spent', async () => {
  const poor = await scene.student({ balance: '100' })
  await scene.untilOffered(poor, 'm')
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      chat({
        origin: scene.facts.origin,
        key: poor.key,
        body: {
          model: scene.model('m'),
          stream: index % 2 === 0,
          max_tokens: 3,
          messages: [scripted(['status=500', 'reset-after=0', 'html'][index % 3] ?? '')],
        },
      }),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 502))
  const whole = await waitUntil(async () => {
    const outcome = await chat({
      origin: scene.facts.origin,
      key: poor.key,
      body: {
        model: scene.model('m'),
        max_tokens: 100,
        messages: [scripted('prompt-tokens=1,completion-tokens=100')],
      },
    })
    return outcome.status === 200 ? outcome : undefined
  })
  await settledDebit(scene.audit, whole.requestId)
  expect(await scene.audit.account(poor.accountId)).toMatchObject({ balance: 0n, held: 0n })
})

describe('an answer that breaks off', () => {
  it.each([
    ['the connection', 'chunks=9,reset-after=4'],
    ['the end without a terminator', 'chunks=9,cut-after=4'],
    ['an error event', 'chunks=9,error-after=4'],
  ])('streamed, by %s: an error in the stream, no [DONE], billed for what was forwarded', async (_name, script) => {
    const outcome = await call(script, true)
    expect(outcome.status).toBe(200)
    const events = eventsOf(outcome.text)
    expect(events.at(-1)).toMatchObject({ error: { message: expect.any(String) } })
    expect(events).not.toContain('[DONE]')
    expect(outcome.text).not.toContain('"finish_reason":"stop"')
    const debit = await settledDebit(scene.audit, outcome.requestId)
    expect(debit.isEstimated).toBe(true)
    expect(-debit.amount).toBeGreaterThan(0n)
    const receipt = await receiptOf(scene.facts, outcome.requestId)
    expect(-debit.amount).toBeLessThanOrEqual(unitsToNanos(receipt.reserved))
    expect(receipt.status).toBe('FAILED')
  })

  it('as a whole: 502 and no debit', async () => {
    for (const script of ['cut-after=1', 'reset-after=1', 'invalid-json', 'error-after=1']) {
      const outcome = await call(script, false)
      expect([script, outcome.status]).toEqual([script, 502])
      expect((await settledDebit(scene.audit, outcome.requestId)).amount).toBe(0n)
    }
  })

  it('a stream that says only an error is 502', async () => {
    expect((await call('first-error', true)).status).toBe(502)
  })
})

describe('usage that is missing or hostile', () => {
  it('M13: a stream without usage is estimated, within 15 % and the reservation', async () => {
    const reply = encodeURIComponent('The quick brown fox jumps over the lazy dog near the river bank. '.repeat(4))
    const outcome = await call(`no-usage,reply=${reply}`, true)
    const debit = await settledDebit(scene.audit, outcome.requestId)
    expect(debit.isEstimated).toBe(true)
    const tokens = Number(-debit.amount / UNIT)
    expect(tokens).toBeGreaterThan(0)
    expect(Math.abs(tokens - 57)).toBeLessThanOrEqual(9)
  })

  it.each(['negative', 'fraction', 'huge', 'string'])(
    'M17: %s usage never credits and never exceeds r',
    async (kind) => {
      for (const isStreamed of [false, true]) {
        const outcome = await call(`hostile-usage=${kind},chunks=5`, isStreamed)
        expect(outcome.status).toBe(200)
        const debit = await settledDebit(scene.audit, outcome.requestId)
        const receipt = await receiptOf(scene.facts, outcome.requestId)
        expect(debit.amount).toBeLessThan(0n)
        expect(-debit.amount).toBeLessThanOrEqual(unitsToNanos(receipt.reserved))
        expect(receipt.provenance).toBe('ESTIMATED')
      }
    },
  )

  it('M11: more than was asked for is debited as reported, and flagged', async () => {
    const outcome = await call('prompt-tokens=1,completion-tokens=150', false)
    expect(-(await settledDebit(scene.audit, outcome.requestId)).amount).toBe(150n * UNIT)
  })
})
