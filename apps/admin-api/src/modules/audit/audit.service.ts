import { Injectable } from '@nestjs/common'
import { parseId } from '../../graphql/ids.js'
import { filterText, type Page, parsePage, toPage } from '../../graphql/page.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository, type AuditRow } from './audit.repository.js'
import type { AuditFilter } from './audit.types.js'

const MAX_FILTER_LENGTH = 256

@Injectable()
export class AuditService {
  constructor(private readonly audit: AuditRepository) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: AuditFilter | undefined },
  ): Promise<Page<AuditRow>> {
    assertCan(caller, 'audit:read')
    const request = parsePage(args, 1)
    const { action, targetKind, targetId, ...filter } = args.filter ?? {}
    if (filter.actorId) parseId(filter.actorId)
    const query = {
      ...filter,
      action: filterText(action, MAX_FILTER_LENGTH),
      targetKind: filterText(targetKind, MAX_FILTER_LENGTH),
      targetId: filterText(targetId, MAX_FILTER_LENGTH),
    }
    const found = await this.audit.list(query, request)
    return toPage({ ...found, first: request.first, cursorOf: (entry) => [entry.id] })
  }
}
