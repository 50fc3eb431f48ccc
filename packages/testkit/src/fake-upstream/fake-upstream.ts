import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBarriers } from './barriers.js'
import { allText, type ChatRequest } from './chat-request.js'
import { dialectOf } from './dialects.js'
import type { FakeCall, FakeDialect } from './fake-dialect.js'
import { encodeGeminiModels } from './gemini-generate-answer.js'
import { maskHeaders, sha256 } from './mask-headers.js'
import { refuse, refuseWith, sendJson, sendPlainFault } from './plain-answers.js'
import { planAnswer } from './plan-answer.js'
import { parseScript, type UpstreamScript } from './script.js'
import { type Delivery, sendStream, sendUnary } from './send-answer.js'
import { createTruthLog, type TruthEntry } from './truth-log.js'

const MAX_BODY_BYTES = 128 * 1024 ** 2
const DEFAULT_MODELS = ['demo-chat', 'demo-mini', 'demo-vision']

export interface FakeUpstreamOptions {
  /** Default 0: any free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
  /** One JSON line at the begin and the end of each call, written before any answer. */
  truthLogFile?: string
  /** How many calls `truth()` remembers; default all. */
  maxTruthEntries?: number
  /** Keys that it takes; absent: any, and none. */
  acceptKeys?: readonly string[]
  /** Keys that always get this status; `setFailingKeys` changes it. */
  failKeys?: Readonly<Record<string, number>>
  /** Said in answers to prompts without a script. */
  label?: string
  /** Between two chunks where no script says it; default 0. */
  delayMs?: number
  models?: readonly string[]
}

export interface FakeUpstream {
  /** Base URL for a channel, with `/v1`. Any other path before that of a dialect is served as well. */
  url: string
  port: number
  truth(): readonly TruthEntry[]
  /** Forgets what was logged; calls under way are still counted to their old entries. */
  reset(): void
  setFailingKeys(failKeys: Readonly<Record<string, number>>): void
  /** Calls held at `@@script:barrier=name@@`. */
  waitingAt(name: string): number
  /** Lets the calls at a barrier go on, and all that come later, until `reset`. */
  release(name: string): void
  /** Ends at once, calls under way included. */
  close(): Promise<void>
}

/**
 * An upstream that speaks each dialect by path, does what each prompt's script says (script.ts), and keeps a log of what
 * really happened.
 */
export async function startFakeUpstream(options: FakeUpstreamOptions = {}): Promise<FakeUpstream> {
  const { port = 0, host = '127.0.0.1', label = 'demo', delayMs = 0, models = DEFAULT_MODELS } = options
  const log = createTruthLog({
    ...(options.truthLogFile !== undefined && { file: options.truthLogFile }),
    ...(options.maxTruthEntries !== undefined && { maxEntries: options.maxTruthEntries }),
  })
  const barriers = createBarriers()
  const closing = new AbortController()
  let failKeys = options.failKeys ?? {}
  let callCount = 0
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: { message: String(error) } })
      else response.destroy()
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(port, host)
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://${host}:${bound}/v1`,
    port: bound,
    truth: log.entries,
    reset() {
      log.reset()
      barriers.reset()
    },
    setFailingKeys(next) {
      failKeys = next
    },
    waitingAt: barriers.waitingAt,
    release: barriers.release,
    async close() {
      closing.abort()
      barriers.releaseAll()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      log.close()
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', query = ''] = (request.url ?? '/').split('?')
    if (path.endsWith('/models') && request.method === 'GET') return sendModels(response, path)
    const bytes = await readBody(request)
    const truth = beginTruth(request, { path, bytes })
    const call: FakeCall = { path, query, headers: request.headers, body: truth.body }
    const delivery = follow(response, { truth, call, dialect: dialectOf(path) })
    try {
      await answerCall(request, delivery)
    } catch (error) {
      refuse(delivery, 400, String(error))
    }
  }

  async function answerCall(request: IncomingMessage, delivery: Delivery): Promise<void> {
    const { dialect, call } = delivery
    const key = keyOf(call)
    const isUnknownKey = options.acceptKeys !== undefined && !options.acceptKeys.includes(key)
    const keyStatus = failKeys[key] ?? (isUnknownKey ? 401 : undefined)
    if (failKeys[key] === undefined && isUnknownKey && dialect.unknownKey !== undefined) {
      return refuseWith(delivery, dialect.unknownKey.status, dialect.unknownKey.body)
    }
    if (keyStatus !== undefined) return refuse(delivery, keyStatus, `refused with ${keyStatus}`)
    if (!dialect.isPath(call.path) || request.method !== 'POST') return refuse(delivery, 404, `no ${call.path} here`)
    const read = dialect.readCall(call)
    if (read.type === 'refused') return refuse(delivery, read.status, read.message)
    if (read.type === 'answer') {
      delivery.truth.status = 200
      return sendJson(delivery.response, 200, read.body)
    }
    const { chat } = read
    delivery.truth.model = chat.model
    delivery.truth.isStreamed = chat.stream === true
    const script = parseScript(allText(chat))
    if (script !== undefined) delivery.script = script
    await waitFirst(script, delivery.closed)
    if (delivery.closed.aborted) return
    if (script !== undefined && sendPlainFault(delivery, { script, key })) return
    await sendPlanned(delivery, chat, script)
  }

  async function sendPlanned(delivery: Delivery, chat: ChatRequest, script: UpstreamScript | undefined): Promise<void> {
    const facts = {
      id: `${delivery.dialect.idPrefix}${delivery.truth.callId}`,
      createdAt: Math.floor(Date.now() / 1_000),
      label,
      headers: delivery.truth.headers,
    }
    const planned = planAnswer(chat, script, facts)
    if (chat.stream) await sendStream(delivery, planned, chat)
    else await sendUnary(delivery, planned)
  }

  async function waitFirst(script: UpstreamScript | undefined, closed: AbortSignal): Promise<void> {
    if (script?.barrier !== undefined) await barriers.wait(script.barrier, closed)
    if (script !== undefined && script.firstDelayMs > 0)
      await sleep(script.firstDelayMs, undefined, { signal: closed }).catch(() => {})
  }

  function beginTruth(request: IncomingMessage, { path, bytes }: { path: string; bytes: Buffer }): TruthEntry {
    const body = parseJson(bytes)
    const requestId = request.headers['x-request-id']
    const { model, stream } = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
    const truth: TruthEntry = {
      callId: ++callCount,
      ...(typeof requestId === 'string' && { requestId }),
      ...(typeof model === 'string' && { model }),
      method: request.method ?? '',
      path,
      isStreamed: stream === true,
      bodySha256: sha256(bytes),
      bodyBytes: bytes.length,
      body,
      headers: maskHeaders(request.headers),
      startedAt: Date.now(),
      chunksSent: 0,
      bytesSent: 0,
      isCompleted: false,
    }
    log.begin(truth)
    return truth
  }

  /** Watches how the response ends and closes its entry. */
  function follow(
    response: ServerResponse,
    facts: { truth: TruthEntry; call: FakeCall; dialect: FakeDialect },
  ): Delivery {
    const { truth } = facts
    const closed = new AbortController()
    const delivery: Delivery = { response, ...facts, script: undefined, defaultDelayMs: delayMs, closed: closed.signal }
    response.once('close', () => {
      const isWhole = response.writableFinished
      truth.isCompleted = isWhole && truth.status === 200 && isWholeAnswer(delivery.script)
      truth.endedAt = Date.now()
      if (!isWhole && delivery.script?.fault.type !== 'reset' && !closing.signal.aborted)
        truth.closedByClientAt = truth.endedAt
      log.end(truth)
      closed.abort()
    })
    return delivery
  }

  function sendModels(response: ServerResponse, path: string): void {
    const data = models.map((id) => ({ id, object: 'model', created: 0, owned_by: label }))
    const isGemini = path.includes('/v1beta/')
    sendJson(response, 200, isGemini ? encodeGeminiModels(models) : { object: 'list', data })
  }
}

/** Whether what the script makes of the answer is an answer at all. */
const isWholeAnswer = (script: UpstreamScript | undefined): boolean => (script?.fault.type ?? 'none') === 'none'

/** In any of the places where clients put it. */
function keyOf({ headers, query }: FakeCall): string {
  const bearer = String(headers.authorization ?? '').replace(/^Bearer +/i, '')
  const named = ['x-api-key', 'x-goog-api-key', 'api-key'].map((name) => String(headers[name] ?? ''))
  return [bearer, ...named, new URLSearchParams(query).get('key') ?? ''].find((key) => key !== '') ?? ''
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error('body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}
