import { graphql } from '@/gql'
import type { UsableModelsQuery } from '@/gql/graphql'
import { query } from './client'

const LARGEST_PAGE = 100
/** More models than any campus offers; a bound all the same. */
const MOST_PAGES = 20

const usableModelsDocument = graphql(`
  query UsableModels($first: Int, $after: String) {
    models(first: $first, after: $after, filter: { usable: true }) {
      nodes {
        id name provider description abilities contextTokens maxOutputTokens
        groups { id name }
        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }
        myPrice { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export type UsableModel = UsableModelsQuery['models']['nodes'][number]

/** Every model that the caller may use now, by name. */
export async function listUsableModels(): Promise<readonly UsableModel[]> {
  const models: UsableModel[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const connection: UsableModelsQuery['models'] = (await query(usableModelsDocument, { first: LARGEST_PAGE, after }))
      .models
    models.push(...connection.nodes)
    after = connection.pageInfo.endCursor ?? null
    if (!connection.pageInfo.hasNextPage || after === null) break
  }
  return models.sort((a, b) => a.name.localeCompare(b.name))
}
