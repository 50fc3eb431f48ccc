import type { UsageFilter } from '@/gql/graphql'
import { getUsageOverview, type UsageOverview } from '../admin-api/usage'
import { choiceOf, type SearchParameters } from '../table-address'
import { callFilterOf, usageFilterOf } from '../usage-filter'
import { callsCsv } from './calls-csv'
import { wholeCsv } from './csv-response'

const TABLES = ['calls', 'models', 'keys'] as const
const SUMS = ['calls', 'not_completed', 'input_tokens', 'output_tokens', 'cost']

type Sums = UsageOverview['models'][number] | UsageOverview['keys'][number]

const sumsOf = (row: Sums) => [row.calls, row.failedCalls, row.inputTokens, row.outputTokens, row.amount]

/** The table of a usage page that the address names, as a file; without a name its calls. */
export async function usageCsv(
  parameters: SearchParameters,
  { timeZone, filter }: { timeZone: string; filter: UsageFilter },
): Promise<Response> {
  const table = choiceOf(parameters, 'table', TABLES) ?? 'calls'
  if (table === 'calls') return callsCsv({ ...filter, ...callFilterOf(parameters, timeZone) })
  const overview = await getUsageOverview({ ...filter, ...usageFilterOf(parameters, timeZone).sums })
  if (table === 'models')
    return wholeCsv({
      ...{ fileName: table, header: ['model', ...SUMS], rows: overview.models },
      cellsOf: (row) => [row.modelName, ...sumsOf(row)],
    })
  return wholeCsv({
    ...{ fileName: table, header: ['key', 'key_id', ...SUMS], rows: overview.keys },
    cellsOf: (row) => [row.apiKey?.name, row.keyId, ...sumsOf(row)],
  })
}
