import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { parametersOf } from '@/lib/csv/csv-response'
import { trafficCsv } from '@/lib/csv/traffic-csv'
import { choiceOf } from '@/lib/table-address'
import { trafficPeriodOf } from '@/lib/traffic-period'
import { SPEND_DIMENSIONS } from '../_components/spend-dimensions'

/** The table of the page. */
export async function GET(request: Request) {
  const { installation } = await requireRole(FINANCE_ROLES)
  const parameters = parametersOf(request)
  const period = trafficPeriodOf(parameters, installation.timeZone, Date.now())
  return trafficCsv(choiceOf(parameters, 'by', SPEND_DIMENSIONS) ?? 'COST_CENTRE', { parameters, period })
}
