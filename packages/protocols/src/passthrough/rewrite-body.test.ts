import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from './read-json.js'
import { appendMember, type BodyEdits, rewriteBody } from './rewrite-body.js'

const rewrite = (text: string, edits: BodyEdits) =>
  rewriteBody(readJson(Buffer.from(text, 'utf8')), 'openai-chat', edits)

describe('rewriteBody', () => {
  it('changes the model and no other character', () => {
    const text =
      '{\n  "big" : 12345678901234567890.10, "model":"public" ,\n "messages":[{"x":1e400}], "unknown":{"a":[ ]}\n}'
    expect(rewrite(text, { model: 'own/"name"' })).toBe(text.replace('"public"', '"own/\\"name\\""'))
  })

  it('leaves a body without edits as it is', () => {
    const text = ' {"model" : "m"} \n'
    expect(rewrite(text, {})).toBe(text)
  })

  it.each([
    ['{"model":"m"}', { max_tokens: 7 }],
    ['{"model":"m","max_tokens":9999}', { max_tokens: 7 }],
    ['{"model":"m","max_tokens":null}', { max_tokens: 7 }],
    ['{"model":"m","max_completion_tokens":9999}', { max_completion_tokens: 7 }],
    ['{"model":"m","max_tokens":null,"max_completion_tokens":9}', { max_tokens: null, max_completion_tokens: 7 }],
    ['{"model":"m","max_tokens":9,"max_completion_tokens":null}', { max_tokens: 7, max_completion_tokens: null }],
  ])('sets the limit in %s under one name', (text, limits) => {
    expect(JSON.parse(rewrite(text, { maxOutputTokens: 7 }))).toEqual({ model: 'm', ...limits })
  })

  it.each([
    ['{"stream":true}', { include_usage: true }],
    ['{"stream":true,"stream_options":null}', { include_usage: true }],
    ['{"stream":true,"stream_options":{"include_usage":false,"x":1}}', { include_usage: true, x: 1 }],
    ['{"stream":false}', undefined],
    ['{}', undefined],
  ])('asks for usage in streams: %s', (text, options) => {
    expect(JSON.parse(rewrite(text, { includeUsage: true })).stream_options).toEqual(options)
  })

  it('adds to an empty object and beside nested look-alikes', () => {
    expect(rewrite('{ }', { model: 'm' })).toBe('{"model":"m"}')
    expect(rewrite('{"a":{"model":"}"},"s":"\\"model\\":1"}', { model: 'm' })).toBe(
      '{"a":{"model":"}"},"s":"\\"model\\":1","model":"m"}',
    )
    expect(rewrite('{"mod\\u0065l":"x"}', { model: 'm' })).toBe('{"mod\\u0065l":"m"}')
  })

  it.each<[string, BodyEdits, object]>([
    ['{"contents":[]}', { model: 'own' }, { contents: [] }],
    ['{"model":"models/m"}', { model: 'own' }, { model: 'models/own' }],
    ['{"model":"m"}', { model: 'models/own' }, { model: 'models/own' }],
    ['{}', { maxOutputTokens: 7 }, { generationConfig: { maxOutputTokens: 7 } }],
    [
      '{"generation_config":{"max_output_tokens":9,"top_k":1}}',
      { maxOutputTokens: 7 },
      { generation_config: { maxOutputTokens: 7, top_k: 1 } },
    ],
  ])('where the path names the model: %s with %j', (text, edits, expected) => {
    expect(JSON.parse(rewriteBody(readJson(Buffer.from(text)), 'gemini-generate', edits))).toEqual(expected)
  })

  it('C12: writes a body with duplicate keys anew, so that only the value we read is left', () => {
    const text =
      '{"model":"cheap","max_tokens":1,"model":"dear","max_tokens":100000,"messages":[{"role":"a","role":"b"}]}'
    expect(rewrite(text, {})).toBe('{"model":"dear","max_tokens":100000,"messages":[{"role":"b"}]}')
    expect(rewrite(text, { model: 'm', maxOutputTokens: 5 })).toBe(
      '{"model":"m","max_tokens":5,"messages":[{"role":"b"}]}',
    )
  })

  it('is the edit and nothing but the edit, for any body', () => {
    const name = fc.oneof(fc.constantFrom('model', 'stream', 'max_tokens', 'n'), fc.string())
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!text.includes('__proto__') && !/\\u(0000|d[89a-f])/.test(text))
        const { model: _, ...rest } = JSON.parse(text)
        expect(JSON.parse(rewrite(text, { model: 'm' }))).toEqual({ ...rest, model: 'm' })
      }),
    )
  })
})

describe('appendMember', () => {
  it('adds at the end and keeps the rest', () => {
    expect(appendMember('{"usage":{"prompt_tokens":1.0}} ', 'tollgate', { cost: '0.1' })).toBe(
      '{"usage":{"prompt_tokens":1.0},"tollgate":{"cost":"0.1"}} ',
    )
  })
})
