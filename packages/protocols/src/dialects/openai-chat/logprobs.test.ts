import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { pump } from '../../testing/pump.js'
import { createStreamDecoder } from './decode-stream.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeLogprobs } from './logprobs.js'
import { encodeResponse } from './response.js'

const IDENTITY = { id: 'r', model: 'm', createdAtSeconds: 0 }
const entry = { token: 'Ü', logprob: -1, bytes: [195, 156], top_logprobs: [{ token: 'U', logprob: -2, bytes: [85] }] }
/** As another dialect tells it: without bytes. */
const events: StreamEvent[] = [
  { type: 'response-start' },
  { type: 'block-start', block: 0, choice: 0, kind: 'text' },
  {
    type: 'block-delta',
    block: 0,
    text: 'Ü',
    logprobs: [{ token: 'Ü', logprob: -1, top: [{ token: 'U', logprob: -2 }] }],
  },
  { type: 'block-end', block: 0 },
  { type: 'choice-end', choice: 0, reason: { unified: 'stop' } },
  { type: 'finish' },
]

describe('log probabilities', () => {
  it('are read as every dialect understands them', () => {
    const chunk = { choices: [{ index: 0, delta: { content: 'Ü' }, logprobs: { content: [entry], refusal: null } }] }
    const deltas = pump(createStreamDecoder(), [{ data: JSON.stringify(chunk) }]).filter(
      ({ type }) => type === 'block-delta',
    )
    expect(deltas).toMatchObject([
      { logprobs: [{ token: 'Ü', logprob: -1, bytes: [195, 156], top: [{ token: 'U', logprob: -2, bytes: [85] }] }] },
    ])
  })

  it('of others are written in our form, in a stream and whole', () => {
    const chunks = pump(createStreamEncoder({ ...IDENTITY, includeUsage: false }), events).map(({ data }) => data)
    expect(
      chunks.some((data) => data.includes(`"logprobs":${JSON.stringify({ content: [entry], refusal: null })}`)),
    ).toBe(true)
    expect(encodeResponse(events, IDENTITY)).toMatchObject({
      choices: [{ logprobs: { content: [entry], refusal: null } }],
    })
  })

  it.each([{}, { content: null }, { content: 'x' }, { content: [null, 7, { token: 1 }, { token: 'a' }] }])(
    'nothing is read of %j',
    (logprobs) => expect(decodeLogprobs(logprobs)).toEqual([]),
  )
})
