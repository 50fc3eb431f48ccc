import type { GatewayError } from '@tollgate/protocols/canonical'
import { isSharing, type LeasePath, pathId } from './lease-book.js'

const REMEMBERED_MS = 1_000

interface Refusal {
  path: LeasePath
  leastNanos: bigint
  untilMs: number
  error: GatewayError
}

/**
 * Refusals of the last second, so that a broke account does not ask billing for each of its calls. Whoever needs as much
 * as was refused, or more, gets the same answer; money that moves makes it forgotten at once.
 */
export class Refusals {
  private readonly byPath = new Map<string, Refusal>()

  remember(path: LeasePath, leastNanos: bigint, error: GatewayError, nowMs: number): void {
    this.byPath.set(pathId(path), { path, leastNanos, untilMs: nowMs + REMEMBERED_MS, error })
  }

  find(path: LeasePath, leastNanos: bigint, nowMs: number): GatewayError | undefined {
    const refusal = this.byPath.get(pathId(path))
    if (refusal === undefined) return undefined
    if (refusal.untilMs <= nowMs) {
      this.byPath.delete(pathId(path))
      return undefined
    }
    return leastNanos >= refusal.leastNanos ? refusal.error : undefined
  }

  /** Money of this account moved. */
  forgetPayer(payerId: string): void {
    this.forget((path) => path.payerId === payerId)
  }

  /** Money came free on this path: it may be what another key of the same payer or course lacks. */
  forgetSharing(freed: LeasePath): void {
    this.forget((path) => isSharing(path, freed))
  }

  private forget(isStale: (path: LeasePath) => boolean): void {
    for (const [id, refusal] of this.byPath) if (isStale(refusal.path)) this.byPath.delete(id)
  }
}
