import { graphql } from '@/gql'
import type { ReconciliationQuery } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

/** Every row of the ledger is looked at, up to 5 s a check. */
const RUN_TIMEOUT_MS = 100_000

const reconciliationDocument = graphql(`
  query Reconciliation {
    reconciliation {
      checks { id says state brokenIds checkedAt failedAt }
      openLeaseCount overdueLeaseCount poisonCount unresolvedCount
    }
  }
`)
const reconcileDocument = graphql(`
  mutation Reconcile {
    reconcile { reconciliation { checks { id state } } problems { code message path } }
  }
`)

export type ReconciliationView = ReconciliationQuery['reconciliation']
export type InvariantCheck = ReconciliationView['checks'][number]

export const getReconciliation = async (): Promise<ReconciliationView> =>
  (await query(reconciliationDocument, {})).reconciliation

/** How many invariants are broken. */
export async function reconcile(): Promise<ActionResult<number>> {
  const { reconciliation, problems } = (await execute(reconcileDocument, {}, RUN_TIMEOUT_MS)).reconcile
  return resultOf(problems, reconciliation?.checks.filter(({ state }) => state === 'BROKEN').length ?? 0)
}
