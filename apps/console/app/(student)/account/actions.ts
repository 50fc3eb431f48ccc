'use server'
import { revalidatePath } from 'next/cache'
import type { ChangePasswordInput, UpdateMyAccountInput } from '@/gql/graphql'
import { type ActionResult, done } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { changePassword, revokeSession, updateMyAccount } from '@/lib/admin-api/identity'
import { type Redeemed, redeemCode } from '@/lib/admin-api/ledger'

export async function submitCode(code: string): Promise<ActionResult<Redeemed>> {
  const result = await act(() => redeemCode(code))
  if (result.type === 'done') revalidatePath('/', 'layout') // the balance above every page follows
  return result
}

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
