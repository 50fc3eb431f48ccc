import { graphql } from '@/gql'
import type {
  CreateApiKeyInput,
  KeysQuery,
  RevokeApiKeyInput,
  SetSpendLimitInput,
  UpdateApiKeyInput,
} from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const keysDocument = graphql(`
  query Keys($first: Int, $after: String, $userId: ID) {
    apiKeys(first: $first, after: $after, filter: { kind: SECRET, userId: $userId }) {
      nodes {
        id name prefix lastFour state stateReason modelNames allowedAddresses expiresAt lastUsedAt createdAt version
        caps { id period amount spent held endsAt }
        limits { rpm tpm concurrency } recordingEnabled recordingTextVersion recordingText
        group { id name ratio }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const createKeyDocument = graphql(`
  mutation CreateKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { apiKey { id } secret problems { code message path } }
  }
`)
const revokeKeyDocument = graphql(`
  mutation RevokeKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) { apiKey { id } problems { code message path } }
  }
`)
const updateKeyDocument = graphql(`
  mutation UpdateKey($input: UpdateApiKeyInput!) {
    updateApiKey(input: $input) { apiKey { id } problems { code message path } }
  }
`)
const capDocument = graphql(`
  mutation SetKeyCap($input: SetSpendLimitInput!) {
    setSpendLimit(input: $input) { limitId problems { code message path } }
  }
`)

export type KeyRow = KeysQuery['apiKeys']['nodes'][number]

/** Own keys; an administrator may name somebody else. Playground keys have no secret and are not listed. */
export async function listKeys(page: PageArgs, userId?: string): Promise<PageOf<KeyRow>> {
  return toPage((await query(keysDocument, { ...page, userId: userId ?? null })).apiKeys)
}

/** A key as it is told this once. */
export interface MadeKey {
  id: string
  secret: string
}

export async function createKey(input: CreateApiKeyInput): Promise<ActionResult<MadeKey>> {
  const { apiKey, secret, problems } = (await execute(createKeyDocument, { input })).createApiKey
  if (problems.length === 0 && (!secret || !apiKey)) return { type: 'failed', code: 'INTERNAL' }
  return resultOf(problems, { id: apiKey?.id ?? '', secret: secret ?? '' })
}

/** Limits, and whether its owner is asked for consent to recording: administrators. */
export async function updateApiKey(input: UpdateApiKeyInput): Promise<ActionResult> {
  return resultOf((await execute(updateKeyDocument, { input })).updateApiKey.problems, null)
}

/** What may be spent through a key in each period: a new cap, another amount, or none any more. */
export async function setKeyCap(input: SetSpendLimitInput): Promise<ActionResult> {
  return resultOf((await execute(capDocument, { input })).setSpendLimit.problems, null)
}

export async function revokeKey(input: RevokeApiKeyInput): Promise<ActionResult> {
  return resultOf((await execute(revokeKeyDocument, { input })).revokeApiKey.problems, null)
}
