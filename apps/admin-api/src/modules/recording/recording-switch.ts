import { z } from 'zod'
import { textField } from '../../graphql/fields.js'
import { badInput, type ProblemDraft } from '../../graphql/problem.js'

/** What an administrator sets on a group, a course or a key. */
export interface RecordingSwitch {
  recordingEnabled: boolean
  recordingTextVersion: string | null
  recordingText: string | null
}

/** The same as a patch; absent fields stay, null empties. */
export const recordingPatchShape = {
  recordingEnabled: z.boolean().optional(),
  recordingTextVersion: textField(64),
  recordingText: textField(20_000),
}

export interface SwitchChange {
  before: RecordingSwitch
  after: RecordingSwitch
  /** Whether anybody ever consented to a text of this version here. */
  wasConsentedTo: (textVersion: string) => Promise<boolean>
}

/**
 * Nobody is asked without a text, and a version that people consented to, or are asked to, keeps its text: their consent
 * names nothing but the version.
 */
export async function findSwitchFault({
  before,
  after,
  wasConsentedTo,
}: SwitchChange): Promise<ProblemDraft | undefined> {
  const { recordingText: text, recordingTextVersion: version } = after
  if (after.recordingEnabled && (text === null || version === null))
    return badInput('recordingNeedsText', [text === null ? 'recordingText' : 'recordingTextVersion'])
  const [isOtherText, isOtherVersion] = [text !== before.recordingText, version !== before.recordingTextVersion]
  if (version === null || (!isOtherText && !isOtherVersion)) return undefined
  const isBeingRead = isOtherText && !isOtherVersion && before.recordingEnabled
  return isBeingRead || (await wasConsentedTo(version))
    ? badInput('recordingNeedsNewVersion', ['recordingTextVersion'])
    : undefined
}
