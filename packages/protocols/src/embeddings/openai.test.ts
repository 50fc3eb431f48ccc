import { describe, expect, it } from 'vitest'
import { toBase64 } from './base64.js'
import { openaiEmbeddings } from './openai.js'
import { measureEmbedding } from './request.js'

const { decodeRequest, encodeRequest, decodeResponse, encodeResponse, passthroughEdits } = openaiEmbeddings
const decode = (fields: object) => decodeRequest({ model: 'm', ...fields })
const asked = (...inputs: string[]) => decode({ input: inputs })
const answer = (...embeddings: unknown[]) => ({
  object: 'list',
  data: embeddings.map((embedding, index) => ({ object: 'embedding', index, embedding })),
  model: 'm',
})

describe('a request', () => {
  it.each([
    ['a text', '光', ['光']],
    ['texts', ['a', 'b'], ['a', 'b']],
    ['tokens', [1, 2, 3], [[1, 2, 3]]],
    ['lists of tokens', [[1], [2, 3]], [[1], [2, 3]]],
  ])('takes %s', (_, input, inputs) => expect(decode({ input }).inputs).toEqual(inputs))

  it('says how the vectors are to be, and what else was said', () => {
    expect(decode({ input: 'a', dimensions: 8, encoding_format: 'base64', user: 'u', truncate: 'END' })).toMatchObject({
      dimensions: 8,
      format: 'base64',
      endUserId: 'u',
      ownFields: ['truncate'],
    })
    expect(decode({ input: 'a', dimensions: null, truncate: null })).toMatchObject({ format: 'float', ownFields: [] })
  })

  it.each([
    [{ input: 5 }, 'input'],
    [{}, 'input'],
    [{ input: [] }, 'input'],
    [{ input: ['a', 1] }, 'input[1]'],
    [{ input: [1, 'a'] }, 'input[1]'],
    [{ input: [1, -1] }, 'input[1]'],
    [{ input: [[1], [2, 'a']] }, 'input[1][1]'],
    [{ input: [[1], []] }, 'input[1]'],
    [{ input: Array.from({ length: 2_049 }, () => 'a') }, 'input'],
    [{ input: 'a', model: 5 }, 'model'],
    [{ input: 'a', dimensions: 0 }, 'dimensions'],
    [{ input: 'a', dimensions: 1.5 }, 'dimensions'],
    [{ input: 'a', encoding_format: 'int8' }, 'encoding_format'],
    [{ input: 'a', user: 1 }, 'user'],
    [{ input: 'a', Model: 'dearer' }, 'Model'],
    [{ input: 'a', ENCODING_FORMAT: 'float' }, 'ENCODING_FORMAT'],
  ])('is refused by the path of what is wrong: %j', (fields, param) => {
    expect(() => decode(fields)).toThrow(expect.objectContaining({ code: 'invalid_request', param }))
  })

  it('is refused where it is no object', () => {
    for (const body of [[], null, 'a', 1]) expect(() => decodeRequest(body)).toThrow(/JSON object/)
  })

  it('is never measured as less than it holds', () => {
    expect(measureEmbedding(asked('光', 'ab'))).toMatchObject({ textBytes: 5, messageCount: 2 })
    expect(measureEmbedding(decode({ input: [[1, 2], [3]] }))).toMatchObject({ textBytes: 3, messageCount: 2 })
    const hidden = 'x'.repeat(1_000)
    expect(measureEmbedding(decode({ input: 'a', prompt: hidden })).textBytes).toBeGreaterThan(1_000)
  })

  it('is written for an upstream with a warning for what has no place', () => {
    const request = { ...asked('a', 'b'), dimensions: 4, taskType: 'RETRIEVAL_QUERY', ownFields: ['title'] }
    expect(encodeRequest(request, 'inner')).toEqual({
      body: { model: 'inner', input: ['a', 'b'], dimensions: 4, encoding_format: 'float' },
      warnings: [
        { type: 'dropped', field: 'taskType' },
        { type: 'dropped', field: 'title' },
      ],
    })
    expect(encodeRequest({ ...asked('a'), isBatch: false }, 'inner').body.input).toBe('a')
  })

  it('passes through but for the model’s name', () => {
    expect(passthroughEdits({ model: 'm' }, 'm')).toEqual([])
    expect(passthroughEdits({ model: 'm' }, 'inner')).toEqual([{ name: 'model', value: 'inner' }])
  })
})

describe('an answer', () => {
  it('is read in the order of the inputs, as numbers and as base64', () => {
    const data = [
      { index: 1, embedding: toBase64([3, 4]) },
      { index: 0, embedding: [1, 2] },
    ]
    const { vectors, format } = decodeResponse({ data }, asked('a', 'b'))
    expect(vectors.map((vector) => Array.from(vector))).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(format).toBe('mixed')
    expect(decodeResponse(answer(toBase64([1])), asked('a')).format).toBe('base64')
    expect(decodeResponse({ data: [{ embedding: [1] }, { embedding: [2] }] }, asked('a', 'b')).vectors[1]).toEqual([2])
  })

  it.each([
    ['no object', []],
    ['no vectors', { data: null }],
    ['an error', { error: { message: 'x' } }],
    ['too few', answer([1])],
    ['too many', answer([1], [2], [3])],
    ['a null', answer([1], null)],
    ['an empty one', answer([], [])],
    ['a null within', answer([1], [null])],
    ['a text within', answer([1], ['NaN'])],
    ['more than a float32 holds', answer([1], [1e300])],
    ['a vector that is no base64', answer([1], '%%%')],
    ['NaN in base64', answer([1], toBase64([Number.NaN]))],
    ['different lengths', answer([1], [1, 2])],
    ['one place twice', { data: [1, 1].map((index) => ({ index, embedding: [1] })) }],
    ['a place beyond', { data: [0, 2].map((index) => ({ index, embedding: [1] })) }],
    ['a place that is none', { data: [0, '1'].map((index) => ({ index, embedding: [1] })) }],
    ['items that are none', { data: [null, 1] }],
  ])('is refused with %s', (_, body) => {
    expect(() => decodeResponse(body, asked('a', 'b'))).toThrow(expect.objectContaining({ code: 'upstream_error' }))
  })

  it('tells what was read, if it can be', () => {
    const usage = (told: unknown) => decodeResponse({ ...answer([1]), usage: told }, asked('a')).usage
    expect(usage({ prompt_tokens: 7, total_tokens: 7 })).toMatchObject({ input: { total: 7 }, output: { total: 0 } })
    expect(usage({ total_tokens: 7 })).toMatchObject({ input: { total: 7 } })
    expect(usage(undefined)).toBeUndefined()
    for (const odd of [-1, 1.5, '7', 0, 2 ** 60]) {
      expect(usage({ prompt_tokens: odd })).toEqual({ input: {}, output: {}, raw: { prompt_tokens: odd } })
    }
  })

  it('is written as it was asked for', () => {
    const vectors = [[0.5, -1], Float32Array.of(2, 3)]
    const body = (format: 'float' | 'base64') =>
      encodeResponse({ vectors, format: 'mixed', usage: undefined }, { ...asked('a', 'b'), format }, { inputTokens: 9 })
    expect(body('float')).toEqual({
      ...answer([0.5, -1], [2, 3]),
      usage: { prompt_tokens: 9, total_tokens: 9 },
    })
    expect(body('base64')).toMatchObject({
      data: [{ embedding: toBase64([0.5, -1]) }, { embedding: toBase64([2, 3]) }],
    })
  })
})
