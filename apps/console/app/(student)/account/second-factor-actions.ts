'use server'
import { revalidatePath } from 'next/cache'
import { renderSVG } from 'uqr'
import { type ActionResult, done } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor, renewRecoveryCodes } from '@/lib/admin-api/sign-in'

export interface ShownSetup {
  /** For typing. */
  secret: string
  /** The same as a QR code: a data address. */
  picture: string
}

export async function startSecondFactor(password: string): Promise<ActionResult<ShownSetup>> {
  const result = await act(() => beginSecondFactor(password))
  if (result.type !== 'done') return result
  const { secret, uri } = result.value
  const picture = `data:image/svg+xml;base64,${Buffer.from(renderSVG(uri)).toString('base64')}`
  return done({ secret, picture })
}

/** The page behind the dialog follows when it closes: now it would take the codes with it. */
export const submitFirstCode = async (code: string): Promise<ActionResult<string[]>> =>
  act(() => confirmSecondFactor(code))

export async function submitNewRecoveryCodes(given: {
  password: string
  code: string
}): Promise<ActionResult<string[] | null>> {
  return act(() => renewRecoveryCodes(given))
}

export async function submitRemoval(given: { password: string; code: string }): Promise<ActionResult<string[] | null>> {
  const result = await act(() => removeSecondFactor(given))
  revalidatePath('/account')
  return result
}
