import { graphql } from '@/gql'
import { type ActionResult, done } from '@/lib/action-result'
import { execute } from './client'

const AT_MOST = 6

const accountChoicesDocument = graphql(`
  query AccountChoices($search: String!, $first: Int!) {
    users(first: $first, filter: { search: $search }) {
      nodes { username displayName wallet { id available } }
    }
    pools(first: $first, filter: { search: $search }) {
      nodes { id name account { available } }
    }
  }
`)

/** An account that somebody looks for by name. */
export interface AccountChoice {
  id: string
  kind: 'WALLET' | 'POOL'
  name: string
  /** A person's other name. */
  note: string | null
  /** What a correction can take from it, decimal text; null where it is not told. */
  available: string | null
}

/** Wallets and pools by a part of their names: a few of each. Asked by a form, so failures are values. */
export async function findAccounts(search: string): Promise<ActionResult<readonly AccountChoice[]>> {
  const { users, pools } = await execute(accountChoicesDocument, { search, first: AT_MOST })
  const wallets = users.nodes.map(({ username, displayName, wallet }) => ({
    id: wallet.id,
    kind: 'WALLET' as const,
    name: username,
    note: displayName && displayName !== username ? displayName : null,
    available: wallet.available,
  }))
  const shared = pools.nodes.map(({ id, name, account }) => ({
    id,
    kind: 'POOL' as const,
    name,
    note: null,
    available: account.available ?? null,
  }))
  return done([...wallets, ...shared])
}
