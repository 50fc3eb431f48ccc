import { graphql } from '@/gql'
import type { WhyModelInput, WhyModelQuery } from '@/gql/graphql'
import { query } from './client'

const whyDocument = graphql(`
  query WhyModel($input: WhyModelInput!) {
    whyModel(input: $input) {
      at modelName groupName isScheduled callerReason callerSentence callerUntil candidateCount
      counts { reason sentence count }
      candidates {
        channelId channelName channelKeyId keyLastFour upstreamModel priority reason sentence detail until usedShare rank
      }
    }
  }
`)
const findUserDocument = graphql(`
  query FindUser($search: String!) {
    users(first: 20, filter: { search: $search }) { nodes { id username } }
  }
`)

export type Explanation = NonNullable<WhyModelQuery['whyModel']>

/** @returns `undefined` where no gateway answers now */
export async function whyModel(input: WhyModelInput): Promise<Explanation | undefined> {
  return (await query(whyDocument, { input })).whyModel ?? undefined
}

/** @returns the id of the user of exactly this name */
export async function findUserId(username: string): Promise<string | undefined> {
  const { users } = await query(findUserDocument, { search: username })
  return users.nodes.find((user) => user.username === username.toLowerCase())?.id
}
