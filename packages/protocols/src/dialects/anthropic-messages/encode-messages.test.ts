import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import type { TargetTraits } from '../../codec.js'
import { answer, assistant, call, requestOf as request, text, user } from '../../testing/turns.js'
import { encodeRequest } from './encode-request.js'

const SIGNED: Part = { type: 'reasoning', text: 'hm', residue: { 'anthropic-messages': { signature: 'c2ln' } } }

const encode = (value: CanonicalRequest, traits: TargetTraits = {}) => encodeRequest(value, { model: 'm', traits })
const messagesOf = (...messages: Message[]) => encode(request(messages)).body.messages

const refusalOf = (value: CanonicalRequest) => {
  try {
    encode(value)
  } catch (error) {
    if (isGatewayError(error)) return [error.code, error.param]
    throw error
  }
  return 'accepted'
}

describe('turns', () => {
  it('hoists the instructions that lead, and leaves the others in their place', () => {
    const system = (words: string): Message => ({ role: 'system', parts: [text(words)] })
    const value = request([
      system('a'),
      system('b'),
      user(text('x')),
      system('c'),
      assistant(text('y')),
      user(text('z')),
    ])
    expect(encode(value).body).toMatchObject({
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      messages: [
        { role: 'user', content: 'x' },
        { role: 'system', content: 'c' },
        { role: 'assistant', content: 'y' },
        { role: 'user', content: 'z' },
      ],
    })
    const { body, warnings } = encode(value, { takesSystemAmidMessages: false })
    expect(body.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'x' },
          { type: 'text', text: 'c' },
        ],
      },
      { role: 'assistant', content: 'y' },
      { role: 'user', content: 'z' },
    ])
    expect(warnings).toEqual([{ type: 'changed', field: 'messages[3]', how: expect.any(String) }])
  })

  it('puts all results into the one message after the calls, first, whatever stood between', () => {
    expect(
      messagesOf(
        user(text('x')),
        assistant(text('I look'), call('a'), call('b')),
        answer('a', '1'),
        user(text('hurry')),
        answer('b', '2'),
      ),
    ).toEqual([
      { role: 'user', content: 'x' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I look' },
          { type: 'tool_use', id: 'a', name: 'f', input: {} },
          { type: 'tool_use', id: 'b', name: 'f', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: '1' },
          { type: 'tool_result', tool_use_id: 'b', content: '2' },
          { type: 'text', text: 'hurry' },
        ],
      },
    ])
  })

  it('answers calls that nobody answered, and tells results without a call in words', () => {
    const { body, warnings } = encode(
      request([user(text('x')), assistant(call('a'), call('b')), answer('a', '1'), answer('stray', '?')]),
    )
    expect(body.messages).toMatchObject([
      {},
      {},
      {
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: '1' },
          { type: 'tool_result', tool_use_id: 'b', content: '(no result)' },
          { type: 'text', text: '?' },
        ],
      },
    ])
    expect(warnings.map(({ type }) => type)).toEqual(['changed', 'changed'])
  })

  it('writes ids in the letters that are taken, alike in call and result, and no two alike', () => {
    const ids = (
      JSON.stringify(
        messagesOf(
          user(text('x')),
          assistant(call('c.1:x'), call('c:1.x')),
          answer('c.1:x', '1'),
          answer('c:1.x', '2'),
        ),
      ).match(/"(?:id|tool_use_id)":"[^"]+"/g) ?? []
    ).map((match) => match.split('"')[3])
    expect(ids).toHaveLength(4)
    expect(new Set(ids).size).toBe(2)
    expect([ids[0], ids[1]]).toEqual([ids[2], ids[3]])
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]+$/)
  })

  it('tells calls apart whose ids are used again in a later turn', () => {
    const turns = messagesOf(
      user(text('x')),
      assistant(call('call_0')),
      answer('call_0', '1'),
      assistant(call('call_0')),
      answer('call_0', '2'),
    )
    expect(turns).toMatchObject([
      {},
      { content: [{ id: 'call_0' }] },
      { content: [{ tool_use_id: 'call_0', content: '1' }] },
      { content: [{ id: 'call_0_2' }] },
      { content: [{ tool_use_id: 'call_0_2', content: '2' }] },
    ])
  })

  it('merges neighbours of one role, leaves out what is blank, and never sends an empty turn', () => {
    expect(messagesOf(user(text('a')), user(text(' ')), user(text('b')), assistant(text('')), user(text('c')))).toEqual(
      [
        {
          role: 'user',
          content: ['a', 'b', 'c'].map((words) => ({ type: 'text', text: words })),
        },
      ],
    )
    expect(messagesOf(user(text('')))).toEqual([{ role: 'user', content: '(no content)' }])
    expect(messagesOf(assistant(text('Hello')), user(text('x')))).toEqual([
      { role: 'user', content: '(no content)' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'x' },
    ])
    expect(messagesOf({ role: 'system', parts: [text('only')] })).toEqual([{ role: 'user', content: '(no content)' }])
  })

  it('trims the last words of an assistant, which are refused with blanks at their end', () => {
    expect(messagesOf(user(text('x')), assistant(text('{ \n')))).toEqual([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: '{' },
    ])
  })
})

describe('parts', () => {
  it.each([
    ['', {}],
    ['{"a":1}', { a: 1 }],
    ['{"a":', { _raw: '{"a":' }],
    ['[1]', { _raw: '[1]' }],
    ['null', {}],
  ])('reads the arguments %j', (argumentsText, input) => {
    expect(messagesOf(user(text('x')), assistant(call('a', argumentsText)), answer('a', '1'))).toMatchObject([
      {},
      { content: [{ input }] },
      {},
    ])
  })

  it('says that long numbers are rounded, but not that digits in text are', () => {
    const warned = (argumentsText: string) =>
      encode(request([user(text('x')), assistant(call('a', argumentsText)), answer('a', '1')])).warnings
    expect(warned('{"id":12345678901234567890}')).toHaveLength(1)
    expect(warned('{"id":"12345678901234567890"}')).toEqual([])
  })

  it('sends back thinking that was signed, and no other', () => {
    const foreign: Part = { type: 'reasoning', text: 'secret thought' }
    const { body, warnings } = encode(
      request([user(text('x')), assistant(SIGNED, foreign, text('y')), user(text('z'))]),
    )
    expect(body.messages).toMatchObject([
      {},
      {
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
          { type: 'text', text: 'y' },
        ],
      },
      {},
    ])
    expect(JSON.stringify(body)).not.toContain('secret thought')
    expect(warnings).toEqual([{ type: 'dropped', field: 'messages[1].parts[1]' }])
  })

  it.each([
    ['image/jpg', '/9j/4AAQ', 'image/jpeg'],
    ['image/jpeg', 'iVBORw0KGgoAAAA', 'image/png'],
    ['image/webp', 'UklGRh4A', 'image/webp'],
    ['image/gif', 'AAAA', 'image/gif'],
  ])('declares a picture of %s as what it is', (mediaType, data, seen) => {
    const image: Part = { type: 'media', kind: 'image', source: { type: 'base64', mediaType, data } }
    expect(messagesOf(user(image))).toEqual([
      { role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: seen, data } }] },
    ])
  })

  it('cleans base64 of line ends and of the other alphabet', () => {
    const image: Part = {
      type: 'media',
      kind: 'image',
      source: { type: 'base64', mediaType: 'image/png', data: 'a-b_\nc ' },
    }
    expect(JSON.stringify(messagesOf(user(image)))).toContain('"a+b/c"')
  })

  it('shows documents as PDF, and those of text as text', () => {
    const document = (mediaType: string, data: string): Part => ({
      type: 'media',
      kind: 'document',
      source: { type: 'base64', mediaType, data },
      filename: 'a',
    })
    expect(messagesOf(user(document('application/pdf', 'JVBE'), document('text/markdown', 'SGk=')))).toMatchObject([
      {
        content: [
          { type: 'document', title: 'a', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } },
          { type: 'document', title: 'a', source: { type: 'text', media_type: 'text/plain', data: 'Hi' } },
        ],
      },
    ])
  })

  it.each<[string, Part]>([
    ['sound', { type: 'media', kind: 'audio', source: { type: 'base64', mediaType: 'audio/wav', data: '' } }],
    ['video', { type: 'media', kind: 'video', source: { type: 'url', url: 'https://a.test' } }],
    [
      'a picture of an odd kind',
      { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/heic', data: 'x' } },
    ],
    [
      'an odd document',
      { type: 'media', kind: 'document', source: { type: 'base64', mediaType: 'application/zip', data: '' } },
    ],
    ['a file of another vendor', { type: 'media', kind: 'image', source: { type: 'vendor-file', id: 'file-1' } }],
  ])('refuses %s, and says where it stands', (_, part) => {
    expect(refusalOf(request([user(text('x'), part)]))).toEqual(['invalid_request', 'messages[0].parts[1]'])
  })

  it('shows pictures of results beside them where the target or the failure wants it', () => {
    const image: Part = { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/p.png' } }
    const turns = (isError: boolean): Message[] => [
      user(text('x')),
      assistant(call('a')),
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'a', parts: [text('see'), image], isError }] },
    ]
    const inside = encode(request(turns(false)))
    expect(inside.body.messages).toMatchObject([
      {},
      {},
      { content: [{ type: 'tool_result', content: [{ type: 'text' }, { type: 'image' }] }] },
    ])
    for (const beside of [
      encode(request(turns(true))),
      encode(request(turns(false)), { takesMediaInToolResults: false }),
    ]) {
      expect(beside.body.messages).toMatchObject([
        {},
        {},
        { content: [{ type: 'tool_result', content: 'see' }, { type: 'image' }] },
      ])
      expect(beside.warnings).toEqual([
        { type: 'changed', field: 'messages[2].parts[0].parts[1]', how: expect.any(String) },
      ])
    }
  })

  it('wants bytes where the target takes no addresses', () => {
    const image: Part = { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/p.png' } }
    expect(() => encode(request([user(image)]), { takesMediaUrls: false })).toThrow(/only the bytes/)
  })
})
