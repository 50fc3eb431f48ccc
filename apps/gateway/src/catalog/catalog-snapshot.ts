import type {
  CatalogRecord,
  ChannelRecord,
  GroupRecord,
  ModelRecord,
  SettingsRecord,
  Tier,
} from '@tollgate/protocols/events'
import { type ChannelTargets, toChannelTargets } from './target.js'

export type RoutingSettings = SettingsRecord['routing']

/** What holds until an administrator has written settings. */
export const DEFAULT_ROUTING: RoutingSettings = { maxRetries: 3, cooldown: true, autoDisable: true }

/** The catalog as one immutable value; a request uses one from its beginning to its end. */
export interface CatalogSnapshot {
  routing: RoutingSettings
  areLimitsEnabled: boolean
  currency: string
  /** IANA name of the campus time zone. */
  timeZone: string
  /** The root role's list, before EGRESS_ALLOW_LOCKED. */
  egressAllow: readonly string[]
  groupsById: ReadonlyMap<string, GroupRecord>
  modelsByName: ReadonlyMap<string, ModelRecord>
  /** Every channel that names the model, usable or not, by the model's public name. */
  channelsByModel: ReadonlyMap<string, readonly ChannelTargets[]>
  channelsById: ReadonlyMap<string, ChannelTargets>
  /** What users may do in any minute, by tier. */
  tiers: readonly Tier[]
}

/** Builds snapshots; targets of records that did not change are kept, because opening keys is the dear part. */
export function createSnapshotBuilder(masterKey: string): (records: Iterable<CatalogRecord>) => CatalogSnapshot {
  const targetsByRecord = new WeakMap<ChannelRecord, ChannelTargets>()

  return (records) => {
    const groupsById = new Map<string, GroupRecord>()
    const modelsByName = new Map<string, ModelRecord>()
    const channelsByModel = new Map<string, ChannelTargets[]>()
    const channelsById = new Map<string, ChannelTargets>()
    let settings: SettingsRecord | undefined
    for (const record of records) {
      switch (record.kind) {
        case 'settings':
          settings = record
          break
        case 'group':
          groupsById.set(record.groupId, record)
          break
        case 'model':
          addModel(modelsByName, record)
          break
        case 'channel': {
          const channel = targetsOf(record)
          channelsById.set(record.channelId, channel)
          addChannel(channelsByModel, channel)
          break
        }
      }
    }
    return {
      routing: settings?.routing ?? DEFAULT_ROUTING,
      areLimitsEnabled: settings?.limits.enabled ?? true,
      currency: settings?.currency ?? '',
      timeZone: settings?.timeZone ?? 'UTC',
      egressAllow: settings?.egressAllow ?? [],
      groupsById,
      modelsByName,
      channelsByModel,
      channelsById,
      tiers: settings?.limits.tiers ?? [],
    }
  }

  function targetsOf(record: ChannelRecord): ChannelTargets {
    const known = targetsByRecord.get(record)
    if (known !== undefined) return known
    const made = toChannelTargets(record, masterKey)
    targetsByRecord.set(record, made)
    return made
  }
}

/** Names are unique in the database; while two records of one name pass each other here, the newer one counts. */
function addModel(modelsByName: Map<string, ModelRecord>, record: ModelRecord): void {
  const other = modelsByName.get(record.name)
  if (other === undefined || record.version > other.version) modelsByName.set(record.name, record)
}

function addChannel(channelsByModel: Map<string, ChannelTargets[]>, channel: ChannelTargets): void {
  for (const name of channel.upstreamNames.keys()) {
    const channels = channelsByModel.get(name)
    if (channels === undefined) channelsByModel.set(name, [channel])
    else channels.push(channel)
  }
}
