import { describe, expect, it } from 'vitest'
import { CODECS } from '../dialects/index.js'
import { measureRequest } from './measure.js'

const measure = (fields: object) =>
  measureRequest(
    CODECS['openai-chat'].decodeRequest({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...fields }),
  )
const textBytes = (fields: object) => measure(fields).textBytes

describe('measureRequest', () => {
  it('counts UTF-8 bytes, not characters', () => {
    expect(textBytes({ messages: [{ role: 'user', content: '光学👩‍🔬' }] })).toBe(Buffer.byteLength('光学👩‍🔬'))
  })

  it('counts messages, tools and media apart, and no byte of what is held in base64', () => {
    const content = [
      { type: 'text', text: 'abc' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(10_000)}` } },
      { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
      { type: 'input_audio', input_audio: { data: 'A'.repeat(10_000), format: 'wav' } },
      { type: 'file', file: { file_id: 'file-1' } },
    ]
    const size = measure({
      messages: [
        { role: 'user', content },
        { role: 'user', content: 'd' },
      ],
    })
    expect(size).toEqual({
      textBytes: 4,
      messageCount: 2,
      toolCount: 0,
      imageCount: 2,
      audioCount: 1,
      documentCount: 1,
    })
  })

  it('counts a part of an unknown kind as a document: it may hold as much', () => {
    const content = [{ type: 'video_url', video_url: { url: 'https://example.org/v.mp4' } }]
    expect(measure({ messages: [{ role: 'user', content }] }).documentCount).toBe(1)
  })

  // whatever reaches a prompt costs: each of these carries 1,000 characters in another place
  const LONG = 'x'.repeat(1_000)
  it.each([
    ['a tool’s description', { tools: [{ type: 'function', function: { name: 'f', description: LONG } }] }],
    ['a tool’s schema', { tools: [{ type: 'function', function: { name: 'f', parameters: { description: LONG } } }] }],
    ['a tool of another kind', { tools: [{ type: 'custom', custom: { description: LONG } }] }],
    [
      'a response schema',
      { response_format: { type: 'json_schema', json_schema: { name: 's', schema: { description: LONG } } } },
    ],
    [
      'arguments of a call',
      { messages: [{ role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'f', arguments: LONG } }] }] },
    ],
    ['the result of a call', { messages: [{ role: 'tool', tool_call_id: 'a', content: LONG }] }],
    ['an older function', { functions: [{ name: 'f', description: LONG }] }],
    ['reasoning', { messages: [{ role: 'assistant', content: '', reasoning_content: LONG }] }],
    ['a refusal', { messages: [{ role: 'assistant', refusal: LONG }] }],
    ['the name of a speaker', { messages: [{ role: 'user', content: '', name: LONG }] }],
    ['an unknown field', { documents: [{ text: LONG }] }],
    ['an unknown field of a message', { messages: [{ role: 'user', content: '', Content: LONG }] }],
    [
      'an unknown field of a part',
      { messages: [{ role: 'user', content: [{ type: 'text', text: '', extra: LONG }] }] },
    ],
    [
      'a file name',
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f', filename: LONG } }] }] },
    ],
  ])('misses no text: %s', (_, fields) => expect(textBytes(fields)).toBeGreaterThanOrEqual(1_000))
})
