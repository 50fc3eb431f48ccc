import type { CanonicalRequest, Message, StreamEvent } from '@tollgate/protocols/canonical'
import { describe, expect, it } from 'vitest'
import { createStashCollector } from './collect-stash.js'
import { callsWithoutState, restoreStash } from './restore-stash.js'
import { stashEntrySchema, stashKey } from './stash-entry.js'

const GEMINI = 'gemini-generate'
const signature = (text: string) => ({ [GEMINI]: { thoughtSignature: text } })
const ANSWER: StreamEvent[] = [
  { type: 'response-start' },
  { type: 'block-start', block: 0, choice: 0, kind: 'reasoning' },
  { type: 'block-delta', block: 0, text: 'Let me ' },
  { type: 'block-delta', block: 0, text: 'see.' },
  { type: 'block-end', block: 0 },
  { type: 'block-start', block: 1, choice: 0, kind: 'tool-call', callId: 'c1', name: 'weather' },
  { type: 'block-delta', block: 1, text: '{}', residue: signature('s1') },
  { type: 'block-end', block: 1 },
  { type: 'block-start', block: 2, choice: 0, kind: 'tool-call', callId: 'c2', name: 'weather' },
  { type: 'block-delta', block: 2, text: '{}' },
  { type: 'block-end', block: 2 },
]

const collected = () => {
  const collector = createStashCollector(GEMINI)
  for (const event of ANSWER) collector.observe(event)
  return collector.entries()
}
const call = (callId: string) => ({ type: 'tool-call', callId, name: 'weather', argumentsText: '{}' }) as const
const history = (...parts: Message['parts']): CanonicalRequest => ({
  model: 'm',
  messages: [
    { role: 'user', parts: [{ type: 'text', text: 'Rain?' }] },
    { role: 'assistant', parts },
  ],
  tools: [],
  settings: {},
  isStreamed: false,
  wantsStreamUsage: false,
  facts: { vision: false, audio: false, document: false, tools: true, json: false, reasoning: false, nativeOnly: [] },
})

describe('what an upstream wants back with the results of its calls', () => {
  it('is kept by call id: thinking with the first call of a step, a signature with its own', () => {
    expect([...collected()]).toEqual([
      ['c1', { v: 1, dialect: GEMINI, reasoning: [{ text: 'Let me see.' }], callResidue: signature('s1') }],
    ])
  })

  it('survives the bucket', () => {
    const entry = collected().get('c1')
    expect(stashEntrySchema.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry)
  })

  it('goes back to its place, thinking first', () => {
    const restored = restoreStash(history(call('c1'), call('c2')), GEMINI, collected())
    expect(restored.messages[1]?.parts).toEqual([
      { type: 'reasoning', text: 'Let me see.' },
      { ...call('c1'), residue: signature('s1') },
      call('c2'),
    ])
  })

  it('takes the place of thinking that the client brought without its proof', () => {
    const restored = restoreStash(history({ type: 'reasoning', text: 'see' }, call('c1')), GEMINI, collected())
    expect(restored.messages[1]?.parts.map(({ type }) => type)).toEqual(['reasoning', 'tool-call'])
    expect(restored.messages[1]?.parts[0]).toMatchObject({ text: 'Let me see.' })
  })

  it('is not asked for where the client brought it, nor given to another dialect', () => {
    const whole = history({ ...call('c1'), residue: signature('own') }, call('c2'))
    expect(callsWithoutState(whole, GEMINI)).toEqual([])
    expect(callsWithoutState(history(call('c1'), call('c2')), GEMINI)).toEqual(['c1', 'c2'])
    expect(restoreStash(whole, GEMINI, collected())).toEqual(whole)
    const other = history(call('c1'))
    expect(restoreStash(other, 'anthropic-messages', collected())).toEqual(other)
  })

  it('lies under a name that contains whose it is', () => {
    expect(stashKey('alice', 'c1')).not.toBe(stashKey('bob', 'c1'))
    expect(stashKey('alice', '../c1.>*')).toMatch(/^[\w-]{43}$/)
  })
})
