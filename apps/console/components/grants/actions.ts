'use server'
import { revalidatePath } from 'next/cache'
import type { GrantInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { grant } from '@/lib/admin-api/users'

/** Balances stand on many pages. */
export async function submitGrant(input: GrantInput) {
  const result = await act(() => grant(input))
  revalidatePath('/', 'layout')
  return result
}
