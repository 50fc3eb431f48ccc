import { z } from 'zod'

const GIB = 1024 ** 3
const MINUTE_MS = 60_000
const HEALTH_PORT_OFFSET = 1_000
const DEFAULT_PORT = 8_083
/** 1 currency unit. */
const DEFAULT_SLAB_MAX_NANOS = '1000000000'
const MAX_DURATION_MS = 30 * 24 * 60 * MINUTE_MS

const port = z.coerce.number().int().min(0).max(65_535)
const durationMs = z.coerce.number().int().min(1).max(MAX_DURATION_MS)

/** Every variable that billing reads, as documented in docs/environment.md. */
export const BILLING_ENV = z.object({
  NATS_URL: z.string().min(1),
  NATS_USER: z.string().min(1).optional(),
  NATS_PASSWORD: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(DEFAULT_PORT),
  HEALTH_PORT: port.optional(),
  TZ: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  NODE_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, at most 64')
    .default('billing-1'),
  LEASE_TTL_MS: durationMs.default(10 * MINUTE_MS),
  LEASE_GRACE_MS: durationMs.default(60 * MINUTE_MS),
  LEASE_SLAB_MAX: z
    .string()
    .regex(/^\d{1,18}$/, 'whole nanos')
    .default(DEFAULT_SLAB_MAX_NANOS)
    .transform((text) => BigInt(text)),
  USAGE_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(2 * GIB),
  LEDGER_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(GIB / 4),
  USAGE_KEEP_MS: durationMs.default(48 * 60 * MINUTE_MS),
})

/** Billing's configuration: read once, never changed. */
export type BillingEnv = Readonly<Omit<z.infer<typeof BILLING_ENV>, 'HEALTH_PORT'> & { HEALTH_PORT: number }>

/** Injection token of {@link BillingEnv}. */
export const ENV = Symbol('env')

/**
 * An empty variable counts as unset, because that is how compose files and shells leave out a value.
 * @throws Error with one sentence that names every variable that is missing or malformed, never its value
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): BillingEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = BILLING_ENV.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.')
      return given[name] === undefined ? `${name} is required` : `${name}: ${issue.message}`
    })
    throw new Error(`Billing cannot start: ${problems.join('; ')}.`)
  }
  const env = parsed.data
  return { ...env, HEALTH_PORT: env.HEALTH_PORT ?? (env.PORT === 0 ? 0 : env.PORT + HEALTH_PORT_OFFSET) }
}
