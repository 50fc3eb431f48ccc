import { listKeys } from '@/lib/admin-api/keys'
import { requireUser } from '@/lib/admin-api/session'
import { keysCsv } from '@/lib/csv/keys-csv'

/** The person's own keys. */
export async function GET() {
  await requireUser()
  return keysCsv((page) => listKeys(page))
}
