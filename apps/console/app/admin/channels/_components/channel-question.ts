import type { ChannelListQuery } from '@/lib/admin-api/channels'
import { choiceOf, type SearchParameters, textOf } from '@/lib/table-address'

export const CHANNEL_STATES = ['ACTIVE', 'NOT_SCHEDULED', 'OFF', 'TROUBLED'] as const

/** Which channels an address asks for, and in which order. */
export const channelQuestionOf = (parameters: SearchParameters): ChannelListQuery => ({
  search: textOf(parameters, 'search'),
  tag: textOf(parameters, 'tag'),
  state: choiceOf(parameters, 'state', CHANNEL_STATES),
  sort: choiceOf(parameters, 'sort', ['NAME', 'PRIORITY', 'CREATED_AT'] as const),
  direction: choiceOf(parameters, 'direction', ['ASC', 'DESC'] as const),
})
