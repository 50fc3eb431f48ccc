import { getMarketModel } from '@/lib/admin-api/market'
import { requireUser } from '@/lib/admin-api/session'
import { parametersOf, wholeCsv } from '@/lib/csv/csv-response'
import { PRICE_SHEET } from '@/lib/csv/prices-csv'
import { textOf } from '@/lib/table-address'

/** Every price that the model called `name` has had or will have: for whoever may see the model. */
export async function GET(request: Request) {
  await requireUser()
  const model = await getMarketModel(textOf(parametersOf(request), 'name'))
  return wholeCsv({ ...PRICE_SHEET, fileName: 'prices', rows: model.prices.map((price) => ({ model, price })) })
}
