import { graphql } from '@/gql'
import type { OpenPoolInput, PoolFilter, PoolsQuery, SetPoolStateInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const poolsDocument = graphql(`
  query Pools($first: Int, $after: String, $filter: PoolFilter) {
    pools(first: $first, after: $after, filter: $filter) {
      nodes {
        id name state keyCount createdAt
        account { balance held available owner { id username } course { id name memberCount } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const openPoolDocument = graphql(`
  mutation OpenPool($input: OpenPoolInput!) {
    openPool(input: $input) { pool { id } isRepeat problems { code message path } }
  }
`)
const setPoolStateDocument = graphql(`
  mutation SetPoolState($input: SetPoolStateInput!) {
    setPoolState(input: $input) { isRepeat problems { code message path } }
  }
`)

export type PoolRow = PoolsQuery['pools']['nodes'][number]

export async function listPools(page: PageArgs, filter: PoolFilter): Promise<PageOf<PoolRow>> {
  return toPage((await query(poolsDocument, { ...page, filter })).pools)
}

/** The id of the pool. */
export async function openPool(input: OpenPoolInput): Promise<ActionResult<string | null>> {
  const { pool, problems } = (await execute(openPoolDocument, { input })).openPool
  return resultOf(problems, pool?.id ?? null)
}

export async function setPoolState(input: SetPoolStateInput): Promise<ActionResult> {
  return resultOf((await execute(setPoolStateDocument, { input })).setPoolState.problems, null)
}
