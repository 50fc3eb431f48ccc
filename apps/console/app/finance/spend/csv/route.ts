import { inPeriodOf } from '@/components/usage/usage-report'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { callsCsv } from '@/lib/calls-csv'
import { parametersOf } from '@/lib/csv-response'

/** Everybody's calls. */
export async function GET(request: Request) {
  const { installation } = await requireRole(FINANCE_ROLES)
  return callsCsv(inPeriodOf(parametersOf(request), installation.timeZone))
}
