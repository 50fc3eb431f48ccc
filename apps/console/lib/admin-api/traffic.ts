import { graphql } from '@/gql'
import type {
  TrafficBesideQuery,
  TrafficByQuery,
  TrafficDimension,
  TrafficFilter,
  TrafficFragment,
  TrafficInterval,
  TrafficSort,
} from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

// found by its text: both questions name it
graphql(`
  fragment Traffic on Traffic {
    calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount
    duration { samples p50Ms p95Ms }
    firstByte { samples p50Ms p95Ms }
    outcomes { code calls }
    points {
      startsAt date calls failedCalls inputTokens outputTokens amount
      duration { samples p50Ms p95Ms }
      firstByte { samples p50Ms p95Ms }
    }
  }
`)
const trafficDocument = graphql(`
  query Traffic($filter: TrafficFilter!, $interval: TrafficInterval!) {
    traffic(filter: $filter, interval: $interval) { ...Traffic }
  }
`)
const trafficBesideDocument = graphql(`
  query TrafficBeside($filter: TrafficFilter!, $before: TrafficFilter!, $interval: TrafficInterval!) {
    traffic(filter: $filter, interval: $interval) { ...Traffic }
    before: traffic(filter: $before, interval: $interval) { calls amount }
  }
`)
const trafficByDocument = graphql(`
  query TrafficBy(
    $dimension: TrafficDimension!, $filter: TrafficFilter!, $first: Int, $after: String, $search: String, $sort: TrafficSort
  ) {
    trafficBy(dimension: $dimension, filter: $filter, first: $first, after: $after, search: $search, sort: $sort) {
      nodes {
        id name detail calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount
        duration { samples p50Ms p95Ms }
        firstByte { samples p50Ms p95Ms }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)

export type Traffic = TrafficFragment
/** What a trend compares. */
export type TrafficBefore = TrafficBesideQuery['before']
export type TrafficPoint = Traffic['points'][number]
export type TrafficRow = TrafficByQuery['trafficBy']['nodes'][number]

/** Sums, errors and a series of everybody's calls. Staff. */
export const getTraffic = async (filter: TrafficFilter, interval: TrafficInterval): Promise<Traffic> =>
  (await query(trafficDocument, { filter, interval })).traffic

/** The same, and what another time came to, in one question. */
export const getTrafficBeside = (
  filter: TrafficFilter,
  before: TrafficFilter,
  interval: TrafficInterval,
): Promise<TrafficBesideQuery> => query(trafficBesideDocument, { filter, before, interval })

export interface TrafficRowsQuery {
  dimension: TrafficDimension
  filter: TrafficFilter
  search?: string
  sort?: TrafficSort | undefined
}

/** The same by one dimension, what cost most first unless sorted. */
export async function listTraffic(
  page: PageArgs,
  { dimension, filter, search = '', sort }: TrafficRowsQuery,
): Promise<PageOf<TrafficRow>> {
  const variables = { ...page, dimension, filter, search: search === '' ? null : search, sort: sort ?? null }
  return toPage((await query(trafficByDocument, variables)).trafficBy)
}
