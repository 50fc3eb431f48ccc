import { ENTRY_KINDS } from '@/lib/admin-api/ledger'
import { parametersOf } from '@/lib/csv/csv-response'
import { historyCsv } from '@/lib/csv/history-csv'
import { choiceOf } from '@/lib/table-address'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return historyCsv({ accountId: id, kind: choiceOf(parametersOf(request), 'kind', ENTRY_KINDS) })
}
