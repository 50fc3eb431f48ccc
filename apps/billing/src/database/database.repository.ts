import { createDb, type Db, type DbOptions } from '@tollgate/db'
import { toSqlError } from './sql-error.js'

/** One statement and its parameters. The text is a constant of ours: values only ever travel as parameters. */
export interface Statement {
  sql: string
  values: readonly unknown[]
}

/** Time-outs differ by what waits: an acquire has a caller behind it, a settlement has not. */
export const LEASE_DATABASE = Symbol('lease database')
export const LEDGER_DATABASE = Symbol('ledger database')

/** Beyond what a statement and a connection may take: the server answers, or it does not answer at all. */
const SILENCE_MS = 1_000

/** What of a client's time-outs counts here. */
export type DatabaseOptions = DbOptions & Required<Pick<DbOptions, 'statementTimeoutMs' | 'connectTimeoutMs'>>

/**
 * Statements on a pool of its own. Money is moved by statements alone: no read-then-write in application memory.
 * Every failure is a {@link SqlError}.
 */
export class Database {
  #db: Db

  constructor(private readonly options: DatabaseOptions) {
    this.#db = this.#open()
  }

  /** Rows of one statement, which is a transaction of its own. bigint columns arrive as `bigint`. */
  rows<Row>({ sql, values }: Statement): Promise<Row[]> {
    return this.#inTime(this.options.statementTimeoutMs, (db) => db.$queryRawUnsafe<Row[]>(sql, ...values))
  }

  /**
   * All of them or none, in this order, READ COMMITTED: each sees what was committed before it began.
   * @param timeoutMs of each, where they set one of their own
   */
  transaction(statements: readonly Statement[], timeoutMs = this.options.statementTimeoutMs): Promise<unknown[][]> {
    return this.#inTime(timeoutMs * statements.length, (db) =>
      db.$transaction(statements.map(({ sql, values }) => db.$queryRawUnsafe<unknown[]>(sql, ...values))),
    )
  }

  async ping(): Promise<void> {
    await this.rows({ sql: 'SELECT 1', values: [] })
  }

  async close(): Promise<void> {
    await this.#db.$disconnect()
  }

  /**
   * The server ends what takes too long. One that stands still or cannot be reached any more does not: its connections
   * are given up, and what was asked on them may still be done.
   */
  async #inTime<Value>(timeoutMs: number, work: (db: Db) => Promise<Value>): Promise<Value> {
    const db = this.#db
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      const longestMs = this.options.connectTimeoutMs + timeoutMs + SILENCE_MS
      timer = setTimeout(() => {
        this.#replace(db)
        reject(new Error(`no answer in ${longestMs} ms`))
      }, longestMs)
    })
    try {
      return await Promise.race([work(db), silence])
    } catch (error) {
      throw toSqlError(error)
    } finally {
      clearTimeout(timer)
    }
  }

  #replace(silent: Db): void {
    if (this.#db !== silent) return
    this.#db = this.#open()
    silent.$disconnect().catch(() => {})
  }

  #open(): Db {
    return createDb({ ...this.options, preparesStatements: true })
  }
}
