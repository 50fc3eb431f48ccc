'use server'
import { revalidatePath } from 'next/cache'
import type { ChangePasswordInput, UpdateMyAccountInput } from '@/gql/graphql'
import { type ActionResult, done } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { changePassword, revokeSession, updateMyAccount } from '@/lib/admin-api/identity'

export async function submitPassword(input: ChangePasswordInput): Promise<ActionResult> {
  const result = await act(() => changePassword(input))
  revalidatePath('/account')
  return result
}

export async function submitPreferences(input: UpdateMyAccountInput): Promise<ActionResult> {
  const result = await act(() => updateMyAccount(input))
  revalidatePath('/account')
  return result
}

export async function endSession(id: string): Promise<ActionResult<boolean>> {
  const result = await act(async () => done(await revokeSession(id)))
  revalidatePath('/account')
  return result
}
