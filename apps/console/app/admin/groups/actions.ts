'use server'
import { revalidatePath } from 'next/cache'
import type { CreateGroupInput, UpdateGroupInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { createGroup, deleteGroup, updateGroup } from '@/lib/admin-api/groups'

export async function submitCreateGroup(input: CreateGroupInput) {
  const result = await act(() => createGroup(input))
  revalidatePath('/admin', 'layout')
  return result
}

export async function submitUpdateGroup(input: UpdateGroupInput) {
  const result = await act(() => updateGroup(input))
  revalidatePath('/admin', 'layout')
  return result
}

export async function submitDeleteGroup(id: string, version: number) {
  const result = await act(() => deleteGroup(id, version))
  revalidatePath('/admin', 'layout')
  return result
}
