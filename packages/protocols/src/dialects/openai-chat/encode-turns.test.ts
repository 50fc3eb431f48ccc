import { describe, expect, it } from 'vitest'
import type { Message } from '../../canonical/message.js'
import type { Part, ToolResultPart } from '../../canonical/part.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import type { TargetTraits } from '../../codec.js'
import { encodeRequest } from './encode-request.js'

const FACTS = {
  vision: false,
  audio: false,
  document: false,
  tools: false,
  json: false,
  reasoning: false,
  nativeOnly: [],
}
const text = (words: string): Part => ({ type: 'text', text: words })
const user = (...parts: Part[]): Message => ({ role: 'user', parts })
const system = (...parts: Part[]): Message => ({ role: 'system', parts })
const assistant = (...parts: Part[]): Message => ({ role: 'assistant', parts })
const tool = (...parts: Part[]): Message => ({ role: 'tool', parts })
const call = (callId: string, name = 'f', argumentsText = '{}'): Part => ({
  type: 'tool-call',
  callId,
  name,
  argumentsText,
})
const result = (callId: string, parts: Part[], rest: Partial<ToolResultPart> = {}): Part => ({
  type: 'tool-result',
  callId,
  parts,
  ...rest,
})
const PICTURE: Part = { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/png', data: 'AAAA' } }
const PICTURE_ON_WIRE = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }

/** As a client of another dialect has it. */
const request = (messages: readonly Message[]): CanonicalRequest => ({
  model: 'public',
  messages,
  tools: [],
  settings: {},
  isStreamed: false,
  wantsStreamUsage: false,
  facts: FACTS,
})
const encode = (messages: readonly Message[], traits: TargetTraits = {}) => {
  const { body, warnings } = encodeRequest(request(messages), { model: 'm', traits })
  return { messages: body.messages, warnings }
}

describe('turns of other dialects', () => {
  it('leading instructions are one message, later ones keep their place', () => {
    const said = [system(text('A'), text('B')), system(text('C')), user(text('x')), system(text('D')), user(text('y'))]
    const head = [
      { role: 'system', content: 'A\n\nB\n\nC' },
      { role: 'user', content: 'x' },
    ]
    const last = { role: 'user', content: 'y' }
    expect(encode(said)).toEqual({ messages: [...head, { role: 'system', content: 'D' }, last], warnings: [] })
    expect(encode(said, { takesDeveloperRole: true }).messages).toMatchObject([{ role: 'system' }, {}, {}, {}])
    expect(encode(said, { takesSystemAmidMessages: false })).toEqual({
      messages: [...head, { role: 'user', content: 'D' }, last],
      warnings: [
        { type: 'changed', field: 'messages[3]', how: 'instructions amid the conversation as words of the user' },
      ],
    })
  })

  it('what says nothing is left out, but for a turn of the user', () => {
    const said = [system(text('')), user(text('')), assistant(text('')), user(text('x'), text(''))]
    expect(encode(said)).toEqual({
      messages: [
        { role: 'user', content: '(no content)' },
        { role: 'user', content: 'x' },
      ],
      warnings: [{ type: 'changed', field: 'messages[1]', how: 'an empty turn was given words' }],
    })
  })

  it('pictures and words of a user stay in order', () => {
    const { messages } = encode([user(text('a'), PICTURE, text('b'))])
    expect(messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'a' }, PICTURE_ON_WIRE, { type: 'text', text: 'b' }] },
    ])
  })

  it('what the model says at a stretch is one message, its results follow at once, pictures after all of them', () => {
    const { messages, warnings } = encode([
      user(text('x')),
      assistant(text('Let me ')),
      assistant(text('look.'), call('a'), call('b', 'g', ''), call('c')),
      user(text('wait')),
      tool(result('b', [text('4'), PICTURE])),
      tool(result('a', [PICTURE]), result('c', [text('boom')], { isError: true })),
    ])
    const wireCall = (id: string, name = 'f') => ({ id, type: 'function', function: { name, arguments: '{}' } })
    expect(messages).toEqual([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'Let me look.', tool_calls: [wireCall('a'), wireCall('b', 'g'), wireCall('c')] },
      { role: 'tool', tool_call_id: 'b', content: '4' },
      { role: 'tool', tool_call_id: 'a', content: 'The content follows in the next message.' },
      { role: 'tool', tool_call_id: 'c', content: 'Error: boom' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Content that the tool call b gave:' },
          PICTURE_ON_WIRE,
          { type: 'text', text: 'Content that the tool call a gave:' },
          PICTURE_ON_WIRE,
        ],
      },
      { role: 'user', content: 'wait' },
    ])
    const how = 'as a message of the user after the results'
    expect(warnings).toEqual([
      { type: 'changed', field: 'messages[4].parts[0].parts[1]', how },
      { type: 'changed', field: 'messages[5].parts[0].parts[0]', how },
      { type: 'changed', field: 'messages[5].parts[1].isError', how: 'a failed tool is told in its text' },
    ])
  })

  it('pictures stay in the results of a target that takes them there', () => {
    const said = [user(text('x')), assistant(call('a')), tool(result('a', [text('4'), PICTURE]))]
    const { messages, warnings } = encode(said, { takesMediaInToolResults: true })
    expect(messages).toMatchObject([{}, {}, { role: 'tool', content: [{ type: 'text', text: '4' }, PICTURE_ON_WIRE] }])
    expect(warnings).toEqual([])
  })

  it('a call without a result is given one, a result without a call is told as words', () => {
    const { messages, warnings } = encode([
      user(text('x')),
      assistant(call('a')),
      user(text('never mind')),
      tool(result('ghost', [text('4')])),
    ])
    expect(messages).toMatchObject([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: null },
      { role: 'tool', tool_call_id: 'a', content: '(no result)' },
      { role: 'user', content: 'never mind' },
      { role: 'user', content: '4' },
    ])
    expect(warnings.map(({ field }) => field)).toEqual(['messages[3].parts[0]', 'messages'])
  })

  it('ids that the vendor refuses are shortened alike in call and result', () => {
    const id = `call_${'x'.repeat(60)}`
    const { messages } = encode([user(text('x')), assistant(call(id)), tool(result(id, [text('4')]))])
    const short = expect.stringMatching(/^call_[0-9a-f]{32}$/)
    expect(messages).toMatchObject([{}, { tool_calls: [{ id: short }] }, { tool_call_id: short }])
  })

  it('thinking goes back where it is wanted, else it is a loss; never words', () => {
    const thought: Part = { type: 'reasoning', text: 'hm', residue: { 'anthropic-messages': { signature: 's' } } }
    const said = [
      user(text('x')),
      assistant(thought, text('A')),
      user(text('y')),
      assistant(text('B')),
      user(text('z')),
    ]
    const plain = [{}, { role: 'assistant', content: 'A' }, {}, { role: 'assistant', content: 'B' }, {}]
    for (const traits of [{}, { reasoningField: 'none' } as const]) {
      const { messages, warnings } = encode(said, traits)
      expect(messages).toMatchObject(plain)
      expect(JSON.stringify(messages)).not.toContain('hm')
      expect(warnings).toContainEqual({ type: 'dropped', field: 'messages[1].parts[0]' })
    }
    expect(encode(said, { reasoningField: 'reasoning' }).messages).toMatchObject([
      {},
      { content: 'A', reasoning: 'hm' },
      {},
      { content: 'B' },
      {},
    ])
    // who demands it on every turn takes no empty one
    expect(encode(said, { reasoningField: 'reasoning_content' }).messages).toMatchObject([
      {},
      { content: 'A', reasoning_content: 'hm' },
      {},
      { content: 'B', reasoning_content: ' ' },
      {},
    ])
  })

  it('a turn of the model at the end may not be continued', () => {
    const { warnings } = encode([user(text('x')), assistant(text('It is'))])
    expect(warnings).toMatchObject([{ type: 'changed', field: 'messages[1]' }])
  })

  it('sounds have the names that the vendor knows', () => {
    const sound = (mediaType: string): Part => ({
      type: 'media',
      kind: 'audio',
      source: { type: 'base64', mediaType, data: 'AAAA' },
    })
    const { messages } = encode([user(sound('audio/mpeg'), sound('audio/x-wav'), sound('audio/flac'))])
    expect(messages).toMatchObject([
      {
        content: [
          { input_audio: { format: 'mp3' } },
          { input_audio: { format: 'wav' } },
          { input_audio: { format: 'flac' } },
        ],
      },
    ])
  })

  it('documents of text are the text, others need their bytes', () => {
    const document = (source: Extract<Part, { type: 'media' }>['source']): Part => ({
      type: 'media',
      kind: 'document',
      filename: 'a.txt',
      source,
    })
    const data = Buffer.from('words').toString('base64')
    expect(encode([user(document({ type: 'base64', mediaType: 'text/plain', data }))])).toEqual({
      messages: [{ role: 'user', content: 'a.txt:\nwords' }],
      warnings: [{ type: 'changed', field: 'messages[0].parts[0]', how: 'a document of text as the text itself' }],
    })
    const pdf = document({ type: 'base64', mediaType: 'application/pdf', data })
    expect(encode([user(pdf)]).messages).toMatchObject([{ content: [{ type: 'file', file: { filename: 'a.txt' } }] }])
  })

  it.each<[string, Part]>([
    ['a video', { type: 'media', kind: 'video', source: { type: 'base64', mediaType: 'video/mp4', data: 'A' } }],
    ['the address of a document', { type: 'media', kind: 'document', source: { type: 'url', url: 'https://a.test' } }],
    ['a file of another vendor', { type: 'media', kind: 'image', source: { type: 'vendor-file', id: 'f' } }],
  ])('refuses %s, in words and with its place', (_, part) => {
    expect(() => encode([user(text('x'), part)])).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'messages[0].parts[1]' }),
    )
  })

  it('takes addresses of pictures only where the target does', () => {
    const shown = user({ type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/p.png' } })
    expect(encode([shown]).messages).toMatchObject([{ content: [{ image_url: { url: 'https://a.test/p.png' } }] }])
    expect(() => encode([shown], { takesMediaUrls: false })).toThrow('only the bytes')
  })
})
