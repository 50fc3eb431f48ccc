import type { StreamEvent } from '@tollgate/protocols/canonical'
import { GatewayError } from '@tollgate/protocols/canonical'
import type { TapStep, Visibility } from '@tollgate/protocols/passthrough'
import { expect, it } from 'vitest'
import { holdLast } from './hold-last.js'

const step = (visibility: Visibility, text: string, ...events: StreamEvent[]): TapStep => ({
  ...{ visibility, bytes: Buffer.from(text), events, isUsageOnly: false },
})
const through = (steps: readonly TapStep[], last: readonly TapStep[]) => {
  const holder = holdLast({ push: () => [...steps], end: () => [...last] })
  return [...holder.push(new Uint8Array()), ...holder.end()].map(
    ({ visibility, bytes }) => `${visibility} ${Buffer.from(bytes).toString('utf8')}`,
  )
}

it('keeps the last piece for the end', () => {
  const pieces = [step('forward', 'a'), step('hide', 'x'), step('forward', 'b')]
  expect(through(pieces, [step('hold', '', { type: 'finish' })])).toEqual(['forward ', 'hide x', 'forward a', 'hold b'])
})

it('gives all that was said before an error, and nothing that was to be hidden', () => {
  const error = { type: 'error', error: new GatewayError('upstream_error', { message: 'no' }) } as const
  expect(through([step('forward', 'a')], [step('hide', 'x', error)])).toEqual(['forward ', 'forward a'])
  expect(through([step('forward', 'a')], [step('forward', 'b', error)])).toEqual(['forward ', 'forward ab'])
})
