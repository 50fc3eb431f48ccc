import { auditFilterOf, listAudit } from '@/lib/admin-api/audit'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'

const HEADER = [
  'at',
  'actor',
  'address',
  'action',
  'target',
  'target_id',
  'target_name',
  'before',
  'after',
  'reason',
  'id',
]

/** The audit log as the page shows it. */
export async function GET(request: Request) {
  await requireRole(ADMIN_ROLES)
  const filter = await auditFilterOf(parametersOf(request))
  return csvResponse({
    fileName: 'audit-log',
    header: HEADER,
    list: (page) => listAudit(page, filter),
    cellsOf: (entry) => [
      ...[entry.at, entry.actor?.username ?? entry.actorKind, entry.address, entry.action, entry.targetKind],
      ...[entry.targetId, entry.targetName, entry.before, entry.after, entry.reason, entry.id],
    ],
  })
}
