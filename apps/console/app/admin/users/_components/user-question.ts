import type { UserFilter, UserSort } from '@/gql/graphql'
import { ROLES, USER_STATES } from '@/lib/roles'
import { choiceOf, type SearchParameters, textOf } from '@/lib/table-address'

/** Which users an address asks for, and in what order. */
export const userQuestionOf = (parameters: SearchParameters): [UserFilter, UserSort] => [
  {
    search: textOf(parameters, 'search') || null,
    role: choiceOf(parameters, 'role', ROLES) ?? null,
    state: choiceOf(parameters, 'state', USER_STATES) ?? null,
  },
  {
    field: choiceOf(parameters, 'sort', ['USERNAME', 'CREATED_AT']) ?? 'USERNAME',
    direction: choiceOf(parameters, 'direction', ['ASC', 'DESC']) ?? 'ASC',
  },
]
