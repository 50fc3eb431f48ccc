import { graphql } from '@/gql'
import type { ChangePasswordInput, LogInInput, RegisterInput, UpdateMyAccountInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import type { SignedIn } from './sign-in'

const logInDocument = graphql(`
  mutation LogIn($input: LogInInput!) {
    logIn(input: $input) { user { id locale } obstacle problems { code message path } }
  }
`)
const registerDocument = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) { user { id state } problems { code message path } }
  }
`)
const logOutDocument = graphql(`
  mutation LogOut { logOut }
`)
const changePasswordDocument = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) { user { id } problems { code message path } }
  }
`)
const updateMyAccountDocument = graphql(`
  mutation UpdateMyAccount($input: UpdateMyAccountInput!) {
    updateMyAccount(input: $input) { user { id } problems { code message path } }
  }
`)
const sessionsDocument = graphql(`
  query MySessions { mySessions { id createdAt lastSeenAt address userAgent isCurrent } }
`)
const revokeSessionDocument = graphql(`
  mutation RevokeSession($id: ID!) { revokeSession(id: $id) }
`)

export async function logIn(input: LogInInput): Promise<ActionResult<SignedIn>> {
  const { user, obstacle, problems } = (await execute(logInDocument, { input })).logIn
  return resultOf(problems, { locale: user?.locale ?? null, obstacle: obstacle ?? null })
}

export async function register(input: RegisterInput): Promise<ActionResult> {
  return resultOf((await execute(registerDocument, { input })).register.problems, null)
}

export const logOut = async (): Promise<boolean> => (await execute(logOutDocument, {})).logOut

/** Ends all other sessions, too. */
export async function changePassword(input: ChangePasswordInput): Promise<ActionResult> {
  return resultOf((await execute(changePasswordDocument, { input })).changePassword.problems, null)
}

export async function updateMyAccount(input: UpdateMyAccountInput): Promise<ActionResult> {
  return resultOf((await execute(updateMyAccountDocument, { input })).updateMyAccount.problems, null)
}

export const listSessions = async () => (await query(sessionsDocument, {})).mySessions

export const revokeSession = async (id: string): Promise<boolean> =>
  (await execute(revokeSessionDocument, { id })).revokeSession
