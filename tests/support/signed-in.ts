import { type GraphqlCaller, getGraphql, logIn } from './graphql.js'
import type { Student } from './scene.js'

const CHANGE_PASSWORD =
  'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }'

/** Logged in, with a password of his own: the one that he was given opens nothing else. */
export async function signedIn(origin: string, person: Student): Promise<GraphqlCaller & { userId: string }> {
  const cookie = await logIn(origin, person.username, person.password)
  const newPassword = `${person.password}, his own`
  await getGraphql(origin, { cookie }, CHANGE_PASSWORD, {
    input: { currentPassword: person.password, newPassword },
  })
  return { cookie: await logIn(origin, person.username, newPassword), userId: person.userId }
}
