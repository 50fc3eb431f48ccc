import { describe, expect, it } from 'vitest'
import { selectLocale } from './locale'

describe('selectLocale', () => {
  it.each([
    ['en', 'zh-CN', 'en'],
    [undefined, 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'de,en-GB;q=0.7,zh;q=0.3', 'en'],
    [undefined, 'zh;q=0,en;q=0.1', 'en'],
    [undefined, 'de', 'en'],
    ['fr', null, 'en'],
  ])('%s and %s give %s', (cookie, header, locale) => expect(selectLocale(cookie, header)).toBe(locale))
})
