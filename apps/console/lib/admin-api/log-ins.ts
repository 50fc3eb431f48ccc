import { graphql } from '@/gql'
import type { LogInsQuery } from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const logInsDocument = graphql(`
  query LogIns($userId: ID!, $first: Int, $after: String) {
    logIns(userId: $userId, first: $first, after: $after) {
      nodes { id at method hasSecondFactor address userAgent lastSeenAt isOpen }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)

export type LogInRow = LogInsQuery['logIns']['nodes'][number]

/** How somebody logged in, newest first. */
export async function listLogIns(userId: string, page: PageArgs): Promise<PageOf<LogInRow>> {
  return toPage((await query(logInsDocument, { userId, ...page })).logIns)
}
