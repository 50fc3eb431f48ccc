import pg from 'pg'

/** One leg of a transaction, as `audit_v1.entries` shows it; amounts in nanos. */
export interface AuditEntry {
  txnId: string
  requestId: string | null
  kind: string
  accountId: string
  amount: bigint
  isEstimated: boolean
  leaseId: string | null
  meta: Record<string, unknown>
}

export interface AuditAccount {
  accountId: string
  ownerUserId: string | null
  balance: bigint
  held: bigint
}

/** What an auditor can see: the public views of DESIGN 10 and nothing else. */
export interface Audit {
  entries(requestIds?: readonly string[]): Promise<AuditEntry[]>
  /** Legs of paying accounts alone: what was debited, as amounts ≤ 0. */
  debits(requestId: string): Promise<AuditEntry[]>
  account(accountId: string): Promise<AuditAccount>
  accounts(): Promise<AuditAccount[]>
  /** Σ (granted - consumed) of the leases that are not closed. */
  heldByLeases(accountId: string): Promise<bigint>
  deadLetters(): Promise<{ requestId: string | null; reason: string }[]>
  close(): Promise<void>
}

/** @param url as billing's or admin-api's role */
export function openAudit(url: string): Audit {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {}) // the server may be stopped before the pool is
  const select = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await pool.query(sql, values)).rows

  const entries = async (requestIds?: readonly string[]): Promise<AuditEntry[]> =>
    (
      await select(
        `SELECT txn_id, request_id, kind, account_id, amount, estimated, lease_id, meta FROM audit_v1.entries
         WHERE $1::uuid[] IS NULL OR request_id = ANY ($1) ORDER BY entry_id`,
        [requestIds ?? null],
      )
    ).map(toEntry)

  const accounts = async (): Promise<AuditAccount[]> =>
    (await select(`SELECT account_id, owner_user_id, balance, held FROM audit_v1.accounts WHERE kind <> 'limit'`)).map(
      toAccount,
    )

  return {
    entries,
    async debits(requestId) {
      const legs = await entries([requestId])
      if (legs.length === 0) return []
      const paying = new Set((await accounts()).map(({ accountId }) => accountId))
      return legs.filter(({ accountId }) => paying.has(accountId))
    },
    accounts,
    async account(accountId) {
      const [row] = await select(
        'SELECT account_id, owner_user_id, balance, held FROM audit_v1.accounts WHERE account_id = $1',
        [accountId],
      )
      return row === undefined ? { accountId, ownerUserId: null, balance: 0n, held: 0n } : toAccount(row)
    },
    async heldByLeases(accountId) {
      const [row] = await select(
        `SELECT coalesce(sum(greatest(granted - consumed, 0)), 0) AS held FROM audit_v1.leases
         WHERE account_id = $1 AND state <> 'closed'`,
        [accountId],
      )
      return BigInt(String(row?.held ?? 0))
    },
    async deadLetters() {
      const rows = await select('SELECT request_id, reason FROM audit_v1.dead_letters')
      return rows.map((row) => ({ requestId: textOrNull(row.request_id), reason: String(row.reason) }))
    },
    close: () => pool.end(),
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const toEntry = (row: Record<string, unknown>): AuditEntry => ({
  txnId: String(row.txn_id),
  requestId: textOrNull(row.request_id),
  kind: String(row.kind),
  accountId: String(row.account_id),
  amount: BigInt(String(row.amount)),
  isEstimated: row.estimated === true,
  leaseId: textOrNull(row.lease_id),
  meta: (row.meta ?? {}) as Record<string, unknown>,
})

const toAccount = (row: Record<string, unknown>): AuditAccount => ({
  accountId: String(row.account_id),
  ownerUserId: textOrNull(row.owner_user_id),
  balance: BigInt(String(row.balance)),
  held: BigInt(String(row.held)),
})
