import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../canonical/error.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { pump } from '../../testing/pump.js'
import { createStreamEncoder } from './encode-stream.js'
import { encodeResponse } from './response.js'

const IDENTITY = { id: 'chatcmpl-1', model: 'public', createdAtSeconds: 5 }
const TEXT: StreamEvent[] = [
  { type: 'response-start' },
  { type: 'block-start', block: 0, choice: 0, kind: 'text' },
  { type: 'block-delta', block: 0, text: 'Hi' },
  { type: 'block-end', block: 0 },
  { type: 'choice-end', choice: 0, reason: { unified: 'stop' } },
]
const USAGE: StreamEvent = { type: 'usage', usage: { input: { total: 3 }, output: { total: 1 } } }
const encode = (events: StreamEvent[], includeUsage: boolean) =>
  pump(createStreamEncoder({ ...IDENTITY, includeUsage }), events).map(({ data }) =>
    data === '[DONE]' ? data : JSON.parse(data),
  )

describe('createStreamEncoder', () => {
  it('shows usage only to those who asked, once, before [DONE]', () => {
    const asked = encode([...TEXT, USAGE, USAGE, { type: 'finish' }], true)
    expect(asked.slice(-2)).toEqual([
      expect.objectContaining({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } }),
      '[DONE]',
    ])
    expect(asked[0]).toMatchObject({ usage: null })
    const quiet = encode([...TEXT, USAGE, { type: 'finish' }], false)
    expect(JSON.stringify(quiet)).not.toContain('usage')
  })

  it('says nothing about usage that is unknown: it is not zero', () => {
    const unknown: StreamEvent = { type: 'usage', usage: { input: {}, output: { total: 1 }, raw: {} } }
    expect(encode([...TEXT, unknown, { type: 'finish' }], true)).toHaveLength(4)
  })

  it('writes nothing for a proof of thinking that only its vendor reads: the official client keeps the last piece', () => {
    const thought: StreamEvent[] = [
      { type: 'response-start' },
      { type: 'block-start', block: 0, choice: 0, kind: 'reasoning' },
      { type: 'block-delta', block: 0, text: 'Hm.' },
      { type: 'block-delta', block: 0, text: '', residue: { 'anthropic-messages': { signature: 'c2ln' } } },
      { type: 'block-end', block: 0 },
    ]
    const deltas = encode(thought, false).map(({ choices }) => choices[0].delta)
    expect(deltas).toEqual([{ role: 'assistant', content: '' }, { reasoning_content: 'Hm.' }])
  })

  it('ends a failure with the error and without [DONE]', () => {
    const error = new GatewayError('upstream_error', { message: 'cut' })
    const messages = encode([...TEXT.slice(0, 4), { type: 'error', error }], true)
    expect(messages.at(-1)).toEqual({
      error: { message: 'cut', type: 'api_error', param: null, code: 'upstream_error' },
    })
  })

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool', 'tool_calls'],
    ['filter', 'content_filter'],
    ['other', 'stop'],
  ] as const)('writes the reason %s as %s', (unified, wire) => {
    const events: StreamEvent[] = [
      { type: 'response-start' },
      { type: 'choice-end', choice: 0, reason: { unified, raw: 'x' } },
    ]
    expect(encode(events, false).at(-1).choices[0].finish_reason).toBe(wire)
  })

  it('gives every chunk the same identity', () => {
    for (const chunk of encode([...TEXT, { type: 'finish' }], false).slice(0, -1)) {
      expect(chunk).toMatchObject({ id: 'chatcmpl-1', model: 'public', created: 5, object: 'chat.completion.chunk' })
    }
  })
})

describe('encodeResponse', () => {
  it('throws the error that the answer ended with', () => {
    const error = new GatewayError('upstream_error', { message: 'cut' })
    expect(() => encodeResponse([...TEXT.slice(0, 4), { type: 'error', error }], IDENTITY)).toThrow(error)
  })
})
