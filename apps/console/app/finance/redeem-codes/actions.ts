'use server'
import { revalidatePath } from 'next/cache'
import type { CreateRedeemBatchInput, RevokeRedeemBatchInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { createRedeemBatch, revokeRedeemBatch } from '@/lib/admin-api/redeem-codes'

const PATH = '/finance/redeem-codes'

export async function submitBatch(input: CreateRedeemBatchInput) {
  const result = await act(() => createRedeemBatch(input))
  revalidatePath(PATH, 'layout')
  return result
}

export async function submitRevocation(input: RevokeRedeemBatchInput) {
  const result = await act(() => revokeRedeemBatch(input))
  revalidatePath(PATH, 'layout')
  return result
}
