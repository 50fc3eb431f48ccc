import { parseNanos } from '@tollgate/pricing'
import { CHANNEL_TYPES, ROUTING_STRATEGIES, targetTraitsSchema } from '@tollgate/protocols/events'
import { DIALECT_IDS } from '@tollgate/protocols/vendors'
import { z } from 'zod'
import { SHARED_NAMES_MAX } from '../channels/model-mapping.js'
import { toTraits } from '../channels/traits-fields.js'

// The shape of the state file (docs/operations.md). What the parts may contain is checked by the services that write them;
// here: names, types and nothing unknown, so that a typing error never silently does nothing.

const MAX_ENTRIES = 20_000
const name = z.string().min(1).max(256)
const names = z.array(name).max(1_000)
const money = z.string().transform((text, context) => {
  const nanos = parseNanos(text)
  if (nanos !== undefined) return nanos
  context.addIssue({ code: 'custom', message: 'an amount is decimal text such as "0.5"' })
  return z.NEVER
})
const day = z.iso.date()
const list = <T extends z.ZodType>(entry: T) => z.array(entry).max(MAX_ENTRIES).default([])

const rateLimits = z.strictObject({
  rpm: z.int().nullish(),
  tpm: z.int().nullish(),
  concurrency: z.int().nullish(),
})

const tier = z.strictObject({
  name,
  isDefault: z.boolean().default(false),
  limits: z.array(rateLimits.extend({ model: name.nullish() })).max(1_000),
})

const settings = z.strictObject({
  currency: z.string().optional(),
  timeZone: z.string().optional(),
  notice: z.string().nullish(),
  registration: z.strictObject({ usernamePattern: z.string().optional() }).optional(),
  routing: z
    .strictObject({
      maxRetries: z.int().optional(),
      cooldown: z.boolean().optional(),
      autoDisable: z.boolean().optional(),
      strategy: z.enum(ROUTING_STRATEGIES).optional(),
      affinity: z.boolean().optional(),
    })
    .optional(),
  limits: z.strictObject({ enabled: z.boolean().optional(), tiers: z.array(tier).max(100).optional() }).optional(),
})

const group = z.strictObject({
  name,
  description: z.string().nullish(),
  ratio: z.string().optional(),
  recordingEnabled: z.boolean().optional(),
  recordingTextVersion: z.string().nullish(),
  recordingText: z.string().nullish(),
})

const price = z.strictObject({
  inputPerMillion: money,
  outputPerMillion: money,
  cacheReadPerMillion: money.nullish(),
  cacheWritePerMillion: money.nullish(),
  reasoningPerMillion: money.nullish(),
  perRequest: money.nullish(),
})

/** Written as gateways read them; the API's own inputs are flat. */
const traits = targetTraitsSchema.transform(toTraits).optional()

export const stateModelSchema = z.strictObject({
  name,
  provider: z.string().optional(),
  description: z.string().nullish(),
  abilities: z.array(z.string()).max(32).optional(),
  contextTokens: z.int().nullish(),
  maxOutputTokens: z.int().nullish(),
  traits,
  groups: names.optional(),
  isActive: z.boolean().optional(),
  price: price.optional(),
})

/** A key, or one with limits of its own. */
const channelKey = z.union([
  z.string().min(1),
  z.strictObject({ value: z.string().min(1), rpm: z.int().nullish(), tpm: z.int().nullish() }),
])

const channel = z.strictObject({
  name,
  description: z.string().nullish(),
  type: z.enum(CHANNEL_TYPES).default('openai-compatible'),
  baseUrl: z.string(),
  keys: z.array(channelKey).max(1_000).optional(),
  models: z.array(name).max(10_000).optional(),
  /** Several upstream names may share a public one. */
  modelMapping: z.record(name, z.union([name, z.array(name).min(1).max(SHARED_NAMES_MAX)])).optional(),
  priority: z.int().optional(),
  weight: z.number().optional(),
  groups: names.optional(),
  tags: z.array(z.string()).max(100).optional(),
  isActive: z.boolean().optional(),
  schedulable: z.boolean().optional(),
  settings: z
    .strictObject({
      onClientAbort: z.enum(['auto', 'cancel', 'drain']).optional(),
      headerTimeoutMs: z.int().nullish(),
      idleTimeoutMs: z.int().nullish(),
      timeoutMs: z.int().nullish(),
      dialects: z.array(z.enum(DIALECT_IDS)).optional(),
      apiVersion: z.string().nullish(),
      traits,
      limits: rateLimits.optional(),
      keyLimits: rateLimits.omit({ concurrency: true }).optional(),
      queueLength: z.int().nullish(),
      queueTimeoutMs: z.int().nullish(),
      headers: z.record(z.string(), z.string()).optional(),
      parameters: z.record(z.string(), z.json()).optional(),
      proxyUrl: z.string().nullish(),
    })
    .transform(({ headers, parameters, ...rest }) => ({
      ...rest,
      ...(headers && { headers: Object.entries(headers).map(([header, value]) => ({ name: header, value })) }),
      ...(parameters && { parameters: JSON.stringify(parameters) }),
    }))
    .optional(),
})

/** Keys and their limits stand apart, as the services that write them take them. */
export const stateChannelSchema = channel.transform(({ keys, ...rest }) => ({
  ...rest,
  ...(keys && {
    keys: keys.map((key) => (typeof key === 'string' ? key : key.value)),
    // a list of plain keys says nothing of limits: those that there are stay
    ...(keys.some((key) => typeof key !== 'string') && {
      limitsOfKeys: keys.map((key) => (typeof key === 'string' ? {} : { rpm: key.rpm ?? null, tpm: key.tpm ?? null })),
    }),
  }),
}))

const course = z.strictObject({
  name,
  joinCode: z.string().nullish(),
  startsOn: day.nullish(),
  endsOn: day.nullish(),
  /** Name of the pool that its grants come from. */
  pool: name.nullish(),
  /** What one student may have from the pool in all. */
  allowance: money.nullish(),
  costCentre: z.string().nullish(),
  assistants: z.array(name).max(1_000).optional(),
})

const user = z.strictObject({
  username: name.transform((text) => text.trim().toLowerCase()),
  displayName: z.string().nullish(),
  role: z.enum(['student', 'finance', 'admin', 'root']).optional(),
  state: z.enum(['pending', 'active', 'disabled']).optional(),
  groups: names.optional(),
  /** Of the settings' tiers; null: the default one. */
  tier: name.nullish(),
  password: z.string().min(8, 'a password has at least 8 characters').max(200).optional(),
  grants: list(
    z.strictObject({
      amount: money,
      idempotencyKey: z.string().min(1).max(200),
      reason: z.string().min(1).max(500).default('state file'),
    }),
  ),
  keys: list(
    z.strictObject({
      name,
      group: name.optional(),
      value: z.string().optional(),
      models: z.array(name).max(1_000).optional(),
      allowedAddresses: z.array(z.string()).max(100).optional(),
      isStrict: z.boolean().optional(),
      limits: rateLimits.optional(),
      expiresAt: z.iso
        .datetime({ offset: true })
        .transform((text) => new Date(text))
        .optional(),
    }),
  ),
})

export const stateFileSchema = z
  .strictObject({
    version: z.literal(1),
    settings: settings.optional(),
    groups: list(group),
    models: list(stateModelSchema),
    channels: list(stateChannelSchema),
    egressAllow: z.array(z.string()).max(1_000).optional(),
    courses: list(course),
    users: list(user),
  })
  .superRefine((state, context) => {
    const kinds = { groups: state.groups, models: state.models, channels: state.channels, courses: state.courses }
    for (const [kind, entries] of Object.entries(kinds))
      reportTwins(
        context,
        kind,
        entries.map((entry) => entry.name),
      )
    reportTwins(
      context,
      'users',
      state.users.map((entry) => entry.username),
    )
  })
export type StateFile = z.infer<typeof stateFileSchema>
export type StateUser = StateFile['users'][number]

function reportTwins(context: z.core.$RefinementCtx, kind: string, entries: readonly string[]): void {
  const seen = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    if (seen.has(entry))
      context.addIssue({ code: 'custom', path: [kind, index], message: `"${entry}" stands here twice` })
    seen.add(entry)
  }
}
