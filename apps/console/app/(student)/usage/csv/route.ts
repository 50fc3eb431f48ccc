import { inPeriodOf } from '@/components/usage/usage-report'
import { requireUser } from '@/lib/admin-api/session'
import { callsCsv } from '@/lib/calls-csv'
import { parametersOf } from '@/lib/csv-response'

/** The person's own calls, whatever the role. */
export async function GET(request: Request) {
  const { me, installation } = await requireUser()
  return callsCsv({ ...inPeriodOf(parametersOf(request), installation.timeZone), userId: me.id })
}
