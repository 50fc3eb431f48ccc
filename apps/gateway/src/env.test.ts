import { describe, expect, it } from 'vitest'
import { readEnv } from './env.js'

const required = {
  NATS_URL: 'nats://127.0.0.1:4222',
  NODE_ID: 'gateway-1',
  OUTBOX_DIR: '/tmp/outbox',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  CONSOLE_URL: 'http://127.0.0.1:8081',
  ADMIN_API_URL: 'http://127.0.0.1:8082/graphql',
}

describe('readEnv', () => {
  it('fills the defaults of docs/environment.md', () => {
    const env = readEnv({ ...required, EGRESS_ALLOW: ' 127.0.0.1:8000, 10.0.0.5:80 ,' })
    expect(env).toMatchObject({ PORT: 8080, HEALTH_PORT: 9080, QUOTA_STATUS: '402', BODY_LIMIT_BYTES: 33_554_432 })
    expect(env.BODY_IN_FLIGHT_BYTES).toBe(536_870_912)
    expect(env.EGRESS_ALLOW).toEqual(['127.0.0.1:8000', '10.0.0.5:80'])
  })

  it.each(Object.keys(required))('names %s where it is missing', (name) => {
    expect(() => readEnv({ ...required, [name]: '' })).toThrow(`${name} is required`)
  })

  it('K17: refuses a short master key without repeating it', () => {
    const short = Buffer.alloc(16, 9).toString('base64')
    expect(() => readEnv({ ...required, MASTER_KEY: short })).toThrow(/MASTER_KEY/)
    expect(() => readEnv({ ...required, MASTER_KEY: short })).not.toThrow(short)
  })

  it('4.6: refuses calls that could outlast the money held for them, and by default allows none', () => {
    const brief = { ...required, LEASE_TTL_MS: '10000', LEASE_GRACE_MS: '20000' }
    expect(() => readEnv({ ...required, UPSTREAM_TIMEOUT_MS: '3600001' })).toThrow(/UPSTREAM_TIMEOUT_MS/)
    expect(() => readEnv({ ...brief, UPSTREAM_TIMEOUT_MS: '22000' })).toThrow(/UPSTREAM_TIMEOUT_MS.*21999/)
    expect(readEnv({ ...brief, UPSTREAM_TIMEOUT_MS: '21999' }).UPSTREAM_TIMEOUT_MS).toBe(21_999)
    expect(readEnv(brief).UPSTREAM_TIMEOUT_MS).toBe(21_999)
    expect(readEnv(required).UPSTREAM_TIMEOUT_MS).toBe(600_000)
    expect(() => readEnv({ ...required, DRAIN_TIMEOUT_MS: '600001' })).toThrow(/DRAIN_TIMEOUT_MS/)
  })
})
