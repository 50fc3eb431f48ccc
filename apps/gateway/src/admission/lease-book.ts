/** Who pays on which path: leases are per key and payer, because the windows of the key's limits hang on both. */
export interface LeasePath {
  keyId: string
  payerId: string
  /** Whose limit the key's calls count against; told by the key. */
  courseId?: string | null | undefined
}

export const pathId = ({ keyId, payerId }: LeasePath): string => `${keyId}|${payerId}`

/** Whether money held for the one may be what the other lacks: of the same payer, key or course. */
export const isSharing = (one: LeasePath, other: LeasePath): boolean =>
  one.payerId === other.payerId ||
  one.keyId === other.keyId ||
  (one.courseId != null && one.courseId === other.courseId)

/** A lease as billing granted it. Instants are milliseconds of the monotonic clock, unless they say otherwise. */
export interface GrantedLease {
  leaseId: string
  path: LeasePath
  grantedNanos: bigint
  /** What was asked for: granted exactly that, it is closed as soon as its request has ended. */
  neededNanos: bigint
  /** 80 % of its life, counted from before the question was sent. Never used after it. */
  usableUntilMs: number
  /** When the reply came; half of the time from here on, the next lease is fetched ahead. */
  receivedAtMs: number
  /** By the database's clock. */
  acquiredAtMs: number
  ledgerEpoch: number
  /** What the payer had left after this grant; for showing only. */
  headroomNanos: bigint
}

interface BookedLease extends GrantedLease {
  spentNanos: bigint
  reservedNanos: bigint
  inflight: number
  lastUsedMs: number
}

/** Money of one call, taken out of a lease. */
export interface Reservation {
  leaseId: string
  path: LeasePath
  reservedNanos: bigint
  /** Database time of the admission, in milliseconds since the epoch. */
  admittedAtMs: number
  /** What the payer had before this call, calls under way not counted; for showing only. */
  availableNanos: bigint
}

/** A lease that is to be given back, with all that was spent of it. */
export interface ClosableLease {
  leaseId: string
  path: LeasePath
  spentNanos: bigint
}

/** A lease that goes on with less. */
export interface TrimmedLease {
  leaseId: string
  grantedNanos: bigint
}

export interface GivenBack {
  closed: readonly ClosableLease[]
  trimmed: readonly TrimmedLease[]
}

/** Closed at once when nothing is in flight: `true` for leases of exactly r, which park money of a poor account. */
const isExact = (lease: BookedLease): boolean => lease.grantedNanos > 0n && lease.grantedNanos <= lease.neededNanos

const leftOf = (lease: BookedLease): bigint => lease.grantedNanos - lease.spentNanos - lease.reservedNanos

/**
 * The leases that this gateway holds, in memory: reserves and settles, and says which leases are to be closed. It knows no
 * clock and nobody to ask. Never more is reserved and spent of a lease than was granted, except where a call cost more
 * than its reservation.
 */
export class LeaseBook {
  private readonly leases = new Map<string, BookedLease>()
  private readonly idsByPath = new Map<string, Set<string>>()

  add(lease: GrantedLease): void {
    if (this.leases.has(lease.leaseId)) return
    this.leases.set(lease.leaseId, {
      ...lease,
      spentNanos: 0n,
      reservedNanos: 0n,
      inflight: 0,
      lastUsedMs: lease.receivedAtMs,
    })
    const id = pathId(lease.path)
    const ids = this.idsByPath.get(id)
    if (ids === undefined) this.idsByPath.set(id, new Set([lease.leaseId]))
    else ids.add(lease.leaseId)
  }

  /** Takes `neededNanos` out of the oldest lease of the path that still covers them; `undefined`: a lease is needed. */
  reserve(path: LeasePath, neededNanos: bigint, nowMs: number): Reservation | undefined {
    for (const leaseId of this.idsByPath.get(pathId(path)) ?? []) {
      const lease = this.leases.get(leaseId)
      if (lease === undefined || lease.usableUntilMs <= nowMs || leftOf(lease) < neededNanos) continue
      lease.reservedNanos += neededNanos
      lease.inflight++
      lease.lastUsedMs = nowMs
      return {
        leaseId,
        path: lease.path,
        reservedNanos: neededNanos,
        admittedAtMs: lease.acquiredAtMs + Math.max(0, Math.floor(nowMs - lease.receivedAtMs)),
        availableNanos: lease.headroomNanos + lease.grantedNanos - lease.spentNanos,
      }
    }
    return undefined
  }

  /** Ends a reservation: `costNanos` was spent, the rest is free again. Each reservation is settled once. */
  settle({ leaseId, reservedNanos }: Reservation, costNanos: bigint, nowMs: number): void {
    const lease = this.leases.get(leaseId)
    if (lease === undefined) return
    lease.reservedNanos -= reservedNanos
    lease.spentNanos += costNanos
    lease.inflight--
    lease.lastUsedMs = nowMs
  }

  /** What the leases of a path could still pay now; the most that one call may need. */
  leftNanos(path: LeasePath, nowMs: number): bigint {
    let most = 0n
    for (const leaseId of this.idsByPath.get(pathId(path)) ?? []) {
      const lease = this.leases.get(leaseId)
      if (lease === undefined || lease.usableUntilMs <= nowMs) continue
      const left = leftOf(lease)
      if (left > most) most = left
    }
    return most
  }

  /**
   * Whether the next slab of a path should be asked for in the background: of every slab that it still has, half of the
   * money or of the time is gone. A path without slabs is too poor to be served ahead.
   */
  isRunningLow(path: LeasePath, nowMs: number): boolean {
    let hasSlab = false
    for (const leaseId of this.idsByPath.get(pathId(path)) ?? []) {
      const lease = this.leases.get(leaseId)
      if (lease === undefined || isExact(lease) || lease.grantedNanos === 0n || lease.usableUntilMs <= nowMs) continue
      const halfTimeMs = lease.receivedAtMs + (lease.usableUntilMs - lease.receivedAtMs) / 2
      if (leftOf(lease) * 2n >= lease.grantedNanos && nowMs <= halfTimeMs) return false
      hasSlab = true
    }
    return hasSlab
  }

  /**
   * Removes and returns the leases that are to be closed: nothing is in flight on them and they are exact, past their
   * time, idle for long, or chosen by `isUnwanted`.
   */
  takeClosable(
    nowMs: number,
    options: { idleMs: number; isUnwanted?: (path: LeasePath, leaseId: string) => boolean },
  ): ClosableLease[] {
    const closable: ClosableLease[] = []
    for (const lease of this.leases.values()) {
      if (lease.inflight > 0) continue
      const isDue =
        lease.usableUntilMs <= nowMs ||
        nowMs - lease.lastUsedMs >= options.idleMs ||
        (isExact(lease) && lease.lastUsedMs > lease.receivedAtMs) ||
        options.isUnwanted?.(lease.path, lease.leaseId) === true
      if (isDue) closable.push(this.remove(lease))
    }
    return closable
  }

  /** As {@link takeClosable} for one lease that has just been settled: only where it was exact or is past its time. */
  takeIfDone(leaseId: string, nowMs: number): ClosableLease | undefined {
    const lease = this.leases.get(leaseId)
    if (lease === undefined || lease.inflight > 0) return undefined
    return isExact(lease) || lease.usableUntilMs <= nowMs ? this.remove(lease) : undefined
  }

  /**
   * Gives up what no call needs of some leases: idle ones are removed, those with calls under way lowered to what these
   * and earlier calls need. @returns what billing is to be told
   */
  giveBack(isMeant: (lease: { leaseId: string; path: LeasePath }) => boolean): GivenBack {
    const closed: ClosableLease[] = []
    const trimmed: TrimmedLease[] = []
    for (const lease of this.leases.values()) {
      if (!isMeant(lease)) continue
      if (lease.inflight === 0) closed.push(this.remove(lease))
      else if (leftOf(lease) > 0n) {
        lease.grantedNanos = lease.spentNanos + lease.reservedNanos
        trimmed.push({ leaseId: lease.leaseId, grantedNanos: lease.grantedNanos })
      }
    }
    return { closed, trimmed }
  }

  has(leaseId: string): boolean {
    return this.leases.has(leaseId)
  }

  /** Leases of another epoch are used no more; they are closed as their calls end. */
  dropOtherEpochs(ledgerEpoch: number): void {
    for (const lease of this.leases.values()) {
      if (lease.ledgerEpoch !== ledgerEpoch) lease.usableUntilMs = Number.NEGATIVE_INFINITY
    }
  }

  paths(): LeasePath[] {
    return [...this.leases.values()].map(({ path }) => path)
  }

  /** Leases of the gateway and the money that is reserved on them now. */
  totals(): { leases: number; reservedNanos: bigint } {
    let reservedNanos = 0n
    for (const lease of this.leases.values()) reservedNanos += lease.reservedNanos
    return { leases: this.leases.size, reservedNanos }
  }

  private remove(lease: BookedLease): ClosableLease {
    this.leases.delete(lease.leaseId)
    const id = pathId(lease.path)
    const ids = this.idsByPath.get(id)
    ids?.delete(lease.leaseId)
    if (ids?.size === 0) this.idsByPath.delete(id)
    return { leaseId: lease.leaseId, path: lease.path, spentNanos: lease.spentNanos }
  }
}
