import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const YEAR_SECONDS = 31_536_000
const TOKEN_BYTES = 32

export interface CookieNames {
  session: string
  device: string
  flow: string
}

/** Names and attributes follow PUBLIC_URL alone: `__Host-` and Secure on https, plain on http. */
export const cookieNames = (publicUrl: string): CookieNames => {
  const prefix = isHttps(publicUrl) ? '__Host-' : ''
  return {
    session: `${prefix}tollgate_session`,
    device: `${prefix}tollgate_device`,
    flow: `${prefix}tollgate_log_in`,
  }
}

export const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:')

/** 256 random bits. */
export const newSessionToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

export const sessionCookie = (publicUrl: string, token: string, maxAgeMs: number): string =>
  cookie(publicUrl, cookieNames(publicUrl).session, token, Math.floor(maxAgeMs / 1_000))

export const expiredSessionCookie = (publicUrl: string): string =>
  cookie(publicUrl, cookieNames(publicUrl).session, '', 0)

/** A log-in that is under way at the organisation's provider; an empty value ends it. */
export const flowCookie = (publicUrl: string, value: string, maxAgeMs: number): string =>
  cookie(publicUrl, cookieNames(publicUrl).flow, value, Math.floor(maxAgeMs / 1_000))

export const deviceCookie = (publicUrl: string, value: string): string =>
  cookie(publicUrl, cookieNames(publicUrl).device, value, YEAR_SECONDS)

const cookie = (publicUrl: string, name: string, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isHttps(publicUrl) ? '; Secure' : ''}`

/**
 * A mark that this browser logged in to this account: attempts from it are counted apart, so that guesses of others in
 * the same network do not lock its owner out. It opens nothing by itself.
 */
export function newDeviceMark(userId: string, masterKey: string): string {
  const id = randomBytes(12).toString('base64url')
  return `${id}.${markOf(id, userId, masterKey)}`
}

/** @returns the device's id, or `undefined` for anything forged or of another account */
export function openDeviceMark(value: string | undefined, userId: string, masterKey: string): string | undefined {
  const [id, mark] = value?.split('.') ?? []
  if (id === undefined || mark === undefined) return undefined
  const expected = Buffer.from(markOf(id, userId, masterKey))
  const given = Buffer.from(mark)
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined
}

const markOf = (id: string, userId: string, masterKey: string): string => {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'base64'), '', 'tollgate.device-mark.v1', 32))
  return createHmac('sha256', key)
    .update(JSON.stringify([id, userId]))
    .digest('base64url')
}

/** The cookie header's value of one name; the first one counts. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}
