import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pump } from '../testing/pump.js'
import { formatSse, SSE_KEEP_ALIVE } from './format-sse.js'
import { createSseParser } from './parse-sse.js'

const read = (text: string) => pump(createSseParser(), [Buffer.from(text, 'utf8')])

describe('formatSse', () => {
  it('writes what the vendors write', () => {
    expect(formatSse({ data: '{}' })).toBe('data: {}\n\n')
    expect(formatSse({ event: 'error', data: '{}' })).toBe('event: error\ndata: {}\n\n')
  })

  it('cannot be broken out of', () => {
    expect(read(formatSse({ event: 'a\ndata: forged\n\nevent: b', data: 'x' }))).toHaveLength(1)
    expect(read(formatSse({ data: 'a\r\n\r\ndata: forged\n\n' }))).toHaveLength(1)
  })

  it('is read back as it was, line ends as \\n', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '光', '\n', '\r', '\r\n', ':', ' ')), (characters) => {
        const data = `{${characters.join('')}`
        expect(read(formatSse({ data }))).toEqual([{ data: data.replace(/\r\n?/g, '\n') }])
      }),
    )
  })

  it('a keep-alive is no event', () => expect(read(SSE_KEEP_ALIVE)).toEqual([]))
})
