import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { listUsers } from '@/lib/admin-api/users'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { userQuestionOf } from '../_components/user-question'

const HEADER = ['username', 'name', 'role', 'state', 'groups', 'balance', 'held', 'available', 'created', 'id']

/** The table of users. */
export async function GET(request: Request) {
  await requireRole(ADMIN_ROLES)
  const question = userQuestionOf(parametersOf(request))
  return csvResponse({
    fileName: 'users',
    header: HEADER,
    list: (page) => listUsers(page, ...question),
    cellsOf: ({ username, displayName, role, state, groups, wallet, createdAt, id }) => [
      ...[username, displayName, role, state, groups.map(({ name }) => name).join(' ')],
      ...[wallet.balance, wallet.held, wallet.available, createdAt, id],
    ],
  })
}
