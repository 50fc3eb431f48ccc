import { graphql } from '@/gql'
import type { CatalogQuery, ModelDetailQuery, SetPriceInput, UpdateModelInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const catalogDocument = graphql(`
  query Catalog($first: Int, $after: String, $filter: ModelFilter) {
    models(first: $first, after: $after, filter: $filter) {
      nodes {
        id name provider abilities contextTokens maxOutputTokens isActive version
        groups { id name }
        price { id inputPerMillion outputPerMillion cacheReadPerMillion perRequest validFrom }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const modelDetailDocument = graphql(`
  query ModelDetail($name: String!) {
    model(name: $name) {
      id name provider description abilities contextTokens maxOutputTokens isActive version
      groups { id name }
      traits {
        maxOutputTokens defaultMaxOutputTokens outputLimitField takesSampling takesTemperatureWithTopP isTopPBelowOne
        takesTopK thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField
        takesParallelToolCallsFlag takesJsonSchema takesJsonWithTools takesPlainJsonSchema takesMediaInToolResults
        takesMediaUrls takesDeveloperRole takesSystemAmidMessages takesStreamOptions takesServiceFields
      }
      price { id }
      prices {
        id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion
        cacheWritePerMillion reasoningPerMillion perRequest
      }
    }
  }
`)
const setPriceDocument = graphql(`
  mutation SetPrice($input: SetPriceInput!) {
    setPrice(input: $input) { model { id } problems { code message path } }
  }
`)
const updateModelDocument = graphql(`
  mutation UpdateModel($input: UpdateModelInput!) {
    updateModel(input: $input) { model { id } problems { code message path } }
  }
`)

export type CatalogRow = CatalogQuery['models']['nodes'][number]
export type ModelDetail = ModelDetailQuery['model']

export async function listCatalog(page: PageArgs, search: string): Promise<PageOf<CatalogRow>> {
  return toPage((await query(catalogDocument, { ...page, filter: { search: search || null } })).models)
}

export const getModel = async (name: string): Promise<ModelDetail> => (await query(modelDetailDocument, { name })).model

/** A new version of a price; older ones stay as they are. */
export async function setPrice(input: SetPriceInput): Promise<ActionResult> {
  return resultOf((await execute(setPriceDocument, { input })).setPrice.problems, null)
}

export async function updateModel(input: UpdateModelInput): Promise<ActionResult> {
  return resultOf((await execute(updateModelDocument, { input })).updateModel.problems, null)
}
