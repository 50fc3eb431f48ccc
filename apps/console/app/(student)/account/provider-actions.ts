'use server'
import { revalidatePath } from 'next/cache'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { beginOidcConnection, removeOidcConnection } from '@/lib/admin-api/oidc'

/** @returns the provider's address, to which the browser goes by itself */
export async function startConnection(password: string): Promise<ActionResult<string>> {
  return act(() => beginOidcConnection(password))
}

export async function endConnection(password: string): Promise<ActionResult> {
  const result = await act(() => removeOidcConnection(password))
  revalidatePath('/account')
  return result
}
