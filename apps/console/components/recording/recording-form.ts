import * as z from 'zod/mini'

/** What an administrator set, as the API tells it. */
export interface RecordingSwitch {
  recordingEnabled: boolean
  recordingTextVersion?: string | null
  recordingText?: string | null
}

export interface RecordingWords {
  versionLong: string
  textLong: string
  both: string
}

const MAX_VERSION = 64
const MAX_TEXT = 20_000

/** The three fields of a form. @param words messages at the fields */
export const recordingShape = (words: RecordingWords) => ({
  recordingEnabled: z.boolean(),
  recordingTextVersion: z.string().check(z.trim(), z.maxLength(MAX_VERSION, words.versionLong)),
  recordingText: z.string().check(z.trim(), z.maxLength(MAX_TEXT, words.textLong)),
})

/** What the three fields hold. */
export interface RecordingValues {
  recordingEnabled: boolean
  recordingTextVersion: string
  recordingText: string
}

/** Nobody is asked without a text and its version. */
export const recordingIsWhole = (words: RecordingWords) =>
  z.refine<RecordingValues>(
    ({ recordingEnabled, recordingTextVersion, recordingText }) =>
      !recordingEnabled || (recordingTextVersion.trim() !== '' && recordingText.trim() !== ''),
    { path: ['recordingTextVersion'], message: words.both },
  )

export const recordingDefaults = (recording: RecordingSwitch | undefined): RecordingValues => ({
  recordingEnabled: recording?.recordingEnabled ?? false,
  recordingTextVersion: recording?.recordingTextVersion ?? '',
  recordingText: recording?.recordingText ?? '',
})

/** Empty fields are none. */
export const recordingInput = ({ recordingEnabled, recordingTextVersion, recordingText }: RecordingValues) => ({
  recordingEnabled,
  recordingTextVersion: recordingTextVersion || null,
  recordingText: recordingText || null,
})
