import { describe, expect, it } from 'vitest'
import { ATTEMPTS_PER_ACCOUNT, AttemptLimiter, FAILURES_PER_NETWORK } from './attempts.js'

const attempt = { account: 'ann', source: 'home', network: 'home' }
const countUntilRefused = async (step: () => Promise<void>): Promise<number> => {
  for (let count = 0; ; count++) {
    try {
      await step()
    } catch (error) {
      expect(error).toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
      return count
    }
  }
}

describe('K11 P0: attempts', () => {
  it('per account and source, whatever the order', async () => {
    const limiter = new AttemptLimiter()
    expect(await countUntilRefused(() => limiter.begin(attempt))).toBe(ATTEMPTS_PER_ACCOUNT)
    await limiter.begin({ ...attempt, source: 'work', network: 'work' })
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

  it('per network over many accounts, pending registrations included', async () => {
    const limiter = new AttemptLimiter()
    await limiter.spend('home')
    let number = 0
    expect(await countUntilRefused(() => limiter.begin({ ...attempt, account: `u${number++}` }))).toBe(
      FAILURES_PER_NETWORK - 1,
    )
    await expect(limiter.spend('home')).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } })
  })
})
