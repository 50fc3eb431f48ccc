import { describe, expect, it } from 'vitest'
import { scrubText } from './scrub-text.js'

describe('scrubText', () => {
  it.each([
    'https://user:pw@vllm.campus.internal:8000/v1?x=1',
    'postgres://u:p@10.0.0.1/db',
    '10.1.2.3:8000',
    '192.168.1.4',
    '[fe80::1]:443',
    'gpu-7.cluster:8000',
    'vllm.campus.internal',
    'api.vendor.com',
    'sk-proj-abcdefghijklmnop',
    'Bearer eyJhbGciOi.x.y',
    'AIzaSyA1234567890abcdef',
    '/usr/local/lib/python3.11/vllm/engine.py',
  ])('U19: removes %s', (secret) => {
    expect(scrubText(`Model failed: ${secret}`)).toBe('Model failed: [removed]')
  })

  it('leaves what a caller needs to read', () => {
    const message =
      "messages.2.content: maximum context length is 8192 tokens (gpt-4.1-mini), got 9,001. Use 'max_tokens' <= 100."
    expect(scrubText(message)).toBe(message)
  })

  it('removes known secrets wherever they stand, also across the cut', () => {
    const key = `plain${'x'.repeat(30)}`
    const text = `${'a '.repeat(990)}${key} and ${key}`
    expect(scrubText(text, [key])).not.toContain('plain')
    expect(scrubText(`${'a '.repeat(240)}plain-secret-value`, ['plain-secret-value'])).not.toContain('plain')
  })

  it('shows no stack traces', () => {
    expect(scrubText('Error: x\n    at f (a.js:1:2)')).toBeUndefined()
    expect(scrubText('Traceback (most recent call last):\n File')).toBeUndefined()
  })

  it('is one short line', () => {
    expect(scrubText(`a\r\n\u0000b${' c'.repeat(5_000)}`)).toHaveLength(500)
    expect(scrubText('a\r\nb\u0007c')).toBe('a b c')
    expect(scrubText(' \n ')).toBeUndefined()
  })
})
