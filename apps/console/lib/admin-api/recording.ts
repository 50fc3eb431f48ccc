import { graphql } from '@/gql'
import type { ConsentToRecordingInput, MyRecordingQuery, WithdrawRecordingConsentInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

const myRecordingDocument = graphql(`
  query MyRecording {
    myRecording { kind id name isAsked textVersion text isConsenting consent { textVersion consentedAt withdrawnAt } }
  }
`)
const consentDocument = graphql(`
  mutation ConsentToRecording($input: ConsentToRecordingInput!) {
    consentToRecording(input: $input) { scope { id } problems { code message path } }
  }
`)
const withdrawDocument = graphql(`
  mutation WithdrawRecordingConsent($input: WithdrawRecordingConsentInput!) {
    withdrawRecordingConsent(input: $input) { scope { id } problems { code message path } }
  }
`)

export type RecordingScope = MyRecordingQuery['myRecording'][number]

/** Where the person is asked for consent, and where he ever answered. */
export const listRecording = async (): Promise<readonly RecordingScope[]> =>
  (await query(myRecordingDocument, {})).myRecording

export async function consentToRecording(input: ConsentToRecordingInput): Promise<ActionResult> {
  return resultOf((await execute(consentDocument, { input })).consentToRecording.problems, null)
}

export async function withdrawConsent(input: WithdrawRecordingConsentInput): Promise<ActionResult> {
  return resultOf((await execute(withdrawDocument, { input })).withdrawRecordingConsent.problems, null)
}
