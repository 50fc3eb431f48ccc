import { describe, expect, it } from 'vitest'
import { geminiEmbeddings } from './gemini.js'
import { openaiEmbeddings } from './openai.js'
import { measureEmbedding } from './request.js'

const { decodeRequest, encodeRequest, decodeResponse, encodeResponse, passthroughEdits, requestPath } = geminiEmbeddings
const content = (...texts: string[]) => ({ parts: texts.map((text) => ({ text })) })
const one = (body: unknown) => decodeRequest(body, { model: 'm', isBatch: false })
const many = (...requests: unknown[]) => decodeRequest({ requests }, { model: 'm', isBatch: true })

describe('a request', () => {
  it('is a text of several parts, or several of them', () => {
    expect(one({ content: { role: '', ...content('a', 'b') } })).toMatchObject({ inputs: ['ab'], isBatch: false })
    expect(many({ content: content('a') }, { content: content('b') })).toMatchObject({
      inputs: ['a', 'b'],
      isBatch: true,
    })
  })

  it('is read in both spellings', () => {
    const told = { taskType: 'RETRIEVAL_QUERY', dimensions: 8 }
    expect(one({ content: content('a'), taskType: 'RETRIEVAL_QUERY', outputDimensionality: 8 })).toMatchObject(told)
    expect(one({ content: content('a'), taskType: 1, outputDimensionality: 8 })).toMatchObject(told) // by its number
    expect(one({ content: content('a'), task_type: 'RETRIEVAL_QUERY', output_dimensionality: 8 })).toMatchObject(told)
  })

  it('keeps what all texts share, and names what they do not', () => {
    const mixed = many(
      { content: content('a'), taskType: 'A', outputDimensionality: 8, title: 'T' },
      { content: content('b'), taskType: 'B', outputDimensionality: 4 },
    )
    expect(mixed).toMatchObject({ ownFields: ['taskType', 'title'], nativeOnly: ['requests[].outputDimensionality'] })
    expect(mixed).not.toHaveProperty('dimensions')
    expect(mixed).not.toHaveProperty('taskType')
    expect(measureEmbedding(mixed).textBytes).toBeGreaterThan(2)
  })

  it.each([
    [{}, 'content'],
    [{ content: { parts: [] } }, 'content.parts'],
    [{ content: { parts: [{}] } }, 'content.parts[0]'],
    [{ content: { parts: [{ text: 5 }] } }, 'content.parts[0]'],
    [{ content: { parts: [{ text: 'a' }, { inlineData: {} }] } }, 'content.parts[1]'],
    [{ content: { parts: [{ text: 'a', inlineData: {} }] } }, 'content.parts[0]'],
    [{ content: { ...content('a'), more: 'x' } }, 'content'],
    [{ content: content('a'), outputDimensionality: 0 }, 'outputDimensionality'],
    [{ content: content('a'), taskType: 99 }, 'taskType'],
    [{ content: content('a'), OutputDimensionality: 5 }, 'OutputDimensionality'],
    [{ content: content('a'), taskType: 'A', task_type: 'B' }, 'task_type'],
    [{ content: content('a'), model: 'models/dearer' }, 'model'],
  ])('for one text is refused by the path of what is wrong: %j', (body, param) => {
    expect(() => one(body)).toThrow(expect.objectContaining({ code: 'invalid_request', param }))
  })

  it.each([
    [{}, 'requests'],
    [{ requests: [] }, 'requests'],
    [{ requests: [{ content: content('a') }, {}] }, 'requests[1].content'],
    [{ requests: [{ content: content('a') }, { content: { parts: [{ image: 1 }] } }] }, 'requests[1].content.parts[0]'],
    [{ requests: [{ content: content('a'), model: 'models/dearer' }] }, 'requests[0].model'],
    [{ requests: Array.from({ length: 2_049 }, () => ({ content: content('a') })) }, 'requests'],
  ])('for several is refused by the path of what is wrong: %j', (body, param) => {
    expect(() => decodeRequest(body, { model: 'm', isBatch: true })).toThrow(expect.objectContaining({ param }))
  })

  it('names the model in each of its texts, and in its path', () => {
    const request = { ...openaiEmbeddings.decodeRequest({ model: 'm', input: ['a', 'b'], user: 'u' }), dimensions: 8 }
    const written = (text: string) => ({ model: 'models/g', content: content(text), outputDimensionality: 8 })
    expect(encodeRequest(request, 'g')).toEqual({
      body: { requests: [written('a'), written('b')] },
      warnings: [{ type: 'dropped', field: 'endUserId' }],
    })
    expect(requestPath(request, 'g')).toBe('/models/g:batchEmbedContents')
    expect(requestPath({ ...request, isBatch: false }, 'models/g')).toBe('/models/g:embedContent')
    expect(encodeRequest({ ...request, inputs: ['a'], isBatch: false }, 'g').body).toEqual(written('a'))
  })

  it('cannot be made of tokens', () => {
    const request = openaiEmbeddings.decodeRequest({ model: 'm', input: [1, 2] })
    expect(() => encodeRequest(request, 'g')).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'input' }),
    )
  })

  it('passes through but for the model’s name, wherever it stands', () => {
    const named = { requests: [{ model: 'models/m', content: content('a') }, { content: content('b') }] }
    expect(passthroughEdits(named, 'm')).toEqual([])
    expect(passthroughEdits(named, 'g')).toEqual([
      { name: 'requests', value: [{ model: 'models/g', content: content('a') }, { content: content('b') }] },
    ])
    expect(passthroughEdits({ model: 'models/m', content: content('a') }, 'g')).toEqual([
      { name: 'model', value: 'models/g' },
    ])
  })
})

describe('an answer', () => {
  const asked = many({ content: content('a') }, { content: content('b') })

  it('is one vector, or a list', () => {
    const vectors = [[1], [2]]
    expect(decodeResponse({ embeddings: vectors.map((values) => ({ values })) }, asked).vectors).toEqual(vectors)
    expect(decodeResponse({ embedding: { values: [1] } }, one({ content: content('a') })).vectors).toEqual([[1]])
    const answer = { vectors: [Float32Array.of(1), [2]], format: 'mixed', usage: undefined } as const
    expect(encodeResponse(answer, asked, { inputTokens: 1 })).toEqual({
      embeddings: [{ values: [1] }, { values: [2] }],
    })
    expect(encodeResponse(answer, { ...asked, isBatch: false }, { inputTokens: 1 })).toEqual({
      embedding: { values: [1] },
    })
  })

  it('tells what was read, where the vendor does', () => {
    const body = { embeddings: [{ values: [1] }, { values: [2] }] }
    expect(decodeResponse(body, asked).usage).toBeUndefined()
    expect(decodeResponse({ ...body, usageMetadata: { promptTokenCount: 3 } }, asked).usage).toMatchObject({
      input: { total: 3 },
      output: { total: 0 },
    })
  })

  it.each([
    ['nothing', {}],
    ['one vector instead of a list', { embedding: { values: [1] } }],
    ['too few', { embeddings: [{ values: [1] }] }],
    ['no values', { embeddings: [{ values: [1] }, {}] }],
    ['a text for a vector', { embeddings: [{ values: [1] }, { values: 'AAAA' }] }],
    ['a null within', { embeddings: [{ values: [1] }, { values: [null] }] }],
    ['different lengths', { embeddings: [{ values: [1] }, { values: [1, 2] }] }],
  ])('is refused with %s', (_, body) => {
    expect(() => decodeResponse(body, asked)).toThrow(expect.objectContaining({ code: 'upstream_error' }))
  })
})
