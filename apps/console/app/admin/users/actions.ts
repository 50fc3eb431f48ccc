'use server'
import { revalidatePath } from 'next/cache'
import type { CreateUserInput, UpdateUserInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { createUser, updateUser } from '@/lib/admin-api/users'

const PATH = '/admin/users'

export async function submitCreateUser(input: CreateUserInput) {
  const result = await act(() => createUser(input))
  revalidatePath(PATH, 'layout')
  return result
}

export async function submitUpdateUser(input: UpdateUserInput) {
  const result = await act(() => updateUser(input))
  revalidatePath(PATH, 'layout')
  return result
}
