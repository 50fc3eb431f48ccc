import type { ClientPresence } from '../door/client-call.js'
import type { AnswerStream } from '../stream/answer-stream.js'
import { upstreamTimeout } from '../upstream/upstream-error.js'
import { decideOnAbort, type OnClientAbort } from './abort-policy.js'

export interface ClientWatchOptions {
  policy: OnClientAbort
  isStreamed: boolean
  isSelfHosted: boolean
  /** The whole call. */
  totalMs: number
  /** Reading on after the client has gone. */
  drainMs: number
  enterDrain: () => (() => void) | undefined
}

/** Ends an upstream call whose client has gone or whose time is over, as the channel's policy says. */
export interface ClientWatch {
  /** Ends the call while there is no stream to end. */
  readonly signal: AbortSignal
  mayDrain(): boolean
  /** From here on the stream knows how to end itself. */
  follow(opened: AnswerStream): void
  wasCancelled(): boolean
  isLate(): boolean
  /** The upstream has said all that it will. */
  stop(): void
}

export function watchClient(presence: ClientPresence, options: ClientWatchOptions): ClientWatch {
  const controller = new AbortController()
  const policy = decideOnAbort(options.policy, options)
  let reason: 'client' | 'time' | undefined
  let stream: AnswerStream | undefined
  let leaveDrain: (() => void) | undefined
  let drainTimer: NodeJS.Timeout | undefined
  const totalTimer = setTimeout(() => end('time'), options.totalMs)
  const endWatch = presence.onGone(() => {
    if (stream !== undefined)
      stream.out.destroy() // which asks whether it may drain
    else if (!mayDrain()) end('client')
  })

  return {
    signal: controller.signal,
    mayDrain,
    follow(opened: AnswerStream): void {
      stream = opened
      if (presence.isGone()) stream.out.destroy()
    },
    wasCancelled: (): boolean => reason === 'client',
    isLate: (): boolean => reason === 'time',
    stop(): void {
      clearTimeout(totalTimer)
      clearTimeout(drainTimer)
      endWatch()
      leaveDrain?.()
    },
  }

  /** Takes one of the bounded places for reading on. */
  function mayDrain(): boolean {
    if (policy === 'cancel') return false
    leaveDrain ??= options.enterDrain()
    if (leaveDrain === undefined) return false
    drainTimer ??= setTimeout(() => end('client'), options.drainMs)
    return true
  }

  function end(why: 'client' | 'time'): void {
    reason ??= why
    if (stream === undefined) controller.abort()
    else stream.fail(upstreamTimeout())
  }
}
