'use server'
import { revalidatePath } from 'next/cache'
import type { ForceCloseGatewayNodeInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { forceCloseGatewayNode } from '@/lib/admin-api/gateway-nodes'
import { reconcile } from '@/lib/admin-api/reconciliation'

export async function runChecks() {
  const result = await act(reconcile)
  revalidatePath('/finance/reconciliation')
  return result
}

export async function submitEndGateway(input: ForceCloseGatewayNodeInput) {
  const result = await act(() => forceCloseGatewayNode(input))
  revalidatePath('/finance/reconciliation')
  return result
}
