import { RateLimiterMemory } from 'rate-limiter-flexible'
import { ApiError } from '../graphql/errors.js'

const WINDOW_SECONDS = 900
/** Password checks of one account from one network (or one known device). */
export const ATTEMPTS_PER_ACCOUNT = 10
/** Failures of one network: a campus sits behind a few addresses, so this bounds guessing, not use. */
export const FAILURES_PER_NETWORK = 300
export const WRONG_JOIN_CODES_PER_NETWORK = 100
/** Registrations without a code: each costs a password hash and a row, and proves nothing. */
export const PENDING_PER_NETWORK = 300
/** Answers of the organisation's log-in that were none: each is a question to its server. */
export const PROVIDER_FAILURES_PER_NETWORK = 300

export interface Attempt {
  /** User name whose password is guessed at. */
  account: string
  network: string
  /** Id of a device that logged in to this account before. */
  device: string | undefined
}

/**
 * Counts guesses in memory, before they are checked: parallel and aliased ones count each. A right answer takes its own
 * attempt back, no other one. Known devices are bounded by themselves alone: their network's failures are not theirs.
 */
export class AttemptLimiter {
  readonly #perAccount = windowOf(ATTEMPTS_PER_ACCOUNT)
  readonly #perNetwork = windowOf(FAILURES_PER_NETWORK)
  readonly #wrongJoinCodes = windowOf(WRONG_JOIN_CODES_PER_NETWORK)
  readonly #pending = windowOf(PENDING_PER_NETWORK)
  readonly #atProvider = windowOf(PROVIDER_FAILURES_PER_NETWORK)

  /** @throws ApiError RATE_LIMITED: nothing may be checked, not even a right password */
  async begin(attempt: Attempt): Promise<void> {
    await consume(this.#perAccount, keyOf(attempt))
    if (attempt.device === undefined) await consume(this.#perNetwork, attempt.network)
  }

  async succeed(attempt: Attempt): Promise<void> {
    await this.#perAccount.reward(keyOf(attempt))
    if (attempt.device === undefined) await this.#perNetwork.reward(attempt.network)
  }

  /** A join code that is none; right ones are never counted: a class registers at once. @throws ApiError RATE_LIMITED */
  async countWrongJoinCode(network: string): Promise<void> {
    await consume(this.#wrongJoinCodes, network)
  }

  /** An answer of the organisation's log-in, before it is looked at. @throws ApiError RATE_LIMITED */
  async beginAtProvider(network: string): Promise<void> {
    await consume(this.#atProvider, network)
  }

  /** It was a right one: a class logs in at once. */
  async succeedAtProvider(network: string): Promise<void> {
    await this.#atProvider.reward(network)
  }

  /** A registration without a code. @throws ApiError RATE_LIMITED */
  async countPending(network: string): Promise<void> {
    await consume(this.#pending, network)
  }
}

const windowOf = (points: number): RateLimiterMemory => new RateLimiterMemory({ points, duration: WINDOW_SECONDS })

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (error instanceof Error) throw error
    throw new ApiError('RATE_LIMITED') // the library rejects with the count
  }
}

const keyOf = ({ account, network, device }: Attempt): string =>
  JSON.stringify([account, device === undefined ? network : `device:${device}`])
