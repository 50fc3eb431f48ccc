'use server'
import { revalidatePath } from 'next/cache'
import type { SetPriceInput, UpdateModelInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { setPrice, updateModel } from '@/lib/admin-api/catalog'

export async function submitPrice(input: SetPriceInput) {
  const result = await act(() => setPrice(input))
  revalidatePath('/admin/models', 'layout')
  return result
}

export async function submitUpdateModel(input: UpdateModelInput) {
  const result = await act(() => updateModel(input))
  revalidatePath('/admin/models', 'layout')
  return result
}
