/** @param caller { token } or { cookie } @returns the data @throws Error with what GraphQL said */
export async function graphql(origin, caller, query, variables = {}) {
  const { data, errors } = (await send(origin, caller, query, variables)).body
  if (!data || errors) throw new Error(`GraphQL: ${JSON.stringify(errors)}`)
  return data
}

/** A personal access token of the first administrator. */
export async function createProgramToken(origin, { username, password }) {
  const { response, body } = await send(
    origin,
    {},
    'mutation ($input: LogInInput!) { logIn(input: $input) { user { id } problems { message } } }',
    { input: { username, password } },
  )
  if (!body.data?.logIn.user) throw new Error(`log-in: ${JSON.stringify(body)}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const made = await graphql(
    origin,
    { cookie },
    'mutation { createPersonalAccessToken(input: { name: "bench" }) { secret problems { message } } }',
  )
  return made.createPersonalAccessToken.secret
}

async function send(origin, { token, cookie }, query, variables) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie }),
    },
    body: JSON.stringify({ query, variables }),
  })
  return { response, body: await response.json() }
}
