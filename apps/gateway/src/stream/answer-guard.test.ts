import type { StreamEvent } from '@tollgate/protocols/canonical'
import { describe, expect, it } from 'vitest'
import { createAnswerGuard } from './answer-guard.js'

const call = (block: number, callId: string): StreamEvent => ({
  type: 'block-start',
  block,
  choice: 0,
  kind: 'tool-call',
  callId,
  name: 'f',
})
const end = (unified: 'stop' | 'tool' | 'length' | 'other', choice = 0): StreamEvent => ({
  type: 'choice-end',
  choice,
  reason: { unified },
})
const idsOf = (events: StreamEvent[]) => events.flatMap((event) => ('callId' in event ? [event.callId] : []))

it('calls of one answer never share an id, whatever comes when', () => {
  const guard = createAnswerGuard()
  expect(
    idsOf([...guard([call(0, 'a'), call(1, 'a_2')]), ...guard([call(2, 'a'), call(3, 'a'), call(4, 'b')])]),
  ).toEqual(['a', 'a_2', 'a_3', 'a_4', 'b'])
})

it('an end without a word, for a reason of the vendor alone, is an error and the last event', () => {
  const events = createAnswerGuard()([{ type: 'response-start' }, end('other'), { type: 'finish' }])
  expect(events.map(({ type }) => type)).toEqual(['response-start', 'error'])
})

it('so is that of one choice among others', () => {
  const text: StreamEvent = { type: 'block-start', block: 0, choice: 0, kind: 'text' }
  const events = createAnswerGuard()([text, end('other'), end('other', 1), { type: 'finish' }])
  expect(events.map(({ type }) => type)).toEqual(['block-start', 'choice-end', 'error'])
})

it('an empty answer that ended well is one', () => {
  const events: StreamEvent[] = [{ type: 'response-start' }, end('stop'), { type: 'finish' }]
  expect(createAnswerGuard()(events)).toEqual(events)
})

describe('a call whose arguments', () => {
  const calling = (pieces: string[], reason: 'stop' | 'tool' | 'length', choice = 0) => [
    { ...call(0, 'a'), choice } as StreamEvent,
    ...pieces.map((text): StreamEvent => ({ type: 'block-delta', block: 0, text })),
    { type: 'block-end', block: 0 } as const,
    end(reason, choice),
    { type: 'finish' } as const,
  ]
  const lastOf = (events: StreamEvent[]) => createAnswerGuard()(events).at(-1)?.type

  it.each([['{"a": ', 'nope'], ['{"a":1'], ['[1]'], ['"{}"'], ['5']])(
    'are %s makes of a good end an error',
    (...pieces) => {
      expect(lastOf(calling(pieces, 'tool'))).toBe('error')
      expect(lastOf(calling(pieces, 'stop', 1))).toBe('error')
    },
  )

  it.each([[''], [' \n'], ['null'], ['{"a"', ':[1]}']])('are %s is one', (...pieces) => {
    expect(lastOf(calling(pieces, 'tool'))).toBe('finish')
  })

  it('were cut at the limit is told as it is', () => {
    expect(lastOf(calling(['{"a":'], 'length'))).toBe('finish')
  })

  it('are garbled spoils its own choice only', () => {
    const other = [call(0, 'a'), { type: 'block-end', block: 0 } as const, end('tool'), { type: 'finish' } as const]
    expect(lastOf(other)).toBe('finish')
  })
})
