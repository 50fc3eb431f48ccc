import { graphql } from '@/gql'
import type { CreateApiKeyInput, KeysQuery, RevokeApiKeyInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const keysDocument = graphql(`
  query Keys($first: Int, $after: String, $userId: ID) {
    apiKeys(first: $first, after: $after, filter: { kind: SECRET, userId: $userId }) {
      nodes {
        id name prefix lastFour state stateReason modelNames expiresAt lastUsedAt createdAt version
        limits { rpm tpm concurrency }
        group { id name ratio }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const createKeyDocument = graphql(`
  mutation CreateKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { secret problems { code message path } }
  }
`)
const revokeKeyDocument = graphql(`
  mutation RevokeKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) { apiKey { id } problems { code message path } }
  }
`)

export type KeyRow = KeysQuery['apiKeys']['nodes'][number]

/** Own keys; an administrator may name somebody else. Playground keys have no secret and are not listed. */
export async function listKeys(page: PageArgs, userId?: string): Promise<PageOf<KeyRow>> {
  return toPage((await query(keysDocument, { ...page, userId: userId ?? null })).apiKeys)
}

/** @returns the secret: it is told this once */
export async function createKey(input: CreateApiKeyInput): Promise<ActionResult<string>> {
  const { secret, problems } = (await execute(createKeyDocument, { input })).createApiKey
  if (problems.length === 0 && !secret) return { type: 'failed', code: 'INTERNAL' }
  return resultOf(problems, secret ?? '')
}

export async function revokeKey(input: RevokeApiKeyInput): Promise<ActionResult> {
  return resultOf((await execute(revokeKeyDocument, { input })).revokeApiKey.problems, null)
}
