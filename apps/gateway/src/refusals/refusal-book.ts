import type { Refusal } from '@tollgate/protocols/events'
import { Allowance, type AllowanceSize } from './allowance.js'

export interface RefusalBounds {
  /** Of one key. */
  ofKey: AllowanceSize
  /** Of all keys of this gateway. */
  ofAll: AllowanceSize
  /** Keys that are remembered. */
  keys: number
  /** Refusals that wait to be told. */
  waiting: number
}

/** A key that is refused again and again is told of about 3,000 times a day, a gateway of at most two each second. */
export const REFUSAL_BOUNDS: RefusalBounds = {
  ofKey: { burst: 20, refillMs: 30_000 },
  ofAll: { burst: 500, refillMs: 500 },
  keys: 10_000,
  waiting: 1_000,
}

/**
 * Refused calls that wait to be told: whoever sends a million bad requests fills a sample of fixed size. Metrics count all of
 * them.
 */
export class RefusalBook {
  private readonly byKey = new Map<string, Allowance>()
  private ofAll: Allowance | undefined
  private waiting: Refusal[] = []

  constructor(private readonly bounds: RefusalBounds = REFUSAL_BOUNDS) {}

  /** @returns whether it will be told */
  note(refusal: Refusal, nowMs: number): boolean {
    this.ofAll ??= new Allowance(this.bounds.ofAll, nowMs)
    const ofKey = this.allowanceOf(refusal.keyId, nowMs)
    if (!ofKey.hasRoom(nowMs) || !this.ofAll.hasRoom(nowMs)) return false
    ofKey.take()
    this.ofAll.take()
    this.waiting.push(refusal)
    this.dropOldest()
    return true
  }

  /** The oldest, and forgets them. */
  take(most: number): Refusal[] {
    return this.waiting.splice(0, most)
  }

  /** What was taken and could not be told. */
  putBack(refusals: readonly Refusal[]): void {
    this.waiting = [...refusals, ...this.waiting]
    this.dropOldest()
  }

  isWaiting(): boolean {
    return this.waiting.length > 0
  }

  keyCount(): number {
    return this.byKey.size
  }

  private dropOldest(): void {
    const excess = this.waiting.length - this.bounds.waiting
    if (excess > 0) this.waiting.splice(0, excess)
  }

  private allowanceOf(keyId: string, nowMs: number): Allowance {
    const allowance = this.byKey.get(keyId) ?? new Allowance(this.bounds.ofKey, nowMs)
    this.byKey.delete(keyId) // to the end: the key that was refused last is forgotten last
    this.byKey.set(keyId, allowance)
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= this.bounds.keys) break
      this.byKey.delete(oldest)
    }
    return allowance
  }
}
