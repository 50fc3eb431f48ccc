import { Inject, Injectable } from '@nestjs/common'
import type { RateLimits, Tier } from '@tollgate/protocols/events'
import pg from 'pg'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { type AheadRow, catchUp } from './catch-up.repository.js'

export interface SettingChange {
  version: string
  currency: string
  timeZone: string
  maxRetries: number
  cooldown: boolean
  autoDisable: boolean
  routingStrategy: string
  affinity: boolean
  limitsEnabled: boolean
  tiers: Tier[]
  egressAllow: string[]
}

export interface GroupChange {
  id: string
  version: string
  isDeleted: boolean
  name: string
  ratio: string
}

export interface PriceChange {
  priceVersionId: string
  validFrom: string
  channelId: string | null
  inputPerMillionNanos: string
  outputPerMillionNanos: string
  cacheReadPerMillionNanos: string | null
  cacheWritePerMillionNanos: string | null
  cacheWrite1hPerMillionNanos: string | null
  reasoningPerMillionNanos: string | null
  perRequestNanos: string
}

export interface ModelChange {
  id: string
  version: string
  isDeleted: boolean
  name: string
  provider: string
  abilities: string[]
  contextTokens: number | null
  maxOutputTokens: number | null
  traits: Record<string, never>
  isActive: boolean
  createdAt: Date
  groupIds: string[]
  prices: PriceChange[]
}

export interface ChannelChange {
  id: string
  version: string
  isDeleted: boolean
  name: string
  type: string
  baseUrl: string
  models: string[]
  modelMapping: Record<string, string | string[]>
  priority: number
  weight: number
  tags: string[]
  isActive: boolean
  schedulable: boolean
  deniedModels: string[]
  lacks: Record<string, string[]>
  settings: Record<string, never>
  groupIds: string[]
  keys: { channelKeyId: string; sealed: string; isActive: boolean; rpm?: number; tpm?: number; wokenAt?: string }[]
}

export interface KeyChange {
  id: string
  version: string
  kind: 'secret' | 'playground'
  hash: string | null
  userId: string
  payerId: string
  groupId: string
  courseId: string | null
  state: 'active' | 'disabled' | 'revoked' | 'leaked'
  expiresAt: Date | null
  modelNames: string[]
  allowedAddresses: string[]
  isStrict: boolean
  isOwnerActive: boolean
  mayUseGroup: boolean
  acceptsUnpriced: boolean
  tier: string | null
  limits: RateLimits
}

/** Rows of one snapshot of the database. */
export interface ChangedRows {
  /** Whatever commits after this snapshot was written by a transaction of this number or a higher one. */
  xmin: string
  epoch: number
  settings: SettingChange[]
  groups: GroupChange[]
  models: ModelChange[]
  channels: ChannelChange[]
  keys: KeyChange[]
}

/** The projector's own connection, which holds the lock that makes it the only one. */
export interface ChangeFeed {
  /** Rows written by transactions from `since` on; absent: all rows. */
  read(since?: string): Promise<ChangedRows>
  /** Brings rows that are older than their records above these, and the ledger's epoch above the bus's. */
  catchUp(ahead: readonly AheadRow[]): Promise<void>
  /** False once the connection, and with it the lock, is gone. */
  isHeld(): boolean
  close(): Promise<void>
}

/** Any number that no other advisory lock uses: 'tollgate' projector. */
const LOCK = 7_365_201
const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 30_000

@Injectable()
export class ChangesRepository {
  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  /** @returns `undefined` while another process is the projector. @throws when the database does not answer */
  async tryOpen(): Promise<ChangeFeed | undefined> {
    const client = new pg.Client({
      connectionString: this.config.env.databaseUrl,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'tollgate-projector',
    })
    let isHeld = true
    client.on('error', () => {
      isHeld = false
    })
    client.on('end', () => {
      isHeld = false
    })
    const close = async (): Promise<void> => {
      isHeld = false
      await client.end().catch(() => {}) // it may be gone already
    }
    try {
      await client.connect()
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [LOCK])
      if (rows[0]?.got !== true) {
        await close()
        return undefined
      }
    } catch (error) {
      await close()
      throw error
    }
    return {
      read: (since) => readRows(client, since),
      catchUp: (ahead) => catchUp(client, ahead),
      isHeld: () => isHeld,
      close,
    }
  }
}

async function readRows(client: pg.Client, since: string | undefined): Promise<ChangedRows> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    const rowsOf = async <Row>(sql: string): Promise<Row[]> => (await client.query(sql, [since ?? null])).rows as Row[]
    const [head] = await rowsOf<{ xmin: string; epoch: string }>(HEAD)
    if (head === undefined) throw new Error('ledger_state has no row')
    const rows = {
      settings: await rowsOf<SettingChange>(SETTINGS),
      groups: await rowsOf<GroupChange>(GROUPS),
      models: await rowsOf<ModelChange>(MODELS),
      channels: await rowsOf<ChannelChange>(CHANNELS),
      keys: await rowsOf<KeyChange>(KEYS),
    }
    await client.query('COMMIT')
    return { xmin: head.xmin, epoch: Number(head.epoch), ...rows }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

const HEAD = `
SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin, ledger_epoch::text AS epoch
FROM ledger_state WHERE $1::text IS NULL OR true`

// a row that this snapshot does not show was written by a transaction at or above its xmin: the next read starts there
const CHANGED = '($1::text IS NULL OR t.changed_xid >= $1::text::xid8)'

const SETTINGS = `
SELECT version::text, currency, time_zone AS "timeZone", max_retries AS "maxRetries", cooldown, auto_disable AS "autoDisable",
  routing_strategy AS "routingStrategy", affinity, limits_enabled AS "limitsEnabled", tiers, egress_allow AS "egressAllow"
FROM setting t WHERE ${CHANGED}`

const GROUPS = `
SELECT id, version::text, deleted_at IS NOT NULL AS "isDeleted", name, ratio::text
FROM access_group t WHERE ${CHANGED} ORDER BY id`

// A price is left out once a later one has counted for an hour: gateways whose clocks are behind still find theirs.
const MODELS = `
SELECT id, version::text, deleted_at IS NOT NULL AS "isDeleted", name, provider, abilities, context_tokens AS "contextTokens",
  max_output_tokens AS "maxOutputTokens", traits, is_active AS "isActive", created_at AS "createdAt",
  COALESCE((SELECT array_agg(g.group_id::text ORDER BY g.group_id) FROM model_group g WHERE g.model_id = t.id), '{}') AS "groupIds",
  COALESCE((
    SELECT jsonb_agg(jsonb_build_object(
      'priceVersionId', p.id, 'validFrom', p.valid_from, 'channelId', p.channel_id,
      'inputPerMillionNanos', p.input_per_million_nanos::text, 'outputPerMillionNanos', p.output_per_million_nanos::text,
      'cacheReadPerMillionNanos', p.cache_read_per_million_nanos::text,
      'cacheWritePerMillionNanos', p.cache_write_per_million_nanos::text,
      'cacheWrite1hPerMillionNanos', p.cache_write_1h_per_million_nanos::text,
      'reasoningPerMillionNanos', p.reasoning_per_million_nanos::text,
      'perRequestNanos', p.per_request_nanos::text) ORDER BY p.valid_from, p.id)
    FROM price_version p
    WHERE p.model_id = t.id AND NOT EXISTS (
      SELECT FROM price_version later
      WHERE later.model_id = p.model_id AND later.channel_id IS NOT DISTINCT FROM p.channel_id
        AND (later.valid_from, later.id) > (p.valid_from, p.id) AND later.valid_from <= now() - interval '1 hour')
  ), '[]') AS prices
FROM model t WHERE ${CHANGED} ORDER BY id`

const CHANNELS = `
SELECT id, version::text, deleted_at IS NOT NULL AS "isDeleted", name, type, base_url AS "baseUrl", models,
  model_mapping AS "modelMapping", priority, weight, tags, is_active AS "isActive", schedulable, settings,
  denied_models AS "deniedModels", lacks,
  COALESCE((SELECT array_agg(g.group_id::text ORDER BY g.group_id) FROM channel_group g WHERE g.channel_id = t.id), '{}') AS "groupIds",
  COALESCE((
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'channelKeyId', k.id, 'sealed', k.sealed, 'isActive', k.is_active, 'rpm', k.rpm, 'tpm', k.tpm,
      'wokenAt', k.woken_at)) ORDER BY k.position, k.id)
    FROM channel_key k WHERE k.channel_id = t.id AND k.deleted_at IS NULL
  ), '[]') AS keys
FROM channel t WHERE ${CHANGED} ORDER BY id`

const KEYS = `
SELECT t.id, t.version::text, t.kind, t.hash, t.user_id AS "userId", t.payer_account_id AS "payerId", t.group_id AS "groupId",
  t.course_id AS "courseId", t.state, t.expires_at AS "expiresAt", t.model_names AS "modelNames",
  t.allowed_addresses AS "allowedAddresses", t.is_strict AS "isStrict", u.accepts_unpriced AS "acceptsUnpriced",
  u.tier, jsonb_strip_nulls(jsonb_build_object('rpm', t.rpm, 'tpm', t.tpm, 'concurrency', t.concurrency)) AS limits,
  u.state = 'active' AND u.deleted_at IS NULL AS "isOwnerActive",
  g.deleted_at IS NULL AND (g.is_default OR EXISTS (
    SELECT FROM user_group m WHERE m.user_id = t.user_id AND m.group_id = t.group_id)) AS "mayUseGroup"
FROM api_key t JOIN app_user u ON u.id = t.user_id JOIN access_group g ON g.id = t.group_id
WHERE ${CHANGED} ORDER BY t.id`
