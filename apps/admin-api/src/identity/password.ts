import { hash, verify } from '@node-rs/argon2'
import { ApiError } from '../graphql/errors.js'

export interface PasswordCost {
  memoryKib: number
  iterations: number
}

/** OWASP's minimum for Argon2id. */
export const PASSWORD_COST: PasswordCost = { memoryKib: 19_456, iterations: 2 }

/** Each takes a thread of libuv's four and the memory above. */
const MAX_AT_ONCE = 4
const MAX_WAITING = 200

/** Hashes and checks passwords with Argon2id, a bounded number at a time. */
export class PasswordHasher {
  #running = 0
  readonly #waiting: (() => void)[] = []
  #decoy: string | undefined

  constructor(private readonly cost: PasswordCost) {}

  /** `$argon2id$…` of the Unicode-normalised password; all of it counts, whatever its length. */
  hash(password: string): Promise<string> {
    return this.#limited(() =>
      // Argon2id is the library's default
      hash(password.normalize('NFC'), {
        memoryCost: this.cost.memoryKib,
        timeCost: this.cost.iterations,
        parallelism: 1,
      }),
    )
  }

  /** @param stored undefined where there is no such user: takes as long, so that nobody learns it from the clock */
  async verify(password: string, stored: string | null | undefined): Promise<boolean> {
    this.#decoy ??= await this.hash('a password that nobody has')
    const isRight = await this.#limited(() => verify(stored ?? this.#decoy ?? '', password.normalize('NFC')))
    return isRight && typeof stored === 'string'
  }

  /** Made with less than today's cost: to be hashed again at the next log-in. */
  needsRehash(stored: string): boolean {
    const match = /^\$argon2id\$v=\d+\$m=(\d+),t=(\d+),/.exec(stored)
    return match === null || Number(match[1]) < this.cost.memoryKib || Number(match[2]) < this.cost.iterations
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= MAX_AT_ONCE) {
      if (this.#waiting.length >= MAX_WAITING) throw new ApiError('RATE_LIMITED')
      await new Promise<void>((resolve) => this.#waiting.push(resolve)) // whoever ends hands its place over
    } else this.#running += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running -= 1
      else next()
    }
  }
}
