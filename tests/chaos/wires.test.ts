import { describe, expect, it } from 'vitest'
import { countPieces, isWhole, WIRE_IDS, type WireId } from './wires.js'

/** As the gateway writes them: two pieces, then the end. */
const STREAMS: Record<WireId, [pieces: string, end: string]> = {
  'openai-chat': [
    'data: {"choices":[{"delta":{"content":"t0 "}}]}\n\ndata: {"choices":[{"delta":{"content":"t1 "}}]}\n\n',
    'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
  ],
  'openai-responses': [
    'data: {"type":"response.output_text.delta","delta":"t0 "}\n\ndata: {"type":"response.output_text.delta","delta":"t1 "}\n\n',
    'event: response.completed\ndata: {"type":"response.completed","response":{}}\n\n',
  ],
  'anthropic-messages': [
    'data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"t0 "}}\n\ndata: {"delta":{"text":"t1 "}}\n\n',
    'event: message_stop\ndata: {"type":"message_stop"}\n\n',
  ],
  'gemini-generate': [
    'data: {"candidates":[{"content":{"parts":[{"text":"t0 "}]}}]}\n\ndata: {"candidates":[{"content":{"parts":[{"text":"t1 "}]}}]}\n\n',
    'data: {"candidates":[{"finishReason":"STOP"}]}\n\n',
  ],
}

describe.each(WIRE_IDS)('a client of %s', (wire) => {
  const [pieces, end] = STREAMS[wire]

  it('counts pieces, and knows a torn stream from a whole one', () => {
    expect(countPieces(wire, pieces, true)).toBe(2)
    expect(isWhole(wire, pieces, true)).toBe(false)
    expect(isWhole(wire, pieces + end, true)).toBe(true)
  })

  it('knows torn JSON from whole', () => {
    expect([isWhole(wire, '{"a":', false), isWhole(wire, '{"a":{}}\n', false)]).toEqual([false, true])
  })
})
