'use server'
import { revalidatePath } from 'next/cache'
import type { ReplayDeadLetterInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { replayDeadLetter } from '@/lib/admin-api/dead-letters'

export async function submitReplay(input: ReplayDeadLetterInput) {
  const result = await act(() => replayDeadLetter(input))
  revalidatePath('/finance', 'layout')
  return result
}
