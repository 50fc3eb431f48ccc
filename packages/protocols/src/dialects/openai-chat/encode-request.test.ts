import { describe, expect, it } from 'vitest'
import type { CanonicalRequest } from '../../canonical/request.js'
import { decodeRequest } from './decode-request.js'
import { encodeRequest } from './encode-request.js'

const request = (fields: object = {}): CanonicalRequest =>
  decodeRequest({ model: 'public', messages: [{ role: 'user', content: 'Hi' }], ...fields })

describe('encodeRequest', () => {
  it('names the model as the upstream does, and asks for usage in streams', () => {
    const { body } = encodeRequest(request({ stream: true }), { model: 'own/name' })
    expect(body).toEqual({
      model: 'own/name',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      stream_options: { include_usage: true },
    })
  })

  it('sets the limit under the name that the client used, never under both', () => {
    const target = { model: 'm', maxOutputTokens: 10 }
    expect(encodeRequest(request(), target).body).toMatchObject({ max_tokens: 10 })
    expect(encodeRequest(request({ max_tokens: 5 }), target).body.max_tokens).toBe(10)
    const { body } = encodeRequest(request({ max_completion_tokens: 50 }), target)
    expect(body.max_completion_tokens).toBe(10)
    expect('max_tokens' in body).toBe(false)
  })

  it('names the end user as the client did, and both where it told both', () => {
    const sent = (fields: object) => encodeRequest(request(fields), { model: 'm' }).body
    expect(request({ user: 'u' }).settings.endUserId).toBe('u')
    expect(sent({ user: 'u' })).toMatchObject({ user: 'u' })
    expect('user' in sent({ safety_identifier: 's' })).toBe(false)
    expect(sent({ safety_identifier: 's', user: 'u' })).toMatchObject({ safety_identifier: 's', user: 'u' })
    const foreign = { ...request(), settings: { endUserId: 'from elsewhere' }, residue: {} }
    expect(encodeRequest(foreign, { model: 'm' }).body).toMatchObject({ user: 'from elsewhere' })
  })

  it('warns of a clamp, and only of a clamp', () => {
    const { warnings } = encodeRequest(request({ max_tokens: 50 }), { model: 'm', maxOutputTokens: 10 })
    expect(warnings).toEqual([{ type: 'clamped', field: 'maxOutputTokens', to: 10 }])
    expect(encodeRequest(request({ max_tokens: 10 }), { model: 'm', maxOutputTokens: 10 }).warnings).toEqual([])
  })

  it('keeps zeros that the client said', () => {
    expect(encodeRequest(request({ temperature: 0, seed: 0 }), { model: 'm' }).body).toMatchObject({
      temperature: 0,
      seed: 0,
    })
  })

  it('warns of every part that has no place', () => {
    const odd: CanonicalRequest = {
      ...request(),
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'reasoning', text: 'x' },
            { type: 'text', text: 'a' },
          ],
        },
        { role: 'tool', parts: [{ type: 'text', text: 'no result' }] },
      ],
    }
    const { body, warnings } = encodeRequest(odd, { model: 'm' })
    expect(warnings).toEqual([
      { type: 'dropped', field: 'messages[0].parts[0]' },
      { type: 'dropped', field: 'messages[1].parts[0]' },
    ])
    expect(body.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'a' }] }])
  })

  it('gives each result of several a message of its own', () => {
    const result = (callId: string) =>
      ({ type: 'tool-result', callId, parts: [{ type: 'text', text: callId }] }) as const
    const { body } = encodeRequest(
      { ...request(), messages: [{ role: 'tool', parts: [result('a'), result('b')] }] },
      { model: 'm' },
    )
    expect(body.messages).toEqual([
      { role: 'tool', tool_call_id: 'a', content: 'a' },
      { role: 'tool', tool_call_id: 'b', content: 'b' },
    ])
  })
})
