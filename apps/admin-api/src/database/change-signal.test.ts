import { expect, it } from 'vitest'
import { ChangeSignal } from './change-signal.js'

const HOUR_MS = 3_600_000

it('wakes at a notification, remembers one that nobody awaited, and ends with its signal', async () => {
  const signal = new ChangeSignal()
  const never = new AbortController()
  signal.notify()
  await signal.wait(HOUR_MS, never.signal)
  const waiting = signal.wait(HOUR_MS, never.signal)
  signal.notify()
  await waiting
  await signal.wait(1, never.signal)
  const last = signal.wait(HOUR_MS, never.signal)
  never.abort()
  await last
  await signal.wait(HOUR_MS, never.signal)
})

it('tells when a look that began after a notification is over, or gives up', async () => {
  const signal = new ChangeSignal()
  await signal.whenHandled(HOUR_MS)
  const early = signal.mark()
  signal.notify()
  let isHandled = false
  const waiting = signal.whenHandled(HOUR_MS).then(() => {
    isHandled = true
  })
  signal.handled(early)
  await Promise.resolve()
  expect(isHandled).toBe(false)
  signal.handled(signal.mark())
  await waiting
  signal.notify()
  await signal.whenHandled(1)
})
