import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { uuid } from '../events/common.js'
import { parseMasterKey } from './seal-secret.js'

/** A ticket lives this long; the console fetches a new one in time. */
export const TICKET_TTL_MS = 600_000
const PREFIX = 'tk-'

const payloadSchema = z.object({ keyId: uuid, sessionId: z.string().max(64), expiresAtMs: z.number().int() })

/** What a browser may do for ten minutes: call models with the user's playground key, which has no secret. */
export type PlaygroundTicket = z.infer<typeof payloadSchema>

/** `tk-<payload>.<HMAC-SHA-256>`, signed by admin-api and checked by gateways without asking anybody. */
export function signTicket(ticket: PlaygroundTicket, masterKey: string): string {
  const payload = Buffer.from(JSON.stringify(ticket), 'utf8').toString('base64url')
  return `${PREFIX}${payload}.${signatureOf(payload, masterKey).toString('base64url')}`
}

/** @returns `undefined` for anything forged, edited, malformed or expired at `nowMs` */
export function openTicket(text: string, masterKey: string, nowMs: number): PlaygroundTicket | undefined {
  if (!isTicket(text)) return undefined
  const [payload, signature] = text.slice(PREFIX.length).split('.')
  if (payload === undefined || signature === undefined) return undefined
  const expected = signatureOf(payload, masterKey)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return parsed.success && parsed.data.expiresAtMs > nowMs ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Whether a credential claims to be a ticket rather than a key. */
export const isTicket = (text: string): boolean => text.startsWith(PREFIX)

const signatureOf = (payload: string, masterKey: string): Buffer =>
  createHmac('sha256', ticketKey(masterKey)).update(payload).digest()

/** A key of its own, derived: a signature oracle for tickets must not become one for anything else. */
const ticketKey = (masterKey: string): Buffer =>
  Buffer.from(hkdfSync('sha256', parseMasterKey(masterKey).bytes, '', 'tollgate.playground-ticket.v1', 32))
