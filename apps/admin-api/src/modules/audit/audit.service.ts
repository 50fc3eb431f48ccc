import { Injectable } from '@nestjs/common'
import { type Page, parseId, parsePage, toPage } from '../../graphql/page.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository, type AuditRow } from './audit.repository.js'
import type { AuditFilter } from './audit.types.js'

@Injectable()
export class AuditService {
  constructor(private readonly audit: AuditRepository) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: AuditFilter | undefined },
  ): Promise<Page<AuditRow>> {
    assertCan(caller, 'audit:read')
    const request = parsePage(args, 1)
    if (args.filter?.actorId) parseId(args.filter.actorId)
    const found = await this.audit.list(args.filter ?? {}, request)
    return toPage({ ...found, first: request.first, cursorOf: (entry) => [entry.id] })
  }
}
