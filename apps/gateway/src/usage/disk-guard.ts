import type { Ballast } from './ballast.js'

const RED_CHECK_MS = 1_000

export interface DiskGuardOptions {
  /** How often space for the ballast is looked for while there is none. */
  redCheckMs?: number
}

/**
 * Whether the journal's disk can be relied on. RED: there was no room for a record, or there is none for the ballast; over
 * as soon as the ballast is back. A disk that failed to keep what it had taken is not trusted again by this process.
 */
export class DiskGuard {
  private timer: NodeJS.Timeout | undefined
  private hasFailed = false
  private openWaiters: (() => void)[] = []

  constructor(
    private readonly ballast: Ballast,
    private readonly options: DiskGuardOptions = {},
  ) {}

  async start(): Promise<void> {
    if (!(await this.ballast.fill())) this.turnRed()
  }

  isRed(): boolean {
    return this.timer !== undefined || this.hasFailed
  }

  /** Gives the ballast's room to the calls in flight. */
  turnRed(): void {
    this.ballast.release()
    this.timer ??= setInterval(() => void this.check(), this.options.redCheckMs ?? RED_CHECK_MS).unref()
  }

  /** What a failed fsync has lost stays lost: nothing of this disk can be promised any more. */
  distrust(): void {
    this.hasFailed = true
  }

  /** Resolves while there is room, at the latest when the ballast is back; never on a disk that is not trusted. */
  async whenOpen(): Promise<void> {
    if (this.isRed()) await new Promise<void>((resolve) => this.openWaiters.push(resolve))
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private async check(): Promise<void> {
    if (!(await this.ballast.fill()) || this.timer === undefined) return
    clearInterval(this.timer)
    this.timer = undefined
    if (!this.hasFailed) for (const resolve of this.openWaiters.splice(0)) resolve()
  }
}

/** No room, or the user's share of the disk is used up. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
