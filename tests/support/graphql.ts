interface GraphqlError {
  message: string
  extensions?: { code?: string }
}

export interface GraphqlAnswer<Data> {
  status: number
  data: Data | null
  errors: GraphqlError[]
  /** `set-cookie` lines, without their attributes. */
  cookies: string[]
}

export interface GraphqlCaller {
  /** Personal access token. */
  token?: string
  /** Of a log-in. */
  cookie?: string
  headers?: Record<string, string>
}

/** One GraphQL call to the public origin, as a browser of that origin or a program makes it. Never throws for refusals. */
export async function askGraphql<Data>(
  origin: string,
  caller: GraphqlCaller,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<GraphqlAnswer<Data>> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'apollo-require-preflight': 'true',
      origin,
      ...(caller.token !== undefined && { authorization: `Bearer ${caller.token}` }),
      ...(caller.cookie !== undefined && { cookie: caller.cookie }),
      ...caller.headers,
    },
    body: JSON.stringify({ query, variables }),
  })
  const body = (await response.json()) as { data?: Data | null; errors?: GraphqlError[] }
  return {
    status: response.status,
    data: body.data ?? null,
    errors: body.errors ?? [],
    cookies: response.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''),
  }
}

/** The data of a call that must succeed. @throws Error with what GraphQL said */
export async function getGraphql<Data>(
  origin: string,
  caller: GraphqlCaller,
  query: string,
  variables?: Record<string, unknown>,
): Promise<Data> {
  const answer = await askGraphql<Data>(origin, caller, query, variables)
  if (answer.data === null || answer.errors.length > 0) {
    throw new Error(`GraphQL ${answer.status}: ${JSON.stringify(answer.errors)}`)
  }
  return answer.data
}

/** @returns the session's cookie @throws Error when the log-in is refused */
export async function logIn(origin: string, username: string, password: string): Promise<string> {
  const answer = await askGraphql<{ logIn: { user: { id: string } | null; problems: { message: string }[] } }>(
    origin,
    {},
    'mutation ($input: LogInInput!) { logIn(input: $input) { user { id } problems { code message } } }',
    { input: { username, password } },
  )
  if (!answer.data?.logIn.user) throw new Error(`log-in of ${username}: ${JSON.stringify(answer)}`)
  return answer.cookies.join('; ')
}

/** A token for programs, made by the first administrator. */
export async function createAdminToken(origin: string, admin: { username: string; password: string }): Promise<string> {
  const cookie = await logIn(origin, admin.username, admin.password)
  const { createPersonalAccessToken: made } = await getGraphql<{
    createPersonalAccessToken: { secret: string | null; problems: unknown[] }
  }>(
    origin,
    { cookie },
    'mutation { createPersonalAccessToken(input: { name: "tests" }) { secret problems { code message } } }',
  )
  if (made.secret === null) throw new Error(`no token: ${JSON.stringify(made.problems)}`)
  return made.secret
}
