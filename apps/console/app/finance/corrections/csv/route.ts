import { CORRECTION_KINDS, CORRECTION_STATES, type Correction, listCorrections } from '@/lib/admin-api/corrections'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { choiceOf } from '@/lib/table-address'

const HEADER = [
  ...['asked', 'kind', 'state', 'account', 'to_account', 'amount', 'reason', 'by', 'second_person', 'decided_by'],
  ...['decided', 'note', 'request_id'],
]

export function GET(request: Request) {
  const parameters = parametersOf(request)
  const filter = {
    state: choiceOf(parameters, 'state', CORRECTION_STATES) ?? null,
    kind: choiceOf(parameters, 'kind', CORRECTION_KINDS) ?? null,
  }
  return csvResponse({
    fileName: 'corrections',
    header: HEADER,
    list: (page) => listCorrections(page, filter),
    cellsOf: (correction) => [
      ...[correction.createdAt, correction.kind, correction.state],
      ...[nameOf(correction.account), nameOf(correction.toAccount), correction.amount, correction.reason],
      ...[correction.actor?.username, correction.secondPerson?.username, correction.decidedBy?.username],
      ...[correction.decidedAt, correction.decisionNote, correction.requestId],
    ],
  })
}

const nameOf = (account: Correction['account']): string | undefined =>
  account?.name ?? account?.owner?.username ?? account?.kind
