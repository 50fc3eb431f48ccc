'use server'
import { revalidatePath } from 'next/cache'
import type { SetPoolStateInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { setPoolState } from '@/lib/admin-api/pools'

export async function submitPoolState(input: SetPoolStateInput) {
  const result = await act(() => setPoolState(input))
  revalidatePath('/finance', 'layout')
  return result
}
