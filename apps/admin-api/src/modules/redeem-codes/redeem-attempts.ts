import { RateLimiterMemory } from 'rate-limiter-flexible'
import { ApiError } from '../../graphql/errors.js'

const WINDOW_SECONDS = 900
export const WRONG_CODES_PER_ACCOUNT = 10
/** A campus sits behind a few addresses: this bounds guessing, not a class that redeems at once. */
export const WRONG_CODES_PER_NETWORK = 100

/**
 * Counts codes that are none, in memory, before they are looked up: parallel and aliased ones count each. A code that
 * works takes its own attempt back.
 */
export class RedeemAttempts {
  readonly #perAccount = new RateLimiterMemory({ points: WRONG_CODES_PER_ACCOUNT, duration: WINDOW_SECONDS })
  readonly #perNetwork = new RateLimiterMemory({ points: WRONG_CODES_PER_NETWORK, duration: WINDOW_SECONDS })

  /** @throws ApiError RATE_LIMITED: no code is looked at, not even a right one */
  async begin({ userId, network }: { userId: string; network: string }): Promise<void> {
    await consume(this.#perAccount, userId)
    await consume(this.#perNetwork, network)
  }

  async succeed({ userId, network }: { userId: string; network: string }): Promise<void> {
    await this.#perAccount.reward(userId)
    await this.#perNetwork.reward(network)
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (error instanceof Error) throw error
    throw new ApiError('RATE_LIMITED') // the library rejects with the count
  }
}
