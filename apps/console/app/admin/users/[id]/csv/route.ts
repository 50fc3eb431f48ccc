import { listKeys } from '@/lib/admin-api/keys'
import { listLogIns } from '@/lib/admin-api/log-ins'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { callsCsv } from '@/lib/csv/calls-csv'
import { parametersOf } from '@/lib/csv/csv-response'
import { keysCsv } from '@/lib/csv/keys-csv'
import { logInsCsv } from '@/lib/csv/log-ins-csv'
import { textOf } from '@/lib/table-address'

/** One user's calls, or with `table=keys` his keys, with `table=log-ins` how he logged in. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const [{ id }] = await Promise.all([params, requireRole(ADMIN_ROLES)])
  const table = textOf(parametersOf(request), 'table')
  if (table === 'keys') return keysCsv((page) => listKeys(page, id))
  if (table === 'log-ins') return logInsCsv((page) => listLogIns(id, page))
  return callsCsv({ userId: id })
}
