import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '../../database/database.repository.js'
import type { LedgerAccountKindName, LedgerAccountStateName } from './ledger-account.types.js'

export interface LedgerAccountRow {
  id: string
  kind: LedgerAccountKindName
  state: LedgerAccountStateName
  name: string | null
  ownerUserId: string | null
  courseId: string | null
  balanceNanos: bigint
  heldNanos: bigint
  createdAt: Date
}

/** Fixed ids of the other sides: they have entries and no row. */
const SYSTEM_KINDS: Readonly<Record<string, LedgerAccountKindName>> = {
  '00000000-0000-0000-0000-000000000001': 'revenue',
  '00000000-0000-0000-0000-000000000002': 'funding',
}

const NOTHING = {
  name: null,
  ownerUserId: null,
  courseId: null,
  balanceNanos: 0n,
  heldNanos: 0n,
  state: 'active',
} as const

@Injectable()
export class LedgerAccountsRepository {
  constructor(private readonly database: Database) {}

  /** Those that exist; a wallet without a row has never had money. */
  async findByIds(ids: readonly string[], tx: Tx = this.database.client): Promise<LedgerAccountRow[]> {
    const rows = await tx.account.findMany({ where: { id: { in: [...ids] } } })
    const found = new Set(rows.map(({ id }) => id))
    const missing = ids.filter((id) => !found.has(id) && SYSTEM_KINDS[id] === undefined)
    const owners =
      missing.length === 0
        ? []
        : await tx.user.findMany({
            where: { walletAccountId: { in: missing } },
            select: { id: true, walletAccountId: true, createdAt: true },
          })
    return [
      ...rows.map(({ balance, held, ...row }) => ({
        ...row,
        kind: row.kind as LedgerAccountKindName,
        state: row.state as LedgerAccountStateName,
        balanceNanos: balance,
        heldNanos: held,
      })),
      ...owners.map(({ id, walletAccountId, createdAt }) => ({
        ...NOTHING,
        ...{ id: walletAccountId, kind: 'wallet' as const, ownerUserId: id, createdAt },
      })),
      ...ids.flatMap((id): LedgerAccountRow[] => {
        const kind = SYSTEM_KINDS[id]
        return kind === undefined ? [] : [{ ...NOTHING, id, kind, createdAt: new Date(0) }]
      }),
    ]
  }

  async find(id: string, tx?: Tx): Promise<LedgerAccountRow | undefined> {
    return (await this.findByIds([id], tx))[0]
  }
}
