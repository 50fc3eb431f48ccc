import { describe, expect, it } from 'vitest'
import {
  ATTEMPTS_PER_ACCOUNT,
  type Attempt,
  AttemptLimiter,
  FAILURES_PER_NETWORK,
  PENDING_PER_NETWORK,
  WRONG_JOIN_CODES_PER_NETWORK,
} from './attempts.js'

const attempt: Attempt = { account: 'ann', network: 'home', device: undefined }
const countUntilRefused = async (step: (count: number) => Promise<void>): Promise<number> => {
  for (let count = 0; ; count++) {
    try {
      await step(count)
    } catch (error) {
      expect(error).toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
      return count
    }
  }
}
const exhaustNetwork = (limiter: AttemptLimiter) =>
  countUntilRefused((count) => limiter.begin({ ...attempt, account: `u${count}` }))

describe('K11 P0: attempts', () => {
  it('per account and source, whatever the order', async () => {
    const limiter = new AttemptLimiter()
    expect(await countUntilRefused(() => limiter.begin(attempt))).toBe(ATTEMPTS_PER_ACCOUNT)
    await limiter.begin({ ...attempt, network: 'work' })
    await limiter.begin({ ...attempt, account: 'bob' })
  })

  it('a right answer takes its own attempt back', async () => {
    const limiter = new AttemptLimiter()
    for (let i = 0; i < FAILURES_PER_NETWORK + 1; i++) {
      await limiter.begin(attempt)
      await limiter.succeed(attempt)
    }
    expect(await countUntilRefused(() => limiter.begin(attempt))).toBe(ATTEMPTS_PER_ACCOUNT)
  })

  it('per network over many accounts; a known device is counted for itself', async () => {
    const limiter = new AttemptLimiter()
    expect(await exhaustNetwork(limiter)).toBe(FAILURES_PER_NETWORK)
    const known = { ...attempt, account: 'bob', device: 'laptop' }
    expect(await countUntilRefused(() => limiter.begin(known))).toBe(ATTEMPTS_PER_ACCOUNT)
  })

  it('log-ins, join codes and pending registrations do not use up each other', async () => {
    const limiter = new AttemptLimiter()
    expect(await countUntilRefused(() => limiter.countPending('home'))).toBe(PENDING_PER_NETWORK)
    expect(await countUntilRefused(() => limiter.countWrongJoinCode('home'))).toBe(WRONG_JOIN_CODES_PER_NETWORK)
    expect(await exhaustNetwork(limiter)).toBe(FAILURES_PER_NETWORK)
  })
})
