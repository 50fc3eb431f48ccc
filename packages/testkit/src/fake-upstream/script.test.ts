import { expect, it } from 'vitest'
import { parseScript, withoutScripts } from './script.js'

it('reads the last script of a text', () => {
  const script = parseScript('hi @@script:reply=first@@ there @@script:reply=a%2Cb,chunks=20,delay-ms=5@@')
  expect(script).toMatchObject({ reply: 'a,b', chunkCount: 20, delayMs: 5, fault: { type: 'none' } })
  expect(withoutScripts('hi @@script:echo@@ there')).toBe('hi  there')
})

it('a text without one has none', () => {
  expect(parseScript('just @@ a text')).toBeUndefined()
})

it.each([
  ['status=500', { type: 'status', status: 500, isHtml: false, leaksKey: false }],
  ['status=429,retry-after=5', { type: 'status', status: 429, retryAfter: '5' }],
  ['status=502,html', { type: 'status', status: 502, isHtml: true }],
  ['leak-key', { type: 'status', status: 401, leaksKey: true }],
  ['html', { type: 'html' }],
  ['redirect=http://127.0.0.1:1/x', { type: 'redirect', status: 302, location: 'http://127.0.0.1:1/x' }],
  ['redirect=//x,status=307', { type: 'redirect', status: 307, location: '//x' }],
  ['reset-after=3', { type: 'reset', afterChunks: 3 }],
  ['cut-after=0', { type: 'cut', afterChunks: 0 }],
  ['stall-after=1', { type: 'stall', afterChunks: 1 }],
  ['error-after=2', { type: 'error-event', afterChunks: 2 }],
  ['first-error', { type: 'error-event', afterChunks: 0 }],
  ['invalid-json', { type: 'invalid-json' }],
])('%s', (text, fault) => {
  expect(parseScript(`@@script:${text}@@`)?.fault).toMatchObject(fault)
})

it('reads usage', () => {
  expect(parseScript('@@script:prompt-tokens=7,completion-tokens=8,cached=3,reasoning=0@@')?.usage).toEqual({
    ...{ place: 'own-chunk', promptTokens: 7, completionTokens: 8, cachedTokens: 3, reasoningTokens: 0 },
  })
  expect(parseScript('@@script:no-usage@@')?.usage.place).toBe('none')
  expect(parseScript('@@script:hostile-usage=huge@@')?.usage.hostile).toBe('huge')
})

it.each(['replay=x', 'chunks=-1', 'chunks=1.5', 'chunks=', 'chunks=1e9', 'hostile-usage=odd', 'status=700', ''])(
  '"%s" is refused: a mistyped script must not pass as none',
  (text) => expect(() => parseScript(`@@script:${text}@@`)).toThrow(/script:/),
)
