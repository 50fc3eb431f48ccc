import { describe, expect, it } from 'vitest'
import { foldEvents } from '../../canonical/fold.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { pump } from '../../testing/pump.js'
import { createStreamDecoder } from './decode-stream.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

const IDENTITY = { id: 'x', model: 'm', createdAtSeconds: 1 }
const source = (start: number, end: number) => ({
  type: 'url_citation',
  url_citation: { url: 'https://a.test', title: 'A', start_index: start, end_index: end },
})
const chunk = (delta: object, finish: string | null = null) => ({
  data: JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] }),
})
const whole = (message: object) => ({ choices: [{ index: 0, message, finish_reason: 'stop' }] })
const citationsOf = (events: readonly StreamEvent[]) =>
  foldEvents(events).choices.flatMap(({ parts }) => parts.map((part) => ('citations' in part ? part.citations : [])))
const CITATION = { url: 'https://a.test', title: 'A', startIndex: 0, endIndex: 5 }

/** Two texts, one source each: the second begins where the first ends. */
const TWO_TEXTS: StreamEvent[] = [
  { type: 'response-start' },
  ...[0, 1].flatMap((block): StreamEvent[] => [
    { type: 'block-start', block, choice: 0, kind: 'text' },
    { type: 'block-delta', block, text: 'Hello' },
    { type: 'block-delta', block, text: '', citations: [CITATION] },
    { type: 'block-end', block },
  ]),
  { type: 'choice-end', choice: 0, reason: { unified: 'stop' } },
  { type: 'finish' },
]

describe('annotations', () => {
  it('are read of whole answers and of streams', () => {
    const events = decodeResponse(whole({ content: 'Hello', annotations: [source(0, 5)] }))
    expect(citationsOf(events)).toEqual([[CITATION]])
    const streamed = pump(createStreamDecoder(), [
      chunk({ content: 'Hello' }),
      chunk({ annotations: [source(0, 5)] }),
      chunk({}, 'stop'),
      { data: '[DONE]' },
    ])
    expect(citationsOf(streamed)).toEqual([[CITATION]])
  })

  it('are written where the text stands, though several texts are one here', () => {
    const body = encodeResponse(TWO_TEXTS, IDENTITY)
    expect(body).toMatchObject({
      choices: [{ message: { content: 'HelloHello', annotations: [source(0, 5), source(5, 10)] } }],
    })
    const written = pump(createStreamEncoder({ ...IDENTITY, includeUsage: false }), TWO_TEXTS)
    const deltas = written.flatMap(({ data }) => (data === '[DONE]' ? [] : [JSON.parse(data).choices[0].delta]))
    expect(deltas).toEqual([
      { role: 'assistant', content: '' },
      { content: 'Hello' },
      { annotations: [source(0, 5)] },
      { content: 'Hello' },
      { annotations: [source(5, 10)] },
      {},
    ])
  })

  it('of a text after thinking count from the beginning of all texts', () => {
    const streamed = pump(createStreamDecoder(), [
      chunk({ content: 'Hello' }),
      chunk({ reasoning_content: 'Hm' }),
      chunk({ content: 'Hello', annotations: [source(5, 10)] }),
      chunk({}, 'stop'),
    ])
    expect(citationsOf(streamed)).toEqual([[], [], [CITATION]])
  })

  it('that tell more than we have stay as they are', () => {
    const odd = { content: 'Hello', annotations: [{ type: 'file_citation', file_id: 'f' }] }
    const events = decodeResponse(whole(odd))
    expect(citationsOf(events)).toEqual([[]])
    expect(encodeResponse(events, IDENTITY)).toMatchObject({ choices: [{ message: odd }] })
  })

  it('without an address are left out', () => {
    const events = TWO_TEXTS.map((event) =>
      event.type === 'block-delta' && event.citations ? { ...event, citations: [{ citedText: 'x' }] } : event,
    )
    expect(JSON.stringify(encodeResponse(events, IDENTITY))).not.toContain('annotations')
  })
})
