import { listDeadLetters } from '@/lib/admin-api/dead-letters'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { letterFilterOf } from '../_components/letter-filter'

const HEADER = [
  ...['id', 'kind', 'reason', 'request_id', 'user', 'key', 'model', 'input_tokens', 'output_tokens', 'attempts'],
  ...['set_aside', 'settled', 'stream', 'sequence'],
]

export function GET(request: Request) {
  const filter = letterFilterOf(parametersOf(request))
  return csvResponse({
    fileName: 'set-aside',
    header: HEADER,
    list: (page) => listDeadLetters(page, filter),
    cellsOf: ({ call, ...letter }) => [
      ...[letter.id, letter.kind, letter.reason, letter.requestId, call?.user?.username, call?.apiKey?.name],
      ...[call?.modelName, call?.inputTokens, call?.outputTokens, letter.attempts],
      ...[letter.createdAt, letter.resolvedAt, letter.stream, letter.sequence],
    ],
  })
}
