import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.js'

/** Columns that no query returns unless it names them: hashes and sealed keys have no business in a result set. */
const SECRET_COLUMNS = {
  user: { passwordHash: true },
  session: { tokenHash: true },
  personalAccessToken: { tokenHash: true },
  apiKey: { hash: true },
  channelKey: { sealed: true },
} as const

export interface DbOptions {
  /** DATABASE_URL of the process: its own role's, never the owner's. */
  url: string
  /** Connections at most. */
  maxConnections?: number
  statementTimeoutMs?: number
  lockTimeoutMs?: number
  /** Longest wait for a connection, a free one of the pool or a new one. */
  connectTimeoutMs?: number
  /** Statements are parsed once a connection. Only where their texts are few and constant: each stays in memory. */
  preparesStatements?: boolean
}

const DEFAULTS = {
  maxConnections: 10,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 3_000,
  connectTimeoutMs: 5_000,
  preparesStatements: false,
}

/** A client on a pool of its own; `$disconnect()` ends it. Every connection has both time-outs set. */
export function createDb(options: DbOptions) {
  const { url, maxConnections, statementTimeoutMs, lockTimeoutMs, ...rest } = { ...DEFAULTS, ...options }
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: rest.connectTimeoutMs,
    options: `-c statement_timeout=${statementTimeoutMs} -c lock_timeout=${lockTimeoutMs}`,
  })
  // the adapter listens a moment after the pool has stopped to: a connection that the server ends in between would end us
  pool.on('connect', (connection) => void connection.on('error', () => {}))
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    ...(rest.preparesStatements && { statementNameGenerator: ({ sql }) => nameOf(sql) }),
  })
  return new PrismaClient({ adapter, omit: SECRET_COLUMNS })
}

/** A name for each text, within the 63 bytes that PostgreSQL keeps of it. */
const nameOf = (sql: string): string => createHash('sha1').update(sql).digest('hex')

export type Db = ReturnType<typeof createDb>
