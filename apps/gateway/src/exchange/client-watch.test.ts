import { describe, expect, it, vi } from 'vitest'
import { type ClientWatchOptions, watchClient } from './client-watch.js'

const HOUR_MS = 3_600_000

function watched(changes: Partial<ClientWatchOptions> = {}) {
  let goAway = (): void => {}
  let isGone = false
  const leaveDrain = vi.fn()
  const presence = {
    isGone: () => isGone,
    onGone: (listener: () => void) => {
      goAway = () => {
        isGone = true
        listener()
      }
      return () => {}
    },
  }
  const watch = watchClient(presence, {
    policy: 'drain',
    isStreamed: false,
    isSelfHosted: false,
    totalMs: HOUR_MS,
    drainMs: HOUR_MS,
    enterDrain: () => leaveDrain,
    maxDrainedCharacters: 100,
    ...changes,
  })
  const state = () => ({
    isEnded: watch.signal.aborted,
    isGivenUp: watch.wasDrainGivenUp(),
    wasCancelled: watch.wasCancelled(),
  })
  return { watch, goAway: () => goAway(), state, leaveDrain }
}

describe('watchClient', () => {
  it('reads on for one who has gone, and ends where more has come than any reservation allows', () => {
    const { watch, goAway, state, leaveDrain } = watched()
    watch.noteLength(1_000) // its reader is there: what it reads is its own business
    goAway()
    watch.noteLength(100)
    expect(state()).toEqual({ isEnded: false, isGivenUp: false, wasCancelled: false })
    watch.noteLength(101)
    expect(state()).toEqual({ isEnded: true, isGivenUp: true, wasCancelled: true })
    watch.stop()
    expect(leaveDrain).toHaveBeenCalledTimes(1)
  })

  it('gives up where no place is free', () => {
    const { watch, goAway, state } = watched({ enterDrain: () => undefined })
    goAway()
    expect(state()).toEqual({ isEnded: true, isGivenUp: true, wasCancelled: true })
    watch.stop()
  })

  it('ends at once where nothing is read on', () => {
    const { watch, goAway, state } = watched({ policy: 'cancel' })
    goAway()
    expect(state()).toEqual({ isEnded: true, isGivenUp: false, wasCancelled: true })
    watch.stop()
  })

  it('ends at the bound of time', () => {
    vi.useFakeTimers()
    try {
      const { watch, goAway, state } = watched({ drainMs: 60_000 })
      goAway()
      vi.advanceTimersByTime(59_999)
      expect(state().isEnded).toBe(false)
      vi.advanceTimersByTime(1)
      expect(state()).toEqual({ isEnded: true, isGivenUp: true, wasCancelled: true })
      watch.stop()
    } finally {
      vi.useRealTimers()
    }
  })
})
