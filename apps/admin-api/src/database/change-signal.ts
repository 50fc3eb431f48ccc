import { Injectable } from '@nestjs/common'

/** Tells the projector of this process that something was committed. Notifications that nobody awaits are remembered. */
@Injectable()
export class ChangeSignal {
  #isPending = false
  #wake: (() => void) | undefined

  notify(): void {
    this.#isPending = true
    this.#wake?.()
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
