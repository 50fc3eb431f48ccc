import { type DialectId, isDialectId } from '@tollgate/protocols/canonical'
import { openSecret } from '@tollgate/protocols/credentials'
import { CHANNEL_TYPES, type ChannelRecord, type ChannelType } from '@tollgate/protocols/events'
import { VENDORS, type Vendor } from '@tollgate/protocols/vendors'
import { type Overrides, overridesOf } from './overrides.js'

/** Where the calls of a channel go. */
export interface Endpoint {
  /** Scheme, host and port. */
  origin: string
  /** `host:port`, as EGRESS_ALLOW writes it. */
  hostPort: string
  hostname: string
  /** The base URL's path, the vendor's usual one where it had none; the dialect's own path follows it. */
  basePath: string
}

/** One channel with one of its keys: what can be called, cooled down and disabled. */
export interface Target {
  /** Unique over all targets: `<channelId>/<channelKeyId>`, without a key `<channelId>/-`. */
  id: string
  channelId: string
  channelName: string
  /** Absent: the channel asks for no key. */
  channelKeyId: string | undefined
  vendor: Vendor
  /** What it speaks: a client's own dialect if it is among these, else the first. */
  dialects: readonly [DialectId, ...DialectId[]]
  endpoint: Endpoint
  /** The opened upstream key. Never logged, never in an event. */
  secret: string | undefined
  settings: ChannelRecord['settings']
  /** What its channel sets on each call; absent: nothing. */
  overrides?: Overrides | undefined
  priority: number
  weight: number
  /** Requests and tokens of this key in any minute; absent: no limit. */
  rpm: number | undefined
  tpm: number | undefined
  /** Of the record that it was made from: health is forgotten when an administrator changes the channel. */
  recordVersion: number
}

/** Why a channel, or one of its keys, is no target at all, whatever is asked. */
export type TargetProblem = 'unsupported_type' | 'bad_base_url' | 'key_unreadable' | 'key_inactive'

export interface ChannelTargets {
  record: ChannelRecord
  groupIds: ReadonlySet<string>
  targets: readonly Target[]
  /** One entry for each key that cannot be used, or one for the whole channel. */
  problems: readonly TargetProblem[]
  /** Public name → the upstream's name, or several that share the public one. */
  upstreamNames: ReadonlyMap<string, readonly [string, ...string[]]>
}

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' }

const isChannelType = (type: string): type is ChannelType => CHANNEL_TYPES.some((known) => known === type)

/**
 * The dialect in which a client's call goes to a target.
 * @param among in which it can be asked at all; routing leaves out targets that speak none of them
 */
export const dialectFor = (
  { dialects }: Pick<Target, 'dialects'>,
  client: DialectId,
  among: readonly DialectId[] = dialects,
): DialectId =>
  dialects.includes(client) ? client : (dialects.find((dialect) => among.includes(dialect)) ?? dialects[0])

/**
 * A base URL with a path is taken as it is, one without gets the vendor's usual one.
 * @returns `undefined` for anything but plain http(s) without credentials, query and fragment
 */
export function endpointOf(baseUrl: string, defaultPath: string): Endpoint | undefined {
  if (!URL.canParse(baseUrl)) return undefined
  const url = new URL(baseUrl)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  const port = url.port === '' ? DEFAULT_PORTS[url.protocol] : url.port
  if (!isPlain || port === undefined) return undefined
  const base = url.pathname.replace(/\/+$/, '')
  return {
    origin: url.origin,
    hostname: url.hostname,
    hostPort: `${url.hostname}:${port}`,
    basePath: base === '' ? defaultPath : base,
  }
}

/** A channel's record → its targets, keys opened. Done once for each version of the record. */
export function toChannelTargets(record: ChannelRecord, masterKey: string): ChannelTargets {
  const base = { record, groupIds: new Set(record.groupIds), upstreamNames: namesOf(record) }
  if (!isChannelType(record.type)) return { ...base, targets: [], problems: ['unsupported_type'] }
  const vendor = VENDORS[record.type]
  const dialects = dialectsOf(record, vendor)
  const endpoint = endpointOf(record.baseUrl, vendor.defaultPath)
  if (endpoint === undefined) return { ...base, targets: [], problems: ['bad_base_url'] }
  const { channelId } = record
  const overrides = overridesOf(record.settings)
  const target = (
    channelKeyId: string | undefined,
    secret: string | undefined,
    limits: { rpm?: number | null | undefined; tpm?: number | null | undefined } = {},
  ): Target => ({
    id: `${channelId}/${channelKeyId ?? '-'}`,
    channelId,
    channelName: record.name,
    channelKeyId,
    vendor,
    dialects,
    endpoint,
    secret,
    settings: record.settings,
    overrides,
    priority: record.priority,
    weight: record.weight,
    rpm: limits.rpm ?? record.settings.keyLimits?.rpm ?? undefined,
    tpm: limits.tpm ?? record.settings.keyLimits?.tpm ?? undefined,
    recordVersion: record.version,
  })
  if (record.keys.length === 0) return { ...base, targets: [target(undefined, undefined)], problems: [] }
  const targets: Target[] = []
  const problems: TargetProblem[] = []
  for (const { channelKeyId, sealed, isActive, ...limits } of record.keys) {
    const binding = { channelId, channelKeyId, origin: endpoint.origin }
    const secret = isActive ? openSecret(sealed, binding, masterKey) : undefined
    if (secret !== undefined) targets.push(target(channelKeyId, secret, limits))
    else problems.push(isActive ? 'key_unreadable' : 'key_inactive')
  }
  return { ...base, targets, problems }
}

/** A mapping beats the own name, so that an alias may shadow it. */
function namesOf({ models, modelMapping }: ChannelRecord): ChannelTargets['upstreamNames'] {
  const names = new Map<string, readonly [string, ...string[]]>(models.map((name) => [name, [name]]))
  for (const [publicName, mapped] of Object.entries(modelMapping)) {
    const [first, ...others] = typeof mapped === 'string' ? [mapped] : mapped
    if (first !== undefined) names.set(publicName, [first, ...others])
  }
  return names
}

/** The channel's override, as far as this version speaks it. */
function dialectsOf({ settings }: ChannelRecord, vendor: Vendor): Vendor['dialects'] {
  const [first, ...others] = (settings.dialects ?? []).filter(isDialectId)
  return first === undefined ? vendor.dialects : [first, ...others]
}
