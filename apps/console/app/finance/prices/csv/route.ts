import { listPrices } from '@/lib/admin-api/prices'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { PRICE_SHEET } from '@/lib/csv/prices-csv'
import { textOf } from '@/lib/table-address'

/** Every price version, one row each. */
export async function GET(request: Request) {
  await requireRole(FINANCE_ROLES)
  const search = textOf(parametersOf(request), 'search')
  return csvResponse({
    ...PRICE_SHEET,
    fileName: 'prices',
    async list(page) {
      const models = await listPrices(page, search)
      return { ...models, rows: models.rows.flatMap((model) => model.prices.map((price) => ({ model, price }))) }
    },
  })
}
