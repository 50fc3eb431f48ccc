import type { TrafficDimension } from '@/gql/graphql'
import { listTraffic, type TrafficRow } from '../admin-api/traffic'
import { type SearchParameters, textOf } from '../table-address'
import { trafficFilterOf, trafficSortOf } from '../traffic-address'
import type { TrafficPeriod } from '../traffic-period'
import { csvResponse } from './csv-response'

const HEADER = [
  ...['name', 'detail', 'cost', 'calls', 'not_completed', 'input_tokens', 'cached_tokens', 'output_tokens'],
  ...['reasoning_tokens', 'samples', 'duration_p50_ms', 'duration_p95_ms', 'first_byte_p50_ms', 'first_byte_p95_ms'],
  ...['from', 'to', 'id'],
]

/** Sums of one dimension as a file. */
export function trafficCsv(
  dimension: TrafficDimension,
  { parameters, period }: { parameters: SearchParameters; period: TrafficPeriod },
): Promise<Response> {
  const filter = trafficFilterOf(parameters, period)
  const sort = trafficSortOf(parameters)
  return csvResponse<TrafficRow>({
    fileName: `${dimension.toLowerCase()}-${period.from}-${period.to}`,
    header: HEADER,
    list: (page) => listTraffic(page, { dimension, filter, search: textOf(parameters, 'search'), sort }),
    cellsOf: (row) => [
      ...[row.name, row.detail, row.amount, row.calls, row.failedCalls, row.inputTokens, row.cachedTokens],
      ...[row.outputTokens, row.reasoningTokens, row.duration?.samples, row.duration?.p50Ms, row.duration?.p95Ms],
      ...[row.firstByte?.p50Ms, row.firstByte?.p95Ms, period.from, period.to, row.id],
    ],
  })
}
