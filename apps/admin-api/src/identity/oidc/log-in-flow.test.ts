import { sealSecret } from '@tollgate/protocols/credentials'
import { expect, it } from 'vitest'
import { openFlow, sealFlow } from './log-in-flow.js'

const seal = { issuer: 'https://login.example.edu', masterKey: Buffer.alloc(32, 7).toString('base64') }
const flow = { state: 's', nonce: 'n', codeVerifier: 'v', expiresAtMs: 1_000, next: '/keys', connects: null }

it('comes back as it was, before its end and not after', () => {
  const value = sealFlow(flow, seal)
  expect(value).not.toContain('keys')
  expect(openFlow(value, seal, 999)).toEqual(flow)
  expect(openFlow(value, seal, 1_000)).toBeUndefined()
})

it('opens for its own provider and master key alone', () => {
  const value = sealFlow(flow, seal)
  expect(openFlow(value, { ...seal, issuer: 'https://other.example.edu' }, 0)).toBeUndefined()
  expect(openFlow(value, { ...seal, masterKey: Buffer.alloc(32, 8).toString('base64') }, 0)).toBeUndefined()
  expect(openFlow(`${value.slice(0, -2)}AA`, seal, 0)).toBeUndefined()
  expect(openFlow(sealSecret(JSON.stringify(flow), { secondFactorOf: 'x' }, seal.masterKey), seal, 0)).toBeUndefined()
  for (const none of [undefined, '', 'v1', 'a.b.c']) expect(openFlow(none, seal, 0)).toBeUndefined()
})
