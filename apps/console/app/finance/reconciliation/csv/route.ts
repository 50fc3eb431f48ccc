import { listGatewayNodes } from '@/lib/admin-api/gateway-nodes'
import { getReconciliation } from '@/lib/admin-api/reconciliation'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { parametersOf, wholeCsv } from '@/lib/csv/csv-response'
import { textOf } from '@/lib/table-address'

/** The invariants as they were last looked at, or with `table=gateways` what is held for whom. */
export async function GET(request: Request) {
  await requireRole(FINANCE_ROLES)
  return textOf(parametersOf(request), 'table') === 'gateways' ? gatewaysCsv() : checksCsv()
}

const checksCsv = async (): Promise<Response> =>
  wholeCsv({
    fileName: 'reconciliation',
    header: ['invariant', 'says', 'state', 'checked', 'could_not_look', 'broken'],
    rows: (await getReconciliation()).checks,
    cellsOf: ({ id, says, state, checkedAt, failedAt, brokenIds }) => [
      ...[id, says, state, checkedAt, failedAt, brokenIds.join(' ')],
    ],
  })

const gatewaysCsv = async (): Promise<Response> =>
  wholeCsv({
    fileName: 'gateways',
    header: ['gateway', 'started', 'held', 'leases', 'overdue_leases'],
    rows: await listGatewayNodes(),
    cellsOf: ({ id, startedAt, held, leases, expiredLeases }) => [id, startedAt, held, leases, expiredLeases],
  })
