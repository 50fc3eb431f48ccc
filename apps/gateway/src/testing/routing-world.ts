import { sealSecret } from '@tollgate/protocols/credentials'
import type { CatalogRecord, ChannelRecord, ModelRecord, SettingsRecord } from '@tollgate/protocols/events'
import { type CatalogSnapshot, createSnapshotBuilder } from '../catalog/catalog-snapshot.js'
import { AttemptGate } from '../limits/attempt-gate.js'
import { LimitBook } from '../limits/limit-book.js'
import { AffinityStore } from '../routing/affinity.store.js'
import { type HealthReport, HealthStore } from '../routing/health.store.js'
import { PoolStore } from '../routing/pool.store.js'
import type { RouteDecision } from '../routing/route.js'
import { Router, type RouterQuestion } from '../routing/router.js'

export const MASTER_KEY = Buffer.alloc(32, 1).toString('base64')
export const id = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`
export const GROUP = id(900)

const header = { v: 1, epoch: 1, version: 1, isDeleted: false }

/** Channel number `n` of model `m`, called `c<n>`, with one key. */
export function channel(n: number, changes: Partial<ChannelRecord> & { keyCount?: number } = {}): ChannelRecord {
  const { keyCount = 1, ...rest } = changes
  const channelId = id(n)
  return {
    ...header,
    key: `channel.${channelId}`,
    kind: 'channel',
    channelId,
    name: `c${n}`,
    type: 'openai-compatible',
    baseUrl: 'https://api.example.com/v1',
    keys: Array.from({ length: keyCount }, (_, index) => keyOf(channelId, n * 1_000 + index)),
    models: ['m'],
    modelMapping: {},
    priority: 1,
    weight: 1,
    groupIds: [GROUP],
    tags: [],
    isActive: true,
    schedulable: true,
    settings: { onClientAbort: 'auto', traits: {} },
    ...rest,
  }
}

const SEALED = new Map<string, string>()

export function keyOf(channelId: string, n: number): ChannelRecord['keys'][number] {
  const channelKeyId = id(1_000_000 + n)
  const binding = { channelId, channelKeyId, origin: 'https://api.example.com' }
  const sealed = SEALED.get(channelKeyId) ?? sealSecret(`secret-${n}`, binding, MASTER_KEY)
  SEALED.set(channelKeyId, sealed)
  return { channelKeyId, sealed, isActive: true }
}

export const model = (changes: Partial<ModelRecord> = {}): ModelRecord => ({
  ...header,
  key: 'model.m',
  kind: 'model',
  modelId: id(800),
  name: 'm',
  provider: '',
  abilities: [],
  contextTokens: null,
  maxOutputTokens: null,
  traits: {},
  groupIds: [GROUP],
  isActive: true,
  createdAt: '2026-01-01T00:00:00.000Z',
  prices: [
    {
      priceVersionId: id(801),
      validFrom: '2026-01-01T00:00:00.000Z',
      inputPerMillionNanos: 1n,
      outputPerMillionNanos: 1n,
      perRequestNanos: 0n,
    },
  ],
  ...changes,
})

export const settings = (
  changes: { routing?: Partial<SettingsRecord['routing']>; limits?: Partial<SettingsRecord['limits']> } = {},
): SettingsRecord => ({
  ...header,
  key: 'settings',
  kind: 'settings',
  currency: 'CNY',
  timeZone: 'UTC',
  routing: { maxRetries: 3, cooldown: true, autoDisable: true, ...changes.routing },
  limits: { enabled: true, ...changes.limits },
  egressAllow: [],
})

/** A gateway's routing without a gateway: its own clock and chance. */
export class RoutingWorld {
  nowMs = 1_000_000
  readonly reports: HealthReport[] = []
  readonly book = new LimitBook()
  readonly pools = new PoolStore(this.book)
  readonly affinity = new AffinityStore(() => this.nowMs)
  readonly health = new HealthStore(
    this.pools,
    (channelId) => this.snapshot.channelsById.get(channelId),
    (report) => void this.reports.push(report),
    () => this.nowMs,
  )
  readonly gate = new AttemptGate(this.book, () => this.nowMs)
  readonly router: Router
  private readonly build = createSnapshotBuilder(MASTER_KEY)
  private readonly others: CatalogRecord[]
  snapshot: CatalogSnapshot

  constructor(
    channels: readonly ChannelRecord[],
    { others = [settings(), model()], random = Math.random }: { others?: CatalogRecord[]; random?: () => number } = {},
  ) {
    this.router = new Router({
      ...{ pools: this.pools, affinity: this.affinity, random },
      isBlocked: ({ hostname }) => hostname === '10.0.0.1',
      nowMs: () => this.nowMs,
    })
    this.others = others
    this.snapshot = this.build([...others, ...channels])
  }

  /** The catalog has other channels now. */
  know(channels: readonly ChannelRecord[]): void {
    this.snapshot = this.build([...this.others, ...channels])
    this.health.hearAgain()
  }

  question(changes: Partial<RouterQuestion> = {}): RouterQuestion {
    return {
      snapshot: this.snapshot,
      modelName: 'm',
      groupId: GROUP,
      dialect: 'openai-chat',
      isNativeOnly: false,
      needs: [],
      acceptsUnpriced: false,
      dateMs: Date.UTC(2026, 5, 1),
      ...changes,
    }
  }

  decide(changes: Partial<RouterQuestion> = {}): RouteDecision {
    return this.router.decide(this.question(changes))
  }
}

export const namesOf = ({ candidates }: RouteDecision): string[] => candidates.map(({ target }) => target.channelName)
