import { expect, it } from 'vitest'
import { toBase64 } from './to-base64'

it('is base64 of any bytes, of many too', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index % 256)
  expect(toBase64(bytes.buffer)).toBe(Buffer.from(bytes).toString('base64'))
  expect(toBase64(new ArrayBuffer(0))).toBe('')
})
