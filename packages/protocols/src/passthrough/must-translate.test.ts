import { describe, expect, it } from 'vitest'
import { CODECS } from '../dialects/index.js'
import { mustTranslate } from './must-translate.js'

const DIALECT = 'anthropic-messages'
const conversation = (thinking: object) =>
  CODECS[DIALECT].decodeRequest({
    model: 'm',
    max_tokens: 10,
    messages: [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: [thinking, { type: 'text', text: 'hello' }] },
      { role: 'user', content: 'again' },
    ],
  })

it('passes what the vendor signed itself', () => {
  expect(mustTranslate(conversation({ type: 'thinking', thinking: 'so', signature: 'EqQBCkYIBxgC' }), DIALECT)).toBe(
    false,
  )
})

it.each(['', 'tollgate.eyJnZW1pbmktZ2VuZXJhdGUiOnsidGhvdWdodFNpZ25hdHVyZSI6IngifX0'])(
  'writes thinking anew that was signed by "%s"',
  (signature) => {
    expect(mustTranslate(conversation({ type: 'thinking', thinking: 'so', signature }), DIALECT)).toBe(true)
  },
)

it.each([
  ['no thinking', [], true],
  ['its own thinking', [{ type: 'thinking', thinking: 'so', signature: 'EqQBCkYIBxgC' }], false],
])('a loop under way that began with %s, asked to think', (_what, thinking, isAnew) => {
  const use = { type: 'tool_use', id: 'a', name: 'f', input: {} }
  const request = (more: object) =>
    CODECS[DIALECT].decodeRequest({
      model: 'm',
      max_tokens: 4_096,
      messages: [
        { role: 'user', content: 'hi' },
        { role: 'assistant', content: [...thinking, use] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'x' }] },
      ],
      ...more,
    })
  expect(mustTranslate(request({ thinking: { type: 'enabled', budget_tokens: 1_024 } }), DIALECT)).toBe(isAnew)
  expect(mustTranslate(request({}), DIALECT)).toBe(false)
})

it('leaves dialects alone that carry no state', () => {
  const request = CODECS['openai-chat'].decodeRequest({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
  expect(mustTranslate(request, 'openai-chat')).toBe(false)
})

describe('calls of Gemini', () => {
  const call = (more: object) => ({ role: 'model', parts: [{ functionCall: { name: 'f', args: {} }, ...more }] })
  const result = { role: 'user', parts: [{ functionResponse: { name: 'f', response: { a: 1 } } }] }
  const words = { role: 'user', parts: [{ text: 'go on' }] }
  const must = (...contents: object[]) =>
    mustTranslate(
      CODECS['gemini-generate'].decodeRequest(
        { contents: [words, ...contents], safetySettings: [{ category: 7, threshold: 4 }] },
        { model: 'm', isStreamed: false },
      ),
      'gemini-generate',
    )

  it('pass where the first of a turn is signed, or the user has spoken since', () => {
    expect(must()).toBe(false)
    expect(must(call({ thoughtSignature: 'c2ln' }), result)).toBe(false)
    expect(must(call({}), result, words)).toBe(false)
  })

  it('are written anew where a client has lost the signature', () => {
    expect(must(call({}), result)).toBe(true)
    expect(must(call({ thoughtSignature: 'c2ln' }), result, call({}), result)).toBe(true)
  })

  it('are written anew where a result came twice, and told once', () => {
    const id = { id: 'a' }
    const called = {
      role: 'model',
      parts: [{ functionCall: { ...id, name: 'f', args: {} }, thoughtSignature: 'c2ln' }],
    }
    const answer = { functionResponse: { ...id, name: 'f', response: { a: 1 } } }
    expect(must(called, { role: 'user', parts: [answer] }, words)).toBe(false)
    const doubled = [called, { role: 'user', parts: [answer, answer] }, words]
    expect(must(...doubled)).toBe(true)
    const request = CODECS['gemini-generate'].decodeRequest(
      { contents: [words, ...doubled] },
      { model: 'm', isStreamed: false },
    )
    const { body } = CODECS['gemini-generate'].encodeRequest(request, { model: 'm' })
    expect(JSON.stringify(body).match(/functionResponse/g)).toHaveLength(1)
  })

  it('pass where calls have no ids, and are brought together where each result has a turn', () => {
    const two = {
      role: 'model',
      parts: [{ functionCall: { name: 'f' }, thoughtSignature: 'c2ln' }, { functionCall: { name: 'f' } }],
    }
    expect(must(two, { role: 'user', parts: [...result.parts, ...result.parts] })).toBe(false)
    expect(must(two, result, result)).toBe(true)
    expect(must(two, result)).toBe(true)
  })

  it('and nothing else is lost then', () => {
    const body = { contents: [words, call({}), result], safetySettings: [{ category: 7, threshold: 4 }] }
    const request = CODECS['gemini-generate'].decodeRequest(body, { model: 'm', isStreamed: false })
    const { body: sent, warnings } = CODECS['gemini-generate'].encodeRequest(request, { model: 'm' })
    expect(warnings).toEqual([])
    expect(sent).toMatchObject({
      contents: [words, call({ thoughtSignature: 'skip_thought_signature_validator' }), result],
      safetySettings: body.safetySettings,
    })
  })
})
