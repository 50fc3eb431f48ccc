import { describe, expect, it } from 'vitest'
import { foldEvents } from '../canonical/fold.js'
import { checkLifecycle } from '../canonical/lifecycle.js'
import { toBillableQuantities } from '../canonical/usage.js'
import { CODECS } from '../dialects/index.js'
import { createSseFramer } from '../sse/frame-sse.js'
import { loadFixtures, toStreamBytes } from '../testing/load-fixture.js'
import { pump } from '../testing/pump.js'
import { createPassthroughTap, type TapStep } from './stream-tap.js'

const codec = CODECS['openai-chat']

function tap(bytes: Uint8Array, showUsage = false): TapStep[] {
  const machine = createPassthroughTap({
    decoder: codec.createStreamDecoder(),
    showUsage,
    terminator: codec.streamTerminator,
  })
  return pump(machine, pump(createSseFramer(), [bytes]))
}
const stream = (...lines: string[]) => Buffer.from(lines.map((line) => `${line}\n\n`).join(''), 'utf8')
const shown = (steps: readonly TapStep[]) =>
  Buffer.concat(steps.flatMap(({ visibility, bytes }) => (visibility === 'hide' ? [] : [bytes]))).toString('utf8')

const START = 'data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"A"},"finish_reason":null}]}'
const STOP = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}'
const STOP_WITH_USAGE =
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}'
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}'
const DONE = 'data: [DONE]'

describe('createPassthroughTap', () => {
  it('hides the usage chunk from those who did not ask, and alters nothing else', () => {
    const bytes = stream(': ping', START, STOP, USAGE, DONE)
    expect(shown(tap(bytes))).toBe(stream(': ping', START, STOP, DONE).toString())
    expect(shown(tap(bytes, true))).toBe(bytes.toString())
  })

  it('meters what it hides', () => {
    const { usage } = foldEvents(tap(stream(START, STOP, USAGE, DONE)).flatMap(({ events }) => events))
    expect(toBillableQuantities(usage)).toMatchObject({ inputTokens: 1, outputTokens: 1 })
  })

  it('marks the chunk of usage alone, and leaves usage that comes with a choice where it is', () => {
    expect(tap(stream(START, STOP, USAGE, DONE)).map(({ isUsageOnly }) => isUsageOnly)).toEqual([
      false,
      false,
      true,
      false,
    ])
    const mixed = stream(START, STOP_WITH_USAGE, DONE)
    expect(shown(tap(mixed))).toBe(mixed.toString())
  })

  it('holds the terminator back, and hides what follows it', () => {
    const steps = tap(stream(START, STOP, DONE, ': late', START))
    expect(steps.map(({ visibility }) => visibility)).toEqual(['forward', 'forward', 'hold', 'hide', 'hide'])
  })

  it('adds the terminator that the upstream left out after a whole answer', () => {
    const steps = tap(stream(START, STOP))
    expect(steps.map(({ visibility }) => visibility)).toEqual(['forward', 'forward', 'hold'])
    expect(shown(steps)).toBe(stream(START, STOP, DONE).toString())
  })

  it('U05: hides a [DONE] that comes too early, and tells the cut as an error', () => {
    for (const steps of [tap(stream(START, DONE)), tap(stream(START)), tap(stream(START).subarray(0, 40))]) {
      expect(steps.at(-1)?.visibility).toBe('hide')
      expect(steps.at(-1)?.events.at(-1)?.type).toBe('error')
      expect(shown(steps)).not.toContain('[DONE]')
    }
  })

  it('U09, U19: never shows the error of the upstream', () => {
    const steps = tap(stream(START, 'data: {"error":{"message":"key sk-1 at http://10.0.0.1"}}', DONE))
    expect(shown(steps)).toBe(stream(START).toString())
    expect(steps[1]?.events.at(-1)).toMatchObject({ type: 'error', error: { code: 'upstream_error' } })
  })

  it('U06: skips an event that cannot be read and goes on', () => {
    expect(shown(tap(stream(START, 'data: {"choices":[', 'data: x', STOP, DONE)))).toBe(
      stream(START, STOP, DONE).toString(),
    )
  })

  const folder = new URL('../dialects/openai-chat/__fixtures__/', import.meta.url)
  it.each(loadFixtures(folder).filter(({ chunks }) => chunks !== undefined))(
    'passes and meters $name',
    ({ chunks, expected }) => {
      const bytes = toStreamBytes(chunks ?? [])
      const steps = tap(bytes, true)
      const events = steps.flatMap((step) => step.events)
      expect(checkLifecycle(events)).toBeUndefined()
      expect(toBillableQuantities(foldEvents(events).usage) ?? null).toEqual(expected.quantities)
      expect(steps.filter(({ visibility }) => visibility === 'hold')).toHaveLength(
        expected.outcome === 'finish' ? 1 : 0,
      )
      // nothing is made up but a missing terminator
      expect(`${Buffer.from(bytes).toString('utf8')}${codec.streamTerminator}`).toContain(shown(steps.slice(-1)))
    },
  )
})
