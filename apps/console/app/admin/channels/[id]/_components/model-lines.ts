import type { ChannelDetail } from '@/lib/admin-api/channels'
import type { MarginRow } from '@/lib/admin-api/costs'

/** A model that a channel serves, with what is known of it there. */
export interface ModelLine {
  name: string
  /** Other than its own. */
  upstreamNames: readonly string[]
  /** Abilities that it lacks on this channel. */
  lacking: readonly string[]
  isDenied: boolean
  cost: ChannelDetail['costs'][number] | undefined
  margin: MarginRow | undefined
}

/** Models in the channel's order, then those that only its mapping names. */
export function modelLinesOf(channel: ChannelDetail, margins: readonly MarginRow[]): ModelLine[] {
  const upstreamNames = new Map<string, string[]>()
  for (const { publicName, upstreamName } of channel.modelMapping)
    upstreamNames.set(publicName, [...(upstreamNames.get(publicName) ?? []), upstreamName])
  const lacks = new Map(channel.lacks.map((lack) => [lack.modelName, lack.abilities]))
  const costs = new Map(channel.costs.map((cost) => [cost.modelName, cost]))
  const marginOf = new Map(margins.map((margin) => [margin.modelName, margin]))
  return [...new Set([...channel.models, ...upstreamNames.keys()])].map((name) => ({
    name,
    upstreamNames: (upstreamNames.get(name) ?? []).filter((other, _, all) => other !== name || all.length > 1),
    lacking: lacks.get(name) ?? [],
    isDenied: channel.deniedModels.includes(name),
    cost: costs.get(name),
    margin: marginOf.get(name),
  }))
}
