import { describe, expect, it } from 'vitest'
import { headersToClient, headersToUpstream } from './headers.js'

describe('headersToUpstream', () => {
  it('H04: lets nothing through but what is listed', () => {
    const headers = {
      'openai-beta': 'assistants=v2',
      authorization: 'Bearer sk-u1',
      'x-api-key': 'sk-u1',
      cookie: 'a=b',
      host: 'evil.test',
      'x-forwarded-for': '1.2.3.4',
      connection: 'authorization',
      'x-http-method-override': 'DELETE',
      'content-length': '5',
    }
    expect(headersToUpstream(headers, 'openai-chat')).toEqual({ 'openai-beta': 'assistants=v2' })
  })
})

describe('headersToClient', () => {
  it('U20: drops cookies, encodings, limits and whatever could forge a header', () => {
    const headers = {
      'content-type': 'application/json',
      'openai-version': 'a\r\nset-cookie: x=1',
      'openai-processing-ms': ['1', '2'],
      'set-cookie': ['x=1'],
      'transfer-encoding': 'chunked',
      'content-encoding': 'gzip',
      'content-length': '5',
      'x-middleware-rewrite': '/admin',
      'x-ratelimit-remaining-tokens': '5',
    }
    expect(headersToClient(headers, 'openai-chat')).toEqual({ 'content-type': 'application/json' })
  })
})
