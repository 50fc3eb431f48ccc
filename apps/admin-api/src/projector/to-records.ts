import type { ProjectionRecord } from '@tollgate/messaging'
import {
  type CatalogRecordMessage,
  catalogKey,
  playgroundRecordKey,
  type RoutingStrategy,
} from '@tollgate/protocols/events'
import type {
  ChangedRows,
  ChannelChange,
  GroupChange,
  KeyChange,
  ModelChange,
  SettingChange,
} from './changes.repository.js'

const RECORD_VERSION = 1

/** A record of either bucket, as it is written. */
export type ProjectedRecord = ProjectionRecord & Record<string, unknown>

/** Catalog rows → records of bucket `catalog`. */
export function toCatalogRecords({ epoch, settings, groups, models, channels }: ChangedRows): ProjectedRecord[] {
  return [
    ...settings.map((row) => settingsRecord(row, epoch)),
    ...groups.map((row) => groupRecord(row, epoch)),
    ...models.map((row) => modelRecord(row, epoch)),
    ...channels.map((row) => channelRecord(row, epoch)),
  ]
}

/** Key rows → records of bucket `keys`. Keys are never deleted. */
export const toKeyRecords = ({ epoch, keys }: ChangedRows): ProjectedRecord[] =>
  keys.map((row) => keyRecord(row, epoch))

interface Versioned {
  version: string
  isDeleted?: boolean
}

const header = (key: string, { version, isDeleted = false }: Versioned, epoch: number) => ({
  v: RECORD_VERSION,
  key,
  epoch,
  version: Number(version),
  isDeleted,
})

const settingsRecord = (row: SettingChange, epoch: number): ProjectedRecord =>
  ({
    ...header(catalogKey.settings, row, epoch),
    kind: 'settings',
    currency: row.currency,
    timeZone: row.timeZone,
    routing: {
      maxRetries: row.maxRetries,
      cooldown: row.cooldown,
      autoDisable: row.autoDisable,
      strategy: row.routingStrategy as RoutingStrategy,
      affinity: row.affinity,
    },
    limits: { enabled: row.limitsEnabled, tiers: row.tiers },
    egressAllow: row.egressAllow,
  }) satisfies CatalogRecordMessage

const groupRecord = (row: GroupChange, epoch: number): ProjectedRecord => {
  const head = header(catalogKey.group(row.id), row, epoch)
  if (row.isDeleted) return head
  return {
    ...head,
    kind: 'group',
    groupId: row.id,
    name: row.name,
    ratio: trimDecimals(row.ratio),
  } satisfies CatalogRecordMessage
}

const modelRecord = (row: ModelChange, epoch: number): ProjectedRecord => {
  const head = header(catalogKey.model(row.id), row, epoch)
  if (row.isDeleted) return head
  return {
    ...head,
    kind: 'model',
    modelId: row.id,
    name: row.name,
    provider: row.provider,
    abilities: row.abilities,
    contextTokens: row.contextTokens,
    maxOutputTokens: row.maxOutputTokens,
    traits: row.traits,
    groupIds: row.groupIds,
    isActive: row.isActive,
    createdAt: row.createdAt.toISOString(),
    prices: row.prices.map(({ validFrom, ...price }) => ({ ...price, validFrom: new Date(validFrom).toISOString() })),
  } satisfies CatalogRecordMessage
}

const channelRecord = (row: ChannelChange, epoch: number): ProjectedRecord => {
  const head = header(catalogKey.channel(row.id), row, epoch)
  if (row.isDeleted) return head
  return {
    ...head,
    kind: 'channel',
    channelId: row.id,
    name: row.name,
    type: row.type,
    baseUrl: row.baseUrl,
    keys: row.keys,
    models: row.models,
    modelMapping: row.modelMapping,
    priority: row.priority,
    weight: row.weight,
    groupIds: row.groupIds,
    tags: row.tags,
    isActive: row.isActive,
    schedulable: row.schedulable,
    ...(row.deniedModels.length > 0 && { deniedModels: row.deniedModels }),
    ...(Object.keys(row.lacks).length > 0 && { lacks: row.lacks }),
    settings: row.settings,
  } satisfies CatalogRecordMessage
}

const keyRecord = (row: KeyChange, epoch: number): ProjectedRecord => ({
  ...header(row.hash ?? playgroundRecordKey(row.id), row, epoch),
  keyId: row.id,
  kind: row.kind,
  userId: row.userId,
  payerId: row.payerId,
  groupId: row.groupId,
  courseId: row.courseId,
  state: row.state === 'active' && !(row.isOwnerActive && row.mayUseGroup) ? 'disabled' : row.state,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  ...(row.modelNames.length > 0 && { modelNames: row.modelNames }),
  ...(row.allowedAddresses.length > 0 && { allowedAddresses: row.allowedAddresses }),
  acceptsUnpriced: row.acceptsUnpriced,
  ...(row.tier !== null && { tier: row.tier }),
  ...(Object.keys(row.limits).length > 0 && { limits: row.limits }),
  isStrict: row.isStrict,
})

/** 1.500000 → 1.5: one text for one value, and hashes agree. */
const trimDecimals = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
