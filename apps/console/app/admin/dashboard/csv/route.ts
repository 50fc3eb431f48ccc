import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { parametersOf } from '@/lib/csv/csv-response'
import { trafficCsv } from '@/lib/csv/traffic-csv'
import { choiceOf } from '@/lib/table-address'
import { trafficPeriodOf } from '@/lib/traffic-period'
import { DASHBOARD_TABS, dimensionOfTab } from '../_components/dashboard-tabs'

/** The table of a dashboard. */
export async function GET(request: Request) {
  const { installation } = await requireRole(ADMIN_ROLES)
  const parameters = parametersOf(request)
  const period = trafficPeriodOf(parameters, installation.timeZone, Date.now())
  const tab = choiceOf(parameters, 'tab', DASHBOARD_TABS) ?? 'model'
  return trafficCsv(dimensionOfTab(tab) ?? 'MODEL', { parameters, period })
}
