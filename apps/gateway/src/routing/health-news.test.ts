import type { HealthFact } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { channel, namesOf, RoutingWorld } from '../testing/routing-world.js'

const [one, two] = [channel(1), channel(2)]
const factOf = (world: RoutingWorld, name: string, changes: Partial<HealthFact> = {}): HealthFact => {
  const found = [...world.snapshot.channelsById.values()].find(({ record }) => record.name === name)
  const target = found?.targets[0]
  if (target === undefined) throw new Error(`no target in ${name}`)
  return { id: target.id, recordVersion: target.recordVersion, state: 'cooling', restMs: 5_000, ...changes }
}

describe('news of other gateways', () => {
  it('count where nobody has asked for the channel yet', () => {
    const world = new RoutingWorld([one, two])
    world.health.hear(factOf(world, 'c1'))
    expect(namesOf(world.decide())).toEqual(['c2'])
    world.nowMs += 5_000
    expect(namesOf(world.decide())).toContain('c1')
  })

  it('of a whole channel count there as well', () => {
    const world = new RoutingWorld([one, two])
    world.health.hear(factOf(world, 'c1', { id: one.channelId, state: 'broken' }))
    expect(namesOf(world.decide())[0]).toBe('c2')
  })

  it('wait for the channel’s record, with the rest going on', () => {
    const all = new RoutingWorld([one, two])
    const world = new RoutingWorld([two])
    world.health.hear(factOf(all, 'c1'))
    world.nowMs += 2_000
    world.know([one, two])
    expect(namesOf(world.decide())).toEqual(['c2'])
    world.nowMs += 3_000
    expect(namesOf(world.decide())).toContain('c1')
  })

  it('wait for the version that they speak of; of an older one they say nothing', () => {
    const world = new RoutingWorld([one, two])
    world.decide()
    const later = { ...one, version: one.version + 1 }
    world.health.hear(factOf(world, 'c1', { recordVersion: later.version }))
    expect(namesOf(world.decide())).toContain('c1')
    world.know([later, two])
    expect(namesOf(world.decide())).toEqual(['c2'])
    world.nowMs += 5_000
    world.health.hear(factOf(world, 'c1', { recordVersion: one.version }))
    expect(namesOf(world.decide())).toContain('c1')
  })

  it('that are over before the record comes change nothing', () => {
    const all = new RoutingWorld([one, two])
    const world = new RoutingWorld([two])
    world.health.hear(factOf(all, 'c1'))
    world.nowMs += 5_000
    world.know([one, two])
    expect(namesOf(world.decide())).toContain('c1')
  })
})
