'use server'
import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import type { LogInInput, RegisterInput, SetPasswordWithCodeInput } from '@/gql/graphql'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { logIn, register } from '@/lib/admin-api/identity'
import { setPasswordWithCode, verifySecondFactor } from '@/lib/admin-api/sign-in'
import { adoptLocale } from '@/lib/adopt-locale'
import { secondFactorPathFor, toSafePath } from '@/lib/next-path'

/** Logs in and goes on to `next`; returns only where it was refused or failed. */
export async function submitLogIn(input: LogInInput, next: string | null): Promise<ActionResult> {
  const result = await act(() => logIn(input))
  if (result.type !== 'done') return result
  if (result.value.obstacle === 'SECOND_FACTOR') redirect(secondFactorPathFor(next))
  await adoptLocale(result.value.locale)
  redirect(toSafePath(next))
}

/** The second step of a log-in; returns only where it was refused or failed. */
export async function submitSecondFactor(code: string, next: string | null): Promise<ActionResult> {
  const result = await act(() => verifySecondFactor(code))
  if (result.type !== 'done') return result
  await adoptLocale(result.value.locale)
  redirect(toSafePath(next))
}

/** Sets a password by a one-time code and logs in; returns only where it was refused or failed. */
export async function submitPasswordWithCode(input: SetPasswordWithCodeInput): Promise<ActionResult> {
  const result = await act(() => setPasswordWithCode(input))
  if (result.type !== 'done') return result
  if (result.value.obstacle === 'SECOND_FACTOR') redirect(secondFactorPathFor(null))
  await adoptLocale(result.value.locale)
  redirect('/')
}

export async function submitRegistration(input: Omit<RegisterInput, 'locale'>): Promise<ActionResult> {
  const locale = await getLocale()
  const result = await act(() => register({ ...input, locale }))
  if (result.type !== 'done') return result
  redirect('/')
}
