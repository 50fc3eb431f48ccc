import { describe, expect, it } from 'vitest'
import { createAllowList, parseAllowEntry, parseAllowList } from './allow-list.js'
import { hostPortOf } from './target.js'

describe('parseAllowEntry', () => {
  it.each([
    ['127.0.0.1:9000', '127.0.0.1:9000'],
    ['LocalHost:80', 'localhost:80'],
    ['gpu.campus.edu.:8000', 'gpu.campus.edu:8000'],
    ['[::1]:8000', '[::1]:8000'],
    ['[0:0:0:0:0:0:0:1]:8000', '[::1]:8000'],
    ['2130706433:80', '127.0.0.1:80'],
    ['192.168.1.100:00443', '192.168.1.100:443'],
  ])('%s → %s', (entry, expected) => expect(parseAllowEntry(entry)).toBe(expected))

  it.each([
    ...['localhost', '10.0.0.0/8:80', '*.campus.edu:80', '*:80', ':80', 'a:0', 'a:65536', 'a:-1', 'a:8x'],
    ...['http://a:80', 'a@b:80', 'a:80/path', '::1:80', '[::1]', 'a b:80', 'a\\b:80', 'a:1-9'],
  ])('%s is none', (entry) => expect(parseAllowEntry(entry)).toBeUndefined())
})

it('reads EGRESS_ALLOW', () => {
  expect(parseAllowList('')).toEqual([])
  expect(parseAllowList(' 127.0.0.1:1, localhost:2\n')).toEqual(['127.0.0.1:1', 'localhost:2'])
  expect(() => parseAllowList('127.0.0.1:1,10.0.0.0/8')).toThrow('10.0.0.0/8')
})

it('names the port of the scheme where a URL leaves it out', () => {
  expect(hostPortOf(new URL('https://A.test./x'))).toBe('a.test:443')
  expect(hostPortOf(new URL('http://[::1]/'))).toBe('[::1]:80')
  expect(hostPortOf({ protocol: 'http:', hostname: '::1', port: '8000' })).toBe('[::1]:8000')
})

it('says what a new list takes away', () => {
  const list = createAllowList(['a:1', 'b:2'])
  expect(list.replace(['b:2', 'c:3'])).toEqual(['a:1'])
  expect([list.has('a:1'), list.has('b:2'), list.has('c:3')]).toEqual([false, true, true])
})
