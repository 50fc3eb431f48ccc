import type { Machine } from '@tollgate/protocols/dialects'
import type { TapStep } from '@tollgate/protocols/passthrough'

const NOTHING = new Uint8Array()

/**
 * Each piece waits for the one after it, so that the last one is among the bytes that end the answer: for streams that
 * just end, where something is to be added to their last message. What the pieces mean is told at once.
 */
export function holdLast(converter: Machine<Uint8Array, TapStep>): Machine<Uint8Array, TapStep> {
  let waiting: Uint8Array = NOTHING
  const toSteps = (steps: readonly TapStep[]): TapStep[] => steps.map(delay)
  return { push: (chunk) => toSteps(converter.push(chunk)), end: () => toSteps(converter.end()) }

  function delay(step: TapStep): TapStep {
    const before = waiting
    if (step.events.some(({ type }) => type === 'error')) {
      waiting = NOTHING
      const own = step.visibility === 'hide' ? NOTHING : step.bytes
      return { ...step, visibility: 'forward', bytes: Buffer.concat([before, own]) }
    }
    switch (step.visibility) {
      case 'hide':
        return step
      case 'forward':
        waiting = step.bytes
        return { ...step, bytes: before }
      case 'hold':
        waiting = NOTHING
        return { ...step, bytes: Buffer.concat([before, step.bytes]) }
    }
  }
}
