import { GatewayError } from '@tollgate/protocols/canonical'
import type { ChannelRecord } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { createSnapshotBuilder, DEFAULT_ROUTING } from '../catalog/catalog-snapshot.js'
import { channel, keyOf, MASTER_KEY, model, RoutingWorld, settings } from '../testing/routing-world.js'

const refused = { kind: 'key', status: 401, error: new GatewayError('upstream_error', { message: 'x' }) } as const

/** Three keys, of which the first two were refused. */
function refusedTwo(): { world: RoutingWorld; record: ChannelRecord } {
  const record = channel(1, { keyCount: 3 })
  const world = new RoutingWorld([record])
  world.decide()
  for (const target of world.snapshot.channelsById.get(record.channelId)?.targets.slice(0, 2) ?? [])
    world.health.onFailure(target, refused, DEFAULT_ROUTING)
  return { world, record }
}
const decideWith = (world: RoutingWorld, record: ChannelRecord) =>
  world.decide({ snapshot: createSnapshotBuilder(MASTER_KEY)([settings(), model(), record]) })
const keyIdsOf = ({ candidates }: ReturnType<typeof decideWith>) => candidates.map(({ target }) => target.channelKeyId)

describe('keys of a channel that was changed', () => {
  it('go on resting while another key is woken, added or taken away', () => {
    const { world, record } = refusedTwo()
    expect(decideWith(world, record).exclusions).toEqual({ disabled: 2 })
    expect(world.pools.tally(world.nowMs)).toMatchObject({ open: 1, disabled: 2, cooling: 0, brokenChannels: 0 })
    const [first, second, third] = record.keys
    if (first === undefined || second === undefined || third === undefined) throw new Error('three keys')
    const woken = { ...record, version: 2, keys: [{ ...first, wokenAt: '2026-06-01T00:00:00Z' }, second, third] }
    const decision = decideWith(world, woken)
    expect(decision.exclusions).toEqual({ disabled: 1 })
    expect(keyIdsOf(decision).toSorted()).toEqual([first.channelKeyId, third.channelKeyId].toSorted())
    const grown = { ...woken, version: 3, keys: [second, third, keyOf(record.channelId, 77)] }
    expect(decideWith(world, grown).exclusions).toEqual({ disabled: 1 })
  })

  it('begin anew with any other change of it', () => {
    const { world, record } = refusedTwo()
    expect(decideWith(world, { ...record, version: 2, priority: 7 }).exclusions).toEqual({})
  })
})
