import { requireUser } from '@/lib/admin-api/session'
import { parametersOf } from '@/lib/csv/csv-response'
import { usageCsv } from '@/lib/csv/usage-csv'

/** The person's own usage, whatever the role. */
export async function GET(request: Request) {
  const { me, installation } = await requireUser()
  return usageCsv(parametersOf(request), { timeZone: installation.timeZone, filter: { userId: me.id } })
}
