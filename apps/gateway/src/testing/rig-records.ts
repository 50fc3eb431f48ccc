import { hashApiKey, mintApiKey, sealSecret } from '@tollgate/protocols/credentials'
import { type ApiKeyRecord, type CatalogRecordMessage, catalogKey } from '@tollgate/protocols/events'

export const MASTER_KEY = Buffer.alloc(32, 5).toString('base64')
const header = { v: 1, epoch: 1, version: 1 }
const uuid = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`

export const IDS = {
  key: uuid(1),
  user: uuid(2),
  payer: uuid(3),
  group: uuid(4),
  model: uuid(5),
  channel: uuid(6),
  channelKey: uuid(7),
  price: uuid(8),
  freeModel: uuid(9),
  otherGroup: uuid(10),
  playgroundKey: uuid(11),
}
export const MARKER_MODEL = uuid(99)
export const UNIT = 1_000_000_000n
/** Output 1 credit a token, input free: with max_tokens=N the reservation is exactly N credits. */
export const MODEL = 't/m1'
export const UPSTREAM_KEY = 'upstream-secret-canary-1'

type ChannelMessage = Extract<CatalogRecordMessage, { kind: 'channel' }>
type ModelMessage = Extract<CatalogRecordMessage, { kind: 'model' }>

/** Catalog and keys as admin-api would project them, by key; each change is a version more. */
export abstract class RigRecords {
  readonly apiKey = mintApiKey('u')
  readonly catalog = new Map<string, CatalogRecordMessage>()
  readonly keys = new Map<string, ApiKeyRecord>()

  constructor(
    /** Where channels point to that do not say. */
    private readonly upstreamUrl: string,
  ) {}

  /** One of each, which serves. */
  protected fill(): void {
    this.put({
      ...header,
      kind: 'settings',
      key: catalogKey.settings,
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      routing: { maxRetries: 3, cooldown: true, autoDisable: true },
      limits: { enabled: true },
      egressAllow: [],
    })
    for (const [groupId, name, ratio] of [
      [IDS.group, 'default', '1'],
      [IDS.otherGroup, 'vip', '1.5'],
    ] as const) {
      this.put({ ...header, kind: 'group', key: catalogKey.group(groupId), groupId, name, ratio })
    }
    this.putModel({})
    this.putModel({ modelId: IDS.freeModel, name: 'free', prices: [] })
    this.putChannel({})
    this.putKey({})
  }

  put(record: CatalogRecordMessage): void {
    const version = (this.catalog.get(record.key)?.version ?? 0) + 1
    this.catalog.set(record.key, { ...record, version })
  }

  putModel(changes: Partial<ModelMessage>): void {
    const modelId = changes.modelId ?? IDS.model
    this.put({
      ...header,
      kind: 'model',
      key: catalogKey.model(modelId),
      modelId,
      name: MODEL,
      provider: 'Test',
      abilities: [],
      contextTokens: null,
      maxOutputTokens: 1_000,
      groupIds: [IDS.group],
      isActive: true,
      createdAt: '2026-01-01T00:00:00Z',
      prices: [
        {
          priceVersionId: IDS.price,
          validFrom: '2026-01-01T00:00:00Z',
          inputPerMillionNanos: '0',
          outputPerMillionNanos: String(1_000_000n * UNIT),
          perRequestNanos: '0',
        },
      ],
      ...changes,
    })
  }

  putChannel(changes: Partial<ChannelMessage> & { secrets?: string[] }): void {
    const { secrets = [UPSTREAM_KEY], ...fields } = changes
    const channelId = changes.channelId ?? IDS.channel
    const baseUrl = changes.baseUrl ?? this.upstreamUrl
    const keys = secrets.map((secret, index) => {
      const channelKeyId = uuid(Number(channelId.slice(-3)) * 100 + index)
      const sealed = sealSecret(secret, { channelId, channelKeyId, origin: new URL(baseUrl).origin }, MASTER_KEY)
      return { channelKeyId, sealed, isActive: true }
    })
    this.put({
      ...header,
      kind: 'channel',
      key: catalogKey.channel(channelId),
      channelId,
      name: `channel-${channelId.slice(-2)}`,
      type: 'openai-compatible',
      baseUrl,
      keys,
      models: [MODEL, 'free'],
      modelMapping: {},
      priority: 10,
      weight: 1,
      groupIds: [IDS.group],
      tags: [],
      isActive: true,
      schedulable: true,
      settings: {},
      ...fields,
    })
  }

  putKey(changes: Partial<ApiKeyRecord>, apiKey = this.apiKey): void {
    const key = changes.key ?? hashApiKey(apiKey)
    const version = (this.keys.get(key)?.version ?? 0) + 1
    this.keys.set(key, {
      ...header,
      isDeleted: false,
      key,
      keyId: IDS.key,
      kind: 'secret',
      userId: IDS.user,
      payerId: IDS.payer,
      groupId: IDS.group,
      state: 'active',
      acceptsUnpriced: false,
      mayRecord: false,
      isStrict: false,
      ...changes,
      version,
    })
  }

  /** Failures of upstreams change nothing for the next call. */
  dontPunish(): void {
    const settings = this.catalog.get(catalogKey.settings)
    if (settings?.kind !== 'settings') return
    this.put({ ...settings, routing: { ...settings.routing, maxRetries: 0, cooldown: false, autoDisable: false } })
  }
}
