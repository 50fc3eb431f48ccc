import { GatewayError, type StreamEvent } from '@tollgate/protocols/canonical'
import { expect, it } from 'vitest'
import { estimateOutputTokens, MAX_COUNTED_CHARACTERS } from './estimate-tokens.js'
import { createUsageMeter } from './usage-meter.js'

const delta = (text: string, block = 0): StreamEvent => ({ type: 'block-delta', block, text })
const oneTokenACharacter = (text: string): number => text.length

it('collects what the model wrote', () => {
  const meter = createUsageMeter()
  for (const text of ['Light ', 'bends.']) meter.observe(delta(text))
  expect(meter.outputTexts()).toEqual([{ text: 'Light bends.', length: 12 }])
  expect(meter.outputLength()).toBe(12)
})

it('keeps no more of an endless answer than is ever counted, and still knows how long it was', () => {
  const meter = createUsageMeter()
  const piece = 'x'.repeat(MAX_COUNTED_CHARACTERS / 2 + 1)
  for (let index = 0; index < 10; index += 1) meter.observe(delta(piece))
  expect(meter.outputTexts()[0]?.text).toHaveLength(MAX_COUNTED_CHARACTERS)
  expect(meter.outputLength()).toBe(piece.length * 10)
  expect(estimateOutputTokens(meter.outputTexts(), oneTokenACharacter)).toBe(piece.length * 10)
})

it('n > 1: answers that arrive in turns are counted each by itself, and all of them', () => {
  const meter = createUsageMeter()
  for (const piece of ['inter', 'nation', 'alisation']) {
    for (const block of [0, 1, 2]) meter.observe(delta(piece, block))
  }
  expect(meter.outputTexts().map(({ text }) => text)).toEqual(Array(3).fill('internationalisation'))
  const oneTokenAText = (): number => 1
  expect(estimateOutputTokens(meter.outputTexts(), oneTokenAText)).toBe(3)
})

it('M13: the text of an error is no output', () => {
  const meter = createUsageMeter()
  meter.observe({ type: 'error', error: new GatewayError('upstream_error', { message: 'a long story of a failure' }) })
  expect([meter.outputTexts(), meter.outputLength()]).toEqual([[], 0])
})

it('a call of a tool is output: its name and its arguments', () => {
  const meter = createUsageMeter()
  meter.observe({ type: 'block-start', block: 1, choice: 0, kind: 'tool-call', callId: 'c', name: 'find' })
  meter.observe(delta('{"a":1}', 1))
  expect(meter.outputTexts()).toEqual([{ text: 'find{"a":1}', length: 11 }])
})
