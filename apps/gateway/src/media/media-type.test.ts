import { describe, expect, it } from 'vitest'
import { imageTypeOf, isPdf } from './media-type.js'

describe('imageTypeOf', () => {
  it.each([
    ['image/png', '\x89PNG\r\n\x1a\n....'],
    ['image/jpeg', '\xff\xd8\xff\xe0....'],
    ['image/gif', 'GIF89a....'],
    ['image/webp', 'RIFF....WEBPVP8 '],
    ['image/heic', '....ftypheic....'],
    ['image/bmp', 'BM....'],
    [undefined, '<html>'],
    [undefined, '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    [undefined, ''],
    [undefined, 'RIFF....WAVE'],
  ])('%s: %j', (type, text) => expect(imageTypeOf(Buffer.from(text, 'latin1'))).toBe(type))

  it('reads the part of a larger buffer that it was given', () => {
    expect(imageTypeOf(Buffer.from('xxGIF89a').subarray(2))).toBe('image/gif')
  })
})

it('isPdf: the mark may stand a little later', () => {
  expect(isPdf(Buffer.from('%PDF-1.7'))).toBe(true)
  expect(isPdf(Buffer.from(`${' '.repeat(900)}%PDF-1.7`))).toBe(true)
  expect(isPdf(Buffer.from('<html>%PDX'))).toBe(false)
})
