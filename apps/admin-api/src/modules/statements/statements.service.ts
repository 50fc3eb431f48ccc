import { Injectable } from '@nestjs/common'
import { ApiError } from '../../graphql/errors.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AccountsService } from '../finance/accounts.service.js'
import type { LedgerAccountRow } from '../finance/ledger-accounts.repository.js'
import { type AccountLineRow, StatementsRepository } from './statements.repository.js'
import { type SectionRow, toSections } from './to-sections.js'

const PERIOD = /^20\d{2}-(0[1-9]|1[0-2])$/

export interface StatementRow {
  period: string
  isOpen: boolean
  sections: SectionRow[]
  calls: bigint
  amountNanos: bigint
}

export interface AccountStatementRow {
  account: LedgerAccountRow
  period: string
  isOpen: boolean
  openingNanos: bigint
  lines: AccountLineRow[]
  closingNanos: bigint
}

/** Months for the finance office: by course and model, and by account. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly statements: StatementsRepository,
    private readonly accounts: AccountsService,
  ) {}

  async get(caller: Caller, period: string): Promise<StatementRow> {
    assertCan(caller, 'usage:read-all')
    assertPeriod(period)
    const [lines, current] = await Promise.all([this.statements.listLines(period), this.statements.currentPeriod()])
    const sections = toSections(lines)
    return {
      period,
      isOpen: period >= current,
      sections,
      calls: sections.reduce((sum, { calls }) => sum + calls, 0n),
      amountNanos: sections.reduce((sum, { amountNanos }) => sum + amountNanos, 0n),
    }
  }

  async newestPeriod(caller: Caller): Promise<string | null> {
    assertCan(caller, 'usage:read-all')
    return (await this.statements.newestPeriod()) ?? null
  }

  ledgerAmount(caller: Caller, period: string): Promise<bigint> {
    assertCan(caller, 'usage:read-all')
    return this.statements.sumOfRevenue(period)
  }

  /** Its owner, and staff. */
  async ofAccount(caller: Caller, accountId: string | undefined, period: string): Promise<AccountStatementRow> {
    const account = await this.accounts.get(caller, accountId)
    assertPeriod(period)
    const [all, current] = await Promise.all([
      this.statements.listAccountLines(account.id, period),
      this.statements.currentPeriod(),
    ])
    const sumOf = (rows: readonly AccountLineRow[]) => rows.reduce((sum, { amountNanos }) => sum + amountNanos, 0n)
    const lines = all.filter(({ isBefore }) => !isBefore)
    return {
      ...{ account, period, lines, isOpen: period >= current },
      openingNanos: sumOf(all.filter(({ isBefore }) => isBefore)),
      closingNanos: sumOf(all),
    }
  }
}

/** @throws ApiError BAD_USER_INPUT */
function assertPeriod(period: string): void {
  if (!PERIOD.test(period)) throw new ApiError('BAD_USER_INPUT', 'A period is a month as YYYY-MM.')
}
