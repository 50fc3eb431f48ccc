import { describe, expect, it } from 'vitest'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { RequestTarget, TargetTraits } from '../../codec.js'
import { answer, assistant, call, requestOf as request, text, user } from '../../testing/turns.js'
import { encodeRequest, mostOutputTokens } from './encode-request.js'

const SIGNED: Part = { type: 'reasoning', text: 'hm', residue: { 'anthropic-messages': { signature: 'c2ln' } } }
const TOOL = { type: 'function', name: 'f' } as const

const encode = (value: CanonicalRequest, traits: TargetTraits = {}) => encodeRequest(value, { model: 'm', traits })
const asked = (settings: RequestSettings, traits: TargetTraits = {}, more: Partial<CanonicalRequest> = {}) =>
  encode(request([user(text('x'))], { settings, ...more }), traits)

describe('thinking', () => {
  it.each<[RequestSettings, TargetTraits, unknown, unknown]>([
    [{ reasoningEffort: 'high' }, { thinking: 'adaptive' }, { type: 'adaptive', display: 'summarized' }, 'high'],
    [{ reasoningEffort: 'minimal' }, { thinking: 'adaptive' }, { type: 'adaptive', display: 'summarized' }, 'low'],
    [{ reasoningBudgetTokens: 9_000 }, { thinking: 'adaptive' }, { type: 'adaptive', display: 'summarized' }, 'high'],
    [
      { reasoningBudgetTokens: -1, isReasoningShown: false },
      { thinking: 'adaptive' },
      { type: 'adaptive', display: 'omitted' },
      undefined,
    ],
    [{ reasoningEffort: 'low' }, { thinking: 'budget' }, { type: 'enabled', budget_tokens: 2_048 }, undefined],
    [{ reasoningBudgetTokens: 10 }, { thinking: 'budget' }, { type: 'enabled', budget_tokens: 1_024 }, undefined],
    [
      { reasoningBudgetTokens: 30_000 },
      { thinking: 'budget', thinkingBudget: { min: 1_024, max: 4_000 } },
      { type: 'enabled', budget_tokens: 4_000 },
      undefined,
    ],
    [{ reasoningEffort: 'none' }, { thinking: 'budget' }, { type: 'disabled' }, undefined],
    [{ reasoningEffort: 'none' }, { thinking: 'adaptive', mayDisableThinking: false }, undefined, undefined],
    [{ reasoningEffort: 'none' }, { thinking: 'none' }, undefined, undefined],
    [{ reasoningEffort: 'high' }, { thinking: 'none' }, undefined, undefined],
    [{ reasoningEffort: 'high' }, { thinking: 'effort' }, undefined, 'high'],
    [{ reasoningEffort: 'high' }, {}, undefined, 'high'],
    [{ reasoningBudgetTokens: 0 }, {}, { type: 'disabled' }, undefined],
  ])('%j for %j', (settings, traits, thinking, effort) => {
    const { body } = asked({ maxOutputTokens: 64_000, ...settings }, traits)
    expect(body.thinking).toEqual(thinking)
    expect(body.output_config).toEqual(effort === undefined ? undefined : { effort })
  })

  const EFFORT = { reasoningEffort: 'medium' } as const
  const BUDGET = { reasoningBudgetTokens: 8_192 } as const
  it.each<[RequestSettings, Partial<RequestTarget>, number, number | undefined]>([
    // the limit is the answer's, as long as nobody says how far it may grow
    [{ ...EFFORT, maxOutputTokens: 1_000 }, {}, 9_192, 8_192],
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 1_000, mostOutputTokens: 64_000 }, 9_192, 8_192],
    [{ ...EFFORT, maxOutputTokens: 10_000 }, { maxOutputTokens: 10_000, mostOutputTokens: 64_000 }, 18_192, 8_192],
    [{ ...EFFORT, maxOutputTokens: 16_384 }, { maxOutputTokens: 16_384, mostOutputTokens: 64_000 }, 16_384, 8_192],
    // a client that names a budget knows that it counts within the limit
    [{ ...BUDGET, maxOutputTokens: 10_000 }, { maxOutputTokens: 10_000, mostOutputTokens: 64_000 }, 10_000, 8_192],
    [{ ...BUDGET, maxOutputTokens: 8_192 }, { maxOutputTokens: 8_192, mostOutputTokens: 64_000 }, 16_384, 8_192],
    // where it may not grow enough the budget gives way, then the thinking
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 1_000, mostOutputTokens: 5_000 }, 5_000, 2_500],
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 4_000 }, 4_000, 2_000],
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 1_000 }, 1_000, undefined],
    [
      { ...EFFORT, maxOutputTokens: 1_000 },
      { traits: { thinking: 'budget', thinkingBudget: { min: 1_024, max: 2_999 } } },
      3_000,
      2_999,
    ],
  ])('%j for %j: a limit of %d and a budget of %s', (settings, target, limit, budget) => {
    const traits = { thinking: 'budget' } as const
    const sent = encodeRequest(request([user(text('x'))], { settings }), { model: 'm', traits, ...target })
    const thinking = budget === undefined ? undefined : { type: 'enabled', budget_tokens: budget }
    expect([sent.body.max_tokens, sent.body.thinking]).toEqual([limit, thinking])
    const isTold = sent.warnings.some(({ type, field }) => type === 'changed' && field === 'maxOutputTokens')
    expect(isTold).toBe(limit > (target.maxOutputTokens ?? settings.maxOutputTokens ?? 0))
  })

  it('says beforehand what the limit may grow to', () => {
    const most = (settings: RequestSettings, traits: TargetTraits) =>
      mostOutputTokens(request([user(text('x'))], { settings }), { limitTokens: 1_000, mostTokens: 64_000, traits })
    expect(most(EFFORT, { thinking: 'budget' })).toBe(9_192)
    expect(most({ reasoningBudgetTokens: 2_000 }, {})).toBe(3_000)
    expect(most({ reasoningBudgetTokens: 500_000 }, { thinking: 'budget' })).toBe(64_000)
    const unchanged: [RequestSettings, TargetTraits][] = [
      [{}, { thinking: 'budget' }],
      [{ reasoningEffort: 'none' }, { thinking: 'budget' }],
      [{ reasoningBudgetTokens: 0 }, { thinking: 'budget' }],
      [EFFORT, { thinking: 'none' }],
      [EFFORT, { thinking: 'adaptive' }],
      [EFFORT, {}],
    ]
    for (const [settings, traits] of unchanged) expect(most(settings, traits)).toBe(1_000)
  })

  it('drops what is refused beside it', () => {
    const settings = { reasoningEffort: 'high', temperature: 0.2, topK: 4, topP: 0.5, maxOutputTokens: 64_000 } as const
    const { body, warnings } = asked(settings, { thinking: 'budget' })
    expect([body.temperature, body.top_k, body.top_p]).toEqual([undefined, undefined, undefined])
    expect(warnings.filter(({ type }) => type === 'dropped').map((warning) => warning.field)).toEqual([
      'temperature',
      'topP',
      'topK',
    ])
    expect(asked({ ...settings, temperature: 1, topP: 0.96 }, { thinking: 'budget' }).body).toMatchObject({
      temperature: 1,
      top_p: 0.96,
    })
  })

  it('gives way to a forced tool, or softens the choice where it cannot be switched off', () => {
    const settings = { reasoningEffort: 'high', maxOutputTokens: 64_000, toolChoice: { type: 'required' } } as const
    const off = asked(settings, { thinking: 'adaptive' }, { tools: [TOOL] })
    expect(off.body).toMatchObject({ thinking: { type: 'disabled' }, tool_choice: { type: 'any' } })
    const on = asked(settings, { thinking: 'adaptive', mayDisableThinking: false }, { tools: [TOOL] })
    expect(on.body).toMatchObject({ thinking: { type: 'adaptive' }, tool_choice: { type: 'auto' } })
  })

  it('is switched off where the thinking before the calls is gone, and only then', () => {
    const turns = (...before: Part[]) => [user(text('x')), assistant(...before, call('a')), answer('a', '1')]
    const settings = { reasoningBudgetTokens: 2_000, maxOutputTokens: 64_000 }
    const sent = (messages: Message[]) => encode(request(messages, { settings, tools: [TOOL] }))
    expect(sent(turns(SIGNED)).body.thinking).toEqual({ type: 'enabled', budget_tokens: 2_000 })
    expect(sent(turns({ type: 'reasoning', text: 'foreign' })).body.thinking).toBeUndefined()
    expect(sent([...turns(), assistant(text('done')), user(text('more'))]).body.thinking).toBeDefined()
  })
})
