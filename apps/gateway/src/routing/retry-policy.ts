import type { UpstreamFailureKind } from '@tollgate/protocols/dialects'

const RETRY_SHARE = 0.2
const FREE_RETRIES = 3
const WINDOW_MS = 10_000

/** What came of an attempt that forwarded no byte, as far as the next one depends on it. */
export interface FailedAttempt {
  kind: UpstreamFailureKind
  /** The upstream may have done the work, though no answer came: it is never asked for a second time. */
  mayHaveBeenBilled: boolean
}

/** `next`: try another target; `budgeted`: only while the retry budget allows; `stop`: the caller is told. */
export function decideRetry({ kind, mayHaveBeenBilled }: FailedAttempt): 'next' | 'budgeted' | 'stop' {
  if (mayHaveBeenBilled) return 'stop'
  switch (kind) {
    case 'request':
    case 'timeout':
      return 'stop'
    case 'key':
    case 'rate-limit':
      return 'next'
    case 'overloaded':
    case 'failed':
      return 'budgeted'
  }
}

/** Retries of a window against its requests: at most a fifth extra, and three in any case (RELIABILITY 0.8). */
export interface RetryBudget {
  windowStartMs: number
  requests: number
  retries: number
}

export const EMPTY_BUDGET: RetryBudget = { windowStartMs: 0, requests: 0, retries: 0 }

const inWindow = (budget: RetryBudget, nowMs: number): RetryBudget =>
  nowMs - budget.windowStartMs < WINDOW_MS ? budget : { windowStartMs: nowMs, requests: 0, retries: 0 }

export const countRequest = (budget: RetryBudget, nowMs: number): RetryBudget => {
  const current = inWindow(budget, nowMs)
  return { ...current, requests: current.requests + 1 }
}

/** @returns the budget with one retry taken out, or `undefined` where it is used up */
export function takeRetry(budget: RetryBudget, nowMs: number): RetryBudget | undefined {
  const current = inWindow(budget, nowMs)
  if (current.retries >= FREE_RETRIES + current.requests * RETRY_SHARE) return undefined
  return { ...current, retries: current.retries + 1 }
}
