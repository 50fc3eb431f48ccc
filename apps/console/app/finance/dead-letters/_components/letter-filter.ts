import type { DeadLetterFilter } from '@/gql/graphql'
import { DEAD_LETTER_KINDS } from '@/lib/admin-api/dead-letters'
import { choiceOf, type SearchParameters } from '@/lib/table-address'

export const LETTER_STATES = ['open', 'settled'] as const

/** What the address of the table asks for: of the page and of its file alike. */
export function letterFilterOf(parameters: SearchParameters): DeadLetterFilter {
  const state = choiceOf(parameters, 'state', LETTER_STATES)
  return {
    kind: choiceOf(parameters, 'kind', DEAD_LETTER_KINDS) ?? null,
    isResolved: state === undefined ? null : state === 'settled',
  }
}
