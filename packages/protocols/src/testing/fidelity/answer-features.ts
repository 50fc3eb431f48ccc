import type { DialectId } from '../../canonical/dialect-id.js'
import { GatewayError } from '../../canonical/error.js'
import type { UnifiedFinishReason } from '../../canonical/finish-reason.js'
import { foldEvents } from '../../canonical/fold.js'
import type { VendorFields } from '../../canonical/residue.js'
import type { BlockDelta, BlockKind, StreamEvent } from '../../canonical/stream-event.js'
import type { Usage } from '../../canonical/usage.js'

export type AnswerView = (events: readonly StreamEvent[]) => unknown

/** Something that an answer can hold. */
export interface AnswerFeature {
  name: string
  events: readonly StreamEvent[]
  /** What the client must see. */
  view: AnswerView
  /** What it may see instead, the nearest first, and how that is said. */
  near?: readonly { view: AnswerView; how: string }[]
  /** A word that only this dialect understands; a client of another can at best carry it. */
  secret?: { dialect: DialectId; text: string }
  /** Where it exists; absent: in whole answers and in streams. */
  form?: 'whole' | 'stream'
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

/** The same, as dialects have it that keep words, thoughts and calls apart. */
const sortedPartsOf: AnswerView = (events) =>
  foldEvents(events).choices.map(({ parts }) => ({
    words: parts.flatMap((part) => (part.type === 'text' || part.type === 'refusal' ? [part.text] : [])).join(''),
    calls: parts.flatMap((part) => (part.type === 'tool-call' ? [[part.name, part.argumentsText]] : [])),
  }))
const firstChoiceOf: AnswerView = (events) =>
  foldEvents(events)
    .choices.slice(0, 1)
    .map(({ parts }) => parts.length)

export const callIdsOf: AnswerView = (events) =>
  events.flatMap((event) => (event.type === 'block-start' && event.kind === 'tool-call' ? [event.callId] : []))
const reasonsOf = (events: readonly StreamEvent[]): unknown =>
  foldEvents(events).choices.map(({ reason }) => reason?.unified)

const WORDS: Block = { kind: 'text', text: 'It is 18 degrees.' }
const CALL: Block = { kind: 'tool-call', text: '{"city":"Paris"}' }

/** Base64, as the vendors' own are. */
const PROOF = 'cHJvb2Ygb2YgdGhpbmtpbmc='

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
const counts = (
  name: string,
  usage: Usage,
  of: (usage: Usage | undefined) => unknown,
  how?: string,
): AnswerFeature => ({
  name,
  events: answer([WORDS], { usage }),
  view: (events) => of(foldEvents(events).usage),
  ...(how !== undefined && { near: [{ view: (events) => foldEvents(events).usage?.input.total, how }] }),
})

/** What proves the thinking before a call, or the call itself, to the vendor that made it. */
const proof = (name: string, dialect: DialectId, fields: VendorFields): AnswerFeature => {
  const delta = { residue: { [dialect]: fields } }
  const blocks: Block[] =
    dialect === 'gemini-generate' ? [{ ...CALL, delta }] : [{ kind: 'reasoning', text: 'Hm', delta }, CALL]
  return {
    name,
    events: answer(blocks, { reason: 'tool' }),
    view: (events) => JSON.stringify(foldEvents(events).choices).includes(PROOF),
    secret: { dialect, text: PROOF },
  }
}

/** Every row of the tables in docs/fidelity.md that is about answers. */
export const ANSWER_FEATURES: readonly AnswerFeature[] = [
  parts('words', [WORDS]),
  parts('thinking', [{ kind: 'reasoning', text: 'Hm' }, WORDS]),
  proof('proof of thinking: a signature', 'anthropic-messages', { signature: PROOF }),
  proof('proof of thinking: encrypted', 'openai-responses', { encrypted_content: PROOF }),
  proof('proof of thinking: on a call', 'gemini-generate', { thoughtSignature: PROOF }),
  {
    ...parts('a refusal as such', [{ kind: 'refusal', text: 'I cannot.' }], { reason: 'filter' }),
    near: [
      {
        view: (events) => [sortedPartsOf(events), reasonsOf(events)],
        how: 'as words, and the end says that it is one',
      },
    ],
  },
  parts('parallel calls', [CALL, { ...CALL, name: 'clock' }], { reason: 'tool' }),
  { name: 'ids of calls', events: answer([CALL], { reason: 'tool' }), view: callIdsOf },
  {
    ...parts('words, a call and words, in order', [WORDS, CALL, { ...WORDS, text: 'So' }], { reason: 'tool' }),
    near: [{ view: sortedPartsOf, how: 'all words before all calls' }],
  },
  {
    ...parts('several answers', [WORDS, { ...WORDS, choice: 1 }]),
    near: [{ view: firstChoiceOf, how: 'the first of them: these clients cannot ask for more' }],
  },
  ends('the end: it is complete', 'stop'),
  ends('the end: the limit was reached', 'length'),
  ends('the end: tools are called', 'tool', CALL),
  ends('the end: a filter stopped it', 'filter'),
  { ...ends('the end: for a reason of the vendor’s own', 'other'), near: [{ view: partsOf, how: 'as complete' }] },
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
    'counted as plain input',
  ),
  {
    ...counts(
      'usage: written to a cache for an hour',
      { ...USAGE, input: { total: 100, fresh: 40, cacheRead: 0, cacheWrite: 0, cacheWrite1h: 60 } },
      (usage) => [usage?.input.total, usage?.input.cacheWrite1h],
      'counted as plain input, or as any other write to a cache',
    ),
    form: 'whole',
  },
  {
    name: 'an error in mid-stream',
    events: [
      { type: 'response-start', id: 'x', model: 'm', createdAtSeconds: 1 },
      ...eventsOf(WORDS, 0),
      { type: 'error', error: new GatewayError('upstream_overloaded', { message: 'Overloaded' }) },
    ],
    view: (events) => [partsOf(events), events.at(-1)?.type],
    form: 'stream',
  },
  counts('usage: thinking', { ...USAGE, output: { total: 20, reasoning: 12 } }, (usage) => [
    usage?.output.total,
    usage?.output.reasoning,
  ]),
]
