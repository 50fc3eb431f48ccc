import type { Role, UserState } from '@/gql/graphql'

export const ROLES: readonly Role[] = ['STUDENT', 'FINANCE', 'ADMIN', 'ROOT']
export const USER_STATES: readonly UserState[] = ['PENDING', 'ACTIVE', 'DISABLED']

/** The roles that somebody may hand out: nobody makes a root who is none. The API decides; this fills a list. */
export const rolesGivenBy = (role: Role): readonly Role[] =>
  role === 'ROOT' ? ROLES : ROLES.filter((candidate) => candidate !== 'ROOT')
