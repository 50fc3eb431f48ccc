import type { StreamEvent } from '@tollgate/protocols/canonical'
import { CAPABILITIES } from '@tollgate/protocols/events'
import { expect, it } from 'vitest'
import { CAPABILITY_PROBES, textOf } from './capability-probes.js'

const said = (text: string, kind: 'text' | 'reasoning' = 'text'): StreamEvent[] => [
  { type: 'response-start' },
  { type: 'block-start', block: 0, choice: 0, kind },
  { type: 'block-delta', block: 0, text },
  { type: 'block-end', block: 0 },
]
const called: StreamEvent[] = [
  { type: 'block-start', block: 0, choice: 0, kind: 'tool-call', callId: 'c', name: 'add' },
  { type: 'block-delta', block: 0, text: '{"a":17,"b":25}' },
  { type: 'block-end', block: 0 },
]

it.each<[keyof typeof CAPABILITY_PROBES, StreamEvent[], string]>([
  ['tools', called, 'yes'],
  ['tools', said('42'), 'no'],
  ['vision', said('Red.'), 'yes'],
  ['vision', said('红色'), 'yes'],
  ['vision', said('I was hired to help'), 'no'],
  ['jsonSchema', said('{"sum": 42}'), 'yes'],
  ['jsonSchema', said('The sum is 42'), 'no'],
  ['jsonSchema', said('{"sum": "42"}'), 'no'],
  ['reasoning', said('hm', 'reasoning'), 'yes'],
  ['reasoning', said('42'), 'no'],
  ['topPOfOne', said('yes'), 'yes'],
])('%s: %j is %s', (capability, events, verdict) => {
  expect(CAPABILITY_PROBES[capability].judge(events).verdict).toBe(verdict)
})

it('every capability has a probe that limits its output', () => {
  for (const capability of CAPABILITIES)
    expect(CAPABILITY_PROBES[capability].body).toMatchObject({ max_tokens: expect.any(Number) })
  expect(textOf([...said('a'), ...[]])).toBe('a')
})
