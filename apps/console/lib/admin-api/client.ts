import { cookies, headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import type { TypedDocumentString } from '@/gql/graphql'
import { getEnv } from '@/lib/env'
import { AdminApiError, dataOf } from './errors'
import { parseSetCookie } from './set-cookie'
import { redirectToLogIn } from './to-log-in'

const TIMEOUT_MS = 15_000

/** Who asks, in the browser's own words: admin-api decides by session and counts attempts by address. */
const RELAYED_HEADERS = ['user-agent', 'x-forwarded-for', 'x-forwarded-proto']

/**
 * A question of a server component. Without a session the visitor is sent to the log-in page; what is not theirs is
 * not found.
 * @throws AdminApiError for every other failure: the page's `error.tsx` shows it
 */
export async function query<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  return (await find(document, variables)) ?? notFound()
}

/**
 * The same question about something that may not be there yet.
 * @returns `undefined` for what is not on record, and for what is not theirs
 * @throws AdminApiError for every other failure
 */
export async function find<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result | undefined> {
  try {
    const { data } = await send<Result>(document.toString(), variables, {
      origin: getEnv().publicUrl,
      timeoutMs: TIMEOUT_MS,
    })
    return data
  } catch (error) {
    if (!(error instanceof AdminApiError)) throw error
    if (error.code === 'UNAUTHENTICATED') return redirectToLogIn()
    if (error.code === 'FORBIDDEN' || error.code === 'NOT_FOUND') return undefined
    throw error
  }
}

/**
 * A change, or a question whose failure is no page, from a Server Action. The Origin is the browser's own, so that
 * admin-api's check is the one that counts;
 * the cookies of the answer go on to the browser (log-in, log-out, renewed sessions).
 * @throws AdminApiError
 */
export async function execute<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  timeoutMs = TIMEOUT_MS,
): Promise<Result> {
  const origin = (await headers()).get('origin') ?? ''
  const { data, setCookies } = await send<Result>(document.toString(), variables, { origin, timeoutMs })
  await relayCookies(setCookies)
  return data
}

interface SendOptions {
  origin: string
  timeoutMs: number
}

async function send<Result>(source: string, variables: unknown, options: SendOptions) {
  const response = await post(source, variables, options)
  const body: unknown = await response.json().catch((cause) => {
    throw new AdminApiError('UNREACHABLE', `admin-api answered ${response.status} without JSON`, { cause })
  })
  // the types are those that codegen derived from the same document and the API's own schema
  return { data: dataOf(body) as Result, setCookies: response.headers.getSetCookie() }
}

async function post(source: string, variables: unknown, { origin, timeoutMs }: SendOptions): Promise<Response> {
  const incoming = await headers()
  const outgoing = new Headers({
    'content-type': 'application/json',
    'apollo-require-preflight': 'true',
    'accept-language': await getLocale(),
    origin,
  })
  // as this request has changed them already: the page that follows a log-in is its new session's
  const cookieHeader = (await cookies()).toString()
  if (cookieHeader !== '') outgoing.set('cookie', cookieHeader)
  for (const name of RELAYED_HEADERS) {
    const value = incoming.get(name)
    if (value !== null) outgoing.set(name, value)
  }
  try {
    return await fetch(getEnv().adminApiUrl, {
      method: 'POST',
      headers: outgoing,
      body: JSON.stringify({ query: source, variables }),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (cause) {
    throw new AdminApiError('UNREACHABLE', 'admin-api does not answer', { cause })
  }
}

async function relayCookies(setCookies: readonly string[]) {
  if (setCookies.length === 0) return
  const store = await cookies()
  for (const header of setCookies) {
    const cookie = parseSetCookie(header)
    if (cookie !== undefined) store.set(cookie)
  }
}
