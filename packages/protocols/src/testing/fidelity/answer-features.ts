import type { UnifiedFinishReason } from '../../canonical/finish-reason.js'
import { foldEvents } from '../../canonical/fold.js'
import type { BlockDelta, BlockKind, StreamEvent } from '../../canonical/stream-event.js'
import type { Usage } from '../../canonical/usage.js'

/** Something that an answer can hold. */
export interface AnswerFeature {
  name: string
  events: readonly StreamEvent[]
  /** What the client must see. */
  view: (events: readonly StreamEvent[]) => unknown
}

interface Block {
  kind: BlockKind
  text: string
  choice?: number
  name?: string
  delta?: Partial<BlockDelta>
}

const USAGE: Usage = { input: { total: 100 }, output: { total: 20 } }

interface AnswerOptions {
  reason?: UnifiedFinishReason
  stopSequence?: string
  usage?: Usage
}

function answer(blocks: readonly Block[], options: AnswerOptions = {}): StreamEvent[] {
  const { reason = 'stop', stopSequence, usage = USAGE } = options
  const choices = [...new Set(blocks.map(({ choice = 0 }) => choice))]
  return [
    { type: 'response-start', id: 'x', model: 'm', createdAtSeconds: 1 },
    ...blocks.flatMap(eventsOf),
    ...choices.map((choice): StreamEvent => {
      const told = stopSequence === undefined ? {} : { stopSequence }
      return { type: 'choice-end', choice, reason: { unified: reason, ...told } }
    }),
    { type: 'usage', usage },
    { type: 'finish' },
  ]
}

function eventsOf({ kind, text, choice = 0, name = 'weather', delta }: Block, block: number): StreamEvent[] {
  const start = { type: 'block-start', block, choice } as const
  return [
    kind === 'tool-call' ? { ...start, kind, callId: `call_${block}`, name } : { ...start, kind },
    { type: 'block-delta', block, text, ...delta },
    { type: 'block-end', block },
  ]
}

/** Kinds and words in order; ids are each dialect's own. */
const partsOf = (events: readonly StreamEvent[]): unknown =>
  foldEvents(events).choices.map(({ parts }) =>
    parts.map((part) => {
      if (part.type === 'tool-call') return { call: part.name, arguments: part.argumentsText }
      return 'text' in part ? { [part.type]: part.text } : part.type
    }),
  )

const reasonsOf = (events: readonly StreamEvent[]): unknown =>
  foldEvents(events).choices.map(({ reason }) => reason?.unified)

const WORDS: Block = { kind: 'text', text: 'It is 18 degrees.' }
const CALL: Block = { kind: 'tool-call', text: '{"city":"Paris"}' }

const parts = (name: string, blocks: readonly Block[], options: AnswerOptions = {}): AnswerFeature => ({
  name,
  events: answer(blocks, options),
  view: partsOf,
})
const ends = (name: string, reason: UnifiedFinishReason, block = WORDS): AnswerFeature => ({
  name,
  events: answer([block], { reason }),
  view: reasonsOf,
})
const counts = (name: string, usage: Usage, of: (usage: Usage | undefined) => unknown): AnswerFeature => ({
  name,
  events: answer([WORDS], { usage }),
  view: (events) => of(foldEvents(events).usage),
})

/** Every row of the tables in docs/fidelity.md that is about answers. */
export const ANSWER_FEATURES: readonly AnswerFeature[] = [
  parts('words', [WORDS]),
  parts('thinking', [{ kind: 'reasoning', text: 'Hm' }, WORDS]),
  parts('a refusal as such', [{ kind: 'refusal', text: 'I cannot.' }], { reason: 'filter' }),
  parts('parallel calls', [CALL, { ...CALL, name: 'clock' }], { reason: 'tool' }),
  parts('words, a call and words, in order', [WORDS, CALL, { ...WORDS, text: 'So' }], { reason: 'tool' }),
  parts('several answers', [WORDS, { ...WORDS, choice: 1 }]),
  ends('the end: it is complete', 'stop'),
  ends('the end: the limit was reached', 'length'),
  ends('the end: tools are called', 'tool', CALL),
  ends('the end: a filter stopped it', 'filter'),
  {
    name: 'the end: which stop sequence was met',
    events: answer([WORDS], { stopSequence: 'END' }),
    view: (events) => foldEvents(events).choices.map(({ reason }) => reason?.stopSequence),
  },
  {
    name: 'citations: address and title',
    events: answer([
      { ...WORDS, delta: { citations: [{ url: 'https://a.test', title: 'A', startIndex: 0, endIndex: 5 }] } },
    ]),
    view: (events) =>
      foldEvents(events).choices.flatMap(({ parts: all }) =>
        all.flatMap((part) =>
          ('citations' in part ? (part.citations ?? []) : []).map(({ url, title }) => [url, title]),
        ),
      ),
  },
  {
    name: 'log probabilities',
    events: answer([{ ...WORDS, delta: { logprobs: [{ token: 'It', logprob: -0.5 }] } }]),
    view: (events) =>
      events.flatMap((event) =>
        event.type === 'block-delta' ? (event.logprobs ?? []).map(({ token, logprob }) => [token, logprob]) : [],
      ),
  },
  counts('usage: input and output', USAGE, (usage) => [usage?.input.total, usage?.output.total]),
  counts('usage: read from a cache', { ...USAGE, input: { total: 100, fresh: 40, cacheRead: 60 } }, (usage) => [
    usage?.input.total,
    usage?.input.cacheRead,
  ]),
  counts(
    'usage: written to a cache',
    { ...USAGE, input: { total: 100, fresh: 40, cacheRead: 0, cacheWrite: 60 } },
    (usage) => [usage?.input.total, usage?.input.cacheWrite],
  ),
  counts(
    'usage: written to a cache for an hour',
    { ...USAGE, input: { total: 100, fresh: 40, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 60 } },
    (usage) => [usage?.input.total, usage?.input.cacheWrite1h],
  ),
  counts('usage: thinking', { ...USAGE, output: { total: 20, reasoning: 12 } }, (usage) => [
    usage?.output.total,
    usage?.output.reasoning,
  ]),
]
