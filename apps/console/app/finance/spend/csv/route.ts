import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { parametersOf } from '@/lib/csv-response'
import { choiceOf } from '@/lib/table-address'
import { trafficCsv } from '@/lib/traffic-csv'
import { trafficPeriodOf } from '@/lib/traffic-period'
import { SPEND_DIMENSIONS } from '../_components/spend-dimensions'

/** The table of the page. */
export async function GET(request: Request) {
  const { installation } = await requireRole(FINANCE_ROLES)
  const parameters = parametersOf(request)
  const period = trafficPeriodOf(parameters, installation.timeZone, Date.now())
  return trafficCsv(choiceOf(parameters, 'by', SPEND_DIMENSIONS) ?? 'COST_CENTRE', { parameters, period })
}
