import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldEvents } from './fold.js'
import { checkLifecycle } from './lifecycle.js'
import type { StreamEvent } from './stream-event.js'
import { createFenceStripper } from './without-code-fence.js'

const answer = (pieces: readonly string[], kind: 'text' | 'reasoning' = 'text'): StreamEvent[] => [
  { type: 'response-start' },
  { type: 'block-start', block: 0, choice: 0, kind },
  ...pieces.map((text): StreamEvent => ({ type: 'block-delta', block: 0, text })),
  { type: 'block-end', block: 0 },
  { type: 'choice-end', choice: 0, reason: { unified: 'stop' } },
  { type: 'finish' },
]
function strip(events: readonly StreamEvent[]): string {
  const stripped = events.flatMap(createFenceStripper())
  expect(checkLifecycle(stripped)).toBeUndefined()
  return foldEvents(stripped)
    .choices.flatMap(({ parts }) => parts.map((part) => ('text' in part ? part.text : '')))
    .join('')
}
const split = (text: string, cuts: readonly number[]): string[] => {
  const edges = [0, ...cuts.map((at) => Math.min(at, text.length)).sort((a, b) => a - b), text.length]
  return edges.slice(1).map((end, index) => text.slice(edges[index], end))
}

describe('createFenceStripper', () => {
  it.each([
    ['```json\n{"a":1}\n```', '{"a":1}'],
    ['\n```\n{"a":"```"}\n```\n\n', '{"a":"```"}'],
    ['```json\r\n[1]\r\n```', '[1]'],
    ['{"a":1}', '{"a":1}'],
    ['{"a":"```json\\n"} \n', '{"a":"```json\\n"} \n'],
    ['``', '``'],
    ['```', '```'],
    ['Here: ```json\n1\n```', 'Here: ```json\n1\n```'],
    ['```json\n{"a":', '{"a":'],
    ['', ''],
  ])('%j is %j, wherever it is split', (said, told) => {
    expect(strip(answer([said]))).toBe(told)
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 8 }), (cuts) => {
        expect(strip(answer(split(said, cuts)))).toBe(told)
      }),
      { numRuns: 50 },
    )
  })

  it('any other text stays as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (pieces) => {
        const whole = pieces.join('')
        if (!whole.trimStart().startsWith('```')) expect(strip(answer(pieces))).toBe(whole)
      }),
    )
  })

  it('thoughts keep theirs, and what stands beside a text is told', () => {
    expect(strip(answer(['```json\n1\n```'], 'reasoning'))).toBe('```json\n1\n```')
    const cited: StreamEvent = {
      type: 'block-delta',
      block: 0,
      text: '```json\n',
      citations: [{ url: 'https://a.test' }],
    }
    const told = [...answer([]).slice(0, 2), cited].flatMap(createFenceStripper())
    expect(told.at(-1)).toEqual({ ...cited, text: '' })
  })
})
