import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64.js'

describe('vectors in base64', () => {
  it('are float32 in little endian', () => {
    expect(toBase64([1, -2.5])).toBe(Buffer.from([0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]).toString('base64'))
  })

  it('come back as what a float32 can hold', () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -3e38, max: 3e38 }))
    fc.assert(
      fc.property(numbers, (vector) => {
        expect(fromBase64(toBase64(vector))).toEqual(Float32Array.from(vector))
      }),
    )
  })

  it.each([
    ['text', 'not base64!'],
    ['half a number', Buffer.from([0, 0, 0]).toString('base64')],
    ['NaN', Buffer.from([0, 0, 0xc0, 0x7f]).toString('base64')],
    ['infinity', Buffer.from([0, 0, 0x80, 0x7f]).toString('base64')],
  ])('are none where they hold %s', (_, text) => expect(fromBase64(text)).toBeUndefined())
})
