import type { TrafficDimension } from '@/gql/graphql'

/** What spending is looked at by, from what is charged down to who called. */
export const SPEND_DIMENSIONS = [
  'COST_CENTRE',
  'COURSE',
  'MODEL',
  'CHANNEL',
  'USER',
  'API_KEY',
] as const satisfies readonly TrafficDimension[]
export type SpendDimension = (typeof SPEND_DIMENSIONS)[number]

/** What explains a row next. */
const NEXT: Record<SpendDimension, SpendDimension> = {
  COST_CENTRE: 'COURSE',
  COURSE: 'USER',
  MODEL: 'USER',
  CHANNEL: 'MODEL',
  USER: 'API_KEY',
  API_KEY: 'MODEL',
}
export const nextDimension = (dimension: SpendDimension): SpendDimension => NEXT[dimension]
