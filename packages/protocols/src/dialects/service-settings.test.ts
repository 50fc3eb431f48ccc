import { describe, expect, it } from 'vitest'
import { VENDORS } from '../vendors/vendor-table.js'
import { CODECS } from './index.js'

const ADDRESS = { model: 'm', isStreamed: false }
const CHAT = {
  model: 'm',
  messages: [{ role: 'user', content: 'hi' }],
  prompt_cache_key: 'k',
  service_tier: 'flex',
  verbosity: 'low',
  metadata: { course: 'optics' },
}
const RESPONSES = {
  ...{ model: 'm', input: 'hi', prompt_cache_key: 'k', service_tier: 'flex' },
  text: { verbosity: 'low' },
  metadata: { course: 'optics' },
}
const lostOf = (warnings: readonly { type: string; field: string }[]) =>
  warnings.flatMap(({ type, field }) => (type === 'dropped' ? [field] : []))

describe('what is said of service beside the question', () => {
  it('goes between the two dialects of one vendor', () => {
    const asked = CODECS['openai-chat'].decodeRequest(CHAT)
    const { body, warnings } = CODECS['openai-responses'].encodeRequest(asked, { model: 'm' })
    expect(body).toMatchObject({ ...RESPONSES, input: [{ role: 'user', content: 'hi' }] })
    expect(warnings).toEqual([])
  })

  it('goes back but for the notes, which are taken with stored answers alone', () => {
    const asked = CODECS['openai-responses'].decodeRequest(RESPONSES)
    const { body, warnings } = CODECS['openai-chat'].encodeRequest(asked, { model: 'm', traits: VENDORS.openai.traits })
    const { metadata: _, ...carried } = CHAT
    expect(body).toEqual(carried)
    expect(lostOf(warnings)).toEqual(['metadata'])
  })

  it('is left out for the many servers that refuse what they do not know', () => {
    const asked = CODECS['openai-responses'].decodeRequest(RESPONSES)
    const { body, warnings } = CODECS['openai-chat'].encodeRequest(asked, { model: 'm', traits: VENDORS.vllm.traits })
    expect(Object.keys(body)).toEqual(['model', 'messages'])
    expect(lostOf(warnings)).toEqual(['promptCacheKey', 'serviceTier', 'verbosity', 'metadata'])
  })

  it('is written as it was for clients of the dialect itself', () => {
    const asked = CODECS['openai-chat'].decodeRequest(CHAT)
    const { body, warnings } = CODECS['openai-chat'].encodeRequest(asked, { model: 'm', traits: VENDORS.vllm.traits })
    expect(body).toEqual(CHAT)
    expect(warnings).toEqual([])
  })

  it('has one class that all vendors know, which is no loss to leave out', () => {
    const asked = CODECS['openai-chat'].decodeRequest({ ...CHAT, service_tier: 'auto' })
    const anthropic = CODECS['anthropic-messages'].encodeRequest(asked, { model: 'm' })
    expect(anthropic.body.service_tier).toBe('auto')
    expect(lostOf(anthropic.warnings)).toEqual(['promptCacheKey', 'verbosity', 'metadata'])
    expect(lostOf(CODECS['gemini-generate'].encodeRequest(asked, { model: 'm' }).warnings)).not.toContain('serviceTier')
    const only = {
      model: 'm',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'hi' }],
      service_tier: 'standard_only',
    }
    const own = CODECS['anthropic-messages'].decodeRequest(only, ADDRESS)
    expect(own.settings.serviceTier).toBeUndefined()
    expect(CODECS['anthropic-messages'].encodeRequest(own, { model: 'm' }).body.service_tier).toBe('standard_only')
  })
})
