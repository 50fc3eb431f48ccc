import { describe, expect, it } from 'vitest'
import { parseChunk, parseErrorBody } from './parse-chunk'
import { createAnswerReader } from './read-answer'

const STREAM = [
  'data: {"choices":[{"delta":{"role":"assistant","content":""}}]}',
  ': keep-alive',
  'data: {"choices":[{"delta":{"reasoning_content":"想"}}]}',
  'data: {"choices":[{"delta":{"content":"光"}}]}',
  'data: {"choices":[{"delta":{"content":" bends"},"finish_reason":"stop"}]}',
  'data: {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":500,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":20}},"tollgate":{"cost":"0.006","balance":"19.994","request_id":"r-1"}}',
  'data: [DONE]',
  '',
].join('\n\n')

const readIn = (pieceLength: number) => {
  const reader = createAnswerReader()
  const chunks = Array.from({ length: Math.ceil(STREAM.length / pieceLength) }, (_, index) =>
    reader.push(STREAM.slice(index * pieceLength, (index + 1) * pieceLength)),
  ).flat()
  return { chunks, isComplete: reader.isComplete() }
}

describe('createAnswerReader', () => {
  it.each([1, 7, 64, 10_000])('reads the same in pieces of %i characters', (pieceLength) => {
    const { chunks, isComplete } = readIn(pieceLength)
    expect(chunks.map(({ text }) => text).join('')).toBe('光 bends')
    expect(chunks.map(({ reasoning }) => reasoning).join('')).toBe('想')
    expect(chunks.at(-1)).toEqual({
      text: '',
      reasoning: '',
      usage: { inputTokens: 1000, cachedTokens: 0, outputTokens: 500, reasoningTokens: 20 },
      cost: '0.006',
      balance: '19.994',
      requestId: 'r-1',
    })
    expect(isComplete).toBe(true)
  })

  it('knows a stream that was cut from one that ended', () => {
    const reader = createAnswerReader()
    reader.push(STREAM.slice(0, STREAM.indexOf('data: [DONE]')))
    expect(reader.isComplete()).toBe(false)
  })
})

describe('parseChunk', () => {
  it('leaves out what was not told', () => {
    expect(parseChunk('{"choices":[{"delta":{}}],"usage":{"prompt_tokens":3}}')?.usage).toEqual({ inputTokens: 3 })
    expect(parseChunk('{"choices":[]}')).toEqual({ text: '', reasoning: '' })
  })

  it('hands on an error inside the stream', () => {
    const { error } = parseChunk('{"error":{"message":"gone","type":"api_error","code":"upstream_error"}}') ?? {}
    expect(error).toEqual({ code: 'upstream_error', message: 'gone' })
  })

  it('skips what is no chunk', () => {
    expect(parseChunk('<html>')).toBeUndefined()
    expect(parseChunk('"text"')).toBeUndefined()
  })
})

describe('parseErrorBody', () => {
  it('reads the shape of OpenAI, with the type where there is no code', () => {
    expect(parseErrorBody('{"error":{"message":"no money","code":"insufficient_quota"}}')).toEqual({
      code: 'insufficient_quota',
      message: 'no money',
    })
    expect(parseErrorBody('{"error":{"message":"x","type":"api_error","code":null}}')?.code).toBe('api_error')
  })

  it('knows nothing of other bodies', () => {
    expect(parseErrorBody('<html>502</html>')).toBeUndefined()
    expect(parseErrorBody('{}')).toBeUndefined()
  })
})
