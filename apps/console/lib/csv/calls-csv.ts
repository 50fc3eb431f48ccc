import type { UsageFilter } from '@/gql/graphql'
import { listCalls } from '../admin-api/usage'
import { csvResponse } from './csv-response'

const HEADER = [
  ...['time', 'user', 'key', 'model', 'input_tokens', 'cached_tokens', 'output_tokens', 'reasoning_tokens', 'cost'],
  ...['status', 'error', 'provenance', 'duration_ms', 'first_byte_ms', 'request_id'],
]

/** Calls as a file. */
export const callsCsv = (filter: UsageFilter): Promise<Response> =>
  csvResponse({
    fileName: 'calls',
    header: HEADER,
    list: (page) => listCalls(page, filter),
    cellsOf: (call) => [
      ...[call.admittedAt, call.user.username, call.apiKey?.name, call.modelName],
      ...[call.inputTokens, call.cachedTokens, call.outputTokens, call.reasoningTokens, call.amount],
      ...[call.status, call.errorCode, call.provenance, call.durationMs, call.firstByteMs, call.requestId],
    ],
  })
