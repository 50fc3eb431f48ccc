import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import type { TargetTraits } from '../../codec.js'
import { toGemini as encode, chatToGemini as fromChat } from '../../testing/to-gemini.js'
import { decodeRequest } from './decode-request.js'

const SIGNED = { thoughtSignature: 'skip_thought_signature_validator' }

const messages = (...list: object[]) => ({ messages: list })
const call = (id: string, name: string, args: string) => ({ id, type: 'function', function: { name, arguments: args } })

describe('turns of another dialect', () => {
  it("instructions go first, each a part; amid the conversation they keep their place as the user's words", () => {
    const { contents, rest, warnings } = fromChat(
      messages(
        { role: 'system', content: 'A' },
        { role: 'developer', content: 'B' },
        { role: 'user', content: 'hi' },
        { role: 'system', content: 'C' },
        { role: 'assistant', content: 'yo' },
      ),
    )
    expect(rest).toEqual({ systemInstruction: { parts: [{ text: 'A' }, { text: 'B' }] } })
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: 'hi' }, { text: 'C' }] },
      { role: 'model', parts: [{ text: 'yo' }] },
    ])
    expect(warnings).toEqual([{ type: 'changed', field: 'messages[3]', how: 'as words of the user' }])
  })

  it('instructions alone are what the user says', () => {
    const { contents, rest } = fromChat(messages({ role: 'system', content: 'A' }))
    expect([contents, rest]).toEqual([[{ role: 'user', parts: [{ text: 'A' }] }], {}])
  })

  it('what is empty is left out, and a turn of the user is not left empty', () => {
    const { contents } = fromChat(
      messages(
        { role: 'system', content: '' },
        { role: 'user', content: '' },
        { role: 'assistant', content: '' },
        { role: 'user', content: 'x' },
        { role: 'assistant', content: '', tool_calls: [call('c1', 'f', '')] },
        { role: 'tool', tool_call_id: 'c1', content: '' },
      ),
    )
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: '(no content)' }, { text: 'x' }] },
      { role: 'model', parts: [{ functionCall: { id: 'c1', name: 'f', args: {} }, ...SIGNED }] },
      { role: 'user', parts: [{ functionResponse: { id: 'c1', name: 'f', response: { output: '' } } }] },
    ])
  })

  it('results of one turn stand together, in the order of its calls, with the names of the calls', () => {
    const { contents, warnings } = fromChat(
      messages(
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'Look', tool_calls: [call('c1', 'f', '{"a":1}'), call('c2', 'g', '{"b":[2]}')] },
        { role: 'tool', tool_call_id: 'c2', content: '[1,2]' },
        { role: 'tool', tool_call_id: 'c1', content: '{"temp":20}' },
        { role: 'user', content: 'And?' },
      ),
    )
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: 'x' }] },
      {
        role: 'model',
        parts: [
          { text: 'Look' },
          { functionCall: { id: 'c1', name: 'f', args: { a: 1 } }, ...SIGNED },
          { functionCall: { id: 'c2', name: 'g', args: { b: [2] } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'c1', name: 'f', response: { temp: 20 } } },
          { functionResponse: { id: 'c2', name: 'g', response: { output: '[1,2]' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'And?' }] },
    ])
    expect(warnings).toEqual([])
  })

  it('a call that nobody answered gets a response, and a result that nobody asked for is told as words', () => {
    const { contents, warnings } = fromChat(
      messages(
        { role: 'user', content: 'x' },
        { role: 'assistant', tool_calls: [call('c1', 'f', '{}'), call('c2', 'f', '{}')] },
        { role: 'tool', tool_call_id: 'c2', content: 'two' },
        { role: 'tool', tool_call_id: 'ghost', content: 'boo' },
        { role: 'assistant', tool_calls: [call('c3', 'f', '{}')] },
        { role: 'user', content: 'Stop' },
      ),
    )
    expect(contents).toMatchObject([
      { role: 'user' },
      { role: 'model' },
      {
        parts: [
          { functionResponse: { id: 'c1', response: { error: 'There is no result.' } } },
          { functionResponse: { id: 'c2', response: { output: 'two' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'Result of a tool: boo' }] },
      { role: 'model' },
      { parts: [{ functionResponse: { id: 'c3' } }] },
      { parts: [{ text: 'Stop' }] },
    ])
    expect(warnings.map(({ type, field }) => `${type} ${field}`)).toEqual([
      'changed messages',
      'changed messages[3].parts[0]',
      'changed messages',
    ])
  })

  it('calls that wait at the end are left to wait', () => {
    const { contents, warnings } = fromChat(
      messages({ role: 'user', content: 'x' }, { role: 'assistant', tool_calls: [call('c1', 'f', '{}')] }),
    )
    expect(contents).toHaveLength(2)
    expect(warnings).toEqual([])
  })

  it.each([
    ['', {}, 0],
    [' ', {}, 0],
    ['{"a":', { _raw: '{"a":' }, 1],
    ['[1]', { _raw: '[1]' }, 1],
    ['{"n":12345678901234567890}', { n: 12345678901234567000 }, 1],
    ['{"n":"12345678901234567890"}', { n: '12345678901234567890' }, 0],
  ])('arguments %j', (text, args, warningCount) => {
    const { contents, warnings } = fromChat(messages({ role: 'assistant', tool_calls: [call('c', 'f', text)] }))
    expect(contents).toMatchObject([{ parts: [{ functionCall: { args } }] }])
    expect(warnings).toHaveLength(warningCount)
  })

  it('thoughts stay thoughts, a refusal becomes text', () => {
    const { contents } = fromChat(
      messages({ role: 'assistant', reasoning_content: 'Hm', content: null, refusal: 'No' }),
    )
    expect(contents).toEqual([{ role: 'model', parts: [{ text: 'Hm', thought: true }, { text: 'No' }] }])
  })

  it('pictures, sounds and files in their order, with the losses', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'image_url', image_url: { url: 'data:image/jpg;charset=x;base64,QQ==', detail: 'low' } },
      { type: 'text', text: 'b' },
      { type: 'image_url', image_url: { url: 'https://a.test/p.webp?x=1', detail: 'auto' } },
      { type: 'input_audio', input_audio: { data: 'QQ==', format: 'wav' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,QQ==', filename: 'p.pdf' } },
    ]
    const { contents, warnings } = fromChat(messages({ role: 'user', content }))
    expect(contents).toEqual([
      {
        role: 'user',
        parts: [
          { text: 'a' },
          { inlineData: { mimeType: 'image/jpeg', data: 'QQ==' } },
          { text: 'b' },
          { fileData: { mimeType: 'image/webp', fileUri: 'https://a.test/p.webp?x=1' } },
          { inlineData: { mimeType: 'audio/wav', data: 'QQ==' } },
          { inlineData: { mimeType: 'application/pdf', data: 'QQ==' } },
        ],
      },
    ])
    expect(warnings).toEqual([
      { type: 'dropped', field: 'messages[0].parts[1].detail' },
      { type: 'dropped', field: 'messages[0].parts[5].filename' },
    ])
  })

  it.each<[object, TargetTraits]>([
    [{ type: 'file', file: { file_id: 'file-1' } }, {}],
    [{ type: 'image_url', image_url: { url: 'https://a.test/p.png' } }, { takesMediaUrls: false }],
  ])('refuses %j, which the model could not see', (part, traits) => {
    const thrown = (() => {
      try {
        return fromChat(messages({ role: 'user', content: [part] }), traits)
      } catch (error) {
        return error
      }
    })()
    expect(isGatewayError(thrown) && [thrown.code, thrown.param]).toEqual(['invalid_request', 'messages[0].parts[0]'])
  })

  it('pictures in results go where the model takes them', () => {
    const picture = { inlineData: { mimeType: 'image/png', data: 'QQ==' } }
    const request = decodeRequest(
      {
        contents: [
          { role: 'model', parts: [{ functionCall: { name: 'f' }, thoughtSignature: 's' }] },
          { parts: [{ functionResponse: { name: 'f', response: { output: '' }, parts: [picture] } }] },
          { parts: [{ text: 'See?' }] },
        ],
      },
      { model: 'm', isStreamed: false },
    )
    expect(encode(request).contents).toMatchObject([{}, { parts: [{ functionResponse: { parts: [picture] } }] }, {}])
    const { contents, warnings } = encode(request, { takesMediaInToolResults: false })
    expect(contents).toMatchObject([
      {},
      { parts: [{ functionResponse: { response: { output: 'The content follows as a message of the user.' } } }] },
      { parts: [picture, { text: 'See?' }] },
    ])
    expect(warnings).toMatchObject([{ type: 'changed', field: 'messages[1].parts[0].parts[1]' }])
  })

  it('a model that does not think needs no signature', () => {
    const { contents } = fromChat(messages({ role: 'assistant', tool_calls: [call('c', 'f', '{}')] }), {
      thinking: 'none',
    })
    expect(contents).toEqual([{ role: 'model', parts: [{ functionCall: { id: 'c', name: 'f', args: {} } }] }])
  })
})
