import { expect, it } from 'vitest'
import { decideOnAbort } from './abort-policy.js'

it.each([
  ['auto', true, false, 'cancel'],
  ['auto', true, true, 'cancel'],
  ['auto', false, false, 'drain'],
  ['auto', false, true, 'cancel'],
  ['drain', true, true, 'drain'],
  ['cancel', false, false, 'cancel'],
] as const)('M10: %s, streamed %s, self-hosted %s → %s', (setting, isStreamed, isSelfHosted, expected) => {
  expect(decideOnAbort(setting, { isStreamed, isSelfHosted })).toBe(expected)
})
