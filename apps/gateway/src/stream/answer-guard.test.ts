import type { StreamEvent } from '@tollgate/protocols/canonical'
import { expect, it } from 'vitest'
import { createAnswerGuard } from './answer-guard.js'

const call = (block: number, callId: string): StreamEvent => ({
  type: 'block-start',
  block,
  choice: 0,
  kind: 'tool-call',
  callId,
  name: 'f',
})
const end = (unified: 'stop' | 'other', choice = 0): StreamEvent => ({
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
