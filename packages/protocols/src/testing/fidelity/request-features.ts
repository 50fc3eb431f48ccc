import type { DialectId } from '../../canonical/dialect-id.js'
import type { Message, Role } from '../../canonical/message.js'
import type { MediaSource, Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { FunctionTool, Tool } from '../../canonical/tool.js'
import type { JsonObject } from '../../codec.js'
import {
  callableOf,
  callsOf,
  conversationOf,
  instructionsOf,
  placesOf,
  settingsOf,
  thoughtsOf,
  toolsOf,
} from './request-views.js'

/** Something that a client can ask for. */
export interface RequestFeature {
  name: string
  /** In our words; each client dialect writes it as its own clients would. */
  request: CanonicalRequest
  /** What only these dialects can say, in their words: fields of their body beside those of the request. */
  wire?: Partial<Record<DialectId, JsonObject>>
  /** What must arrive. */
  view: (request: CanonicalRequest) => unknown
  /** Upstream dialects where nobody has to ask for it, and what becomes of it there. */
  unasked?: Partial<Record<DialectId, string>>
}

const BASE: CanonicalRequest = {
  model: 'm',
  messages: [],
  tools: [],
  settings: {},
  isStreamed: false,
  wantsStreamUsage: true,
  facts: { vision: false, audio: false, document: false, tools: false, json: false, reasoning: false, nativeOnly: [] },
}

const text = (words: string): Part => ({ type: 'text', text: words })
const say = (role: Role, ...parts: (Part | string)[]): Message => ({
  role,
  parts: parts.map((part) => (typeof part === 'string' ? text(part) : part)),
})
const HELLO = say('user', 'Hello, answer in JSON.')
const media = (kind: 'image' | 'audio' | 'document' | 'video', source: MediaSource): Part => ({
  type: 'media',
  kind,
  source,
})
const bytes = (mediaType: string): MediaSource => ({ type: 'base64', mediaType, data: 'iVBORw0KGgo=' })
const at = (url: string): MediaSource => ({ type: 'url', url })
const PNG = media('image', bytes('image/png'))

const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const tool = (name: string, fields: Partial<FunctionTool> = {}): FunctionTool => ({
  type: 'function',
  name,
  description: 'Tells the weather',
  parameters: SCHEMA,
  ...fields,
})
const TOOLS = [tool('weather'), tool('clock')]
const call = (callId: string, name: string): Part => ({
  type: 'tool-call',
  callId,
  name,
  argumentsText: '{"city":"Paris"}',
})
const result = (callId: string, parts: Part[], isError?: true): Part => ({
  type: 'tool-result',
  callId,
  parts,
  ...(isError && { isError }),
})
const loop = (results: Part[]): Message[] => [
  HELLO,
  say('assistant', call('call_1', 'weather'), call('call_2', 'clock')),
  say('tool', ...results),
]

const conversation = (name: string, messages: readonly Message[], tools: readonly Tool[] = []): RequestFeature => ({
  name,
  request: { ...BASE, messages, tools },
  view: conversationOf,
})
const setting = (name: string, settings: RequestSettings, tools: readonly Tool[] = []): RequestFeature => ({
  name,
  request: { ...BASE, messages: [HELLO], settings, tools },
  view: (request) => settingsOf(request, Object.keys(settings)),
})
/** Words of single dialects: nothing of them is in our own. */
const native = (name: string, wire: Partial<Record<DialectId, JsonObject>>): RequestFeature => ({
  name,
  request: { ...BASE, messages: [HELLO] },
  wire,
  view: conversationOf,
})

/** Every row of the tables in docs/fidelity.md that is about requests. */
export const REQUEST_FEATURES: readonly RequestFeature[] = [
  { ...conversation('instructions first', [say('system', 'A', 'B'), HELLO]), view: instructionsOf },
  {
    ...conversation('instructions amid the conversation', [
      HELLO,
      say('assistant', 'Hi'),
      say('user', 'Go on'),
      say('system', 'Be brief'),
      say('user', 'Now'),
    ]),
    view: placesOf,
  },
  conversation('turns of words', [HELLO, say('assistant', 'Hi'), say('user', 'And?')]),
  conversation('words the model is to go on with', [HELLO, say('assistant', 'It is')]),
  conversation('image by its bytes, between words', [say('user', 'Look', PNG, 'well')]),
  conversation('image by its address', [say('user', 'Look', media('image', at('https://a.test/p.png')))]),
  conversation('PDF by its bytes', [say('user', 'Read', media('document', bytes('application/pdf')))]),
  conversation('PDF by its address', [say('user', 'Read', media('document', at('https://a.test/p.pdf')))]),
  conversation('sound', [say('user', 'Hear', media('audio', bytes('audio/wav')))]),
  conversation('video', [say('user', 'See', media('video', bytes('video/mp4')))]),
  { ...conversation('functions', [HELLO], TOOLS), view: toolsOf },
  { ...conversation('functions with long or odd names', [HELLO], [tool(`ns.${'x'.repeat(40)}`)]), view: toolsOf },
  { ...conversation('strict functions', [HELLO], [tool('weather', { strict: true })]), view: toolsOf },
  setting('tool choice: auto', { toolChoice: { type: 'auto' } }, TOOLS),
  setting('tool choice: none', { toolChoice: { type: 'none' } }, TOOLS),
  setting('tool choice: any must be called', { toolChoice: { type: 'required' } }, TOOLS),
  setting('tool choice: this one', { toolChoice: { type: 'tool', name: 'weather' } }, TOOLS),
  {
    ...setting(
      'tool choice: some of them',
      { toolChoice: { type: 'allowed', mode: 'required', names: ['weather', 'clock'] } },
      [...TOOLS, tool('map')],
    ),
    view: callableOf,
  },
  setting('no calls in parallel', { mayCallToolsInParallel: false }, TOOLS),
  {
    ...conversation(
      'parallel calls and their results',
      loop([result('call_1', [text('18')]), result('call_2', [text('noon')])]),
      TOOLS,
    ),
    view: callsOf,
  },
  {
    ...conversation(
      'a tool that failed',
      loop([result('call_1', [text('boom')], true), result('call_2', [text('x')])]),
    ),
    view: (request) => request.messages.flatMap(({ parts }) => parts.map((part) => 'isError' in part && part.isError)),
  },
  {
    ...conversation(
      'an image that a tool gave',
      loop([result('call_1', [text('18'), PNG]), result('call_2', [text('x')])]),
    ),
    view: (request) =>
      request.messages.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.type === 'tool-result' ? part.parts.map(({ type }) => type) : [])),
      ),
  },
  setting('JSON of any form', { responseFormat: { type: 'json-object' } }),
  setting('JSON after a schema', { responseFormat: { type: 'json-schema', name: 'output', schema: SCHEMA } }),
  setting('output limit', { maxOutputTokens: 2_000 }),
  setting('temperature up to 1', { temperature: 0.5 }),
  setting('temperature above 1', { temperature: 1.5 }),
  setting('top_p', { topP: 0.9 }),
  setting('top_k', { topK: 40 }),
  setting('stop sequences, four', { stop: ['a', 'b', 'c', 'd'] }),
  setting('stop sequences, six', { stop: ['a', 'b', 'c', 'd', 'e', 'f'] }),
  setting('seed', { seed: 7 }),
  setting('penalties', { frequencyPenalty: 0.5, presencePenalty: 0.5 }),
  setting('several answers', { choiceCount: 2 }),
  setting('log probabilities', { logprobs: { isWanted: true, top: 2 } }),
  setting('thinking by effort', { reasoningEffort: 'high', maxOutputTokens: 40_000 }),
  setting('thinking by budget', { reasoningBudgetTokens: 5_000, maxOutputTokens: 40_000 }),
  setting('thinking switched off', { reasoningEffort: 'none' }),
  {
    ...setting('thinking shown', { reasoningEffort: 'high', isReasoningShown: true, maxOutputTokens: 40_000 }),
    unasked: { 'openai-chat': 'shown where the upstream shows it unasked' },
  },
  {
    ...native('thinking of earlier turns', {
      'openai-chat': {
        messages: [
          { role: 'user', content: 'Hello' },
          { role: 'assistant', content: 'Hi', reasoning_content: 'Hm' },
          { role: 'user', content: 'And?' },
        ],
      },
      'openai-responses': {
        input: [
          { type: 'message', role: 'user', content: 'Hello' },
          { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }], encrypted_content: 'e' },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi', annotations: [] }] },
          { type: 'message', role: 'user', content: 'And?' },
        ],
      },
      'anthropic-messages': {
        messages: [
          { role: 'user', content: 'Hello' },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm', signature: 's' },
              { type: 'text', text: 'Hi' },
            ],
          },
          { role: 'user', content: 'And?' },
        ],
      },
      'gemini-generate': {
        contents: [
          { role: 'user', parts: [{ text: 'Hello' }] },
          {
            role: 'model',
            parts: [
              { text: 'Hm', thought: true },
              { text: 'Hi', thoughtSignature: 'cw==' },
            ],
          },
          { role: 'user', parts: [{ text: 'And?' }] },
        ],
      },
    }),
    view: thoughtsOf,
  },
  setting('end user', { endUserId: 'u-1' }),
  native('cache marks', {
    'anthropic-messages': {
      system: [{ type: 'text', text: 'Long', cache_control: { type: 'ephemeral' } }],
    },
    'openai-chat': { prompt_cache_key: 'k' },
    'openai-responses': { prompt_cache_key: 'k' },
    'gemini-generate': { cachedContent: 'cachedContents/1' },
  }),
  native('the vendor’s own search', {
    'anthropic-messages': { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    'openai-chat': { web_search_options: {} },
    'openai-responses': { tools: [{ type: 'web_search' }] },
    'gemini-generate': { tools: [{ googleSearch: {} }] },
  }),
  native('class of service', {
    'anthropic-messages': { service_tier: 'auto' },
    'openai-chat': { service_tier: 'flex' },
    'openai-responses': { service_tier: 'flex' },
    'gemini-generate': { serviceTier: 'flex' },
  }),
  native('bias of tokens', { 'openai-chat': { logit_bias: { 5: 1 } } }),
  native('safety settings', {
    'gemini-generate': {
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    },
  }),
  native('a stored conversation', { 'openai-responses': { previous_response_id: 'resp_1' } }),
]
