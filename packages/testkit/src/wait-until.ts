import { setTimeout as sleep } from 'node:timers/promises'

const DEFAULT_TIMEOUT_MS = 45_000
const DEFAULT_INTERVAL_MS = 25

export interface WaitOptions {
  timeoutMs?: number
  intervalMs?: number
  /** What is waited for, said when it does not come. */
  what?: string
}

/**
 * Asks until the answer is truthy, and returns it.
 * @throws Error after `timeoutMs`, with the last error of `condition` as its cause
 */
export async function waitUntil<Value>(
  condition: () => Value | Promise<Value>,
  { timeoutMs = DEFAULT_TIMEOUT_MS, intervalMs = DEFAULT_INTERVAL_MS, what = 'the condition' }: WaitOptions = {},
): Promise<Exclude<Value, undefined | null | false | 0 | '' | 0n>> {
  const deadline = performance.now() + timeoutMs
  let cause: unknown
  for (;;) {
    try {
      const value = await condition()
      if (value) return value as Exclude<Value, undefined | null | false | 0 | '' | 0n>
      cause = undefined
    } catch (error) {
      cause = error
    }
    if (performance.now() > deadline) throw new Error(`${what} did not come true in ${timeoutMs} ms`, { cause })
    await sleep(intervalMs)
  }
}
