import { describe, expect, it } from 'vitest'
import { readEnv } from './env.js'

const REQUIRED = { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgresql://b@127.0.0.1/tollgate' }

describe('readEnv', () => {
  it('has a default for everything else', () => {
    const env = readEnv({ ...REQUIRED, NATS_USER: '' })
    expect(env.NATS_USER).toBeUndefined()
    expect(env).toMatchObject({
      ...{ HOST: '127.0.0.1', PORT: 8083, HEALTH_PORT: 9083, NODE_ID: 'billing-1', LOG_LEVEL: 'info' },
      ...{ LEASE_TTL_MS: 600_000, LEASE_GRACE_MS: 3_600_000, LEASE_SLAB_MAX: 1_000_000_000n },
      ...{ USAGE_MAX_BYTES: 2_147_483_648, USAGE_KEEP_MS: 172_800_000 },
    })
  })

  it('names what is missing or wrong in one sentence, and tells no value', () => {
    expect(() => readEnv({ NATS_URL: 'nats://x', LEASE_TTL_MS: 'soon' })).toThrow(
      /^Billing cannot start: (?=.*LEASE_TTL_MS: )(?=.*DATABASE_URL is required)(?!.*soon).*\.$/,
    )
    expect(() => readEnv({ ...REQUIRED, DATABASE_URL: 'mysql://secret' })).toThrow(
      /DATABASE_URL: must start with postgresql/,
    )
    expect(() => readEnv({ ...REQUIRED, LEASE_SLAB_MAX: '-1' })).toThrow(/LEASE_SLAB_MAX/)
  })
})
