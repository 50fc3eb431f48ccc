import type { DialectId, MediaPart } from '@tollgate/protocols/canonical'
import { describe, expect, it } from 'vitest'
import { estimateMediaTokens } from './estimate-media.js'
import { readImageSize } from './image-size.js'

/** Only what tells the size; no picture follows. */
function header(kind: 'png' | 'gif' | 'jpeg' | 'VP8X' | 'VP8L' | 'VP8 ', width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64)
  switch (kind) {
    case 'png':
      bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
      bytes.writeUInt32BE(width, 16)
      bytes.writeUInt32BE(height, 20)
      return bytes
    case 'gif':
      bytes.write('GIF89a', 'latin1')
      bytes.writeUInt16LE(width, 6)
      bytes.writeUInt16LE(height, 8)
      return bytes
    case 'jpeg': {
      const preview = Buffer.alloc(998)
      preview.set([0xff, 0xd8, 0xff, 0xe1, 0x03, 0xe2])
      return Buffer.concat([preview, Buffer.from([0xff, 0xc2, 0, 17, 8]), u16(height), u16(width), bytes])
    }
    case 'VP8X':
      webp(bytes, kind)
      bytes.writeUIntLE(width - 1, 24, 3)
      bytes.writeUIntLE(height - 1, 27, 3)
      return bytes
    case 'VP8L':
      webp(bytes, kind)
      bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 21)
      return bytes
    case 'VP8 ':
      webp(bytes, kind)
      bytes.writeUInt16LE(width, 26)
      bytes.writeUInt16LE(height, 28)
      return bytes
  }
}
function webp(bytes: Buffer, kind: string): void {
  bytes.write('RIFF', 'latin1')
  bytes.write(`WEBP${kind}`, 8, 'latin1')
}
function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
const picture = (bytes: Buffer, detail?: MediaPart['detail']): MediaPart => ({
  type: 'media',
  kind: 'image',
  source: { type: 'base64', mediaType: 'image/png', data: bytes.toString('base64') },
  ...(detail && { detail }),
})

describe('readImageSize', () => {
  it.each(['png', 'gif', 'jpeg', 'VP8X', 'VP8L', 'VP8 '] as const)('%s', (kind) => {
    expect(readImageSize(header(kind, 1_300, 700))).toEqual({ width: 1_300, height: 700 })
  })

  it('nothing where there is no size', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('no picture at all, only text'), header('png', 0, 5)]) {
      expect(readImageSize(bytes)).toBeUndefined()
    }
    for (let length = 0; length < 30; length++) readImageSize(header('jpeg', 9, 9).subarray(0, length))
  })
})

describe('estimateMediaTokens', () => {
  it.each([
    ['openai-chat', 1_024, 1_024, 765],
    ['openai-chat', 2_048, 4_096, 1_105],
    ['openai-responses', 100, 100, 255],
    ['anthropic-messages', 1_092, 1_092, 1_590],
    ['anthropic-messages', 200, 200, 54],
    ['anthropic-messages', 8_000, 8_000, 1_600],
    ['gemini-generate', 300, 300, 258],
    ['gemini-generate', 1_536, 768, 516],
  ] as const)('%s reckons %d × %d as %d', (dialect: DialectId, width, height, tokens) => {
    expect(estimateMediaTokens(picture(header('png', width, height)), dialect)).toBe(tokens)
  })

  it('takes a low detail at its word, and a middling size where there is none to read', () => {
    expect(estimateMediaTokens(picture(header('png', 4_000, 4_000), 'low'), 'openai-chat')).toBe(85)
    const link = { ...picture(Buffer.alloc(0)), source: { type: 'url', url: 'https://x.test/a.png' } } as const
    expect(estimateMediaTokens(link, 'openai-chat')).toBe(765)
  })

  it('hears how long a sound is', () => {
    const source = { type: 'base64', mediaType: 'audio/wav', data: Buffer.alloc(320_000).toString('base64') } as const
    const sound: MediaPart = { type: 'media', kind: 'audio', source }
    expect(estimateMediaTokens(sound, 'openai-chat')).toBe(101)
    expect(estimateMediaTokens(sound, 'gemini-generate')).toBe(321)
  })
})
