import { listKeys } from '@/lib/admin-api/keys'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { callsCsv } from '@/lib/csv/calls-csv'
import { parametersOf } from '@/lib/csv/csv-response'
import { keysCsv } from '@/lib/csv/keys-csv'
import { textOf } from '@/lib/table-address'

/** One user's calls, or with `table=keys` his keys. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const [{ id }] = await Promise.all([params, requireRole(ADMIN_ROLES)])
  return textOf(parametersOf(request), 'table') === 'keys'
    ? keysCsv((page) => listKeys(page, id))
    : callsCsv({ userId: id })
}
