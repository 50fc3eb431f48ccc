import { graphql } from '@/gql'
import type { DeadLetterFilter, DeadLetterKind, DeadLettersQuery, ReplayDeadLetterInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const deadLettersDocument = graphql(`
  query DeadLetters($first: Int, $after: String, $filter: DeadLetterFilter) {
    deadLetters(first: $first, after: $after, filter: $filter) {
      nodes {
        id kind reason requestId stream sequence text attempts createdAt resolvedAt replayedAt
        replayedBy { id username }
        call { modelName admittedAt inputTokens outputTokens user { id username } apiKey { id name } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const replayDeadLetterDocument = graphql(`
  mutation ReplayDeadLetter($input: ReplayDeadLetterInput!) {
    replayDeadLetter(input: $input) { isRepeat problems { code message path } }
  }
`)

export type DeadLetterRow = DeadLettersQuery['deadLetters']['nodes'][number]

export const DEAD_LETTER_KINDS: readonly DeadLetterKind[] = ['POISON', 'UNRESOLVED']

export async function listDeadLetters(page: PageArgs, filter: DeadLetterFilter): Promise<PageOf<DeadLetterRow>> {
  return toPage((await query(deadLettersDocument, { ...page, filter })).deadLetters)
}

export async function replayDeadLetter(input: ReplayDeadLetterInput): Promise<ActionResult> {
  return resultOf((await execute(replayDeadLetterDocument, { input })).replayDeadLetter.problems, null)
}
