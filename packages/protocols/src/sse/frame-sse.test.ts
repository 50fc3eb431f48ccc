import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../canonical/error.js'
import { pump } from '../testing/pump.js'
import { createSseFramer } from './frame-sse.js'
import { createSseParser } from './parse-sse.js'

const bytes = (text: string) => Buffer.from(text, 'utf8')
const parse = (...pieces: (string | Uint8Array)[]) =>
  pump(
    createSseParser(),
    pieces.map((piece) => (typeof piece === 'string' ? bytes(piece) : piece)),
  )

describe('createSseParser', () => {
  it.each([
    ['\n', 'data: a\n\ndata: b\n\n'],
    ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n'],
    ['CR', 'data: a\r\rdata: b\r\r'],
    ['all of them', 'data: a\r\n\ndata: b\n\r\n'],
    ['no space after the colon', 'data:a\n\ndata:b\n\n'],
    ['a byte order mark', '\ufeffdata: a\n\ndata: b\n\n'],
    ['comments', ': x\n\ndata: a\n\n: y\ndata: b\n\n'],
    ['no blank line at the end', 'data: a\n\ndata: b'],
    ['other fields', 'id: 1\nretry: 5\ndata: a\n\nfoo: bar\ndata: b\n\n'],
  ])('U06: reads lines that end in %s', (_, text) => expect(parse(text)).toEqual([{ data: 'a' }, { data: 'b' }]))

  it('joins lines of data and gives the event its name', () => {
    expect(parse('event: ping\ndata: a\ndata: b\n\n')).toEqual([{ event: 'ping', data: 'a\nb' }])
  })

  it('an event with no data is none, and its name is not left to the next', () => {
    expect(parse('event: ping\n\ndata: a\n\n')).toEqual([{ data: 'a' }])
  })

  it('is exact for characters that are cut in two', () => {
    const whole = bytes('data: 光学👩🏽‍🔬\n\n')
    for (let at = 0; at <= whole.length; at++) {
      expect(parse(whole.subarray(0, at), whole.subarray(at))).toEqual([{ data: '光学👩🏽‍🔬' }])
    }
  })

  it('gives an event as soon as its blank line is there, also after a lone CR', () => {
    expect(createSseParser().push(bytes('data: a\r\r'))).toEqual([{ data: 'a' }])
    expect(createSseParser().push(bytes('data: a\r\n\r'))).toEqual([{ data: 'a' }])
  })

  it('W8: any split of any text gives the same events', () => {
    const line = fc.constantFrom(
      'data: x',
      'data:',
      'data: 光',
      'event: e',
      ': c',
      '',
      'id: 1',
      'data: [DONE]',
      '\ufeff',
    )
    const end = fc.constantFrom('\n', '\r\n', '\r')
    const text = fc.array(fc.tuple(line, end)).map((lines) => lines.flat().join(''))
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 20 }), (stream, cuts) => {
        const whole = bytes(stream)
        const edges = [...cuts, whole.length].map((at) => Math.min(at, whole.length)).sort((a, b) => a - b)
        const pieces = edges.map((at, index) => whole.subarray(edges[index - 1] ?? 0, at))
        expect(parse(...pieces)).toEqual(parse(whole))
      }),
    )
  })
})

describe('createSseFramer', () => {
  it('loses no byte, whatever comes in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), (pieces) => {
        const mixed = pieces.map((piece) => piece.map((byte) => [10, 13, 0x64, byte][byte % 4] ?? byte))
        const frames = pump(createSseFramer(), mixed)
        expect(Buffer.concat(frames.map((frame) => frame.bytes))).toEqual(Buffer.concat(mixed))
      }),
    )
  })

  it('keeps the bytes of each event together with their meaning', () => {
    const frames = pump(createSseFramer(), [bytes(': ping\n\nda'), bytes('ta: a\r\n\r\n')])
    expect(frames.map((frame) => [Buffer.from(frame.bytes).toString(), frame.message])).toEqual([
      [': ping\n\n', undefined],
      ['data: a\r\n\r\n', { data: 'a' }],
    ])
  })

  it('refuses an event without end, however small its pieces', () => {
    const framer = createSseFramer({ maxFrameBytes: 100 })
    const thrown = (() => {
      try {
        for (let piece = 0; piece < 1_000; piece++) framer.push(bytes('0123456789'))
      } catch (error) {
        return error
      }
      return undefined
    })()
    expect(isGatewayError(thrown) && thrown.code).toBe('upstream_error')
  })
})
