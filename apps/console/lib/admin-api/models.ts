import { graphql } from '@/gql'
import type { UsableModelsQuery } from '@/gql/graphql'
import { query } from './client'

const LARGEST_PAGE = 100
/** More models than any campus offers; a bound all the same. */
const MOST_PAGES = 20

const usableModelsDocument = graphql(`
  query UsableModels($first: Int, $after: String, $groupId: ID) {
    models(first: $first, after: $after, filter: { usable: true }) {
      nodes {
        id name provider description abilities contextTokens maxOutputTokens
        groups { id name }
        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }
        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export type UsableModel = UsableModelsQuery['models']['nodes'][number]

/**
 * Every model that the caller may use now, by name.
 * @param groupId only those that this group opens, at its ratio; else at the best ratio of the caller's groups
 */
export async function listUsableModels(groupId: string | null = null): Promise<readonly UsableModel[]> {
  const models: UsableModel[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const connection: UsableModelsQuery['models'] = (
      await query(usableModelsDocument, { first: LARGEST_PAGE, after, groupId })
    ).models
    models.push(...connection.nodes)
    after = connection.pageInfo.endCursor ?? null
    if (!connection.pageInfo.hasNextPage || after === null) break
  }
  const opened = groupId === null ? models : models.filter(({ groups }) => groups.some(({ id }) => id === groupId))
  return opened.sort((a, b) => a.name.localeCompare(b.name))
}
