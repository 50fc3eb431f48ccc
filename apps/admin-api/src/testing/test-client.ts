/** Values of a GraphQL answer, read by the tests without types. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes
export type Json = any

export interface GraphqlAnswer {
  status: number
  data: Json
  errors: { message: string; extensions: { code: string; requestId?: string } }[]
  headers: Headers
  text: string
}

/** Of the first error; `undefined`: there was none. */
export const codeOf = ({ errors }: Pick<GraphqlAnswer, 'errors'>): string | undefined => errors[0]?.extensions.code

export interface TestClientOptions {
  origin?: string | undefined
  /** Sent as X-Forwarded-For: the app trusts loopback. */
  address?: string | undefined
  token?: string | undefined
}

/** A browser, or with a token a program: keeps cookies, sends Origin. */
export interface TestClient {
  readonly cookies: Map<string, string>
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<GraphqlAnswer>
  /** The data of an answer without errors. @throws with the answer where there are some */
  data(query: string, variables?: Record<string, unknown>): Promise<Json>
  /** The payload of one mutation without problems. @throws with them */
  done(mutation: string, variables?: Record<string, unknown>): Promise<Json>
  logIn(username: string, password: string): Promise<GraphqlAnswer>
  /** The same browser elsewhere. */
  at(address: string): TestClient
}

export function createTestClient(url: string, options: TestClientOptions, jar = new Map<string, string>()): TestClient {
  const client: TestClient = { cookies: jar, ask, data, done, logIn, at }
  return client

  async function ask(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphqlAnswer> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...standardHeaders(), ...headers },
      body: JSON.stringify({ query, variables }),
    })
    for (const cookie of response.headers.getSetCookie()) store(cookie)
    const text = await response.text()
    const body = text.startsWith('{') ? JSON.parse(text) : {}
    return { status: response.status, data: body.data, errors: body.errors ?? [], headers: response.headers, text }
  }

  function standardHeaders(): Record<string, string> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(options.origin !== undefined && { origin: options.origin }),
      ...(options.address !== undefined && { 'x-forwarded-for': options.address }),
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
      ...(cookie !== '' && { cookie }),
    }
  }

  function store(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }

  async function data(query: string, variables?: Record<string, unknown>): Promise<Json> {
    const answer = await ask(query, variables)
    if (answer.errors.length > 0 || answer.data == null) throw new Error(`${answer.status} ${answer.text}`)
    return answer.data
  }

  async function done(mutation: string, variables?: Record<string, unknown>): Promise<Json> {
    const [payload] = Object.values(await data(mutation, variables)) as Json[]
    if (payload.problems.length > 0) throw new Error(JSON.stringify(payload.problems))
    return payload
  }

  function logIn(username: string, password: string): Promise<GraphqlAnswer> {
    return ask(LOG_IN, { input: { username, password } })
  }

  function at(address: string): TestClient {
    return createTestClient(url, { ...options, address }, jar)
  }
}

export const LOG_IN = `mutation ($input: LogInInput!) {
  logIn(input: $input) { user { id username role state } problems { code message path } }
}`
