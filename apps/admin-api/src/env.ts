import { parseMasterKey } from '@tollgate/protocols/credentials'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { isIssuer, type OidcSettings, parseGroupMap, SIGN_UP_POLICIES } from './identity/oidc/oidc-settings.js'

const MIN_ADMIN_PASSWORD_LENGTH = 12
const HEALTH_PORT_OFFSET = 1_000
const DEFAULT_PORT = 8_082

const port = z.coerce.number().int().min(0).max(65_535)
const isMasterKey = (text: string): boolean => {
  try {
    return parseMasterKey(text).bytes.some((byte) => byte !== 0)
  } catch {
    return false
  }
}
const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === ''
}
const isGiven = (value: string | undefined): boolean => value !== undefined
const isRange = (text: string): boolean => ipaddr.isValidCIDR(text) || ipaddr.isValid(text)
const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
)

const envSchema = z
  .object({
    NATS_URL: z.string().min(1),
    NATS_USER: z.string().min(1).optional(),
    NATS_PASSWORD: z.string().optional(),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: port.default(DEFAULT_PORT),
    HEALTH_PORT: port.optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
    PUBLIC_URL: z
      .string()
      .default('http://localhost:8080')
      .refine(isOrigin, 'must be an http or https origin without a path')
      .transform((text) => new URL(text).origin),
    MASTER_KEY: z.string().refine(isMasterKey, 'must be the base64 of 32 random bytes'),
    EGRESS_ALLOW_LOCKED: z.enum(['0', '1']).default('0'),
    ADMIN_USERNAME: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/, 'must be letters, digits and ._@-')
      .optional(),
    ADMIN_PASSWORD: z
      .string()
      .min(MIN_ADMIN_PASSWORD_LENGTH, `must have at least ${MIN_ADMIN_PASSWORD_LENGTH} characters`)
      .max(200)
      .optional(),
    CONVERSATION_RETENTION_DAYS: z.coerce.number().int().min(0).max(3_650).default(365),
    TRUST_PROXY: z
      .string()
      .default('127.0.0.1/32,::1/128')
      .pipe(commaList)
      .refine((ranges) => ranges.every(isRange), 'must be CIDR ranges separated by commas'),
    OIDC_ISSUER: z
      .string()
      .refine(isIssuer, 'must be an https address without query (http on this very machine alone)')
      .optional(),
    OIDC_CLIENT_ID: z.string().max(256).optional(),
    OIDC_CLIENT_SECRET: z.string().max(1_024).optional(),
    OIDC_LABEL: z.string().trim().min(1).max(40, 'must have at most 40 characters').optional(),
    OIDC_SCOPES: z
      .string()
      .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must be scopes separated by spaces, openid first')
      .default('openid profile'),
    OIDC_USERNAME_CLAIM: z.string().max(128).default('preferred_username'),
    OIDC_GROUPS_CLAIM: z.string().max(128).default('groups'),
    OIDC_GROUP_MAP: z.string().default('{}').transform(parseGroupMap),
    OIDC_SIGN_UP: z.enum(SIGN_UP_POLICIES).default('mapped'),
  })
  .refine((env) => (env.ADMIN_USERNAME === undefined) === (env.ADMIN_PASSWORD === undefined), {
    path: ['ADMIN_PASSWORD'],
    message: 'ADMIN_USERNAME and ADMIN_PASSWORD are given together or not at all',
  })
  .refine((env) => new Set([env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].map(isGiven)).size === 1, {
    path: ['OIDC_ISSUER'],
    message: 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are given together or not at all',
  })

export interface Env {
  nats: { url: string; user?: string; password?: string }
  host: string
  port: number
  /** Health and metrics, on loopback. */
  healthPort: number
  logLevel: string
  databaseUrl: string
  /** Origin without a slash at the end. */
  publicUrl: string
  masterKey: string
  /** The root role cannot add private addresses. */
  isEgressLocked: boolean
  firstAdmin: { username: string; password: string } | undefined
  /** After its last change; 0: kept talks stay until their owners delete them. */
  conversationRetentionDays: number
  /** CIDR ranges whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** The log-in of the organisation; undefined: there is none. */
  oidc: OidcSettings | undefined
}

/**
 * The environment of docs/environment.md, checked as a whole.
 * @throws Error with one sentence per wrong variable; values are never part of it
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([name, value]) => value !== '' || isSecret(name)))
  const parsed = envSchema.safeParse(given)
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) =>
      issue.code === 'invalid_type' && given[String(issue.path[0])] === undefined
        ? `${issue.path.join('.')} is missing`
        : `${issue.path.join('.')}: ${issue.message}`,
    )
    throw new Error(`The environment is not usable: ${sentences.join('; ')}`)
  }
  const env = parsed.data
  return {
    nats: {
      url: env.NATS_URL,
      ...(env.NATS_USER !== undefined && { user: env.NATS_USER, password: env.NATS_PASSWORD ?? '' }),
    },
    host: env.HOST,
    port: env.PORT,
    healthPort: env.HEALTH_PORT ?? (env.PORT === 0 ? 0 : env.PORT + HEALTH_PORT_OFFSET),
    logLevel: env.LOG_LEVEL,
    databaseUrl: env.DATABASE_URL,
    publicUrl: env.PUBLIC_URL,
    masterKey: env.MASTER_KEY,
    isEgressLocked: env.EGRESS_ALLOW_LOCKED === '1',
    firstAdmin:
      env.ADMIN_USERNAME !== undefined && env.ADMIN_PASSWORD !== undefined
        ? { username: env.ADMIN_USERNAME.toLowerCase(), password: env.ADMIN_PASSWORD }
        : undefined,
    conversationRetentionDays: env.CONVERSATION_RETENTION_DAYS,
    trustedProxies: env.TRUST_PROXY,
    oidc: toOidcSettings(env),
  }
}

function toOidcSettings(env: z.infer<typeof envSchema>): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined
  return {
    issuer,
    clientId,
    clientSecret,
    label: env.OIDC_LABEL ?? new URL(issuer).hostname,
    scopes: env.OIDC_SCOPES,
    usernameClaim: env.OIDC_USERNAME_CLAIM,
    groupsClaim: env.OIDC_GROUPS_CLAIM,
    groupMap: env.OIDC_GROUP_MAP,
    signUp: env.OIDC_SIGN_UP,
  }
}

/** An empty secret is a mistake, not a default: it is refused rather than taken for absent. */
const isSecret = (name: string): boolean => name === 'MASTER_KEY' || name === 'ADMIN_PASSWORD'
