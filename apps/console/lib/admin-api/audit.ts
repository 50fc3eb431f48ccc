import { graphql } from '@/gql'
import type { AuditFilter, AuditQuery } from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const auditDocument = graphql(`
  query Audit($first: Int, $after: String, $filter: AuditFilter) {
    auditLog(first: $first, after: $after, filter: $filter) {
      nodes {
        id at actorKind action targetKind targetId before after reason address
        actor { id username }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)

export type AuditRow = AuditQuery['auditLog']['nodes'][number]

export async function listAudit(page: PageArgs, filter: AuditFilter): Promise<PageOf<AuditRow>> {
  return toPage((await query(auditDocument, { ...page, filter })).auditLog)
}
