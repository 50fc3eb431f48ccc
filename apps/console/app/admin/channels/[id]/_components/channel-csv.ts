import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import type { CsvOptions } from '@/lib/csv/csv-response'
import { keyStateOf } from '../../_components/key-health'
import type { ModelLine } from './model-lines'

/** A table of a channel's page as a file: its header, and the cells of a row. */
type Sheet<Row> = Pick<CsvOptions<Row>, 'header' | 'cellsOf'>

export const MODEL_SHEET: Sheet<ModelLine> = {
  header: [
    ...['model', 'upstream_names', 'is_refused', 'lacks', 'currency', 'exchange_rate', 'input_per_million'],
    ...[
      'output_per_million',
      'cache_read_per_million',
      'per_request',
      'calls_30d',
      'uncosted_calls_30d',
      'charged_30d',
    ],
    ...['cost_30d', 'margin_30d'],
  ],
  cellsOf: ({ name, upstreamNames, isDenied, lacking, cost, margin }) => [
    ...[name, upstreamNames.join(' '), String(isDenied), lacking.join(' '), cost?.currency, cost?.exchangeRate],
    ...[cost?.inputPerMillion, cost?.outputPerMillion, cost?.cacheReadPerMillion, cost?.perRequest, margin?.calls],
    ...[margin?.uncostedCalls, margin?.charged, margin?.cost, margin?.margin],
  ],
}

/** Nothing that opens anything. */
export const KEY_SHEET: Sheet<ChannelDetail['keys'][number]> = {
  header: ['key_ends', 'state', 'until', 'note', 'rpm', 'tpm', 'id'],
  cellsOf: (key) => [...[key.lastFour, keyStateOf(key), key.healthUntil, key.healthNote, key.rpm, key.tpm, key.id]],
}

export const TEST_SHEET: Sheet<ChannelTestRun> = {
  header: [
    'at',
    'model',
    'is_ok',
    'is_access_denied',
    'http_status',
    'latency_ms',
    'says',
    'code',
    'cause',
    'key_id',
    'id',
  ],
  cellsOf: (test) => [
    ...[test.at, test.modelName, String(test.isOk), String(test.isAccessDenied), test.status, test.latencyMs],
    ...[test.text, test.code, test.cause, test.channelKeyId, test.id],
  ],
}
