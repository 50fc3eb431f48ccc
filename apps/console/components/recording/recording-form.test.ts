import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { recordingDefaults, recordingInput, recordingIsWhole, recordingShape } from './recording-form'

const WORDS = { versionLong: 'version', textLong: 'text', both: 'both' }
const schema = z.object(recordingShape(WORDS)).check(recordingIsWhole(WORDS))
const faultsOf = (values: Partial<ReturnType<typeof recordingDefaults>>) =>
  schema
    .safeParse({ ...recordingDefaults(undefined), ...values })
    .error?.issues.map(({ path, message }) => [...path, message]) ?? []

it('asks with both or not at all', () => {
  const [recordingTextVersion, recordingText] = ['2026-1', 'What you ask is kept.']
  expect(faultsOf({})).toEqual([])
  expect(faultsOf({ recordingEnabled: true, recordingText })).toEqual([['recordingTextVersion', 'both']])
  expect(faultsOf({ recordingEnabled: true, recordingText: ' ', recordingTextVersion })).toHaveLength(1)
  expect(faultsOf({ recordingEnabled: true, recordingText, recordingTextVersion })).toEqual([])
  expect(faultsOf({ recordingTextVersion: 'x'.repeat(65) })).toEqual([['recordingTextVersion', 'version']])
})

it('what is empty is none', () => {
  const none = { recordingEnabled: false, recordingTextVersion: null, recordingText: null }
  expect(recordingInput(recordingDefaults(none))).toEqual(none)
})
