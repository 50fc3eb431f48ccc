import { listPools } from '@/lib/admin-api/pools'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { poolFilterOf } from '../_components/pool-filter'

const HEADER = ['id', 'name', 'state', 'course', 'members', 'owner', 'keys', 'balance', 'held', 'available', 'opened']

export function GET(request: Request) {
  const filter = poolFilterOf(parametersOf(request))
  return csvResponse({
    fileName: 'pools',
    header: HEADER,
    list: (page) => listPools(page, filter),
    cellsOf: ({ id, name, state, keyCount, createdAt, account: { course, owner, balance, held, available } }) => [
      ...[id, name, state, course?.name, course?.memberCount, owner?.username],
      ...[keyCount, balance, held, available, createdAt],
    ],
  })
}
