import type { GatewayError } from '@tollgate/protocols/canonical'
import { type LeasePath, pathId } from './lease-book.js'

const REMEMBERED_MS = 1_000

interface Refusal {
  payerId: string
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
    this.byPath.set(pathId(path), { payerId: path.payerId, leastNanos, untilMs: nowMs + REMEMBERED_MS, error })
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

  forgetPayer(payerId: string): void {
    if (this.byPath.size === 0) return
    for (const [id, refusal] of this.byPath) if (refusal.payerId === payerId) this.byPath.delete(id)
  }
}
