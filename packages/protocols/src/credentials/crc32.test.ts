import { expect, it } from 'vitest'
import { crc32 } from './crc32.js'

it('agrees with the check values of IEEE 802.3', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
  expect(crc32(Buffer.from(''))).toBe(0)
  expect(crc32(Buffer.from('The quick brown fox jumps over the lazy dog'))).toBe(0x414fa339)
})
