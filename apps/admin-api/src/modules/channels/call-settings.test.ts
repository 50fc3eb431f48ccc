import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callSettingsFields, toCallSettings } from './call-settings.js'

const schema = z.object(callSettingsFields)
const problemOf = (input: object): string | undefined => schema.safeParse(input).error?.issues[0]?.message

describe('how many calls a channel bears and what is set on them', () => {
  it('is stored as gateways read it', () => {
    const parsed = schema.parse({
      limits: { concurrency: 8 },
      keyLimits: { rpm: 60 },
      headers: [{ name: 'X-Tenant', value: ' physics ' }],
      parameters: '{"chat_template_kwargs":{"enable_thinking":false},"logit_bias":null}',
      proxyUrl: 'http://proxy.example:3128/',
    })
    expect(toCallSettings(parsed)).toEqual({
      limits: { concurrency: 8 },
      keyLimits: { rpm: 60 },
      queueLength: null,
      queueTimeoutMs: null,
      headers: { 'x-tenant': 'physics' },
      parameters: { chat_template_kwargs: { enable_thinking: false }, logit_bias: null },
      proxyUrl: 'http://proxy.example:3128',
    })
  })

  it.each([
    ['a credential', { headers: [{ name: 'Authorization', value: 'x' }] }, 'overrideForbidden'],
    ['the host', { headers: [{ name: 'host', value: 'x' }] }, 'overrideForbidden'],
    ['a line end', { headers: [{ name: 'x-a', value: 'a\r\nb: c' }] }, 'invalid'],
    [
      'a header twice',
      {
        headers: [
          { name: 'x-a', value: '1' },
          { name: 'X-A', value: '2' },
        ],
      },
      'duplicate',
    ],
    ['what is billed by', { parameters: '{"max_tokens":9}' }, 'overrideForbidden'],
    ['no object', { parameters: '[1]' }, 'invalid'],
    ['no JSON', { parameters: '{' }, 'invalid'],
    ['a proxy with a password', { proxyUrl: 'http://a:b@proxy:1' }, 'invalid'],
    ['a proxy that is none', { proxyUrl: 'socks5://proxy:1' }, 'invalid'],
    ['a limit below nothing', { limits: { rpm: -1 } }, 'notNegative'],
  ])('refuses %s', (_, input, problem) => expect(problemOf(input)).toBe(problem))
})
