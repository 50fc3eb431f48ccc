import type { BlockDelta, BlockStart, StreamEvent, TokenLogprob } from '../../canonical/stream-event.js'
import { mergeUsage, type Usage } from '../../canonical/usage.js'
import type { JsonObject, ResponseIdentity } from '../../codec.js'
import { splitResidue, toCallPart, toTextPart } from './answer-parts.js'
import { createAnswerReader } from './answer-reader.js'
import { createCandidates } from './candidates.js'
import { encodeLogprobs } from './logprobs.js'
import { newCallId } from './new-call-id.js'
import { encodeUsage } from './usage.js'
import { DIALECT, type Fields, isFields } from './wire.js'

/** A whole answer is a stream that arrived at once; a list of chunks, as the form without `alt=sse` has it, is read as well. */
export function decodeResponse(body: unknown): StreamEvent[] {
  const answer = createAnswerReader({ newCallId })
  return [...answer.read(body), ...answer.end()]
}

/** @throws GatewayError that the events end with */
export function encodeResponse(events: readonly StreamEvent[], identity: ResponseIdentity): JsonObject {
  const answer = collect(events, identity)
  const usage = encodeUsage(answer.usage)
  const isBlocked = isFields(answer.extra.promptFeedback) && answer.candidates.areEmpty() && answer.parts.size === 0
  const candidates = answer.candidates.endings().map((ending) => ({
    content: { parts: answer.parts.get(Number(ending.index)) ?? [], role: 'model' },
    ...ending,
  }))
  return {
    ...(!isBlocked && { candidates }),
    ...answer.extra,
    ...(usage !== undefined && { usageMetadata: usage }),
    modelVersion: identity.model,
    responseId: identity.id,
  }
}

interface OpenBlock {
  start: BlockStart
  pieces: string[]
  fields: Fields
}

interface Answer {
  /** By candidate, in the order in which they began. */
  parts: Map<number, Fields[]>
  candidates: ReturnType<typeof createCandidates>
  usage: Usage | undefined
  extra: Fields
}

/** Keeps the order of parts of all kinds, those that only we know included. */
function collect(events: readonly StreamEvent[], { isReasoningShown }: ResponseIdentity): Answer {
  const answer: Answer = { parts: new Map(), candidates: createCandidates(), usage: undefined, extra: {} }
  const open = new Map<number, OpenBlock>()
  const logprobs = new Map<number, TokenLogprob[]>()
  for (const event of events) {
    switch (event.type) {
      case 'block-start':
        open.set(event.block, { start: event, pieces: [], fields: {} })
        break
      case 'block-delta':
        addDelta(event)
        break
      case 'block-end':
        addPart(event.block)
        break
      case 'choice-end':
        answer.candidates.end(event.choice, event.reason)
        break
      case 'usage':
        answer.usage = mergeUsage(answer.usage, event.usage)
        break
      case 'opaque':
        if (event.dialect === DIALECT && !event.isUnreadable && isFields(event.value)) addOpaque(event.value)
        break
      case 'error':
        throw event.error
      case 'response-start':
      case 'finish':
        break
    }
  }
  for (const [index, list] of logprobs) answer.candidates.addFields(index, { logprobsResult: encodeLogprobs(list) })
  return answer

  function addDelta(event: BlockDelta): void {
    const block = open.get(event.block)
    if (block === undefined) return
    const { part, candidate } = splitResidue(event)
    const { logprobsResult, ...sources } = candidate
    block.pieces.push(event.text)
    Object.assign(block.fields, part)
    if (block.start.kind === 'tool-call') return
    answer.candidates.addText(block.start.choice, event)
    if (event.citations !== undefined && Object.keys(sources).length === 0) {
      answer.candidates.cite(block.start.choice, event)
    }
    answer.candidates.addFields(block.start.choice, sources)
    if (isFields(logprobsResult) && event.logprobs === undefined) {
      answer.candidates.addFields(block.start.choice, { logprobsResult })
    }
    if (event.logprobs !== undefined) {
      logprobs.set(block.start.choice, [...(logprobs.get(block.start.choice) ?? []), ...event.logprobs])
    }
  }

  function addPart(number: number): void {
    const block = open.get(number)
    if (block === undefined) return
    const { start, pieces, fields } = block
    const text = pieces.join('')
    if (start.kind === 'reasoning' && isReasoningShown === false) return
    if (start.kind === 'tool-call') partsOf(start.choice).push(toCallPart(start, text, fields))
    else if (text !== '' || Object.keys(fields).length > 0)
      partsOf(start.choice).push(toTextPart(start.kind, text, fields))
  }

  function addOpaque({ index, part, ...rest }: Fields): void {
    if (typeof index !== 'number') Object.assign(answer.extra, rest)
    else if (isFields(part)) partsOf(index).push(part)
    else answer.candidates.addFields(index, rest)
  }

  function partsOf(index: number): Fields[] {
    const known = answer.parts.get(index) ?? []
    answer.parts.set(index, known)
    return known
  }
}
