import { describe, expect, it } from 'vitest'
import { parseBaseUrl } from './parse-base-url.js'

describe('addresses of channels', () => {
  it.each([
    ['https://api.example.com/v1/', 'https://api.example.com/v1', 'https://api.example.com'],
    [' http://10.0.0.1:8000 ', 'http://10.0.0.1:8000', 'http://10.0.0.1:8000'],
    ['HTTPS://API.Example.com:443/V1', 'https://api.example.com/V1', 'https://api.example.com'],
    ['http://[::1]:8000/a/b//', 'http://[::1]:8000/a/b', 'http://[::1]:8000'],
  ])('%s', (given, text, origin) => expect(parseBaseUrl(given)).toEqual({ text, origin }))

  it.each([
    ...[
      '',
      'x',
      '//x',
      'ftp://x',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://',
      `https://x/${'a'.repeat(2_048)}`,
    ],
    ...[
      'https://u@x',
      'https://u:p@x',
      'https://@x',
      'https://x?',
      'https://x?a=1',
      'https://x#',
      'https://x/ y',
      'https://x\\y',
      'https://x/\n',
    ],
  ])('%s is none', (given) => expect(parseBaseUrl(given === 'https://x/\n' ? 'https://x/\ny' : given)).toBeUndefined())
})
