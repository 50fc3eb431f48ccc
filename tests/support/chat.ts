/** What came back from one call, whatever it was. */
export interface ChatOutcome {
  status: number
  headers: Headers
  /** `x-request-id`; '' where it is missing. */
  requestId: string
  text: string
}

export interface ChatRequestOptions {
  origin: string
  key?: string
  /** JSON, or text that is sent as it is. */
  body: unknown
  path?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** One call by hand, for what a client library would not send. Never throws for a refusal. */
export async function chat(options: ChatRequestOptions): Promise<ChatOutcome> {
  const response = await send(options)
  return outcomeOf(response, await response.text())
}

/** Starts a call and hands the answer out piece by piece. */
export async function openChat(
  options: ChatRequestOptions,
): Promise<{ response: Response; requestId: string; pieces: AsyncIterableIterator<string> }> {
  const response = await send(options)
  return { response, requestId: response.headers.get('x-request-id') ?? '', pieces: piecesOf(response) }
}

export const user = (content: string): { role: 'user'; content: string } => ({ role: 'user', content })

/** A prompt that tells the upstream what to do; see script.ts of the testkit. */
export const scripted = (script: string, text = 'hi'): { role: 'user'; content: string } =>
  user(`${text} @@script:${script}@@`)

/** The JSON of each `data:` line; `[DONE]` as the text it is. */
export const eventsOf = (sse: string): unknown[] =>
  sse
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => (line === 'data: [DONE]' ? '[DONE]' : JSON.parse(line.slice('data: '.length))))

export interface WireError {
  error: { message: string; type: string; code: string | null; param?: string | null }
}

export const errorOf = (outcome: ChatOutcome): WireError['error'] => (JSON.parse(outcome.text) as WireError).error

const send = ({ origin, key, body, path = '/v1/chat/completions', headers, signal }: ChatRequestOptions) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  })

const outcomeOf = (response: Response, text: string): ChatOutcome => ({
  status: response.status,
  headers: response.headers,
  requestId: response.headers.get('x-request-id') ?? '',
  text,
})

async function* piecesOf(response: Response): AsyncIterableIterator<string> {
  const decoder = new TextDecoder()
  for await (const bytes of response.body ?? []) yield decoder.decode(bytes, { stream: true })
}

/** Everything that an iterable gives, in order. */
export async function collect<Item>(iterable: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of iterable) items.push(item)
  return items
}
