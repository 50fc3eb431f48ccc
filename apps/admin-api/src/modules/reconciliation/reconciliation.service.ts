import { Injectable } from '@nestjs/common'
import { Database } from '../../database/database.repository.js'
import { ok, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { MoneyClient } from '../finance/money.client.js'
import { failedBy } from '../finance/money-problem.js'
import { type InvariantCheckRow, type LedgerCountsRow, ReconciliationRepository } from './reconciliation.repository.js'

export interface ReconciliationRow extends LedgerCountsRow {
  checks: InvariantCheckRow[]
}

/** Whether the ledger is true to itself. Looking repairs nothing: a correction has a reason and two names. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly database: Database,
    private readonly reconciliation: ReconciliationRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  async get(caller: Caller): Promise<ReconciliationRow> {
    assertCan(caller, 'reconciliation:read')
    return this.#read()
  }

  /** All of it, now; what takes billing over 5 s a check is told as not made. */
  async run(caller: Caller): Promise<Result<ReconciliationRow>> {
    const actor = assertCan(caller, 'reconciliation:run')
    const reply = await this.money.reconcile({ actorUserId: actor.userId })
    if (reply?.type !== 'checked') return failedBy(reply)
    const brokenIds = reply.invariants.filter((invariant) => invariant.brokenIds.length > 0).map(({ id }) => id)
    const record = { action: 'ledger:reconcile', targetKind: 'ledger', after: { broken: brokenIds } }
    await this.database.transaction((tx) => this.audit.record(tx, caller, record))
    return ok(await this.#read())
  }

  async #read(): Promise<ReconciliationRow> {
    const [checks, counts] = await Promise.all([this.reconciliation.listChecks(), this.reconciliation.count()])
    return { checks, ...counts }
  }
}
