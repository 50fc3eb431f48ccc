const MARKER: unique symbol = Symbol.for('tollgate.sql-error')

/** A statement failed. `sqlState` is PostgreSQL's five characters; `undefined` where there was no answer at all. */
export class SqlError extends Error {
  readonly [MARKER] = true

  constructor(
    readonly sqlState: string | undefined,
    cause: unknown,
  ) {
    super(`statement failed (${sqlState ?? 'no answer'}): ${lastLineOf(cause)}`, { cause })
    this.name = 'SqlError'
  }
}

/** The ORM wraps what the driver said in lines about itself. */
const lastLineOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).trimEnd().split('\n').at(-1)?.trim() ?? ''

const SQL_STATE = /^[0-9A-Z]{5}$/
const MAX_DEPTH = 6

/** Finds the SQLSTATE that the driver's error carries somewhere inside the ORM's. */
export function toSqlError(error: unknown): SqlError {
  return error instanceof SqlError ? error : new SqlError(findSqlState(error, MAX_DEPTH), error)
}

/** The adapter renames these and drops their code; both are reasons to try again. */
const STATE_OF_KIND: Record<string, string> = { TransactionWriteConflict: '40001', TooManyConnections: '53300' }

function findSqlState(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined
  const { originalCode, kind, code, cause, meta, driverAdapterError } = value as Record<string, unknown>
  if (typeof originalCode === 'string' && SQL_STATE.test(originalCode)) return originalCode
  if (typeof kind === 'string' && STATE_OF_KIND[kind] !== undefined) return STATE_OF_KIND[kind]
  for (const inner of [driverAdapterError, meta, cause]) {
    const found = findSqlState(inner, depth - 1)
    if (found !== undefined) return found
  }
  // Prisma's own codes (P2010 …) have the same shape, so only what the driver says counts
  return typeof code === 'string' && SQL_STATE.test(code) && !code.startsWith('P') ? code : undefined
}
