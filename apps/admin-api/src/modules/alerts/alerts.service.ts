import { Injectable } from '@nestjs/common'
import { type Page, parsePage, toPage } from '../../graphql/page.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { type AlertRow, AlertsRepository } from './alerts.repository.js'
import type { AlertFilter } from './alerts.types.js'

@Injectable()
export class AlertsService {
  constructor(private readonly alerts: AlertsRepository) {}

  async list(
    caller: Caller,
    args: { first: number; after?: string | undefined; filter?: AlertFilter | undefined },
  ): Promise<Page<AlertRow>> {
    assertCan(caller, 'alert:read')
    const request = parsePage(args, 3)
    const { kind, isOpen } = args.filter ?? {}
    const found = await this.alerts.list(request, { kind: kind ?? undefined, isOpen: isOpen ?? undefined })
    const cursorOf = (row: AlertRow) => [String(row.closedAt === null), row.openedAt.toISOString(), row.id]
    return toPage({ ...found, first: request.first, cursorOf })
  }
}
