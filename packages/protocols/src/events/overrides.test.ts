import { describe, expect, it } from 'vitest'
import { isForbiddenHeader, isForbiddenParameter, isHeaderValue } from './overrides.js'

describe('what a channel may override', () => {
  it.each([
    'Authorization',
    'x-api-key',
    'X-Goog-Api-Key',
    'api-key',
    'Host',
    'Connection',
    'TE',
    'Transfer-Encoding',
    'Upgrade',
    'Proxy-Authorization',
    'content-length',
    'X-Forwarded-For',
    'X-HTTP-Method-Override',
    'a b',
    'a:b',
    '',
    'a\r\nb',
  ])('is no header such as %j', (name) => expect(isForbiddenHeader(name)).toBe(true))

  it.each(['OpenAI-Organization', 'anthropic-beta', 'HTTP-Title', 'x-tenant'])('may be the header %s', (name) =>
    expect(isForbiddenHeader(name)).toBe(false),
  )

  it.each(['a\nb', 'a\r', '', ' a', 'é', 'a\0'])('is no value such as %j', (value) =>
    expect(isHeaderValue(value)).toBe(false),
  )

  it.each(['model', 'messages', 'max_tokens', 'n', 'stream', 'tools', 'generationConfig', '__proto__', ''])(
    'is no parameter such as %j',
    (name) => expect(isForbiddenParameter(name)).toBe(true),
  )

  it.each(['top_k', 'chat_template_kwargs', 'provider', 'safetySettings', 'reasoning'])('may be %s', (name) =>
    expect(isForbiddenParameter(name)).toBe(false),
  )
})
