import { z } from 'zod'
import { longestCallMs } from './upstream/timeouts.js'

const DAY_MS = 86_400_000
const MIB = 1024 ** 2
const MAX_DRAIN_MS = 600_000
const MINUTE_MS = 60_000
const DEFAULT_CALL_MS = 600_000
const HEALTH_PORT_OFFSET = 1_000

const port = z.coerce.number().int().min(0).max(65_535)
const durationMs = z.coerce.number().int().min(1)
const bytes = z.coerce.number().int().min(1)
const httpUrl = z.url({ protocol: /^https?$/ })
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )
const isMasterKey = (text: string): boolean => Buffer.from(text, 'base64').length === 32

/** Every variable that the gateway reads, as documented in docs/environment.md. */
export const GATEWAY_ENV = z.object({
  NATS_URL: z.string().min(1),
  NATS_USER: z.string().min(1).optional(),
  NATS_PASSWORD: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  HEALTH_PORT: port.optional(),
  TZ: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ID: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, at most 64'),
  OUTBOX_DIR: z.string().min(1),
  PUBLIC_URL: httpUrl.default('http://localhost:8080'),
  MASTER_KEY: z.string().refine(isMasterKey, 'must be the base64 of 32 random bytes'),
  EGRESS_ALLOW: list,
  EGRESS_ALLOW_LOCKED: z.enum(['0', '1']).default('0'),
  QUOTA_STATUS: z.enum(['402', '429']).default('402'),
  TRUST_PROXY: list,
  CONSOLE_URL: httpUrl,
  ADMIN_API_URL: httpUrl,
  BODY_LIMIT_BYTES: bytes.default(32 * MIB),
  BODY_IN_FLIGHT_BYTES: bytes.default(512 * MIB),
  MAX_INFLIGHT: z.coerce.number().int().min(1).default(4_096),
  MAX_INFLIGHT_PER_KEY: z.coerce.number().int().min(1).default(512),
  LEASE_WAIT_MS: durationMs.default(2_000),
  LEASE_TTL_MS: durationMs.default(10 * MINUTE_MS),
  LEASE_GRACE_MS: durationMs.default(60 * MINUTE_MS),
  LEASE_SLAB_SECONDS: z.coerce.number().int().min(1).max(3_600).default(60),
  UPSTREAM_HEADER_TIMEOUT_MS: durationMs.default(120_000),
  UPSTREAM_IDLE_TIMEOUT_MS: durationMs.default(60_000),
  UPSTREAM_TIMEOUT_MS: durationMs.optional(),
  DRAIN_TIMEOUT_MS: durationMs.max(MAX_DRAIN_MS).default(60_000),
  SHUTDOWN_TIMEOUT_MS: durationMs.default(25_000),
  OUTBOX_ADOPT_AFTER_MS: durationMs.default(5_000),
  OUTBOX_BALLAST_BYTES: bytes.default(64 * MIB),
  OUTBOX_KEEP_MS: durationMs.default(DAY_MS),
  OUTBOX_MAX_BYTES: bytes.default(1_024 * MIB),
})

type Resolved = 'HEALTH_PORT' | 'UPSTREAM_TIMEOUT_MS'
/** The gateway's configuration: read once, never changed. */
export type GatewayEnv = Readonly<Omit<z.infer<typeof GATEWAY_ENV>, Resolved> & Record<Resolved, number>>

/** Injection token of {@link GatewayEnv}. */
export const ENV = Symbol('env')

/**
 * An empty variable counts as unset, because that is how compose files and shells leave out a value.
 * @throws Error with one sentence that names every variable that is missing or malformed, never its value
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): GatewayEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = GATEWAY_ENV.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.')
      return given[name] === undefined ? `${name} is required` : `${name}: ${issue.message}`
    })
    throw new Error(`The gateway cannot start: ${problems.join('; ')}.`)
  }
  const env = parsed.data
  return {
    ...env,
    HEALTH_PORT: env.HEALTH_PORT ?? (env.PORT === 0 ? 0 : env.PORT + HEALTH_PORT_OFFSET),
    UPSTREAM_TIMEOUT_MS: callTimeoutMs(env),
  }
}

/** @throws Error for calls that could outlast the money held for them: billing gives it away after the grace period */
function callTimeoutMs(env: z.infer<typeof GATEWAY_ENV>): number {
  const longestMs = longestCallMs({ ttlMs: env.LEASE_TTL_MS, graceMs: env.LEASE_GRACE_MS })
  const timeoutMs = env.UPSTREAM_TIMEOUT_MS ?? Math.min(DEFAULT_CALL_MS, longestMs)
  if (timeoutMs <= longestMs) return timeoutMs
  const bound = 'shorter than 20 % of LEASE_TTL_MS plus LEASE_GRACE_MS, and an hour at most'
  throw new Error(`The gateway cannot start: UPSTREAM_TIMEOUT_MS: must be ${bound} (${longestMs}).`)
}
