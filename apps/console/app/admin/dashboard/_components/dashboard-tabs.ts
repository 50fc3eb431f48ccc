import type { TrafficDimension } from '@/gql/graphql'

export const DASHBOARD_TABS = ['all', 'key', 'channel', 'model', 'user'] as const
export type DashboardTab = (typeof DASHBOARD_TABS)[number]

const DIMENSION: Record<DashboardTab, TrafficDimension | undefined> = {
  all: undefined,
  key: 'API_KEY',
  channel: 'CHANNEL',
  model: 'MODEL',
  user: 'USER',
}

/** What a tab's table lists; `undefined`: the sums of everything. */
export const dimensionOfTab = (tab: DashboardTab): TrafficDimension | undefined => DIMENSION[tab]
