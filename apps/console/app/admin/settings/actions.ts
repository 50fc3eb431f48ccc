'use server'
import { revalidatePath } from 'next/cache'
import type { UpdateSettingsInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { updateSettings } from '@/lib/admin-api/settings'

export async function submitSettings(input: UpdateSettingsInput) {
  const result = await act(() => updateSettings(input))
  revalidatePath('/', 'layout')
  return result
}
