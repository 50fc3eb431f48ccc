'use server'
import { revalidatePath } from 'next/cache'
import type { EgressEntryInput, UpdateSettingsInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { allowEgress, disallowEgress, updateSettings } from '@/lib/admin-api/settings'

export async function submitSettings(input: UpdateSettingsInput) {
  const result = await act(() => updateSettings(input))
  revalidatePath('/', 'layout')
  return result
}

export async function submitEgress(input: EgressEntryInput, isAllowed: boolean) {
  const result = await act(() => (isAllowed ? allowEgress(input) : disallowEgress(input)))
  revalidatePath('/admin', 'layout')
  return result
}
