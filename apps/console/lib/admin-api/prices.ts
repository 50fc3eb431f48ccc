import { graphql } from '@/gql'
import type { PriceListQuery } from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const priceListDocument = graphql(`
  query PriceList($first: Int, $after: String, $filter: ModelFilter) {
    models(first: $first, after: $after, filter: $filter) {
      nodes {
        id name provider
        price { id }
        prices {
          id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion
          cacheWritePerMillion reasoningPerMillion perRequest
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)

export type PricedModel = PriceListQuery['models']['nodes'][number]

/** Models by name, each with every price that it has had or will have, latest first. */
export async function listPrices(page: PageArgs, search: string): Promise<PageOf<PricedModel>> {
  return toPage((await query(priceListDocument, { ...page, filter: { search: search || null } })).models)
}
