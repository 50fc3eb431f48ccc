import { describe, expect, it } from 'vitest'
import { assertNoNavigation, assertPlainRequest, ownerOf } from './http-rules.js'

describe('ownerOf', () => {
  it.each([
    ['/v1/chat/completions', 'api'],
    ['/v1', 'api'],
    ['/v1?x=1', 'api'],
    ['/%761/models', 'api'],
    ['/openai/v1/models/a%2Fb', 'api'],
    ['/v1beta/models/x:generateContent', 'api'],
    ['/health', 'api'],
    ['/graphql', 'graphql'],
    ['/graphql/x', 'graphql'],
    ['/', 'site'],
    ['/?x=evil.test', 'site'],
    ['/playground', 'site'],
    ['/admin/users?name=a.b', 'site'],
    ['/_next/static/chunks/main.js', 'site'],
    ['/favicon.ico', 'site'],
    ['/evil.test', 'domain'],
    ['/api.openai.com.evil.test/v1/models', 'domain'],
    ['/evil%2Etest/x', 'domain'],
    ['/EVIL.TEST./x', 'domain'],
    ['/evil。test/', 'domain'],
    ['/127.0.0.1:80@x', 'domain'],
    ['//v1/models', 'unclear'],
    ['/v1\\..\\graphql', 'unclear'],
    ['/v1%00/models', 'unclear'],
    ['/evil.test%2fx', 'unclear'],
    ['/%zz', 'unclear'],
    ['/_next/../graphql', 'unclear'],
    ['/login/%2e%2e/graphql', 'unclear'],
    ['/login/.%2E%2fgraphql', 'unclear'],
    ['/login%2f..', 'unclear'],
    ['/..;/graphql', 'unclear'],
    ['/v1/./models', 'unclear'],
    ['/v1/models/..%3bx', 'unclear'],
    ['/x/..?y', 'unclear'],
    ['/v1/models/a..b', 'api'],
    ['/_next/static/[...slug].js', 'site'],
    ['/x?y=/../z', 'site'],
    ['*', 'unclear'],
  ])('H03, H11: %s belongs to %s', (target, owner) => {
    expect(ownerOf(encodeURI(target).replaceAll('%25', '%').replaceAll('%5C', '\\'))).toBe(owner)
  })
})

describe('assertPlainRequest', () => {
  it('H02: refuses an absolute target and a second Host', () => {
    expect(() => assertPlainRequest('http://evil/v1/models', ['Host', 'a'])).toThrow(/path/)
    expect(() => assertPlainRequest('/v1/models', ['Host', 'a', 'hOST', 'b'])).toThrow(/more than one Host/)
    expect(() => assertPlainRequest('/v1/models', ['Host', 'a', 'Accept', 'host'])).not.toThrow()
  })
})

describe('assertNoNavigation', () => {
  it('H10: browsers do not navigate to the API', () => {
    expect(() => assertNoNavigation('navigate')).toThrow()
    expect(() => assertNoNavigation('cors')).not.toThrow()
    expect(() => assertNoNavigation(undefined)).not.toThrow()
  })
})
