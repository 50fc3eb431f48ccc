import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashRedeemCode, mintRedeemCode, parseRedeemCode, RANDOM_BYTES } from './redeem-code.js'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const code = fc.uint8Array({ minLength: RANDOM_BYTES, maxLength: RANDOM_BYTES }).map(mintRedeemCode)

describe('a redeem code', () => {
  it('has five groups of five, of an alphabet without look-alikes', () =>
    expect(mintRedeemCode(randomBytes(RANDOM_BYTES))).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/))

  it('holds at least 100 random bits: every one of 21 symbols is any of 32', () => {
    expect(RANDOM_BYTES * Math.log2(ALPHABET.length)).toBeGreaterThanOrEqual(100)
    for (let place = 0; place < RANDOM_BYTES; place++) {
      const codes = Array.from({ length: 256 }, (_, byte) =>
        mintRedeemCode(Uint8Array.from({ length: RANDOM_BYTES }, (_, index) => (index === place ? byte : 0))),
      )
      expect(new Set(codes).size).toBe(32)
    }
  })

  it('is recognised however it is typed', () => {
    fc.assert(
      fc.property(code, (minted) => {
        const sloppy = minted.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
        expect(parseRedeemCode(` ${sloppy}\n`)).toBe(minted)
        expect(parseRedeemCode(minted.replaceAll('-', ''))).toBe(minted)
      }),
    )
  })

  it('with one wrong or two swapped symbols is a typing error', () => {
    const minted = mintRedeemCode(Uint8Array.from({ length: RANDOM_BYTES }, (_, index) => index * 7))
    const symbols = [...minted.replaceAll('-', '')]
    const accepted: string[] = []
    for (const [at, right] of symbols.entries()) {
      for (const wrong of ALPHABET)
        if (wrong !== right)
          accepted.push(...[symbols.with(at, wrong).join('')].filter((text) => parseRedeemCode(text)))
      const next = symbols[at + 1]
      if (next !== undefined && next !== right) {
        const swapped = symbols
          .with(at, next)
          .with(at + 1, right)
          .join('')
        if (parseRedeemCode(swapped)) accepted.push(swapped)
      }
    }
    expect(accepted).toEqual([])
  })

  it.each(['', 'ABCDE', `${'A'.repeat(25)}`, '0'.repeat(100_000), 'ABCDE-FGHJK-MNPQR-STUVW-XYZ12'])(
    'is not %#',
    (text) => expect(parseRedeemCode(text)).toBeUndefined(),
  )

  it('is stored as SHA-256', () =>
    expect(hashRedeemCode('x')).toBe('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'))
})
