import { RateLimiterMemory } from 'rate-limiter-flexible'
import { ApiError } from '../graphql/errors.js'

const WINDOW_SECONDS = 900
/** Password checks of one account from one network (or one known device). */
export const ATTEMPTS_PER_ACCOUNT = 10
/** Failures of one network: a campus sits behind a few addresses, so this bounds guessing, not use. */
export const FAILURES_PER_NETWORK = 300

export interface Attempt {
  /** What is guessed at: a user name, a join code's form. */
  account: string
  /** Network of the client, or the id of a device that logged in to this account before. */
  source: string
  network: string
}

/**
 * Counts guesses in memory, before they are checked: parallel and aliased ones count each. A right answer takes its own
 * attempt back, no other one.
 */
export class AttemptLimiter {
  readonly #perAccount = new RateLimiterMemory({ points: ATTEMPTS_PER_ACCOUNT, duration: WINDOW_SECONDS })
  readonly #perNetwork = new RateLimiterMemory({ points: FAILURES_PER_NETWORK, duration: WINDOW_SECONDS })

  /** @throws ApiError RATE_LIMITED: nothing may be checked, not even a right password */
  async begin({ account, source, network }: Attempt): Promise<void> {
    await this.#consume(this.#perAccount, keyOf(account, source))
    await this.#consume(this.#perNetwork, network)
  }

  async #consume(limiter: RateLimiterMemory, key: string): Promise<void> {
    try {
      await limiter.consume(key)
    } catch (error) {
      if (error instanceof Error) throw error
      throw new ApiError('RATE_LIMITED') // the library rejects with the count
    }
  }

  /** Something that costs us and proves nothing, such as a pending account. @throws ApiError RATE_LIMITED */
  async spend(network: string): Promise<void> {
    await this.#consume(this.#perNetwork, network)
  }

  async succeed({ account, source, network }: Attempt): Promise<void> {
    await this.#perAccount.reward(keyOf(account, source))
    await this.#perNetwork.reward(network)
  }
}

const keyOf = (account: string, source: string): string => JSON.stringify([account, source])
