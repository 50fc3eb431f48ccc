import { routeNoteSchema } from '@tollgate/protocols/events'
import { expect, it } from 'vitest'
import { channel, RoutingWorld } from '../testing/routing-world.js'
import { toRouteNote } from './route-note.js'

it('keeps the best five and counts by reason, however many channels and keys there are', () => {
  const channels = Array.from({ length: 300 }, (_, n) => channel(n + 1, { keyCount: 3, isActive: n % 3 !== 0 }))
  const world = new RoutingWorld(channels)
  const decision = world.decide()
  const note = toRouteNote(decision)
  expect(note).toEqual({
    best: decision.candidates.slice(0, 5).map(({ target }) => target.id),
    excluded: { inactive: 100 },
  })
  expect(routeNoteSchema.parse(note)).toEqual(note)
  expect(JSON.stringify(note).length).toBeLessThan(1_024)
})

it('says nothing where there was nothing to choose', () => {
  expect(toRouteNote(new RoutingWorld([channel(1)]).decide())).toBeUndefined()
  expect(toRouteNote(new RoutingWorld([channel(1), channel(2, { schedulable: false })]).decide())).toMatchObject({
    excluded: { not_schedulable: 1 },
  })
})
