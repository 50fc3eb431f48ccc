import { formatSse } from '@tollgate/protocols/sse'
import { describe, expect, it } from 'vitest'
import type { SettledUsage } from './settle.js'
import { type ToldCost, toToldCost, withCostInBody, withCostInStream } from './tell-cost.js'

const QUANTITIES = {
  inputTokens: 10,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 4,
  reasoningTokens: 1,
}
const settled = { quantities: QUANTITIES, provenance: 'reported', costNanos: 2_500_000_000n } as unknown as SettledUsage
const told: ToldCost = { cost: '2.5', balance: '7.5', request_id: 'r', estimated: false }
const identity = { id: 'x', model: 'm', createdAtSeconds: 1 }
const stream = (held: string, dialect: 'openai-chat' | 'anthropic-messages' | 'gemini-generate') =>
  Buffer.from(withCostInStream(Buffer.from(held), { dialect, told, identity, usage: undefined, settled })).toString(
    'utf8',
  )

describe('the cost that callers ask for', () => {
  it('is told in currency units, with what is left', () => {
    const facts = { availableNanos: 10_000_000_000n, requestId: 'r' }
    expect(toToldCost(settled, facts)).toEqual(told)
    expect(toToldCost({ ...settled, provenance: 'estimated' }, facts).estimated).toBe(true)
  })

  it('stands in a whole answer, which stays as it was', () => {
    expect(withCostInBody('{ "id": 1.50,\n"a": {} }', told)).toBe(
      `{ "id": 1.50,\n"a": {},"tollgate":${JSON.stringify(told)}}`,
    )
    expect(withCostInBody('[1]', told)).toBe('[1]')
  })

  it('is left out where the body is odder than we write into', () => {
    for (const odd of ['{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"__proto__":1}']) {
      expect(withCostInBody(odd, told)).toBe(odd)
    }
  })

  it('stands in a chunk of usage before the end, in the dialect that has one', () => {
    const [chunk, end] = stream('data: [DONE]\n\n', 'openai-chat').trim().split('\n\n')
    expect(JSON.parse(chunk?.slice('data: '.length) ?? '')).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 5 },
      tollgate: told,
    })
    expect(end).toBe('data: [DONE]')
  })

  it('stands after the end of a translated answer', () => {
    const finish = 'data: {"choices":[{"finish_reason":"stop"}]}\n\n'
    const messages = stream(`${finish}data: [DONE]\n\n`, 'openai-chat').trim().split('\n\n')
    expect(messages.map((text) => [text.includes('finish_reason'), text.includes('tollgate')])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ])
  })

  it('stands in the last message of the others', () => {
    const delta = formatSse({ event: 'message_delta', data: '{"type":"message_delta"}' })
    expect(
      stream(delta + formatSse({ event: 'message_stop', data: '{"type":"message_stop"}' }), 'anthropic-messages'),
    ).toBe(`${delta}event: message_stop\ndata: {"type":"message_stop","tollgate":${JSON.stringify(told)}}\n\n`)
    expect(stream('data: {"candidates":[]}\r\n\r\n', 'gemini-generate')).toBe(
      `data: {"candidates":[],"tollgate":${JSON.stringify(told)}}\n\n`,
    )
  })

  it('alters no byte of an end that cannot be added to', () => {
    for (const held of ['', ': nothing\r\n\r\n', 'data: [DONE]\r\n\r\n']) {
      expect(stream(held, 'gemini-generate')).toBe(held)
    }
  })
})
