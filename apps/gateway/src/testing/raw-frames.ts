import type { DialectId } from '@tollgate/protocols/canonical'

/** An event of a stream; `value` as JSON, or as it is. */
const frame = (value: unknown, event?: string): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`
const typed = (type: string, fields: object = {}): string => frame({ type, ...fields }, type)

const chat = (delta: unknown, finishReason: string | null = null, more: object = {}): string =>
  frame({
    id: 'c',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
    ...more,
  })
const CHAT_USAGE = { usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } }
const DONE = 'data: [DONE]\n\n'
const chatEnd = (reason = 'stop', more: object = CHAT_USAGE): string => chat({}, reason, more) + DONE
const chatCall = (name: string, fields: object): object => ({
  type: 'function',
  function: { name, arguments: '{}' },
  ...fields,
})

const MESSAGE_START = typed('message_start', {
  message: {
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    usage: { input_tokens: 10, output_tokens: 1 },
  },
})
const block = (index: unknown, start: unknown, delta: unknown): string =>
  typed('content_block_start', { index, content_block: start }) +
  typed('content_block_delta', { index, delta }) +
  typed('content_block_stop', { index })
const textBlock = (index: unknown = 0): string =>
  block(index, { type: 'text', text: '' }, { type: 'text_delta', text: 'hello' })
const callBlock = (index: number, fields: object, json = '{}'): string =>
  block(index, { type: 'tool_use', input: {}, ...fields }, { type: 'input_json_delta', partial_json: json })
const messageEnd = (reason: unknown = 'end_turn', usage: unknown = { output_tokens: 5 }): string =>
  typed('message_delta', { delta: { stop_reason: reason }, usage }) + typed('message_stop')

const GEMINI_USAGE = { usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 } }
const gemini = (parts: unknown, finishReason?: string, more: object = finishReason === undefined ? {} : GEMINI_USAGE) =>
  frame({ candidates: [{ index: 0, content: { role: 'model', parts }, finishReason }], ...more })

const itemText = (text = 'hello', index = 0): string =>
  typed('response.output_item.added', {
    output_index: index,
    item: { id: 'i', type: 'message', role: 'assistant', content: [] },
  }) +
  typed('response.output_text.delta', { item_id: 'i', output_index: index, content_index: 0, delta: text }) +
  typed('response.output_text.done', { item_id: 'i', output_index: index, content_index: 0, text })
const itemCall = (index: number, fields: object, json = '{}'): string => {
  const item = { id: `f${index}`, type: 'function_call', name: 'f', arguments: json, ...fields }
  return (
    typed('response.output_item.added', { output_index: index, item: { ...item, arguments: '' } }) +
    typed('response.function_call_arguments.done', { item_id: item.id, output_index: index, arguments: json }) +
    typed('response.output_item.done', { output_index: index, item })
  )
}
const RESPONSE_START = typed('response.created', {
  response: { id: 'r', model: 'm', status: 'in_progress', output: [] },
})
const responseEnd = (more: object = {}, status = 'completed'): string =>
  typed(`response.${status}`, {
    response: { id: 'r', model: 'm', status, output: [], usage: { input_tokens: 10, output_tokens: 5 }, ...more },
  })

/** Where one event stands that has no end. */
const ENDLESS = `data: ${'x'.repeat(17 * 1024 * 1024)}`
const PAGE = '<html><body>Sign in to the network</body></html>\n\n'
const SCALARS = ['null', '5', '"x"', '[]', 'true'].map((value) => frame(value)).join('')

/** A stream that says `hello` and is cut by what follows. */
const BEGUN: Record<DialectId, string> = {
  'openai-chat': chat({ content: 'hello' }),
  'anthropic-messages': MESSAGE_START + textBlock(),
  'gemini-generate': gemini([{ text: 'hello' }]),
  'openai-responses': RESPONSE_START + itemText(),
}

export type Verdict =
  /** No answer at all: an HTTP error. */
  | 'refused'
  /** An answer that ends in an error. */
  | 'broken'
  /** A whole answer to clients of the same dialect; in every other one it ends in an error. */
  | 'broken elsewhere'
  /** What can be understood of it is a whole answer. */
  | 'whole'
  /** The same, and what it says of its usage is not believed. */
  | 'whole, estimated'

/** What a hostile or broken upstream streams, and what has to become of it for every client. */
export const HOSTILE_STREAMS: Record<DialectId, readonly (readonly [name: string, verdict: Verdict, bytes: string])[]> =
  {
    'openai-chat': [
      ...common('openai-chat'),
      ['choices that are null', 'broken', chat({ content: 'hello' }) + frame({ choices: null }) + DONE],
      ['choices that are an object', 'broken', chat({ content: 'hello' }) + frame({ choices: { a: 1 } }) + DONE],
      [
        'a choice and a delta that are null',
        'whole',
        chat({ content: 'hello' }) + frame({ choices: [null] }) + chat(null) + chatEnd(),
      ],
      [
        'indices that are none',
        'whole',
        chat({ content: 'hello' }) +
          frame({ choices: [{ index: -1, delta: { content: 'x' } }, { index: 1e9 }] }) +
          chatEnd(),
      ],
      [
        'calls without ids and indices',
        'whole',
        chat({ tool_calls: [chatCall('f', {}), chatCall('g', {})] }) + chatEnd('tool_calls'),
      ],
      [
        'calls of one index',
        'whole',
        chat({ tool_calls: [chatCall('f', { index: 0, id: 'a' }), chatCall('g', { index: 0, id: 'b' })] }) +
          chatEnd('tool_calls'),
      ],
      [
        'calls of one id',
        'whole',
        chat({ tool_calls: [chatCall('f', { index: 0, id: 'a' }), chatCall('g', { index: 1, id: 'a' })] }) +
          chatEnd('tool_calls'),
      ],
      [
        'arguments that are no JSON',
        'broken elsewhere',
        chat({
          tool_calls: [{ ...chatCall('f', { index: 0, id: 'a' }), function: { name: 'f', arguments: '{"a": nope' } }],
        }) + chatEnd('tool_calls'),
      ],
      [
        'negative usage',
        'whole, estimated',
        chat({ content: 'hello' }) + chatEnd('stop', { usage: { prompt_tokens: -9, completion_tokens: -1 } }),
      ],
      [
        'usage beyond belief',
        'whole, estimated',
        chat({ content: 'hello' }) + chatEnd('stop', { usage: { prompt_tokens: 1e15, completion_tokens: 1e15 } }),
      ],
      [
        'an error among the chunks',
        'broken',
        chat({ content: 'hello' }) +
          frame({ error: { code: 502, message: 'http://10.0.0.1 sk-canary' }, choices: [] }) +
          DONE,
      ],
      ['a finish reason that is an error', 'broken', chat({ content: 'hello' }) + chatEnd('error')],
      [
        'one of two choices that never ends',
        'broken',
        chat({ content: 'hello' }) + frame({ choices: [{ index: 1, delta: { content: 'x' } }] }) + chatEnd(),
      ],
      ['the terminator alone', 'refused', DONE],
    ],
    'anthropic-messages': [
      ...common('anthropic-messages'),
      [
        'a message that is null',
        'whole, estimated',
        typed('message_start', { message: null }) + textBlock() + messageEnd(),
      ],
      ['a block that is null', 'whole', MESSAGE_START + block(1, null, null) + textBlock(2) + messageEnd()],
      ['blocks of one index', 'whole', MESSAGE_START + textBlock() + textBlock() + messageEnd()],
      ['an index that is no number', 'whole', MESSAGE_START + textBlock('a') + messageEnd()],
      ['a call without an id', 'whole', MESSAGE_START + callBlock(0, { name: 'f' }) + messageEnd('tool_use')],
      [
        'calls of one id',
        'whole',
        MESSAGE_START +
          callBlock(0, { id: 'a', name: 'f' }) +
          callBlock(1, { id: 'a', name: 'g' }) +
          messageEnd('tool_use'),
      ],
      [
        'arguments that are no JSON',
        'broken elsewhere',
        MESSAGE_START + callBlock(0, { id: 'a', name: 'f' }, '{"a": nope') + messageEnd('tool_use'),
      ],
      [
        'negative usage',
        'whole, estimated',
        MESSAGE_START + textBlock() + messageEnd('end_turn', { input_tokens: -1, output_tokens: -7 }),
      ],
      ['an end without a reason', 'broken', MESSAGE_START + textBlock() + typed('message_stop')],
      [
        'an end whose delta is null',
        'broken',
        MESSAGE_START + textBlock() + typed('message_delta', { delta: null, usage: null }) + typed('message_stop'),
      ],
      ['the terminator alone', 'refused', typed('message_stop')],
    ],
    'gemini-generate': [
      ...common('gemini-generate'),
      ['candidates that are null', 'broken', gemini([{ text: 'hello' }]) + frame({ candidates: null })],
      [
        'a candidate, content and parts that are null',
        'whole',
        frame({ candidates: [null] }) +
          frame({ candidates: [{ content: null }] }) +
          gemini(null) +
          gemini([null, 5, { text: 'hello' }], 'STOP'),
      ],
      [
        'indices that are none',
        'whole',
        frame({ candidates: [{ index: -1, content: { parts: [{ text: 'x' }] } }, { index: 1e9 }] }) +
          gemini([{ text: 'hello' }], 'STOP'),
      ],
      ['a call without a name', 'whole', gemini([{ functionCall: {} }], 'STOP')],
      [
        'calls of one id',
        'whole',
        gemini([{ functionCall: { id: 'a', name: 'f' } }, { functionCall: { id: 'a', name: 'g' } }], 'STOP'),
      ],
      [
        'arguments that are no object',
        'broken elsewhere',
        gemini([{ functionCall: { name: 'f', args: '{"a": nope' } }], 'STOP'),
      ],
      [
        'negative usage',
        'whole, estimated',
        gemini([{ text: 'hello' }], 'STOP', { usageMetadata: { promptTokenCount: -4, candidatesTokenCount: -5 } }),
      ],
      [
        'an error in an array',
        'broken',
        gemini([{ text: 'hello' }]) + frame([{ error: { code: 503, message: 'x', status: 'UNAVAILABLE' } }]),
      ],
    ],
    'openai-responses': [
      ...common('openai-responses'),
      [
        'responses that are null',
        'whole, estimated',
        typed('response.created', { response: null }) + itemText() + typed('response.completed', { response: null }),
      ],
      [
        'an item that is null',
        'whole',
        RESPONSE_START +
          typed('response.output_item.added', { output_index: 3, item: null }) +
          itemText() +
          responseEnd(),
      ],
      ['items of one index', 'whole', RESPONSE_START + itemText('one') + itemText('hello') + responseEnd()],
      [
        'a delta of an item that never began',
        'whole',
        RESPONSE_START +
          typed('response.output_text.delta', { item_id: 'z', output_index: 0, content_index: 0, delta: 'hello' }) +
          responseEnd(),
      ],
      ['a call without an id', 'whole', RESPONSE_START + itemCall(0, {}) + responseEnd()],
      [
        'calls of one id',
        'whole',
        RESPONSE_START + itemCall(0, { call_id: 'a' }) + itemCall(1, { call_id: 'a', name: 'g' }) + responseEnd(),
      ],
      [
        'arguments that are no JSON',
        'broken elsewhere',
        RESPONSE_START + itemCall(0, { call_id: 'a' }, '{"a": nope') + responseEnd(),
      ],
      [
        'negative usage',
        'whole, estimated',
        RESPONSE_START + itemText() + responseEnd({ usage: { input_tokens: -1, output_tokens: -9 } }),
      ],
      [
        'a failure',
        'broken',
        RESPONSE_START +
          itemText() +
          responseEnd({ error: { code: 'server_error', message: 'http://10.0.0.1' } }, 'failed'),
      ],
      [
        'a completion that says it failed',
        'broken',
        RESPONSE_START + itemText() + typed('response.completed', { response: { status: 'failed', error: null } }),
      ],
    ],
  }

function common(dialect: DialectId): (readonly [string, Verdict, string])[] {
  const begun = BEGUN[dialect]
  return [
    ['nothing', 'refused', ''],
    ['a page', 'refused', PAGE],
    ['values that are no objects', 'refused', SCALARS],
    ['an event without an end', 'refused', ENDLESS],
    ['a page amid the answer', 'broken', begun + PAGE],
    ['an event without an end amid the answer', 'broken', begun + ENDLESS],
    ['no end', 'broken', begun],
    ['half an event', 'broken', `${begun}data: {"cho`],
  ]
}

/** Ends of choices that said nothing, for a reason that only the vendor has. */
export const HOLLOW_STREAM = gemini([], 'MALFORMED_FUNCTION_CALL')

/** Bodies of status 200 that are no answer, in no dialect. */
export const HOSTILE_BODIES: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['a page', PAGE],
  ['half a JSON text', '{"choices": ['],
  ['null', 'null'],
  ['an array', '[]'],
  ['no fields', '{}'],
  ['fields that are null', '{"choices":null,"content":null,"candidates":null,"output":null,"usage":null}'],
  ['fields of wrong types', '{"choices":5,"content":{"a":1},"candidates":"x","output":true}'],
]
