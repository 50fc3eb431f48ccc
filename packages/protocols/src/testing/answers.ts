import fc from 'fast-check'
import { type FoldedResponse, foldEvents } from '../canonical/fold.js'
import type { StreamEvent } from '../canonical/stream-event.js'

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const pieces = fc.array(words, { minLength: 1, maxLength: 4 })
const argumentsText = fc.dictionary(words, fc.oneof(words, fc.integer())).map((value) => JSON.stringify(value))

/** Thinking, words and calls, each absent or there: the order that every dialect has. */
const said = fc.record({
  thinking: fc.option(pieces),
  text: fc.option(pieces),
  calls: fc.uniqueArray(fc.record({ callId: fc.uuid(), argumentsText }), {
    maxLength: 3,
    selector: ({ callId }) => callId,
  }),
  isLong: fc.boolean(),
  input: fc.integer({ min: 1, max: 999 }),
  output: fc.integer({ min: 1, max: 999 }),
})

/** Any answer that all dialects can tell, as the events of a stream. */
export const anyAnswer: fc.Arbitrary<StreamEvent[]> = said.map(({ thinking, text, calls, isLong, input, output }) => {
  let count = 0
  const block = (kind: 'reasoning' | 'text', told: readonly string[] | null): StreamEvent[] => {
    if (told === null) return []
    const number = count++
    return [
      { type: 'block-start', block: number, choice: 0, kind },
      ...told.map((piece): StreamEvent => ({ type: 'block-delta', block: number, text: piece })),
      { type: 'block-end', block: number },
    ]
  }
  const call = ({ callId, argumentsText: whole }: { callId: string; argumentsText: string }): StreamEvent[] => {
    const number = count++
    return [
      { type: 'block-start', block: number, choice: 0, kind: 'tool-call', callId, name: 'lookup' },
      { type: 'block-delta', block: number, text: whole.slice(0, 3) },
      { type: 'block-delta', block: number, text: whole.slice(3) },
      { type: 'block-end', block: number },
    ]
  }
  const unified = calls.length > 0 ? 'tool' : isLong ? 'length' : 'stop'
  return [
    { type: 'response-start', id: 'x', model: 'm', createdAtSeconds: 5 },
    ...block('reasoning', thinking),
    ...block('text', text ?? (calls.length === 0 ? ['.'] : null)),
    ...calls.flatMap(call),
    { type: 'usage', usage: { input: { total: input }, output: { total: output } } },
    { type: 'choice-end', choice: 0, reason: { unified } },
    { type: 'finish' },
  ]
})

/** What an answer says, however its dialect spells it. */
export function gistOfAnswer(events: readonly StreamEvent[]): unknown {
  const { choices, usage, error }: FoldedResponse = foldEvents(events)
  return {
    choices: choices.map(({ parts, reason }) => ({
      reason: reason?.unified,
      parts: parts.map((part) =>
        part.type === 'tool-call'
          ? { name: part.name, callId: part.callId, arguments: JSON.parse(part.argumentsText) }
          : { type: part.type, text: 'text' in part ? part.text : undefined },
      ),
    })),
    input: usage?.input.total,
    output: usage?.output.total,
    failed: error !== undefined,
  }
}

export const isTerminal = ({ type }: StreamEvent): boolean => type === 'finish' || type === 'error'
