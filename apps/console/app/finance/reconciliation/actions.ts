'use server'
import { revalidatePath } from 'next/cache'
import { act } from '@/lib/admin-api/act'
import { reconcile } from '@/lib/admin-api/reconciliation'

export async function runChecks() {
  const result = await act(reconcile)
  revalidatePath('/finance/reconciliation')
  return result
}
