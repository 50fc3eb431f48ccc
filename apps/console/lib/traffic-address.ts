import type { TrafficDimension, TrafficFilter, TrafficSort, TrafficSortField } from '@/gql/graphql'
import { choiceOf, idOf, type SearchParameters, textOf } from './table-address'
import type { TrafficPeriod } from './traffic-period'

const SORT_FIELDS: readonly TrafficSortField[] = ['AMOUNT', 'CALLS', 'NAME', 'TOKENS']
const DIRECTIONS = ['ASC', 'DESC'] as const
const LONGEST_NAME = 256

/** The parameter that narrows sums down to one thing of a dimension. */
export const PARAMETER_OF: Record<
  TrafficDimension,
  'apiKeyId' | 'channelId' | 'costCentre' | 'courseId' | 'modelId' | 'userId'
> = {
  API_KEY: 'apiKeyId',
  CHANNEL: 'channelId',
  COST_CENTRE: 'costCentre',
  COURSE: 'courseId',
  MODEL: 'modelId',
  USER: 'userId',
}

/** What an address asks for beside its period; what cannot be an id is left out. */
export function trafficFilterOf(parameters: SearchParameters, { from, to }: TrafficPeriod): TrafficFilter {
  const chosen = chosenOf(parameters).map(({ dimension, id }) => [PARAMETER_OF[dimension], id])
  return { from, to, ...Object.fromEntries(chosen) }
}

/** The things that sums are narrowed down to. */
export function chosenOf(parameters: SearchParameters): readonly { dimension: TrafficDimension; id: string }[] {
  return (Object.keys(PARAMETER_OF) as TrafficDimension[]).flatMap((dimension) => {
    const name = PARAMETER_OF[dimension]
    const id = dimension === 'COST_CENTRE' ? costCentreOf(parameters, name) : idOf(parameters, name)
    return id === undefined ? [] : [{ dimension, id }]
  })
}

function costCentreOf(parameters: SearchParameters, name: string): string | undefined {
  const text = textOf(parameters, name)
  return text === '' || text.length > LONGEST_NAME ? undefined : text
}

/** @returns `undefined`: the API's own order */
export function trafficSortOf(parameters: SearchParameters): TrafficSort | undefined {
  const field = choiceOf(parameters, 'sort', SORT_FIELDS)
  return field === undefined ? undefined : { field, direction: choiceOf(parameters, 'direction', DIRECTIONS) ?? 'DESC' }
}
