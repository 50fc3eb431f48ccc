import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32c } from './crc32c.js'
import { encodeFrame, type FrameType, readFrames } from './frame.js'

const records = fc.array(
  fc.tuple(
    fc.constantFrom<FrameType>('I', 'P', 'C', 'V', 'A'),
    fc.string({ maxLength: 40 }).map((text) => JSON.stringify({ text })),
  ),
  { minLength: 1, maxLength: 12 },
)
const encode = (list: readonly [FrameType, string][]): Buffer =>
  Buffer.concat(list.map(([type, text]) => encodeFrame(type, text)))
const decode = (bytes: Buffer): [FrameType, string][] => readFrames(bytes).frames.map(({ type, text }) => [type, text])

describe('frames', () => {
  it('uses Castagnoli’s polynomial', () => {
    expect(crc32c(Buffer.from('123456789'), 0, 9)).toBe(0xe3069283)
  })

  it('property: reads back what was written', () => {
    fc.assert(
      fc.property(records, (list) => {
        const read = readFrames(encode(list))
        expect(read.frames.map(({ type, text }) => [type, text])).toEqual(list)
        expect(read).toMatchObject({ lostBytes: 0, corruptStretches: 0 })
      }),
    )
  })

  it('N06: cut anywhere, every whole frame before the cut is read and the tail is counted', () => {
    fc.assert(
      fc.property(records, fc.nat(), (list, at) => {
        const bytes = encode(list)
        const cut = at % (bytes.length + 1)
        const read = readFrames(bytes.subarray(0, cut))
        const wholeBytes = read.frames.reduce((sum, { length }) => sum + length, 0)
        expect(read.frames.map(({ type, text }) => [type, text])).toEqual(list.slice(0, read.frames.length))
        expect(wholeBytes + read.lostBytes).toBe(cut)
      }),
    )
  })

  it('N06: one flipped bit costs at most the record it is in, and is noticed', () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.nat(7), (list, at, bit) => {
        const bytes = encode(list)
        const position = at % bytes.length
        bytes[position] = (bytes[position] ?? 0) ^ (1 << bit)
        const survivors = decode(bytes)
        const { corruptStretches, lostBytes } = readFrames(bytes)
        expect(survivors.length).toBe(list.length - 1)
        expect(corruptStretches + (lostBytes > 0 ? 1 : 0)).toBe(1)
        let index = 0
        for (const record of list) if (JSON.stringify(record) === JSON.stringify(survivors[index])) index++
        expect(index).toBe(survivors.length)
      }),
    )
  })
})
