import { ALERT_KINDS, listAlerts } from '@/lib/admin-api/alerts'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { choiceOf } from '@/lib/table-address'

const HEADER = ['kind', 'about', 'facts', 'opened', 'last_seen', 'closed', 'id']

/** The alerts as the page shows them. */
export async function GET(request: Request) {
  await requireRole(FINANCE_ROLES)
  const parameters = parametersOf(request)
  const state = choiceOf(parameters, 'state', ['open', 'closed'])
  const filter = {
    kind: choiceOf(parameters, 'kind', ALERT_KINDS) ?? null,
    isOpen: state === undefined ? null : state === 'open',
  }
  return csvResponse({
    fileName: 'alerts',
    header: HEADER,
    list: (page) => listAlerts(page, filter),
    cellsOf: ({ kind, subjectId, account, limitName, facts, openedAt, seenAt, closedAt, id }) => [
      ...[kind, account?.name ?? account?.owner?.username ?? limitName ?? subjectId],
      ...[facts.map(({ name, value }) => `${name}=${value}`).join(' '), openedAt, seenAt, closedAt, id],
    ],
  })
}
