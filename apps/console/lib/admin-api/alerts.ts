import { graphql } from '@/gql'
import type { AlertFilter, AlertKind, AlertsQuery } from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const alertsDocument = graphql(`
  query Alerts($first: Int, $after: String, $filter: AlertFilter) {
    alerts(first: $first, after: $after, filter: $filter) {
      nodes {
        id kind subjectId limitName openedAt seenAt closedAt
        account { id kind name owner { username } }
        facts { name value }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)

export type AlertRow = AlertsQuery['alerts']['nodes'][number]

export const ALERT_KINDS: readonly AlertKind[] = [
  'LOW_BALANCE',
  'LIMIT_THRESHOLD',
  'DRIFT',
  'DEAD_LETTERS',
  'JOURNAL_BACKLOG',
  'LEASES_DRAINING',
  'EPOCH_RAISED',
]

export async function listAlerts(page: PageArgs, filter: AlertFilter): Promise<PageOf<AlertRow>> {
  return toPage((await query(alertsDocument, { ...page, filter })).alerts)
}
