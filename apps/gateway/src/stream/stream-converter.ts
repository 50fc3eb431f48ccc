import { createFenceStripper, type DialectId, type StreamEvent, withClientNames } from '@tollgate/protocols/canonical'
import { CODECS, type Machine, type ResponseIdentity } from '@tollgate/protocols/dialects'
import { createPassthroughTap, type TapStep } from '@tollgate/protocols/passthrough'
import { createSseFramer, createSseParser, formatSse, type SseMessage } from '@tollgate/protocols/sse'
import { createAnswerGuard } from './answer-guard.js'
import { holdLast } from './hold-last.js'

/** The upstream's bytes → steps: what each means, and the bytes that the client gets for it. */
export type StreamConverter = Machine<Uint8Array, TapStep>

export interface ConverterOptions {
  from: DialectId
  to: DialectId
  mode: 'passthrough' | 'translate'
  /** Whether the client sees the usage at the end. */
  showUsage: boolean
  identity: ResponseIdentity
  /** Something is to be added to the last message. */
  isExtended?: boolean
  /** Functions that were renamed for the upstream: its name → the client's. */
  toolNames?: ReadonlyMap<string, string> | undefined
  /** A code fence around the answer is to be taken off. */
  isJsonInWords?: true | undefined
}

export const createStreamConverter = (options: ConverterOptions): StreamConverter =>
  options.mode === 'passthrough' ? createPassthrough(options) : createTranslation(options)

function createPassthrough({ from, showUsage, isExtended }: ConverterOptions): StreamConverter {
  const codec = CODECS[from]
  const framer = createSseFramer()
  const tap = createPassthroughTap({
    decoder: codec.createStreamDecoder(),
    showUsage,
    terminator: codec.streamTerminator,
  })
  const push = (chunk: Uint8Array): TapStep[] => {
    const steps: TapStep[] = []
    for (const frame of framer.push(chunk)) for (const step of tap.push(frame)) steps.push(step)
    return steps
  }
  const end = (): TapStep[] => [...framer.end().flatMap((frame) => tap.push(frame)), ...tap.end()]
  const isEndOfConnection = codec.streamTerminator === ''
  return isExtended && isEndOfConnection ? holdLast({ push, end }) : { push, end }
}

function createTranslation(options: ConverterOptions): StreamConverter {
  const { from, to, showUsage, identity, toolNames } = options
  const parser = createSseParser()
  const decoder = CODECS[from].createStreamDecoder()
  const encoder = CODECS[to].createStreamEncoder({ ...identity, includeUsage: showUsage })
  const guard = createAnswerGuard()
  const strip = options.isJsonInWords ? createFenceStripper() : undefined
  const named = (events: StreamEvent[]): StreamEvent[] => {
    const guarded = strip === undefined ? guard(events) : guard(events).flatMap(strip)
    return toolNames === undefined ? guarded : guarded.map((event) => withClientNames(event, toolNames))
  }
  // the error itself is encoded by whoever ends the stream, once its record is on disk
  const encode = (event: StreamEvent): SseMessage[] => (event.type === 'error' ? encoder.end() : encoder.push(event))
  // by hand: it runs for every token
  const toStep = (events: StreamEvent[]): TapStep => {
    let text = ''
    let isFinished = false
    let isUsageOnly = events.length > 0
    for (const event of events) {
      if (event.type === 'finish') isFinished = true
      if (event.type !== 'usage') isUsageOnly = false
      for (const message of encode(event)) text += formatSse(message)
    }
    const visibility = isFinished ? 'hold' : text === '' ? 'hide' : 'forward'
    return { visibility, bytes: Buffer.from(text, 'utf8'), events, isUsageOnly }
  }
  const toSteps = (messages: readonly SseMessage[]): TapStep[] =>
    messages.flatMap((message) => {
      const events = named(decoder.push(message))
      return events.length === 0 ? [] : [toStep(events)]
    })
  return {
    push: (chunk) => toSteps(parser.push(chunk)),
    end: () => {
      const steps = toSteps(parser.end())
      const events = named(decoder.end())
      return events.length === 0 ? steps : [...steps, toStep(events)]
    },
  }
}
