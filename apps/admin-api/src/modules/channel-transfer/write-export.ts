import { formatNanos } from '@tollgate/pricing'
import { stringify } from 'yaml'
import { formatCsv } from '../../csv/csv.js'
import type { ChannelRow } from '../channels/channels.repository.js'
import { toPairs } from '../channels/model-mapping.js'
import type { ModelRow } from '../models/models.repository.js'
import type { PriceRow } from '../prices/prices.repository.js'
import { CSV_COLUMNS } from './read-csv.js'

/** What a file is written from. Keys are not among it. */
export interface ExportedCatalog {
  channels: readonly { channel: ChannelRow; keyCount: number }[]
  models: readonly { model: ModelRow; price: PriceRow | undefined }[]
  groupNames: ReadonlyMap<string, string>
}

const LINE_WIDTH = 120

/** Fields that say nothing are left out. */
const said = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== undefined &&
        value !== null &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0) &&
        !(typeof value === 'object' && Object.keys(value).length === 0),
    ),
  )

/** Our declarative file (docs/operations.md), which `tollgate apply` and an import take back; keys are added by hand. */
export function writeState({ channels, models, groupNames }: ExportedCatalog): string {
  const namesOf = (ids: readonly string[]): string[] => ids.flatMap((id) => groupNames.get(id) ?? []).toSorted()
  const state = {
    version: 1,
    models: models.map(({ model, price }) => ({
      ...said({
        name: model.name,
        provider: model.provider,
        description: model.description,
        abilities: model.abilities,
        contextTokens: model.contextTokens,
        maxOutputTokens: model.maxOutputTokens,
        traits: model.traits,
        groups: namesOf(model.groupIds),
      }),
      ...(!model.isActive && { isActive: false }),
      ...(price && { price: pricesOf(price) }),
    })),
    channels: channels.map(({ channel }) => ({
      ...said({
        name: channel.name,
        description: channel.description,
        type: channel.type,
        baseUrl: channel.baseUrl,
        models: channel.models,
        modelMapping: channel.modelMapping,
        groups: namesOf(channel.groupIds),
        tags: channel.tags,
        settings: settingsOf(channel),
      }),
      priority: channel.priority,
      weight: channel.weight,
      isActive: channel.isActive,
      schedulable: channel.schedulable,
    })),
  }
  const keyed = channels
    .filter(({ keyCount }) => keyCount > 0)
    .map(({ channel, keyCount }) => `${channel.name}: ${keyCount}`)
  const note = [' Keys are not part of an export. An import leaves the present ones alone; a new channel needs them:']
  const comment =
    keyed.length === 0 ? '' : [...note, ...keyed.map((line) => `   ${line}`)].map((line) => `#${line}\n`).join('')
  return comment + stringify(state, { lineWidth: LINE_WIDTH })
}

/** Headers and proxies may carry secrets: then no settings are written, and an import leaves the present ones alone. */
function settingsOf({ settings }: ChannelRow): Record<string, unknown> | undefined {
  const { headers, proxyUrl }: { headers?: object; proxyUrl?: string | null } = { ...settings }
  if (Object.keys(headers ?? {}).length > 0 || proxyUrl?.includes('@') === true) return undefined
  return said({ ...settings, onClientAbort: settings.onClientAbort === 'auto' ? undefined : settings.onClientAbort })
}

function pricesOf(price: PriceRow): Record<string, string> {
  const optional = {
    cacheReadPerMillion: price.cacheReadPerMillionNanos,
    cacheWritePerMillion: price.cacheWritePerMillionNanos,
    reasoningPerMillion: price.reasoningPerMillionNanos,
  }
  return {
    inputPerMillion: formatNanos(price.inputPerMillionNanos),
    outputPerMillion: formatNanos(price.outputPerMillionNanos),
    ...Object.fromEntries(
      Object.entries(optional).flatMap(([name, nanos]) => (nanos === null ? [] : [[name, formatNanos(nanos)]])),
    ),
    ...(price.perRequestNanos > 0n && { perRequest: formatNanos(price.perRequestNanos) }),
  }
}

/** The JSON of other systems: an entry for each model of each channel. Only the first bears the channel's plain name. */
export function writeModelsJson({ channels, models }: ExportedCatalog): string {
  const abilities = new Map(models.map(({ model }) => [model.name, model.abilities]))
  const entries = channels.flatMap(({ channel }) => {
    const names: [string, string][] = [
      ...channel.models
        .filter((name) => !Object.hasOwn(channel.modelMapping, name))
        .map((name): [string, string] => [name, name]),
      ...toPairs(channel.modelMapping).map((pair): [string, string] => [pair.publicName, pair.upstreamName]),
    ]
    return names.map(([publicName, upstreamName], index) => ({
      name: index === 0 ? channel.name : `${channel.name} ${index + 1}`,
      endpoint: channel.baseUrl,
      deployment: upstreamName,
      type: kindOf(abilities.get(publicName) ?? [], channel.lacks[publicName] ?? []),
      mapping: publicName,
    }))
  })
  return `${JSON.stringify({ models: entries }, null, 2)}\n`
}

function kindOf(abilities: readonly string[], lacks: readonly string[]): string {
  if (abilities.includes('embedding')) return 'embedding'
  return abilities.includes('vision') && !lacks.includes('vision') ? 'vision' : 'chat'
}

/** One channel a row, in the columns that an import knows; the column of keys stays empty. */
export function writeCsv({ channels, groupNames }: ExportedCatalog): string {
  const rows = channels.map(({ channel }) => {
    const cells: Record<(typeof CSV_COLUMNS)[number], string> = {
      name: channel.name,
      type: channel.type,
      baseUrl: channel.baseUrl,
      keys: '',
      models: channel.models.join(';'),
      modelMapping: toPairs(channel.modelMapping)
        .map(({ publicName, upstreamName }) => `${publicName}=${upstreamName}`)
        .join(';'),
      priority: String(channel.priority),
      weight: String(channel.weight),
      groups: channel.groupIds
        .flatMap((id) => groupNames.get(id) ?? [])
        .toSorted()
        .join(';'),
      tags: channel.tags.join(';'),
      isActive: String(channel.isActive),
      schedulable: String(channel.schedulable),
      description: channel.description ?? '',
      apiVersion: channel.settings.apiVersion ?? '',
    }
    return CSV_COLUMNS.map((column) => cells[column])
  })
  return formatCsv([CSV_COLUMNS, ...rows])
}
