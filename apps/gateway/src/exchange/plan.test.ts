import { parseRatio, rateUsage } from '@tollgate/pricing'
import { CODECS } from '@tollgate/protocols/dialects'
import type { ModelRecord, PriceVersionRecord } from '@tollgate/protocols/events'
import { readJson } from '@tollgate/protocols/passthrough'
import { VENDORS } from '@tollgate/protocols/vendors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Target } from '../catalog/target.js'
import { createGeneration } from './operations/generation.js'
import { type CallPlan, encodeAttempt, lowerToMoney, type PlanQuestion, planCall } from './plan.js'
import { boundedEstimate, settleUsage } from './settle.js'

const UNIT = 1_000_000_000n
const price = (outputUnits: bigint, channelId?: string): PriceVersionRecord => ({
  priceVersionId: `price-${outputUnits}`,
  validFrom: '2026-01-01T00:00:00Z',
  inputPerMillionNanos: 0n,
  outputPerMillionNanos: outputUnits * 1_000_000n * UNIT,
  perRequestNanos: 0n,
  ...(channelId !== undefined && { channelId }),
})
const model: ModelRecord = {
  v: 1,
  key: 'k',
  epoch: 1,
  version: 1,
  isDeleted: false,
  kind: 'model',
  modelId: 'm',
  name: 'm',
  provider: 'p',
  abilities: [],
  contextTokens: null,
  maxOutputTokens: 1_000,
  traits: {},
  groupIds: [],
  isActive: true,
  createdAt: '2026-01-01T00:00:00Z',
  prices: [price(1n)],
}
const target = (channelId: string): Target => ({
  id: channelId,
  channelId,
  channelName: channelId,
  channelKeyId: undefined,
  vendor: VENDORS['openai-compatible'],
  dialects: ['openai-chat'],
  secret: undefined,
  endpoint: { origin: 'https://x', hostname: 'x', hostPort: 'x:443', basePath: '/v1' },
  settings: { onClientAbort: 'auto', traits: {} },
  priority: 0,
  weight: 1,
  rpm: undefined,
  tpm: undefined,
  recordVersion: 1,
})
const bodyOf = (fields: object) =>
  readJson(Buffer.from(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...fields })))
const question = (fields: object = {}, changes: Partial<PlanQuestion> = {}): PlanQuestion => ({
  operation: createGeneration(CODECS['openai-chat'].decodeRequest(bodyOf(fields).value), 'openai-chat'),
  model,
  candidates: [{ target: target('c1'), upstreamModel: 'inner' }],
  ratio: parseRatio('1'),
  acceptsUnpriced: false,
  mustTranslate: false,
  nowMs: Date.parse('2026-06-01T00:00:00Z'),
  dialect: 'openai-chat',
  isStrict: false,
  ...changes,
})

describe('planCall', () => {
  it('reserves for the limit that is sent: the client’s, the model’s, or the model’s where the client’s is higher', () => {
    expect(planCall(question({ max_tokens: 10 }))).toMatchObject({
      neededNanos: 10n * UNIT,
      leastNanos: 10n * UNIT,
      warnings: [],
    })
    expect(planCall(question())).toMatchObject({ neededNanos: 1_000n * UNIT, leastNanos: 256n * UNIT, warnings: [] })
    expect(planCall(question({ max_tokens: 5_000 }))).toMatchObject({
      outputLimitTokens: 1_000,
      warnings: [{ type: 'clamped', field: 'max_tokens', to: 1_000 }],
    })
    expect(planCall(question({ max_tokens: 10, n: 3 })).neededNanos).toBe(30n * UNIT)
  })

  it('M15: the dearest of the targets counts, by the price of each channel', () => {
    const prices = [price(1n), price(7n, 'c2')]
    const candidates = ['c1', 'c2'].map((id) => ({ target: target(id), upstreamModel: 'm' }))
    const plan = planCall(question({ max_tokens: 10 }, { model: { ...model, prices }, candidates }))
    expect(plan.attempts.map(({ boundNanos }) => boundNanos)).toEqual([10n * UNIT, 70n * UNIT])
    expect(plan.neededNanos).toBe(70n * UNIT)
  })

  it('M24: a target without a price is left out, none left is an error; accepted it costs nothing', () => {
    const unpriced = { model: { ...model, prices: [price(1n, 'elsewhere')] } }
    expect(() => planCall(question({}, unpriced))).toThrow(expect.objectContaining({ code: 'model_not_priced' }))
    expect(planCall(question({}, { ...unpriced, acceptsUnpriced: true })).neededNanos).toBe(0n)
  })
})

describe('planCall of a prompt', () => {
  it('refuses one that cannot fit the context before anything is reserved', () => {
    const narrow = { ...model, contextTokens: 100 }
    const ask = (length: number) => () =>
      planCall(question({ messages: [{ role: 'user', content: 'x'.repeat(length) }] }, { model: narrow }))
    expect(ask(3_000)).not.toThrow()
    expect(ask(3_201)).toThrow(
      expect.objectContaining({ code: 'invalid_request', vendorCode: 'context_length_exceeded' }),
    )
  })
})

describe('lowerToMoney', () => {
  it('lowers the limit to what was granted and says so', () => {
    const lowered = lowerToMoney(planCall(question()), 300n * UNIT)
    expect(lowered).toMatchObject({ outputLimitTokens: 300, neededNanos: 300n * UNIT, warnings: [{ to: 300 }] })
    expect(lowerToMoney(planCall(question()), 255n * UNIT)).toBeUndefined()
  })
})

describe('a limit that grows for thinking', () => {
  const thinker = (upstreamModel: string): Partial<PlanQuestion> => ({
    candidates: [
      {
        target: { ...target('c1'), vendor: VENDORS.anthropic, dialects: ['anthropic-messages'] },
        upstreamModel,
      },
    ],
    model: { ...model, maxOutputTokens: 64_000 },
  })
  const bodyOfPlan = (plan: CallPlan, asked: PlanQuestion) => {
    const [attempt] = plan.attempts
    if (attempt === undefined) throw new Error('no attempt')
    const source = { request: asked.operation.request, body: bodyOf({}) }
    return JSON.parse(encodeAttempt(asked.operation, attempt, source).body)
  }

  it('is what is reserved; money for the client’s own limit gets the call all the same', () => {
    const asked = question({ max_tokens: 1_000, reasoning_effort: 'medium' }, thinker('claude-3-7-sonnet'))
    const plan = planCall(asked)
    expect(plan).toMatchObject({
      outputLimitTokens: 1_000,
      neededNanos: 9_192n * UNIT,
      leastNanos: 1_000n * UNIT,
      warnings: [],
    })
    expect(bodyOfPlan(plan, asked)).toMatchObject({ max_tokens: 9_192, thinking: { budget_tokens: 8_192 } })
    const lowered = lowerToMoney(plan, 5_000n * UNIT)
    expect(lowered).toMatchObject({ neededNanos: 5_000n * UNIT, outputLimitTokens: 1_000, warnings: [] })
    expect(lowered && bodyOfPlan(lowered, asked)).toMatchObject({
      max_tokens: 5_000,
      thinking: { budget_tokens: 2_500 },
    })
    const least = lowerToMoney(plan, 1_000n * UNIT)
    expect(least && bodyOfPlan(least, asked)).not.toHaveProperty('thinking')
    expect(lowerToMoney(plan, 999n * UNIT)).toBeUndefined()
  })

  it.each([
    ['claude-sonnet-5', 1_000],
    ['claude-3-5-haiku-latest', 1_000],
  ])('stays where %s does not count it so', (name, limit) => {
    const asked = question({ max_tokens: limit, reasoning_effort: 'high' }, thinker(name))
    expect(planCall(asked).neededNanos).toBe(BigInt(limit) * UNIT)
    expect(bodyOfPlan(planCall(asked), asked).max_tokens).toBe(limit)
  })

  it('property: no limit that is sent costs more than what was reserved or granted', () => {
    const efforts = fc.constantFrom(undefined, 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max')
    const names = fc.constantFrom('claude-3-7-sonnet', 'claude-opus-4-1', 'claude-sonnet-5', 'claude-3-opus', 'other')
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
        efforts,
        names,
        fc.nat(100_000),
        (max_tokens, reasoning_effort, name, granted) => {
          const asked = question({ max_tokens, reasoning_effort }, thinker(name))
          const plan = planCall(asked)
          expect(BigInt(bodyOfPlan(plan, asked).max_tokens) * UNIT <= plan.neededNanos).toBe(true)
          expect(plan.leastNanos <= plan.neededNanos).toBe(true)
          const money = BigInt(granted) * UNIT
          const lowered = lowerToMoney(plan, money)
          expect(lowered === undefined).toBe(money < plan.leastNanos)
          if (lowered === undefined) return
          expect(BigInt(bodyOfPlan(lowered, asked).max_tokens) * UNIT <= money).toBe(true)
        },
      ),
    )
  })
})

describe('what a channel can write at most', () => {
  const narrow = (changes: object): Target => ({
    ...target('c1'),
    settings: { onClientAbort: 'auto', traits: changes },
  })
  const only = (changes: object) => ({ candidates: [{ target: narrow(changes), upstreamModel: 'm' }] })

  it('lowers the limit of what passes through as well, and says so', () => {
    const asked = question({ max_tokens: 500 }, only({ maxOutputTokens: 200 }))
    const plan = planCall(asked)
    expect(plan).toMatchObject({ neededNanos: 200n * UNIT, warnings: [{ field: 'max_tokens', to: 200 }] })
    const strict = question({ max_tokens: 500 }, { ...only({ maxOutputTokens: 200 }), isStrict: true })
    expect(() => planCall(strict)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  it('is asked for where neither the client nor the model’s record says a limit', () => {
    const unlimited = { ...only({ defaultMaxOutputTokens: 700 }), model: { ...model, maxOutputTokens: null } }
    expect(planCall(question({}, unlimited)).neededNanos).toBe(700n * UNIT)
    expect(planCall(question({ max_tokens: 9 }, unlimited)).neededNanos).toBe(9n * UNIT)
  })
})

describe('encodeAttempt', () => {
  it('changes model, limit and usage, and nothing else; both modes send the same limit', () => {
    const fields = { stream: true, x_unknown: 12345678901234567890n.toString(), seed: 7 }
    for (const mustTranslate of [false, true]) {
      const plan = planCall(question(fields, { mustTranslate }))
      const [attempt] = plan.attempts
      if (attempt === undefined) throw new Error('no attempt')
      const { operation } = question(fields)
      const { body } = encodeAttempt(operation, attempt, {
        request: operation.request,
        body: bodyOf(fields),
      })
      expect(JSON.parse(body)).toMatchObject({ model: 'inner', seed: 7, stream_options: { include_usage: true } })
      const { max_tokens, max_completion_tokens } = JSON.parse(body)
      expect(max_tokens ?? max_completion_tokens).toBe(1_000)
    }
  })
})

describe('settleUsage', () => {
  const [attempt] = planCall(question({ max_tokens: 50 })).attempts
  if (attempt === undefined) throw new Error('no attempt')
  const terms = { bounds: attempt.bounds, price: price(1n), ratio: parseRatio('1.3') }

  it('takes what was reported, marks what was estimated, and charges nothing for nothing', () => {
    const usage = { input: { total: 4 }, output: { total: 2 } }
    const billable = { status: 'completed', isBillable: true } as const
    expect(settleUsage(billable, { usage, estimate: undefined }, terms)).toMatchObject({
      provenance: 'reported',
      costNanos: (2n * UNIT * 13n) / 10n,
    })
    expect(settleUsage({ ...billable, isDrained: true }, { usage, estimate: undefined }, terms).provenance).toBe(
      'drained',
    )
    const estimate = { inputTokens: 1, outputTokens: 3 }
    expect(settleUsage(billable, { usage: undefined, estimate }, terms)).toMatchObject({
      provenance: 'estimated',
      quantities: estimate,
    })
    expect(settleUsage({ ...billable, isBillable: false }, { usage, estimate }, terms)).toMatchObject({
      provenance: 'void',
      costNanos: 0n,
    })
    expect(settleUsage(billable, { usage, estimate: undefined }, { ...terms, price: undefined }).costNanos).toBe(0n)
  })

  it('property: an estimate never costs more than the reservation', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (inputTokens, outputTokens) => {
        const quantities = boundedEstimate({ inputTokens, outputTokens }, attempt.bounds)
        expect(rateUsage(quantities, price(1n), parseRatio('1')).totalNanos <= attempt.boundNanos).toBe(true)
      }),
    )
  })
})
