import { expect, it } from 'vitest'
import { toOidcProblem } from './oidc-problem.js'

const words = { label: 'Campus ID', contact: '' }
const coded = (fields: Record<string, unknown>, cause?: unknown) => Object.assign(new Error('x', { cause }), fields)

it.each([
  ['a blocked address', coded({}, coded({ code: 'egress_blocked' })), 'oidcAway'],
  ['nothing answers in time', coded({ code: 'OAUTH_TIMEOUT' }), 'oidcAway'],
  ['a proxy’s error page', coded({ code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' }), 'oidcAway'],
  ['out of order', coded({ error: 'temporarily_unavailable' }), 'oidcAway'],
  ['a code that was used', coded({ code: 'OAUTH_RESPONSE_BODY_ERROR', error: 'invalid_grant' }), 'oidcCodeOver'],
  ['no', coded({ error: 'access_denied' }), 'oidcDenied'],
  ['another time', coded({ code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' }), 'oidcClock'],
  ['a wrong secret', coded({ error: 'invalid_client' }), 'oidcMisconfigured'],
  ['a challenge', coded({}, [{ scheme: 'basic', parameters: { error: 'invalid_client' } }]), 'oidcMisconfigured'],
  ['an empty challenge', coded({}, []), 'oidcMisconfigured'],
  ['a signature that is none', coded({ code: 'OAUTH_INVALID_SIGNATURE' }), 'oidcMisconfigured'],
  ['a surprise', new Error('secret words'), 'oidcMisconfigured'],
  ['no error at all', undefined, 'oidcMisconfigured'],
])('%s', (_, error, text) => {
  const problem = toOidcProblem(error, words)
  expect(problem.text).toBe(text)
  expect(JSON.stringify(problem)).not.toContain('secret words')
})
