import type { z } from 'zod'
import { type GroupMap, groupMapSchema } from './group-map.js'

/** Whom a first log-in makes an account for: everybody, those whom the map names (others wait), or nobody. */
export const SIGN_UP_POLICIES = ['all', 'mapped', 'none'] as const
export type SignUpPolicy = (typeof SIGN_UP_POLICIES)[number]

/** The log-in of the organisation, as the environment describes it. */
export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call it. */
  label: string
  scopes: string
  usernameClaim: string
  groupsClaim: string
  groupMap: GroupMap
  signUp: SignUpPolicy
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** https; plain http on this very machine alone, for tests. Neither query nor fragment. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash, username } = new URL(text)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
  return isSafe && search === '' && hash === '' && username === ''
}

/** JSON text → map. A fault becomes an issue of the schema around it, in words that name the place. */
export function parseGroupMap(text: string, context: z.RefinementCtx): GroupMap {
  const parsed = groupMapSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = issue === undefined || issue.path.length === 0 ? 'the whole' : `"${issue.path.join('.')}"`
  context.addIssue({
    code: 'custom',
    message: `must be JSON such as {"staff": {"role": "finance", "groups": ["vip"], "courses": []}}; ${place}: ${issue?.message ?? ''}`,
  })
  return {}
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * A claim by its name, or by a path with dots where providers nest (`realm_access.roles`).
 * @returns `undefined`: it is not told
 */
export function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name.split('.').reduce<unknown>((value, key) => memberOf(value, key), claims)
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined

/** A list of texts, or one text, as providers tell groups; anything else tells none. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}
