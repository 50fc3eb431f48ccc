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
  /** More than any answer within the reservation can have: beyond it reading on ends. */
  maxDrainedCharacters: number
}

/** Ends an upstream call whose client has gone or whose time is over, as the channel's policy says. */
export interface ClientWatch {
  /** Ends the call while there is no stream to end. */
  readonly signal: AbortSignal
  mayDrain(): boolean
  /** From here on the stream knows how to end itself. */
  follow(opened: AnswerStream): void
  /** How much of the answer there is by now. */
  noteLength(characters: number): void
  wasCancelled(): boolean
  /** The answer was to be read on, and that was given up: too long, too late, or too many at once. */
  wasDrainGivenUp(): boolean
  isLate(): boolean
  /** The upstream has said all that it will. */
  stop(): void
}

export function watchClient(presence: ClientPresence, options: ClientWatchOptions): ClientWatch {
  const controller = new AbortController()
  const policy = decideOnAbort(options.policy, options)
  let reason: 'client' | 'time' | undefined
  let isDrainGivenUp = false
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
    noteLength(characters: number): void {
      if (drainTimer !== undefined && characters > options.maxDrainedCharacters) giveUpDrain()
    },
    wasCancelled: (): boolean => reason === 'client',
    wasDrainGivenUp: (): boolean => isDrainGivenUp,
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
    if (leaveDrain === undefined) {
      isDrainGivenUp = true
      return false
    }
    drainTimer ??= setTimeout(giveUpDrain, options.drainMs)
    return true
  }

  function giveUpDrain(): void {
    isDrainGivenUp = true
    end('client')
  }

  function end(why: 'client' | 'time'): void {
    reason ??= why
    if (stream === undefined) controller.abort()
    else stream.fail(upstreamTimeout())
  }
}
