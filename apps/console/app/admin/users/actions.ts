'use server'
import { revalidatePath } from 'next/cache'
import type { ChangeUsersInput, CreateUserInput, UpdateApiKeyInput, UpdateUserInput } from '@/gql/graphql'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { updateApiKey } from '@/lib/admin-api/keys'
import { resetOidcConnection } from '@/lib/admin-api/oidc'
import { createOneTimeCode, type OneTimeCode, resetSecondFactor } from '@/lib/admin-api/sign-in'
import { changeUsers, createUser, updateUser } from '@/lib/admin-api/users'

const PATH = '/admin/users'

export async function submitCreateUser(input: CreateUserInput) {
  const result = await act(() => createUser(input))
  revalidatePath(PATH, 'layout')
  return result
}

export async function submitBulkChange(input: ChangeUsersInput) {
  const result = await act(() => changeUsers(input))
  revalidatePath(PATH, 'layout')
  return result
}

export async function submitUpdateUser(input: UpdateUserInput) {
  const result = await act(() => updateUser(input))
  revalidatePath(PATH, 'layout')
  return result
}

export async function submitKeyLimits(input: UpdateApiKeyInput) {
  const result = await act(() => updateApiKey(input))
  revalidatePath(PATH, 'layout')
  return result
}

export async function submitKeyRecording(input: UpdateApiKeyInput) {
  const result = await act(() => updateApiKey(input))
  revalidatePath(PATH, 'layout')
  return result
}

export const makeOneTimeCode = async (userId: string): Promise<ActionResult<OneTimeCode>> =>
  act(() => createOneTimeCode(userId))

export async function submitConnectionReset(userId: string, reason: string): Promise<ActionResult> {
  const result = await act(() => resetOidcConnection({ userId, reason }))
  revalidatePath(`/admin/users/${userId}`)
  return result
}

export async function submitFactorReset(userId: string, reason: string): Promise<ActionResult> {
  const result = await act(() => resetSecondFactor({ userId, reason }))
  revalidatePath(`/admin/users/${userId}`)
  return result
}
