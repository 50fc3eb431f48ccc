'use server'
import { revalidatePath } from 'next/cache'
import type { ConsentToRecordingInput, WithdrawRecordingConsentInput } from '@/gql/graphql'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { consentToRecording, withdrawConsent } from '@/lib/admin-api/recording'

export async function submitConsent(input: ConsentToRecordingInput): Promise<ActionResult> {
  const result = await act(() => consentToRecording(input))
  revalidatePath('/account')
  return result
}

export async function submitWithdrawal(input: WithdrawRecordingConsentInput): Promise<ActionResult> {
  const result = await act(() => withdrawConsent(input))
  revalidatePath('/account')
  return result
}
