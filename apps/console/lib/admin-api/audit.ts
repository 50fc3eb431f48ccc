import { graphql } from '@/gql'
import type { AuditFilter, AuditQuery } from '@/gql/graphql'
import { type SearchParameters, textOf } from '@/lib/table-address'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'
import { findUserId } from './users'

const auditDocument = graphql(`
  query Audit($first: Int, $after: String, $filter: AuditFilter) {
    auditLog(first: $first, after: $after, filter: $filter) {
      nodes {
        id at actorKind action targetKind targetId targetName before after reason address
        actor { id username }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)

export type AuditRow = AuditQuery['auditLog']['nodes'][number]

/** Of nobody: a name that nobody bears finds nothing, rather than everything. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** What an address asks for: what an action begins with, and the user name of whoever did it. */
export async function auditFilterOf(parameters: SearchParameters): Promise<AuditFilter> {
  const [action, username] = [textOf(parameters, 'search'), textOf(parameters, 'actor')]
  return {
    action: action || null,
    actorId: username === '' ? null : ((await findUserId(username)) ?? NOBODY),
  }
}

export async function listAudit(page: PageArgs, filter: AuditFilter): Promise<PageOf<AuditRow>> {
  return toPage((await query(auditDocument, { ...page, filter })).auditLog)
}
