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

/**
 * Statements on a pool of its own. Money is moved by statements alone: no read-then-write in application memory.
 * Every failure is a {@link SqlError}.
 */
export class Database {
  readonly #db: Db

  constructor(options: DbOptions) {
    this.#db = createDb({ ...options, preparesStatements: true })
  }

  /** Rows of one statement, which is a transaction of its own. bigint columns arrive as `bigint`. */
  async rows<Row>({ sql, values }: Statement): Promise<Row[]> {
    try {
      return await this.#db.$queryRawUnsafe<Row[]>(sql, ...values)
    } catch (error) {
      throw toSqlError(error)
    }
  }

  /** All of them or none, in this order, READ COMMITTED: each sees what was committed before it began. */
  async transaction(statements: readonly Statement[]): Promise<unknown[][]> {
    try {
      return await this.#db.$transaction(
        statements.map(({ sql, values }) => this.#db.$queryRawUnsafe<unknown[]>(sql, ...values)),
      )
    } catch (error) {
      throw toSqlError(error)
    }
  }

  async ping(): Promise<void> {
    await this.rows({ sql: 'SELECT 1', values: [] })
  }

  async close(): Promise<void> {
    await this.#db.$disconnect()
  }
}
