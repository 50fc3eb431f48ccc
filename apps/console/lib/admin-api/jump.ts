import { graphql } from '@/gql'
import type { JumpQuery } from '@/gql/graphql'
import { execute } from './client'

const jumpDocument = graphql(`
  query Jump($text: String!, $withUsers: Boolean!, $withChannels: Boolean!) {
    models(first: 5, filter: { search: $text }) { nodes { id name provider } }
    users(first: 5, filter: { search: $text }) @include(if: $withUsers) { nodes { id username displayName wallet { id } } }
    channels(first: 5, filter: { search: $text }) @include(if: $withChannels) { nodes { id name } }
  }
`)

export type JumpAnswer = JumpQuery

/** What bears such a name among what the role may see. Asked by a dialog, so failures are thrown. @throws AdminApiError */
export const findByName = (
  text: string,
  { withUsers, withChannels }: { withUsers: boolean; withChannels: boolean },
): Promise<JumpAnswer> => execute(jumpDocument, { text, withUsers, withChannels })
