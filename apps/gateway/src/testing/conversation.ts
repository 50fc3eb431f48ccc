import type { DialectId } from '@tollgate/protocols/canonical'
import { callIn } from '@tollgate/testkit'

type Json = Record<string, unknown>

/** What one turn of the model came to. */
export interface Turn {
  status: number
  text: string
  callIds: string[]
  /** `x-tollgate-dropped`. */
  dropped: string | null
}

interface Wire {
  user: (text: string) => Json[]
  results: (calls: readonly { id: string; name: string }[], texts: readonly string[]) => Json[]
  /** The model's turn as the client keeps it. */
  kept: (answer: Json) => Json[]
  calls: (turn: readonly Json[]) => { id: string; name: string }[]
  body: (history: readonly Json[]) => Json
}

const SCHEMA = { type: 'object', properties: { city: { type: 'string' } } }
const NAME = 'get_weather'
const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])

/** As a plain client of each dialect keeps a conversation: whatever the answer held goes back as it came. */
const WIRES: Record<DialectId, Wire> = {
  'openai-chat': {
    user: (content) => [{ role: 'user', content }],
    results: (calls, texts) =>
      calls.map(({ id }, at) => ({ role: 'tool', tool_call_id: id, content: texts[at] ?? '' })),
    kept: (answer) => list(answer.choices).map((choice) => choice.message as Json),
    calls: (turn) =>
      turn.flatMap(({ tool_calls }) =>
        list(tool_calls).map((call) => ({ id: String(call.id), name: String((call.function as Json).name) })),
      ),
    body: (messages) => ({ messages, tools: [{ type: 'function', function: { name: NAME, parameters: SCHEMA } }] }),
  },
  'openai-responses': {
    user: (content) => [{ role: 'user', content }],
    results: (calls, texts) =>
      calls.map(({ id }, at) => ({ type: 'function_call_output', call_id: id, output: texts[at] ?? '' })),
    kept: (answer) => list(answer.output),
    calls: (turn) =>
      turn.flatMap((item) =>
        item.type === 'function_call' ? [{ id: String(item.call_id), name: String(item.name) }] : [],
      ),
    body: (input) => ({
      input,
      store: false,
      include: ['reasoning.encrypted_content'],
      tools: [{ type: 'function', name: NAME, parameters: SCHEMA, strict: false }],
    }),
  },
  'anthropic-messages': {
    user: (content) => [{ role: 'user', content }],
    results: (calls, texts) => [
      {
        role: 'user',
        content: calls.map(({ id }, at) => ({ type: 'tool_result', tool_use_id: id, content: texts[at] ?? '' })),
      },
    ],
    kept: (answer) => [{ role: 'assistant', content: answer.content }],
    calls: (turn) =>
      turn.flatMap(({ content }) =>
        list(content).flatMap((block) =>
          block.type === 'tool_use' ? [{ id: String(block.id), name: String(block.name) }] : [],
        ),
      ),
    body: (messages) => ({ messages, tools: [{ name: NAME, input_schema: SCHEMA }] }),
  },
  'gemini-generate': {
    user: (text) => [{ role: 'user', parts: [{ text }] }],
    results: (calls, texts) => [
      {
        role: 'user',
        parts: calls.map(({ id, name }, at) => ({
          functionResponse: { id, name, response: { output: texts[at] ?? '' } },
        })),
      },
    ],
    kept: (answer) => list(answer.candidates).map((candidate) => candidate.content as Json),
    calls: (turn) =>
      turn.flatMap(({ parts }) =>
        list(parts).flatMap((part) => {
          const call = part.functionCall as Json | undefined
          return call === undefined ? [] : [{ id: String(call.id), name: String(call.name) }]
        }),
      ),
    body: (contents) => ({ contents, tools: [{ functionDeclarations: [{ name: NAME, parameters: SCHEMA }] }] }),
  },
}

const THINKING: readonly unknown[] = ['thinking', 'redacted_thinking', 'reasoning']
const SIGNATURES = ['thoughtSignature', 'extra_content', 'reasoning_content']

/** A conversation with tools that one client keeps; each turn may go to another model. */
export class Conversation {
  private history: Json[] = []

  constructor(
    private readonly dialect: DialectId,
    private readonly access: { url: string; key: string },
    /** More fields of each request. */
    private readonly more: object = {},
  ) {}

  say(model: string, script: string): Promise<Turn> {
    return this.send(model, this.wire.user(`go on @@script:${script}@@`))
  }

  /** Brings a result for each call of the last turn; `script` is what the model makes of them. */
  giveResults(model: string, script: string, access = this.access): Promise<Turn> {
    const calls = this.wire.calls(this.history.slice(this.lastTurnAt))
    const texts = calls.map((_, at) => `result ${at} @@script:${script}@@`)
    return this.send(model, this.wire.results(calls, texts), access)
  }

  /** Takes out of everything that was kept what clients leave out that know it not: thinking and signatures. */
  forget(): void {
    const isThinking = (value: unknown): boolean =>
      typeof value === 'object' && value !== null && 'type' in value && THINKING.includes(value.type)
    const text = JSON.stringify(this.history, (name, value) =>
      Array.isArray(value) ? value.filter((item) => !isThinking(item)) : SIGNATURES.includes(name) ? undefined : value,
    )
    this.history = JSON.parse(text) as Json[]
  }

  private lastTurnAt = 0

  private get wire(): Wire {
    return WIRES[this.dialect]
  }

  private async send(model: string, turn: readonly Json[], access = this.access): Promise<Turn> {
    this.history.push(...turn)
    const text = JSON.stringify({ ...this.fields(model), ...this.wire.body(this.history), ...this.more })
    const response = await callIn(access, this.dialect, { model, text })
    const answerText = await response.text()
    const dropped = response.headers.get('x-tollgate-dropped')
    if (!response.ok) return { status: response.status, text: answerText, callIds: [], dropped }
    const kept = this.wire.kept(JSON.parse(answerText) as Json)
    this.lastTurnAt = this.history.length
    this.history.push(...kept)
    return { status: response.status, text: answerText, callIds: this.wire.calls(kept).map(({ id }) => id), dropped }
  }

  private fields(model: string): Json {
    switch (this.dialect) {
      case 'openai-chat':
        return { model, max_tokens: 3_000 }
      case 'openai-responses':
        return { model, max_output_tokens: 3_000 }
      case 'anthropic-messages':
        return { model, max_tokens: 3_000 }
      case 'gemini-generate':
        return { generationConfig: { maxOutputTokens: 3_000 } }
    }
  }
}
