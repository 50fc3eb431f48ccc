import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { parametersOf } from '@/lib/csv-response'
import { usageCsv } from '@/lib/usage-csv'

/** Everybody's usage. */
export async function GET(request: Request) {
  const { installation } = await requireRole(FINANCE_ROLES)
  return usageCsv(parametersOf(request), { timeZone: installation.timeZone, filter: {} })
}
