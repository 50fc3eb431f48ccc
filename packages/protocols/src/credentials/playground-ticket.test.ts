import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isTicket, openTicket, signTicket, TICKET_TTL_MS } from './playground-ticket.js'

const MASTER = randomBytes(32).toString('base64')
const NOW = 1_790_000_000_000
const TICKET = { keyId: '0192f0c1-2345-7abc-8def-0123456789ab', sessionId: 's-1', expiresAtMs: NOW + TICKET_TTL_MS }
const TEXT = signTicket(TICKET, MASTER)

describe('openTicket', () => {
  it('opens until it expires, and not at that instant', () => {
    expect(openTicket(TEXT, MASTER, NOW)).toEqual(TICKET)
    expect(openTicket(TEXT, MASTER, TICKET.expiresAtMs - 1)).toEqual(TICKET)
    expect(openTicket(TEXT, MASTER, TICKET.expiresAtMs)).toBeUndefined()
  })

  it('K20: refuses one that was edited', () => {
    const [, signature] = TEXT.split('.')
    const later = { ...TICKET, expiresAtMs: NOW + 10 * TICKET_TTL_MS }
    const payload = Buffer.from(JSON.stringify(later)).toString('base64url')
    expect(openTicket(`tk-${payload}.${signature}`, MASTER, NOW)).toBeUndefined()
  })

  it('K20: refuses one that is signed with another key, or by the master key itself', () => {
    expect(openTicket(signTicket(TICKET, randomBytes(32).toString('base64')), MASTER, NOW)).toBeUndefined()
    const payload = Buffer.from(JSON.stringify(TICKET)).toString('base64url')
    for (const key of [Buffer.from(MASTER, 'base64'), Buffer.alloc(0), Buffer.from(MASTER)]) {
      const signature = createHmac('sha256', key).update(payload).digest('base64url')
      expect(openTicket(`tk-${payload}.${signature}`, MASTER, NOW)).toBeUndefined()
    }
  })

  it('K18: refuses every character changed, and every piece left out', () => {
    for (let at = 0; at < TEXT.length - 1; at++) {
      const wrong = TEXT.slice(0, at) + (TEXT[at] === 'A' ? 'B' : 'A') + TEXT.slice(at + 1)
      expect(openTicket(wrong, MASTER, NOW)).toBeUndefined()
    }
    const [payload = '', signature = ''] = TEXT.split('.')
    for (const wrong of [
      '',
      'tk-',
      'tk-.',
      payload,
      `${payload}.`,
      `tk-.${signature}`,
      `${payload}.${signature.slice(0, 20)}`,
    ]) {
      expect(openTicket(wrong, MASTER, NOW)).toBeUndefined()
    }
  })

  it.each([{ keyId: 'not-a-uuid' }, { expiresAtMs: 'never' }, { sessionId: 'x'.repeat(65) }])(
    'refuses what is signed but no ticket: %j',
    (change) => {
      const odd = { ...TICKET, ...change } as unknown as typeof TICKET
      expect(openTicket(signTicket(odd, MASTER), MASTER, NOW)).toBeUndefined()
    },
  )

  it('is not taken for a key', () => {
    expect(isTicket(TEXT)).toBe(true)
    expect(isTicket('sk-u123')).toBe(false)
  })
})
