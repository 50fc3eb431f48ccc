import type { PricedModel } from '../admin-api/prices'
import type { CsvOptions } from './csv-response'

export interface PriceLine {
  model: Pick<PricedModel, 'name' | 'provider' | 'price'>
  price: PricedModel['prices'][number]
}

/** Price versions as a file, one a row. */
export const PRICE_SHEET: Pick<CsvOptions<PriceLine>, 'header' | 'cellsOf'> = {
  header: [
    ...['model', 'provider', 'valid_from', 'is_current', 'input_per_million', 'output_per_million'],
    ...['cache_read_per_million', 'cache_write_per_million', 'reasoning_per_million', 'per_request', 'entered', 'id'],
  ],
  cellsOf: ({ model, price }) => [
    ...[model.name, model.provider, price.validFrom, String(price.id === model.price?.id), price.inputPerMillion],
    ...[price.outputPerMillion, price.cacheReadPerMillion, price.cacheWritePerMillion, price.reasoningPerMillion],
    ...[price.perRequest, price.createdAt, price.id],
  ],
}
