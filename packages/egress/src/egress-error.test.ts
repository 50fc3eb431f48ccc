import { expect, it } from 'vitest'
import { EgressError, toEgressError } from './egress-error.js'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

it.each([
  ['UND_ERR_CONNECT_TIMEOUT', 'egress_timeout', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'egress_timeout', 'timeout'],
  ['ECONNRESET', 'egress_broken', 'broken'],
  ['HPE_INVALID_CONSTANT', 'egress_broken', 'broken'],
  ['ENOTFOUND', 'egress_unresolvable', 'unreachable'],
])('%s → %s', (code, expected, outwardClass) => {
  expect(toEgressError(withCode(code))).toMatchObject({ code: expected, outwardClass })
})

it('leaves its own errors, aborts and what is no error alone', () => {
  const own = new EgressError('egress_blocked', { detail: '10.0.0.1' })
  const abort = Object.assign(new Error('x'), { name: 'AbortError' })
  for (const error of [own, abort, 'text', undefined]) expect(toEgressError(error)).toBe(error)
})

it('does not tell the address', () => {
  expect(new EgressError('egress_blocked', { detail: '10.0.0.1' }).message).not.toContain('10.0.0.1')
})
