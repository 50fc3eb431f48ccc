import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeUpstream, startFakeUpstream } from './fake-upstream.js'
import { fakeVector } from './fake-vector.js'

let upstream: FakeUpstream
beforeAll(async () => {
  upstream = await startFakeUpstream()
})
afterAll(() => upstream.close())

async function post(path: string, body: object) {
  const response = await fetch(new URL(path, upstream.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as { data: { embedding: string }[] } }
}
const openai = (fields: object) => post('/v1/embeddings', { model: 'm', ...fields })
const gemini = (action: string, body: object) => post(`/v1beta/models/g:${action}`, body)
const content = (text: string) => ({ parts: [{ text }] })
const named = (text: string, more: object = {}) => ({ model: 'models/g', content: content(text), ...more })

describe('the vector of a text', () => {
  it('is always the same, another for each, as long as wanted and exact in float32', () => {
    expect(fakeVector('a')).toEqual(fakeVector('a'))
    expect(fakeVector('a')).not.toEqual(fakeVector('b'))
    expect(fakeVector('1 2')).not.toEqual(fakeVector([1, 2]))
    expect(fakeVector('a', 100)).toHaveLength(100)
    expect(new Set(fakeVector('a', 100)).size).toBeGreaterThan(90)
    for (const value of fakeVector('a', 100)) expect(Math.fround(value)).toBe(value)
  })
})

describe('openai', () => {
  it('answers each input, as numbers and in base64, and tells what it read', async () => {
    const { body } = await openai({ input: ['a', 'b @@script:prompt-tokens=5@@'], dimensions: 3 })
    expect(body).toMatchObject({ object: 'list', model: 'm', usage: { prompt_tokens: 5, total_tokens: 5 } })
    expect(body.data[0]).toEqual({ object: 'embedding', index: 0, embedding: fakeVector('a', 3) })
    expect(upstream.truth().at(-1)).toMatchObject({ usage: { prompt_tokens: 5, total_tokens: 5 }, isCompleted: true })
    const encoded = await openai({ input: [1, 2], encoding_format: 'base64' })
    const bytes = Buffer.from(encoded.body.data[0]?.embedding ?? '', 'base64')
    expect(fakeVector([1, 2]).map((_, index) => bytes.readFloatLE(index * 4))).toEqual(fakeVector([1, 2]))
  })

  it('does what scripts say, and refuses what the vendor refuses', async () => {
    expect((await openai({ input: 'a @@script:status=429@@' })).status).toBe(429)
    for (const input of ['', [], ['a', ''], [[]], 5]) expect((await openai({ input })).status).toBe(400)
    expect((await openai({ input: 'a', encoding_format: 'int8' })).status).toBe(400)
  })
})

describe('gemini', () => {
  it('answers one text, or several, and tells no usage', async () => {
    const one = await gemini('embedContent', { content: content('a'), outputDimensionality: 3 })
    expect(one.body).toEqual({ embedding: { values: fakeVector('a', 3) } })
    const many = await gemini('batchEmbedContents', { requests: [named('a'), named('b')] })
    expect(many.body).toEqual({ embeddings: [{ values: fakeVector('a') }, { values: fakeVector('b') }] })
    expect(upstream.truth().at(-1)).toMatchObject({ model: 'g', isCompleted: true })
    expect(upstream.truth().at(-1)).not.toHaveProperty('usage')
  })

  it.each([
    ['no model in a batch', [{ content: content('a') }]],
    ['another model', [named('a', { model: 'models/h' })]],
    ['an empty text', [named('')]],
    ['an unknown name', [named('a', { dimensions: 3 })]],
    ['an unknown task', [named('a', { taskType: 'GUESSING' })]],
    ['more than a hundred', Array.from({ length: 101 }, () => named('a'))],
    ['none', []],
  ])('refuses %s', async (_, requests) => {
    expect((await gemini('batchEmbedContents', { requests })).status).toBe(400)
  })
})
