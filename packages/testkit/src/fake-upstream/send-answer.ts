import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChatRequest } from './chat-request.js'
import type { FakeCall, FakeDialect } from './fake-dialect.js'
import type { ChatAnswer } from './openai-chat.js'
import type { UpstreamFault, UpstreamScript } from './script.js'
import type { TruthEntry } from './truth-log.js'

export interface Delivery {
  response: ServerResponse
  dialect: FakeDialect
  call: FakeCall
  /** Counted up while the answer goes out. */
  truth: TruthEntry
  script: UpstreamScript | undefined
  /** Between two chunks where no script says it. */
  defaultDelayMs: number
  /** The caller has gone, or the server closes. */
  closed: AbortSignal
}

/** A fault that ended the answer early; the connection is left as the fault demands. */
type Ending = 'whole' | 'cut' | 'reset' | 'stall'

/** Sends the answer as JSON, or what the script's fault makes of it. */
export async function sendUnary(delivery: Delivery, answer: ChatAnswer): Promise<void> {
  const fault = faultOf(delivery)
  if (isAtHeaders(fault)) return finish(delivery, endingOf(fault))
  const body =
    fault.type === 'error-event'
      ? delivery.dialect.encodeError(500, 'The model is overloaded.')
      : delivery.dialect.encodeUnary(answer, delivery.call)
  const text = fault.type === 'invalid-json' ? '{"choices": [' : JSON.stringify(body)
  writeHead(delivery, 'application/json')
  const isBroken = endingOf(fault) !== 'whole'
  const usage = answer.usage && (delivery.dialect.usageTold ?? ((all) => all))(answer.usage)
  if (!isBroken && fault.type === 'none' && usage) delivery.truth.usage = usage
  await write(delivery, isBroken ? text.slice(0, Math.ceil(text.length / 2)) : text)
  await finish(delivery, endingOf(fault))
}

/** Sends the answer as Server-Sent Events, one write a chunk, no faster than the reader reads. */
export async function sendStream(delivery: Delivery, answer: ChatAnswer, chat: ChatRequest): Promise<void> {
  const { script, closed, truth, dialect, call } = delivery
  const fault = faultOf(delivery)
  if (isAtHeaders(fault)) return finish(delivery, endingOf(fault))
  writeHead(delivery, dialect.streamType?.(call) ?? 'text/event-stream; charset=utf-8')
  const faultAfter = 'afterChunks' in fault ? fault.afterChunks : Number.POSITIVE_INFINITY
  if (fault.type === 'error-event' && faultAfter === 0) return sendErrorEvent(delivery)
  for (const { write: text, isDelta, usage } of dialect.encodeStream(answer, chat, call)) {
    if (closed.aborted) return
    if (isDelta && truth.chunksSent >= faultAfter) break
    if (isDelta && truth.chunksSent > 0) await pause(script?.delayMs ?? delivery.defaultDelayMs, closed)
    if (script?.hasComments) await write(delivery, dialect.keepAliveFrame)
    if (fault.type === 'invalid-json' && isDelta && truth.chunksSent === 1) await write(delivery, dialect.brokenFrame)
    await write(delivery, text(script?.hasSendTimes ? { x_sent_at_ns: String(process.hrtime.bigint()) } : {}))
    if (isDelta) truth.chunksSent += 1
    if (usage) truth.usage = usage
  }
  if (truth.chunksSent >= faultAfter) {
    if (fault.type === 'error-event') return sendErrorEvent(delivery)
    return finish(delivery, endingOf(fault))
  }
  await finish(delivery, 'whole')
}

/** A failure after the status was sent: the stream says so and ends. */
async function sendErrorEvent(delivery: Delivery): Promise<void> {
  const { call, truth } = delivery
  await write(delivery, delivery.dialect.errorFrame('The model broke down.', { call, isFirst: truth.bytesSent === 0 }))
  await finish(delivery, 'whole')
}

const faultOf = ({ script }: Delivery): UpstreamFault => script?.fault ?? { type: 'none' }

const isAtHeaders = (fault: UpstreamFault): boolean =>
  (fault.type === 'reset' || fault.type === 'stall') && fault.afterChunks === 0

function endingOf(fault: UpstreamFault): Ending {
  return fault.type === 'reset' || fault.type === 'stall' || fault.type === 'cut' ? fault.type : 'whole'
}

function writeHead({ response, truth, script }: Delivery, contentType: string): void {
  truth.status = 200
  response.writeHead(200, {
    'content-type': contentType,
    'x-request-id': `upstream-${truth.callId}`,
    ...(script?.setsCookie && { 'set-cookie': 'upstream=1; Path=/' }),
  })
  response.flushHeaders()
}

async function finish({ response, closed }: Delivery, ending: Ending): Promise<void> {
  switch (ending) {
    case 'whole':
    case 'cut':
      response.end()
      return
    case 'reset':
      // what was written so far goes out first: without a turn in between the reset overtakes it
      await new Promise(setImmediate)
      if (response.socket) response.socket.resetAndDestroy()
      return
    case 'stall':
      if (!closed.aborted) await once(closed, 'abort')
      return
    default:
      throw new Error(`unknown ending ${ending satisfies never}`)
  }
}

async function write(delivery: Delivery, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  const size = delivery.script?.splitBytes || Math.ceil(bytes.length / (delivery.dialect.sliceCount ?? 1))
  for (let from = 0; from < bytes.length; from += size) {
    const slice = bytes.subarray(from, from + size)
    if (delivery.closed.aborted) return
    delivery.truth.bytesSent += slice.length
    if (!delivery.response.write(slice)) await drained(delivery)
    if (size < bytes.length) await new Promise(setImmediate)
  }
}

async function drained({ response, closed }: Delivery): Promise<void> {
  await once(response, 'drain', { signal: closed }).catch(() => {})
}

async function pause(ms: number, closed: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: closed }).catch(() => {})
}
