import type { ChatRequest } from './chat-request'
import { toChatBody } from './chat-request'
import type { AnswerFacts, ChatError } from './conversation'
import { type ChatChunk, parseErrorBody } from './parse-chunk'
import { createAnswerReader } from './read-answer'
import { parseRetryAfter } from './retry-after'
import { SessionEnded, type TicketSource } from './ticket-source'

export interface AskOptions {
  request: ChatRequest
  tickets: TicketSource
  signal: AbortSignal
  onChunk: (chunk: ChatChunk) => void
  /** The call has its id: it can be looked up from now on, whatever becomes of this page. */
  onBegun?: (requestId: string) => void
}

export interface AnswerOutcome {
  state: 'done' | 'stopped' | 'failed'
  facts: AnswerFacts
  error?: ChatError
}

/** One call of the gateway, as any client makes it. Never throws: what went wrong is part of the outcome. */
export async function ask({ request, tickets, signal, onChunk, onBegun }: AskOptions): Promise<AnswerOutcome> {
  const startedAt = performance.now()
  const facts: AnswerFacts = {}
  const end = (state: AnswerOutcome['state'], error?: ChatError): AnswerOutcome => {
    const durationMs = performance.now() - startedAt
    return { state, facts: { ...facts, durationMs }, ...(error && { error }) }
  }
  try {
    const response = await callWithTicket({ request, tickets, signal })
    const requestId = response.headers.get('x-request-id')
    if (requestId !== null) {
      facts.requestId = requestId
      onBegun?.(requestId)
    }
    if (!response.ok || response.body === null) return end('failed', await errorOf(response))
    const reader = createAnswerReader()
    let failure: ChatError | undefined
    for await (const text of textOf(response.body)) {
      for (const chunk of reader.push(text)) {
        if (chunk.text || chunk.reasoning) facts.firstTokenMs ??= performance.now() - startedAt
        collect(facts, chunk)
        failure ??= chunk.error
        onChunk(chunk)
      }
    }
    if (failure !== undefined) return end('failed', failure)
    return reader.isComplete() ? end('done') : end('failed', { code: 'truncated', message: '' })
  } catch (error) {
    if (signal.aborted) return end('stopped')
    if (error instanceof TicketError) return end('failed', { code: error.code, message: '' })
    return end('failed', { code: 'network', message: '' })
  }
}

class TicketError extends Error {
  readonly code: 'session' | 'ticket'
  constructor(cause: unknown) {
    super('no ticket', { cause })
    this.code = cause instanceof SessionEnded ? 'session' : 'ticket'
  }
}

type CallOptions = Pick<AskOptions, 'request' | 'tickets' | 'signal'>

/** A refused ticket is replaced once: it may have ended while the computer slept. */
async function callWithTicket(options: CallOptions): Promise<Response> {
  const response = await call(options)
  if (response.status !== 401) return response
  await response.body?.cancel()
  options.tickets.drop()
  return call(options)
}

async function call({ request, tickets, signal }: CallOptions): Promise<Response> {
  const ticket = await tickets.get().catch((cause) => {
    throw new TicketError(cause)
  })
  return fetch('/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/json', 'x-tollgate-extras': 'cost' },
    body: JSON.stringify(toChatBody(request)),
    credentials: 'omit',
    signal,
  })
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder() // keeps the bytes of a character that two reads share
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    reader.releaseLock()
  }
}

async function errorOf(response: Response): Promise<ChatError> {
  const error = parseErrorBody(await response.text()) ?? { code: `http_${response.status}`, message: '' }
  const retryAtMs = parseRetryAfter(response.headers.get('retry-after'), Date.now())
  return { ...error, ...(retryAtMs !== undefined && { retryAtMs }) }
}

function collect(facts: AnswerFacts, chunk: ChatChunk) {
  if (chunk.usage) facts.usage = chunk.usage
  if (chunk.cost) facts.cost = chunk.cost
  if (chunk.requestId) facts.requestId = chunk.requestId
  if (chunk.finishReason) facts.finishReason = chunk.finishReason
}
