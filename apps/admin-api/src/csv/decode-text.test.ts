import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.js'

/** 学号,姓名 and a person, in GB18030. */
const GB18030 = Buffer.from('d1a7bac52cd0d5c3fb0d0a323230303031313131312cd5c5c8fd0d0a', 'hex')

describe('decodeText', () => {
  it('reads UTF-8 with and without a mark', () => {
    expect(decodeText(Buffer.from('学号,姓名'))).toEqual({ encoding: 'utf-8', text: '学号,姓名' })
    expect(decodeText(Buffer.from('\uFEFF学号,姓名'))).toEqual({ encoding: 'utf-8', text: '学号,姓名' })
  })

  it('reads GB18030', () =>
    expect(decodeText(GB18030)).toEqual({ encoding: 'gb18030', text: '学号,姓名\r\n2200011111,张三\r\n' }))

  it.each([
    ['UTF-16 with a mark', Buffer.from('\uFEFF学号', 'utf16le')],
    ['UTF-16 without one', Buffer.from('id,name', 'utf16le')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['half a character', Buffer.from('d1a7ba', 'hex')],
  ])('does not guess %s', (_, bytes) => expect(decodeText(bytes)).toBeUndefined())
})
