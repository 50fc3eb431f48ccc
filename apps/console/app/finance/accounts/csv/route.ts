import { type AccountRow, listAccounts } from '@/lib/admin-api/accounts'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { accountQueryOf } from '../_components/account-filter'

const HEADER = ['id', 'kind', 'state', 'name', 'owner', 'owner_name', 'course', 'balance', 'held', 'available', 'since']

export function GET(request: Request) {
  const { filter, sort } = accountQueryOf(parametersOf(request))
  return csvResponse({
    fileName: 'accounts',
    header: HEADER,
    list: (page) => listAccounts(page, filter, sort),
    cellsOf: ({ id, kind, state, name, owner, course, balance, held, available, createdAt }: AccountRow) => [
      ...[id, kind, state, name, owner?.username, owner?.displayName, course?.name],
      ...[balance, held, available, createdAt],
    ],
  })
}
