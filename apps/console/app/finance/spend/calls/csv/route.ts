import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { parametersOf } from '@/lib/csv/csv-response'
import { usageCsv } from '@/lib/csv/usage-csv'

/** Everybody's usage. */
export async function GET(request: Request) {
  const { installation } = await requireRole(FINANCE_ROLES)
  return usageCsv(parametersOf(request), { timeZone: installation.timeZone, filter: {} })
}
