import { GatewayError } from '../../canonical/error.js'
import type { ResponseStart, StreamEvent } from '../../canonical/stream-event.js'
import { type Choice, createChoice, unreadable, without } from './choice-reader.js'
import { decodeErrorBody, isErrorBody } from './decode-error.js'
import { decodeFinishReason, isFinishReason } from './finish-reason.js'
import { decodeUsage } from './usage.js'
import { DIALECT, type Fields, isFields, MAX_CANDIDATES, textOf } from './wire.js'

/** Fields that are read here; what else a chunk holds becomes an opaque event. */
const CHUNK_FIELDS = new Set(['candidates', 'usageMetadata', 'modelVersion', 'responseId', 'createTime', 'error'])

/**
 * Objects of the wire → events, for streams and whole answers alike: nothing but the connection's end says that there is no
 * more, and a reason to finish may be repeated in every chunk. Nothing is taken for granted and nothing throws. Written by
 * hand, because it runs for every chunk.
 */
export function createAnswerReader({ newCallId }: { newCallId: () => string }) {
  const choices = new Map<number, Choice>()
  let blockCount = 0
  let blockReason: string | undefined
  let isStarted = false
  let isOver = false

  return { read, end, fail, isOver: () => isOver }

  /** One chunk, the whole body, or a list of chunks, as the form without `alt=sse` has it. */
  function read(value: unknown): StreamEvent[] {
    if (isOver) return []
    if (isErrorBody(value)) return fail(decodeErrorBody(value))
    if (Array.isArray(value)) return value.flatMap(read)
    if (!isFields(value)) return [unreadable(JSON.stringify(value) ?? '')]
    const events: StreamEvent[] = []
    if (!isStarted) {
      isStarted = true
      events.push(startOf(value))
    }
    if (Array.isArray(value.candidates)) {
      for (const candidate of value.candidates) if (isFields(candidate)) readCandidate(candidate, events)
    }
    const rest = without(value, CHUNK_FIELDS)
    if (isFields(rest.promptFeedback)) blockReason ??= textOf(rest.promptFeedback.blockReason)
    if (Object.keys(rest).length > 0) events.push({ type: 'opaque', dialect: DIALECT, value: rest })
    if (isFields(value.usageMetadata)) {
      events.push({ type: 'usage', usage: decodeUsage(value.usageMetadata, isComplete()) })
    }
    return events
  }

  /** The upstream has nothing more to say: a finish if every choice has its reason, else the answer was cut. */
  function end(): StreamEvent[] {
    if (isOver) return []
    if (!isComplete()) return fail(truncated())
    isOver = true
    if (choices.size === 0) {
      const reason = { unified: 'filter', raw: blockReason ?? '' } as const
      return [{ type: 'choice-end', choice: 0, reason }, { type: 'finish' }]
    }
    return [...[...choices.values()].flatMap(endOf), { type: 'finish' }]
  }

  function fail(error: GatewayError): StreamEvent[] {
    if (isOver) return []
    isOver = true
    return [...[...choices.values()].flatMap((choice) => choice.end()), { type: 'error', error }]
  }

  /** A refused prompt has no candidates at all. */
  function isComplete(): boolean {
    if (choices.size === 0) return blockReason !== undefined
    for (const { reason } of choices.values()) if (reason === undefined) return false
    return true
  }

  function readCandidate(candidate: Fields, events: StreamEvent[]): void {
    const choice = choiceAt(candidate.index)
    if (choice === undefined) {
      events.push(unreadable(JSON.stringify(candidate)))
      return
    }
    choice.read(candidate, events)
    if (isFinishReason(candidate.finishReason)) choice.reason = candidate.finishReason
  }

  function choiceAt(index: unknown): Choice | undefined {
    const number = typeof index === 'number' ? index : 0
    const known = choices.get(number)
    if (known !== undefined) return known
    if (!Number.isInteger(number) || number < 0 || number >= MAX_CANDIDATES) return undefined
    const choice = createChoice({ index: number, newBlock: () => blockCount++, newCallId })
    choices.set(number, choice)
    return choice
  }
}

function endOf(choice: Choice): StreamEvent[] {
  const reason = decodeFinishReason(choice.reason ?? '', choice.hasCalls())
  return [...choice.end(), { type: 'choice-end', choice: choice.index, reason }]
}

const truncated = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream ended its answer before it was complete.' })

const MS_PER_SECOND = 1_000

function startOf({ responseId, modelVersion, createTime }: Fields): ResponseStart {
  const id = textOf(responseId)
  const model = textOf(modelVersion)
  const createdMs = typeof createTime === 'string' ? Date.parse(createTime) : Number.NaN
  return {
    type: 'response-start',
    ...(id !== undefined && { id }),
    ...(model !== undefined && { model }),
    ...(!Number.isNaN(createdMs) && { createdAtSeconds: Math.floor(createdMs / MS_PER_SECOND) }),
  }
}
