import { describe, expect, it } from 'vitest'
import { formatDataUrl, parseDataUrl } from './data-url.js'

describe('parseDataUrl', () => {
  it.each([
    ['data:image/png;base64,QUE=', 'image/png', 'QUE='],
    ['data:image/jpg;base64,QUE=', 'image/jpeg', 'QUE='],
    ['data:text/plain;charset=utf-8;base64,QUE=', 'text/plain', 'QUE='],
    ['DATA:Image/PNG;BASE64,QUE=', 'image/png', 'QUE='],
    ['data:application/vnd.ms-excel+xml;base64,', 'application/vnd.ms-excel+xml', ''],
  ])('reads %s', (url, mediaType, data) => expect(parseDataUrl(url)).toEqual({ mediaType, data }))

  it.each([
    '',
    'data:',
    'data:,x',
    'data:text/plain,x',
    'data:;base64,QUE=',
    'https://a.test/data:image/png;base64,x',
    `data:image/png;${'a'.repeat(300)};base64,x`,
  ])('refuses %s', (url) => expect(parseDataUrl(url)).toBeUndefined())

  it('is undone by formatDataUrl', () => {
    const url = 'data:image/webp;base64,QUJD'
    expect(formatDataUrl(parseDataUrl(url) ?? { mediaType: '', data: '' })).toBe(url)
  })
})
