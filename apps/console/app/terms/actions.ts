'use server'
import { redirect } from 'next/navigation'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { acceptTerms } from '@/lib/admin-api/sign-in'

/** Accepts and goes on; returns only where it was refused or failed. */
export async function submitTerms(version: string): Promise<ActionResult> {
  const result = await act(() => acceptTerms(version))
  if (result.type !== 'done') return result
  redirect('/')
}
