import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openSecret, parseMasterKey, sealSecret } from './seal-secret.js'

const MASTER = randomBytes(32).toString('base64')
const BINDING = { channelId: 'c-1', channelKeyId: 'k-1', origin: 'https://api.vendor.test' }
const SECRET = 'sk-upstream-光-0123456789'

describe('sealSecret', () => {
  it('opens for the same channel, key and origin', () => {
    expect(openSecret(sealSecret(SECRET, BINDING, MASTER), BINDING, MASTER)).toBe(SECRET)
    expect(openSecret(sealSecret('', BINDING, MASTER), BINDING, MASTER)).toBe('')
  })

  it('shows nothing of the secret, and never the same envelope twice', () => {
    const [first, second] = [sealSecret(SECRET, BINDING, MASTER), sealSecret(SECRET, BINDING, MASTER)]
    expect(first).not.toBe(second)
    expect(Buffer.from(first.split('.')[2] ?? '', 'base64url').includes('upstream')).toBe(false)
  })

  it('K21: a part of a conversation opens for nothing else', () => {
    const kept = { conversationId: 't-1', ownerId: 'u-1', part: 'body' } as const
    const sealed = sealSecret(SECRET, kept, MASTER)
    expect(openSecret(sealed, kept, MASTER)).toBe(SECRET)
    for (const change of [{ conversationId: 't-2' }, { ownerId: 'u-2' }, { part: 'title' as const }])
      expect(openSecret(sealed, { ...kept, ...change }, MASTER)).toBeUndefined()
    expect(openSecret(sealed, { secondFactorOf: 'u-1' }, MASTER)).toBeUndefined()
  })

  it.each([
    ['another channel', { channelId: 'c-2' }],
    ['another key', { channelKeyId: 'k-2' }],
    ['another host', { origin: 'https://evil.test' }],
    ['another scheme', { origin: 'http://api.vendor.test' }],
    ['another port', { origin: 'https://api.vendor.test:8443' }],
    ['fields shifted into each other', { channelId: 'c-1","k-1', channelKeyId: '' }],
  ])('K21: does not open for %s', (_, change) => {
    expect(openSecret(sealSecret(SECRET, BINDING, MASTER), { ...BINDING, ...change }, MASTER)).toBeUndefined()
  })

  it('does not open with another master key', () => {
    expect(openSecret(sealSecret(SECRET, BINDING, MASTER), BINDING, randomBytes(32).toString('base64'))).toBeUndefined()
  })

  it('does not open with a single bit changed', () => {
    const [version, id, body = ''] = sealSecret(SECRET, BINDING, MASTER).split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(openSecret(`${version}.${id}.${changed.toString('base64url')}`, BINDING, MASTER)).toBeUndefined()
    }
  })

  it.each([
    '',
    'v1',
    'v1.x',
    'v2.a.b',
    '..',
    'v1..',
    `v1.${parseMasterKey(MASTER).id}.`,
    `v1.${parseMasterKey(MASTER).id}.AAAA`,
  ])('does not open %j', (text) => expect(openSecret(text, BINDING, MASTER)).toBeUndefined())
})

describe('parseMasterKey', () => {
  it.each(['', 'short', randomBytes(31).toString('base64'), randomBytes(33).toString('base64')])(
    'K17: refuses %j',
    (text) => expect(() => parseMasterKey(text)).toThrow('MASTER_KEY'),
  )

  it('has an id that tells keys apart and reveals none of it', () => {
    const { id, bytes } = parseMasterKey(MASTER)
    expect(id).toMatch(/^[0-9a-f]{8}$/)
    expect(bytes.toString('hex')).not.toContain(id)
    expect(parseMasterKey(randomBytes(32).toString('base64')).id).not.toBe(id)
  })
})
