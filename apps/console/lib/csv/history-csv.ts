import { type EntryKind, listEntries } from '../admin-api/ledger'
import { csvResponse } from './csv-response'

const HEADER = [
  ...['time', 'day', 'period', 'kind', 'amount', 'balance_after', 'reason', 'by', 'second_person', 'other_account'],
  ...['request_id', 'transaction_id'],
]

/** The history of an account as a file. @param filter.accountId absent: the own wallet */
export const historyCsv = (filter: { accountId?: string; kind: EntryKind | undefined }): Promise<Response> =>
  csvResponse({
    fileName: 'history',
    header: HEADER,
    list: (page) => listEntries(page, filter),
    cellsOf: (entry) => [
      ...[entry.createdAt, entry.occurredOn, entry.period, entry.kind, entry.amount, entry.balanceAfter],
      ...[entry.reason, entry.actor?.username, entry.secondPerson?.username],
      entry.counterpart?.name ?? entry.counterpart?.owner?.username ?? entry.counterpart?.kind,
      ...[entry.requestId ?? entry.correctedRequestId, entry.transactionId],
    ],
  })
