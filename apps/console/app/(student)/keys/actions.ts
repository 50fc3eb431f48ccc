'use server'
import { revalidatePath } from 'next/cache'
import type { CreateApiKeyInput, RevokeApiKeyInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { createKey, revokeKey } from '@/lib/admin-api/keys'

export async function submitCreateKey(input: CreateApiKeyInput) {
  const result = await act(() => createKey(input))
  revalidatePath('/keys')
  return result
}

export async function submitRevokeKey(input: RevokeApiKeyInput) {
  const result = await act(() => revokeKey(input))
  revalidatePath('/keys')
  return result
}
