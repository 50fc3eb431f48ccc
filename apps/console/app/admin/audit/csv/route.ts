import { listAudit } from '@/lib/admin-api/audit'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { textOf } from '@/lib/table-address'

const HEADER = ['at', 'actor', 'address', 'action', 'target', 'target_id', 'before', 'after', 'reason', 'id']

/** The audit log as the page shows it. */
export async function GET(request: Request) {
  await requireRole(ADMIN_ROLES)
  const action = textOf(parametersOf(request), 'search') || null
  return csvResponse({
    fileName: 'audit-log',
    header: HEADER,
    list: (page) => listAudit(page, { action }),
    cellsOf: (entry) => [
      ...[entry.at, entry.actor?.username ?? entry.actorKind, entry.address, entry.action, entry.targetKind],
      ...[entry.targetId, entry.before, entry.after, entry.reason, entry.id],
    ],
  })
}
