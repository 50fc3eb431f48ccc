'use server'
import { revalidatePath } from 'next/cache'
import type { AdjustAccountInput, DecideCorrectionInput, MoveMoneyInput, RefundCallInput } from '@/gql/graphql'
import { findAccounts } from '@/lib/admin-api/account-choices'
import { act } from '@/lib/admin-api/act'
import { adjustAccount, decideCorrection, moveMoney, refundCall } from '@/lib/admin-api/corrections'

/** Balances stand on many pages. */
const refresh = () => revalidatePath('/', 'layout')

export const searchAccounts = async (search: string) => act(() => findAccounts(search))

export async function submitAdjustment(input: AdjustAccountInput) {
  const result = await act(() => adjustAccount(input))
  refresh()
  return result
}

export async function submitRefund(input: RefundCallInput) {
  const result = await act(() => refundCall(input))
  refresh()
  return result
}

export async function submitMove(input: MoveMoneyInput) {
  const result = await act(() => moveMoney(input))
  refresh()
  return result
}

export async function submitDecision(input: DecideCorrectionInput) {
  const result = await act(() => decideCorrection(input))
  refresh()
  return result
}
