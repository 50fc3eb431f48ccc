import { listKeys } from '@/lib/admin-api/keys'
import { requireUser } from '@/lib/admin-api/session'
import { csvResponse } from '@/lib/csv-response'

const HEADER = ['name', 'key', 'group', 'state', 'models', 'last_used', 'expires', 'created', 'id']

/** The person's own keys, without what opens anything. */
export async function GET() {
  await requireUser()
  return csvResponse({
    fileName: 'keys',
    header: HEADER,
    list: (page) => listKeys(page),
    cellsOf: ({ name, prefix, lastFour, group, state, modelNames, lastUsedAt, expiresAt, createdAt, id }) => [
      ...[name, `${prefix ?? ''}…${lastFour ?? ''}`, group.name, state, modelNames.join(' ')],
      ...[lastUsedAt, expiresAt, createdAt, id],
    ],
  })
}
