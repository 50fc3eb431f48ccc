import { PrismaPg } from '@prisma/adapter-pg'
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
}

const DEFAULTS = { maxConnections: 10, statementTimeoutMs: 10_000, lockTimeoutMs: 3_000 }

/** A client on a pool of its own; `$disconnect()` ends it. Every connection has both time-outs set. */
export function createDb(options: DbOptions) {
  const { url, maxConnections, statementTimeoutMs, lockTimeoutMs } = { ...DEFAULTS, ...options }
  const adapter = new PrismaPg({
    connectionString: url,
    max: maxConnections,
    options: `-c statement_timeout=${statementTimeoutMs} -c lock_timeout=${lockTimeoutMs}`,
  })
  return new PrismaClient({ adapter, omit: SECRET_COLUMNS })
}

export type Db = ReturnType<typeof createDb>
