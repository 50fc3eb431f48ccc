import { generate } from 'otplib'
import { describe, expect, it } from 'vitest'
import { checkTotp, newTotpSecret, totpUri } from './totp.js'

const NOW = 1_800_000_015_000
const STEP = 60_000_000n
const secret = newTotpSecret()
const codeAt = (ms: number): Promise<string> => generate({ secret, epoch: Math.floor(ms / 1_000) })
const check = async (ms: number, lastStep: bigint | null = null) =>
  checkTotp(await codeAt(ms), { secret, lastStep, now: NOW })

describe('K15 P1: one-time passwords', () => {
  it('are those of RFC 6238', async () => {
    // appendix B, the last six of eight digits
    const rfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    expect(await checkTotp('287082', { secret: rfc, lastStep: null, now: 59_000 })).toBe(1n)
    expect(await checkTotp('081804', { secret: rfc, lastStep: null, now: 1_111_111_109_000 })).toBe(37_037_036n)
  })

  it('of one step before and after are taken, of two are not', async () => {
    expect(await check(NOW)).toBe(STEP)
    expect(await check(NOW - 30_000)).toBe(STEP - 1n)
    expect(await check(NOW + 30_000)).toBe(STEP + 1n)
    expect(await check(NOW - 60_000)).toBeUndefined()
    expect(await check(NOW + 60_000)).toBeUndefined()
  })

  it('count once, and none before the last one', async () => {
    expect(await check(NOW, STEP)).toBeUndefined()
    expect(await check(NOW - 30_000, STEP)).toBeUndefined()
    expect(await check(NOW + 30_000, STEP)).toBe(STEP + 1n)
  })

  it('may be typed with a space', async () => {
    const code = await codeAt(NOW)
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
    expect(await checkTotp(spaced, { secret, lastStep: null, now: NOW })).toBe(STEP)
  })

  it.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', '0'.repeat(100_000)])('are not %#', async (text) =>
    expect(await checkTotp(text, { secret, lastStep: null, now: NOW })).toBeUndefined(),
  )

  it('are told to an app by an address', () =>
    expect(totpUri('ABC', { issuer: 'Tollgate', username: 'chief@x' })).toMatch(
      /^otpauth:\/\/totp\/Tollgate:chief%40x\?secret=ABC&issuer=Tollgate/,
    ))
})
