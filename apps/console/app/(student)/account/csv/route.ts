import { ENTRY_KINDS } from '@/lib/admin-api/ledger'
import { parametersOf } from '@/lib/csv/csv-response'
import { historyCsv } from '@/lib/csv/history-csv'
import { choiceOf } from '@/lib/table-address'

export const GET = (request: Request) => historyCsv({ kind: choiceOf(parametersOf(request), 'kind', ENTRY_KINDS) })
