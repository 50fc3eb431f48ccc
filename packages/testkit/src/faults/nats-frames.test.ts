import { describe, expect, it } from 'vitest'
import { createNatsFrameReader } from './nats-frames.js'

const STREAM = [
  'INFO {"server_id":"x"}\r\n',
  'PUB a.b 3\r\nx\r\n\r\n',
  'HPUB a reply.1 12 14\r\nNATS/1.0\r\n\r\nhi\r\n',
  'PING\r\n',
  'MSG inbox.1 1 5\r\nhé..\r\n',
]

describe('NATS frames', () => {
  it.each([1, 2, 7, 1_000])('are whole whatever the bytes come in pieces of %i', (size) => {
    const bytes = Buffer.from(STREAM.join(''))
    const reader = createNatsFrameReader()
    const frames = []
    for (let from = 0; from < bytes.length; from += size) frames.push(...reader.push(bytes.subarray(from, from + size)))
    expect(frames.map((frame) => frame.bytes.toString())).toEqual(STREAM)
    expect(frames.map(({ line }) => line.split(' ')[0])).toEqual(['INFO', 'PUB', 'HPUB', 'PING', 'MSG'])
    expect(frames.map(({ payload }) => payload)).toEqual(['', 'x\r\n', 'NATS/1.0\r\n\r\nhi', '', 'hé..'])
  })

  it('a frame that is not whole is kept back', () => {
    expect(createNatsFrameReader().push(Buffer.from('PUB a 5\r\nabc'))).toEqual([])
  })
})
