import type { StreamEvent } from '@tollgate/protocols/canonical'
import { expect, it } from 'vitest'
import { countBounded, MAX_COUNTED_CHARACTERS } from './estimate-tokens.js'
import { createUsageMeter } from './usage-meter.js'

const delta = (text: string): StreamEvent => ({ type: 'block-delta', block: 0, text })
const oneTokenACharacter = (text: string): number => text.length

it('collects what the model wrote', () => {
  const meter = createUsageMeter()
  for (const text of ['Light ', 'bends.']) meter.observe(delta(text))
  expect(meter.outputText()).toBe('Light bends.')
  expect(meter.outputLength()).toBe(12)
})

it('keeps no more of an endless answer than is ever counted, and still knows how long it was', () => {
  const meter = createUsageMeter()
  const piece = 'x'.repeat(MAX_COUNTED_CHARACTERS / 2 + 1)
  for (let index = 0; index < 10; index += 1) meter.observe(delta(piece))
  expect(meter.outputText()).toHaveLength(MAX_COUNTED_CHARACTERS)
  expect(meter.outputLength()).toBe(piece.length * 10)
  expect(countBounded(meter.outputText(), oneTokenACharacter, meter.outputLength())).toBe(piece.length * 10)
})
