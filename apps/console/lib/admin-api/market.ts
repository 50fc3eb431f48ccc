import { graphql } from '@/gql'
import type { MarketModelQuery, MarketQuery, ModelFilter, ModelSort } from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const marketDocument = graphql(`
  query Market($first: Int, $after: String, $filter: ModelFilter, $sort: ModelSort, $groupId: ID) {
    models(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes {
        id name provider description abilities contextTokens maxOutputTokens
        groups { id name }
        price { inputPerMillion outputPerMillion }
        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }
        measured { at facts { capability verdict } }
        activity { calls completedCalls firstByte { samples p50Ms p95Ms } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
    modelProviders(filter: { usable: true })
  }
`)
const marketModelDocument = graphql(`
  query MarketModel($name: String!) {
    model(name: $name) {
      id name provider description abilities contextTokens maxOutputTokens isActive
      groups { id name ratio }
      price { id }
      prices { id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion cacheWritePerMillion reasoningPerMillion perRequest }
      measured { at facts { capability verdict } }
      activity { calls completedCalls duration { samples p50Ms p95Ms } firstByte { samples p50Ms p95Ms } }
      activityDays { date calls completedCalls }
    }
  }
`)
const groupPriceDocument = graphql(`
  query GroupPrice($name: String!, $groupId: ID!) {
    model(name: $name) {
      myPrice(groupId: $groupId) { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }
    }
  }
`)

export type MarketRow = MarketQuery['models']['nodes'][number]
export type MarketModel = MarketModelQuery['model']

export interface Market {
  page: PageOf<MarketRow>
  /** Of everything that the caller may use, for a filter. */
  providers: readonly string[]
}

/** Models as their callers see them. @param groupId whose ratio counts; null: the best of the caller's */
export async function listMarket(
  page: PageArgs,
  { filter, sort, groupId }: { filter: ModelFilter; sort: ModelSort; groupId: string | null },
): Promise<Market> {
  const { models, modelProviders } = await query(marketDocument, { ...page, filter, sort, groupId })
  return { page: toPage(models), providers: modelProviders }
}

export const getMarketModel = async (name: string): Promise<MarketModel> =>
  (await query(marketModelDocument, { name })).model

/** What a model costs in each of these groups; null: it has no price. */
export const listGroupPrices = (name: string, groups: MarketModel['groups']) =>
  Promise.all(
    groups.map(async (group) => ({
      group,
      price: (await query(groupPriceDocument, { name, groupId: group.id })).model.myPrice ?? null,
    })),
  )
