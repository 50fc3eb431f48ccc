import { graphql } from '@/gql'
import type {
  ChangeUsersInput,
  CreateUserInput,
  GrantInput,
  UpdateUserInput,
  UserFilter,
  UserQuery,
  UserSort,
  UsersQuery,
} from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

/** Of refusals that a sentence names. */
const MAX_REASONS = 5

const usersDocument = graphql(`
  query Users($first: Int, $after: String, $filter: UserFilter, $sort: UserSort) {
    users(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes {
        id username displayName role state createdAt version
        groups { id name }
        wallet { id balance held available }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const userDocument = graphql(`
  query User($id: ID!) {
    user(id: $id) {
      id username displayName role state tier createdAt version locale acceptsUnpriced hasSecondFactor
      groups { id name }
      courses { role joinedAt course { id name } }
      wallet { id balance held available }
    }
  }
`)
const userByNameDocument = graphql(`
  query UserByName($search: String!) {
    users(first: 100, filter: { search: $search }) { nodes { id username } }
  }
`)
const createUserDocument = graphql(`
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) { user { id } problems { code message path } }
  }
`)
const updateUserDocument = graphql(`
  mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) { user { id } problems { code message path } }
  }
`)
const changeUsersDocument = graphql(`
  mutation ChangeUsers($input: ChangeUsersInput!) {
    changeUsers(input: $input) {
      rows { userId username outcome problems { message } }
      problems { code message path }
    }
  }
`)
const grantDocument = graphql(`
  mutation Grant($input: GrantInput!) {
    grant(input: $input) { isRepeat account { balance } problems { code message path } }
  }
`)

export type UserRow = UsersQuery['users']['nodes'][number]
export type UserDetail = UserQuery['user']

/** The same change of many users. @returns what became of each; where one refusal leaves all as they are, the refusals */
export async function changeUsers(input: ChangeUsersInput) {
  const { rows, problems } = (await execute(changeUsersDocument, { input })).changeUsers
  const told = rows.map(({ problems: own, username, ...row }) => ({
    ...row,
    username: username ?? null,
    problem: own.length > 0 ? own.map(({ message }) => message).join(' ') : null,
  }))
  const reasons = told.flatMap(({ username, userId, problem }) =>
    problem === null ? [] : [`${username ?? userId}: ${problem}`],
  )
  const detailed = problems.map((each) => ({
    ...each,
    message: [each.message, ...reasons.slice(0, MAX_REASONS)].join(' '),
  }))
  return resultOf(detailed, told)
}

export async function listUsers(page: PageArgs, filter: UserFilter, sort: UserSort): Promise<PageOf<UserRow>> {
  return toPage((await query(usersDocument, { ...page, filter, sort })).users)
}

export const getUser = async (id: string): Promise<UserDetail> => (await query(userDocument, { id })).user

/** Of whoever has exactly this user name. Asked by a form, so failures are thrown. @throws AdminApiError */
export async function findUserId(username: string): Promise<string | undefined> {
  const wanted = username.toLowerCase()
  const { nodes } = (await execute(userByNameDocument, { search: wanted })).users
  return nodes.find((user) => user.username === wanted)?.id
}

export async function createUser(input: CreateUserInput): Promise<ActionResult> {
  return resultOf((await execute(createUserDocument, { input })).createUser.problems, null)
}

export async function updateUser(input: UpdateUserInput): Promise<ActionResult> {
  return resultOf((await execute(updateUserDocument, { input })).updateUser.problems, null)
}

export interface GrantOutcome {
  /** Decimal text after the grant. */
  balance: string | null
  /** The same grant had been made before; nothing was added. */
  isRepeat: boolean
}

export async function grant(input: GrantInput): Promise<ActionResult<GrantOutcome>> {
  const { problems, account, isRepeat } = (await execute(grantDocument, { input })).grant
  return resultOf(problems, { balance: account?.balance ?? null, isRepeat: isRepeat ?? false })
}
