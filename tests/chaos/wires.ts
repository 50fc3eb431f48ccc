/** How a caller speaks. One key opens all of them. */
export type WireId = 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini-generate'

/** What a caller says, in no dialect's words. */
export interface WireCall {
  model: string
  key: string
  prompt: string
  isStreamed: boolean
  maxTokens: number
}

/** A plain client of one dialect: what it sends, and how it tells a whole answer from a torn one. */
export interface Wire {
  path(call: WireCall): string
  headers(call: WireCall): Record<string, string>
  body(call: WireCall): object
  /** In a stream: a piece of text that the upstream wrote, which are `t0 `, `t1 ` … */
  piece: RegExp
  /** The last words of a stream: after them the call is recorded for good. */
  terminal: RegExp
}

const bearer = ({ key }: WireCall): Record<string, string> => ({ authorization: `Bearer ${key}` })
const userTurn = (content: string) => [{ role: 'user', content }]

export const WIRES: Record<WireId, Wire> = {
  'openai-chat': {
    path: () => '/v1/chat/completions',
    headers: bearer,
    body: ({ model, isStreamed, maxTokens, prompt }) => ({
      model,
      stream: isStreamed,
      max_tokens: maxTokens,
      messages: userTurn(prompt),
    }),
    piece: /"content":\s*"t\d/g,
    terminal: /data: \[DONE\]\s*$/,
  },
  'openai-responses': {
    path: () => '/v1/responses',
    headers: bearer,
    body: ({ model, isStreamed, maxTokens, prompt }) => ({
      model,
      stream: isStreamed,
      max_output_tokens: maxTokens,
      store: false,
      input: prompt,
    }),
    piece: /"delta":\s*"t\d/g,
    terminal: /"type":\s*"response\.(?:completed|incomplete)"/,
  },
  'anthropic-messages': {
    path: () => '/v1/messages',
    headers: ({ key }) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    body: ({ model, isStreamed, maxTokens, prompt }) => ({
      model,
      stream: isStreamed,
      max_tokens: maxTokens,
      messages: userTurn(prompt),
    }),
    piece: /"text":\s*"t\d/g,
    terminal: /"type":\s*"message_stop"/,
  },
  'gemini-generate': {
    path: ({ model, isStreamed }) =>
      `/v1beta/models/${model}:${isStreamed ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    headers: ({ key }) => ({ 'x-goog-api-key': key }),
    body: ({ maxTokens, prompt }) => ({
      contents: [{ role: 'user', parts: [{ text: prompt }] }],
      generationConfig: { maxOutputTokens: maxTokens },
    }),
    piece: /"text":\s*"t\d/g,
    terminal: /"finishReason":\s*"[A-Z]/,
  },
}

export const WIRE_IDS = Object.keys(WIRES) as readonly WireId[]

/** Pieces of text in as much of a stream as has come; 0 for an answer that is no stream. */
export const countPieces = (wire: WireId, text: string, isStreamed: boolean): number =>
  isStreamed ? (text.match(WIRES[wire].piece)?.length ?? 0) : 0

/** Whether an answer with status 200 came to its end. */
export const isWhole = (wire: WireId, text: string, isStreamed: boolean): boolean =>
  isStreamed ? WIRES[wire].terminal.test(text) : text.trimEnd().endsWith('}')
