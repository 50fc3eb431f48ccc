import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, usageMessage } from '../testing/billing.js'
import { parseUsage, requestIdOf } from './parse-usage.js'

const ID = '00000000-0000-7000-8000-000000000001'
const message = usageMessage({ userId: ID, keyId: ID, payerId: ID })

describe('parseUsage', () => {
  it('reads an event of this version and of a later one with fields that it does not know', () => {
    expect(parseUsage(bytesOf(message))).toMatchObject({ type: 'event', event: { requestId: message.requestId } })
    expect(parseUsage(bytesOf({ ...message, v: 2, novelty: true }))).toMatchObject({ type: 'event' })
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => parseUsage(bytes).type === 'poison'))
    fc.assert(fc.property(fc.json(), (text) => parseUsage(new TextEncoder().encode(text)).type === 'poison'))
  })

  it('names the field that is wrong, and nothing of its value', () => {
    expect(parseUsage(bytesOf({ ...message, payerId: 'secret' }))).toEqual({
      type: 'poison',
      reason: 'payerId: a UUID in lower case',
    })
  })
})

describe('requestIdOf', () => {
  it('takes the event’s own id, else the message’s, else none', () => {
    const messageId = randomUUID()
    expect(requestIdOf(bytesOf({ requestId: ID }), messageId)).toBe(ID)
    expect(requestIdOf(new TextEncoder().encode('{'), messageId)).toBe(messageId)
    expect(requestIdOf(bytesOf({ requestId: 7 }), 'not-a-uuid')).toBeUndefined()
    expect(requestIdOf(bytesOf(null), undefined)).toBeUndefined()
  })
})
