import { graphql } from '@/gql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import type { SignedIn } from './sign-in'

// The log-in of the organisation, beside passwords.

const providerDocument = graphql(`
  query LogInProvider { installation { logInProvider } }
`)
const beginDocument = graphql(`
  mutation BeginOidcLogIn($input: BeginOidcLogInInput!) {
    beginOidcLogIn(input: $input) { url problems { code message path } }
  }
`)
const completeDocument = graphql(`
  mutation CompleteOidcLogIn($input: CompleteOidcLogInInput!) {
    completeOidcLogIn(input: $input) { user { id locale } obstacle next isConnected problems { code message path } }
  }
`)
const waysInDocument = graphql(`
  query MyWaysIn { installation { logInProvider } myWaysIn { hasPassword connectedAt lastLogInAt } }
`)
const waysInOfDocument = graphql(`
  query WaysInOf($userId: ID!) { installation { logInProvider } waysInOf(userId: $userId) { hasPassword connectedAt lastLogInAt } }
`)
const connectDocument = graphql(`
  mutation BeginOidcConnection($password: String!) {
    beginOidcConnection(password: $password) { url problems { code message path } }
  }
`)
const removeDocument = graphql(`
  mutation RemoveOidcConnection($password: String!) {
    removeOidcConnection(password: $password) { problems { code message path } }
  }
`)
const resetDocument = graphql(`
  mutation ResetOidcConnection($userId: ID!, $reason: String!) {
    resetOidcConnection(userId: $userId, reason: $reason) { problems { code message path } }
  }
`)
const logOutUrlDocument = graphql(`
  query ProviderLogOutUrl { providerLogOutUrl }
`)

/** What people call it; null: there is none. */
export const getLogInProvider = async (): Promise<string | null> =>
  (await query(providerDocument, {})).installation.logInProvider ?? null

/** @returns where the browser goes */
export async function beginOidcLogIn(next: string): Promise<ActionResult<string>> {
  const { url, problems } = (await execute(beginDocument, { input: { next } })).beginOidcLogIn
  return resultOf(problems, url ?? '')
}

export interface OidcLogIn extends SignedIn {
  next: string | null
  /** The account that was logged in got this way in; nobody logged in. */
  isConnected: boolean
}

export async function completeOidcLogIn(parameters: string): Promise<ActionResult<OidcLogIn>> {
  const { user, obstacle, next, isConnected, problems } = (await execute(completeDocument, { input: { parameters } }))
    .completeOidcLogIn
  return resultOf(problems, {
    locale: user?.locale ?? null,
    obstacle: obstacle ?? null,
    next: next ?? null,
    isConnected: isConnected ?? false,
  })
}

/** How the person can log in, and what the organisation's log-in is called. */
export async function getWaysIn() {
  const { installation, myWaysIn } = await query(waysInDocument, {})
  return { ...myWaysIn, provider: installation.logInProvider ?? null }
}

export async function getWaysInOf(userId: string) {
  const { installation, waysInOf } = await query(waysInOfDocument, { userId })
  return { ...waysInOf, provider: installation.logInProvider ?? null }
}

export async function beginOidcConnection(password: string): Promise<ActionResult<string>> {
  const { url, problems } = (await execute(connectDocument, { password })).beginOidcConnection
  return resultOf(problems, url ?? '')
}

export async function removeOidcConnection(password: string): Promise<ActionResult> {
  return resultOf((await execute(removeDocument, { password })).removeOidcConnection.problems, null)
}

export async function resetOidcConnection(input: { userId: string; reason: string }): Promise<ActionResult> {
  return resultOf((await execute(resetDocument, input)).resetOidcConnection.problems, null)
}

export const getProviderLogOutUrl = async (): Promise<string | null> =>
  (await execute(logOutUrlDocument, {})).providerLogOutUrl ?? null
