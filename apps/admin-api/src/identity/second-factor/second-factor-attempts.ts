import { RateLimiterMemory } from 'rate-limiter-flexible'
import { ApiError } from '../../graphql/errors.js'

const WINDOW_SECONDS = 300
export const CODES_PER_USER = 5

/** Counts codes before they are checked: parallel and aliased ones count each. A right one takes its own back. */
export class SecondFactorAttempts {
  readonly #perUser = new RateLimiterMemory({ points: CODES_PER_USER, duration: WINDOW_SECONDS })

  /** @throws ApiError RATE_LIMITED: no code is looked at, not even a right one */
  async begin(userId: string): Promise<void> {
    try {
      await this.#perUser.consume(userId)
    } catch (error) {
      if (error instanceof Error) throw error
      throw new ApiError('RATE_LIMITED') // the library rejects with the count
    }
  }

  async succeed(userId: string): Promise<void> {
    await this.#perUser.reward(userId)
  }
}
