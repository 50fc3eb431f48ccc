import { expect, it } from 'vitest'
import { findSwitchFault, type RecordingSwitch } from './recording-switch.js'

const OFF: RecordingSwitch = { recordingEnabled: false, recordingTextVersion: null, recordingText: null }
const ON: RecordingSwitch = { recordingEnabled: true, recordingTextVersion: '1', recordingText: 'We keep talks.' }
const faultOf = async (before: RecordingSwitch, patch: Partial<RecordingSwitch>, consented: string[] = []) => {
  const wasConsentedTo = async (version: string) => consented.includes(version)
  const fault = await findSwitchFault({ before, after: { ...before, ...patch }, wasConsentedTo })
  return fault && [fault.text, ...(fault.path ?? [])]
}

it('nobody is asked without a text and its version', async () => {
  expect(await faultOf(OFF, { recordingEnabled: true })).toEqual(['recordingNeedsText', 'recordingText'])
  expect(await faultOf(OFF, { recordingEnabled: true, recordingText: 'x' })).toEqual([
    'recordingNeedsText',
    'recordingTextVersion',
  ])
  expect(await faultOf(ON, { recordingText: null })).toEqual(['recordingNeedsText', 'recordingText'])
  expect(await faultOf(OFF, ON)).toBeUndefined()
  expect(await faultOf(ON, { recordingEnabled: false })).toBeUndefined()
})

it('a version keeps the text that people are asked about, or consented to', async () => {
  const other = { recordingText: 'We keep all talks.' }
  const refused = ['recordingNeedsNewVersion', 'recordingTextVersion']
  expect(await faultOf(ON, other)).toEqual(refused)
  expect(await faultOf(ON, { ...other, recordingTextVersion: '2' })).toBeUndefined()
  expect(await faultOf({ ...ON, recordingEnabled: false }, other)).toBeUndefined()
  expect(await faultOf({ ...ON, recordingEnabled: false }, other, ['1'])).toEqual(refused)
  expect(await faultOf(ON, { ...other, recordingTextVersion: '2' }, ['1', '2'])).toEqual(refused)
  expect(await faultOf(OFF, ON, ['1'])).toEqual(refused)
})
