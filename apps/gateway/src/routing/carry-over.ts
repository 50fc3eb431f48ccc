import type { ChannelRecord } from '@tollgate/protocols/events'
import type { ChannelPool } from './channel-pool.js'

/**
 * Where only keys of a channel were added, taken away or changed, the others go on resting: waking one of a hundred must not
 * send calls to ninety-nine refused ones. Any other change of the channel is a new beginning for all of them.
 */
export function carryOver(before: ChannelPool, after: ChannelPool): void {
  if (textOf(before.channel.record) !== textOf(after.channel.record)) return
  const keysBefore = keysOf(before.channel.record)
  const keysAfter = keysOf(after.channel.record)
  const slotsBefore = new Map(before.slots.map((slot) => [slot.target.id, slot]))
  for (const slot of after.slots) {
    const known = slotsBefore.get(slot.target.id)
    const id = slot.target.channelKeyId ?? ''
    if (known === undefined || keysBefore.get(id) !== keysAfter.get(id)) continue
    slot.circuit = known.circuit
    slot.note = known.note
    slot.lent = known.lent
  }
  if (isWoken(before.channel.record, after.channel.record)) return
  after.circuit = before.circuit
  after.note = before.note
}

/** The channel without its keys, and without what changes with every write. */
const textOf = (record: ChannelRecord): string => JSON.stringify({ ...record, keys: [], version: 0, epoch: 0 })

const keysOf = ({ keys }: ChannelRecord): Map<string, string> =>
  new Map(keys.map((key) => [key.channelKeyId, JSON.stringify(key)]))

function isWoken(before: ChannelRecord, after: ChannelRecord): boolean {
  const wokenBefore = new Map(before.keys.map((key) => [key.channelKeyId, key.wokenAt ?? undefined]))
  return after.keys.some(({ channelKeyId, wokenAt }) => wokenAt != null && wokenBefore.get(channelKeyId) !== wokenAt)
}
