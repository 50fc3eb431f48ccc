import { expect, it } from 'vitest'
import { overridesOf } from './overrides.js'

it('keeps what belongs to the gateway out, whoever wrote the record', () => {
  expect(
    overridesOf({
      onClientAbort: 'auto',
      traits: {},
      headers: { Authorization: 'Bearer x', host: 'evil.test', 'X-Tenant': 'physics', 'x-bad': 'a\r\nb' },
      parameters: { max_tokens: 1e9, messages: [], top_k: 5 },
    }),
  ).toEqual({ headers: { 'x-tenant': 'physics' }, parameters: { top_k: 5 }, parameterBytes: 11 })
  expect(overridesOf({ onClientAbort: 'auto', traits: {}, parameters: { n: 9 } })).toBeUndefined()
})
