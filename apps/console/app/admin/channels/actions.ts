'use server'
import { revalidatePath } from 'next/cache'
import type { AddChannelWithModelsInput, UpdateChannelInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { addChannelWithModels, updateChannel } from '@/lib/admin-api/channels'

export async function submitAddChannel(input: AddChannelWithModelsInput) {
  const result = await act(() => addChannelWithModels(input))
  revalidatePath('/admin', 'layout')
  return result
}

export async function submitUpdateChannel(input: UpdateChannelInput) {
  const result = await act(() => updateChannel(input))
  revalidatePath('/admin/channels')
  return result
}
