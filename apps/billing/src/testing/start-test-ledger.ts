import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { databaseUrls } from '../../../../tools/infra/database-urls.mjs'
import { type RunningPostgres, startPostgres } from '../../../../tools/infra/postgres.mjs'
import { startMigratedPostgres } from '../../../../tools/test/migrated-postgres.mjs'
import { Database } from '../database/database.repository.js'
import { INVARIANTS } from '../reconcile/invariants.js'

const PASSWORDS = { postgres: 'p', tollgate_owner: 'o', tollgate_billing: 'b', tollgate_admin: 'a' }

/** One person with a key that spends from his wallet. */
export interface Spender {
  userId: string
  keyId: string
  /** The wallet's account; made by billing, not here. */
  payerId: string
}

export interface TestLedger {
  server: RunningPostgres
  /** As role tollgate_billing. */
  billingUrl: string
  leaseDatabase: Database
  ledgerDatabase: Database
  /** Rows as the superuser, past every permission. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  addSpender(options?: { role?: string; state?: string; keyState?: string; keyKind?: string }): Promise<Spender>
  /** Nanos per million tokens, the same for every class. @returns the version's id */
  addPrice(perMillionNanos: bigint, perRequestNanos?: bigint): Promise<string>
  accountOf(id: string): Promise<{ balance: bigint; held: bigint }>
  /** Ids of broken rows by invariant; empty: none. */
  broken(): Promise<Record<string, string[]>>
  /** Ends the server as a crash would and starts it again on the same port and folder. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Keeps a copy of all there is; the server is away meanwhile. */
  backUp(): Promise<void>
  /** Goes back to the copy, as an operator who restores a base backup does. */
  restore(): Promise<void>
  /** @param undo runs before the folder is removed */
  stop(undo?: () => Promise<void> | undefined): Promise<void>
}

/** With owners and rights: the server runs as a user of its own. */
async function copyFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await promisify(execFile)('cp', ['-a', from, to])
}

export interface TestLedgerOptions {
  /** Runs before the server, for instance to make its folder a disk of its own. */
  prepare?(folder: string): Promise<void>
  /** Of those who post; long by default: many at once on a busy machine wait for one another. */
  lockTimeoutMs?: number
}

/** A real PostgreSQL with roles and migrations, for one test file. */
export async function startTestLedger({
  prepare,
  lockTimeoutMs = 20_000,
}: TestLedgerOptions = {}): Promise<TestLedger> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-billing-'))
  await prepare?.(folder)
  const dir = join(folder, 'pg')
  let server: RunningPostgres = await startMigratedPostgres({ dir, passwords: PASSWORDS })
  const { port } = server
  const urls = databaseUrls(server.ownerUrl, {}, PASSWORDS)
  const pool = new pg.Pool({ connectionString: server.superuserUrl, max: 3 })
  pool.on('error', () => {}) // the server is killed on purpose
  pool.on('connect', (client) => client.on('error', () => {}))
  const patience = { url: urls.billing, statementTimeoutMs: 5_000, connectTimeoutMs: 5_000 }
  const leaseDatabase = new Database({ ...patience, maxConnections: 8 })
  const ledgerDatabase = new Database({
    ...patience,
    maxConnections: 4,
    statementTimeoutMs: 30_000,
    lockTimeoutMs,
  })
  const groupId = randomUUID()
  const modelId = randomUUID()
  await pool.query(`INSERT INTO access_group (id, name) VALUES ($1, 'test')`, [groupId])
  await pool.query(`INSERT INTO model (id, name) VALUES ($1, 'test')`, [modelId])

  const copy = join(folder, 'copy')
  const start = async () => {
    server = await startPostgres({ port, dir, passwords: PASSWORDS })
    if (server.port !== port) throw new Error(`port ${port} was taken while PostgreSQL was down`)
  }
  const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(text, values)).rows

  return {
    get server() {
      return server
    },
    billingUrl: urls.billing,
    leaseDatabase,
    ledgerDatabase,
    sql,
    async addSpender({ role = 'student', state = 'active', keyState = 'active', keyKind = 'secret' } = {}) {
      const [userId, keyId, payerId] = [randomUUID(), randomUUID(), randomUUID()]
      await sql(`INSERT INTO app_user (id, username, role, state, wallet_account_id) VALUES ($1, $5, $2, $3, $4)`, [
        userId,
        role,
        state,
        payerId,
        userId,
      ])
      await sql(
        `INSERT INTO api_key (id, kind, user_id, name, hash, group_id, payer_account_id, state) VALUES ($1, $2, $3, 'k', $4, $5, $6, $7)`,
        [keyId, keyKind, userId, keyKind === 'secret' ? keyId : null, groupId, payerId, keyState],
      )
      return { userId, keyId, payerId }
    },
    async addPrice(perMillionNanos, perRequestNanos = 0n) {
      const id = randomUUID()
      await sql(
        `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos, per_request_nanos)
         VALUES ($1, $2, now(), $3, $3, $4)`,
        [id, modelId, perMillionNanos.toString(), perRequestNanos.toString()],
      )
      return id
    },
    async accountOf(id) {
      const [row] = await sql<{ balance: string; held: string }>('SELECT balance, held FROM account WHERE id = $1', [
        id,
      ])
      return { balance: BigInt(row?.balance ?? 0), held: BigInt(row?.held ?? 0) }
    },
    async broken() {
      const found: Record<string, string[]> = {}
      for (const { id, sql: query } of INVARIANTS) {
        const rows = await sql<{ id: string }>(query)
        if (rows.length > 0) found[id] = rows.map((row) => row.id)
      }
      return found
    },
    async crash() {
      await server.kill()
    },
    start,
    async backUp() {
      await server.stop()
      await copyFolder(dir, copy)
      await start()
    },
    async restore() {
      await server.kill()
      await copyFolder(copy, dir)
      await start()
    },
    async stop(undo) {
      await leaseDatabase.close()
      await ledgerDatabase.close()
      await pool.end()
      await server.stop()
      await undo?.()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
