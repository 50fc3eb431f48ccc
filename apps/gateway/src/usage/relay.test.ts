import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { Relay } from './relay.js'

let nowMs = 0
const relayWithoutBus = () =>
  new Relay({
    bus: { connected: new Promise(() => {}), current: () => undefined, inboxPrefix: undefined },
    folder: { readEventTexts: async () => [] },
    logger: pino({ level: 'silent' }),
    nowMs: () => nowMs,
  })
const placeOf = (n: number) => ({ requestId: `r${n}`, segment: 1, offset: n * 10, length: 10 })

describe('AMBER', () => {
  it('is a backlog of more than 50,000 events', () => {
    const relay = relayWithoutBus()
    for (let n = 0; n < 50_000; n++) relay.enqueue(placeOf(n))
    expect(relay.isAmber()).toBe(false)
    relay.enqueue(placeOf(50_000))
    expect(relay.isAmber()).toBe(true)
    relay.stop()
  })

  it('is an event that waits for more than a minute', () => {
    const relay = relayWithoutBus()
    relay.enqueue(placeOf(1))
    nowMs += 60_000
    relay.enqueue(placeOf(2))
    expect([relay.isAmber(), relay.oldestAgeMs()]).toEqual([false, 60_000])
    nowMs += 1
    expect(relay.isAmber()).toBe(true)
    relay.stop()
  })
})
