import { listPrices } from '@/lib/admin-api/prices'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { textOf } from '@/lib/table-address'

const HEADER = [
  ...['model', 'provider', 'valid_from', 'is_current', 'input_per_million', 'output_per_million'],
  ...['cache_read_per_million', 'cache_write_per_million', 'reasoning_per_million', 'per_request', 'entered', 'id'],
]

/** Every price version, one row each. */
export async function GET(request: Request) {
  await requireRole(FINANCE_ROLES)
  const search = textOf(parametersOf(request), 'search')
  return csvResponse({
    fileName: 'prices',
    header: HEADER,
    async list(page) {
      const models = await listPrices(page, search)
      return { ...models, rows: models.rows.flatMap((model) => model.prices.map((price) => ({ model, price }))) }
    },
    cellsOf: ({ model, price }) => [
      ...[model.name, model.provider, price.validFrom, String(price.id === model.price?.id), price.inputPerMillion],
      ...[price.outputPerMillion, price.cacheReadPerMillion, price.cacheWritePerMillion, price.reasoningPerMillion],
      ...[price.perRequest, price.createdAt, price.id],
    ],
  })
}
