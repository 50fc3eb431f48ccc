import { Injectable } from '@nestjs/common'

/** Tells the projector of this process that something was committed. Notifications that nobody awaits are remembered. */
@Injectable()
export class ChangeSignal {
  #isPending = false
  #notifiedCount = 0
  #handledCount = 0
  readonly #waiters = new Set<() => void>()
  #wake: (() => void) | undefined

  notify(): void {
    this.#isPending = true
    this.#notifiedCount++
    this.#wake?.()
  }

  /** What a look that starts now will have seen; give it to {@link handled} when the look is over. */
  mark(): number {
    return this.#notifiedCount
  }

  handled(mark: number): void {
    this.#handledCount = mark
    for (const check of [...this.#waiters]) check()
  }

  /** Resolves when all notifications so far are handled, and after `timeoutMs` in any case: the projector may be another process. */
  async whenHandled(timeoutMs: number): Promise<void> {
    const target = this.#notifiedCount
    if (this.#handledCount >= target) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#waiters.delete(check)
        resolve()
      }
      const check = (): void => {
        if (this.#handledCount >= target) done()
      }
      const timer = setTimeout(done, timeoutMs)
      this.#waiters.add(check)
    })
  }

  /** Resolves at the next notification, after `timeoutMs`, or when `signal` aborts. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#isPending && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, timeoutMs)
        this.#wake = done
        signal.addEventListener('abort', done, { once: true })
      })
      this.#wake = undefined
    }
    this.#isPending = false
  }
}
