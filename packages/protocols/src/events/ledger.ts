import { z } from 'zod'

/** Version of the records of stream LEDGER. */
export const LEDGER_RECORD_VERSION = 1

/**
 * What stream LEDGER keeps beside the database: every money move that is not usage, every price, every key state, every
 * epoch of the ledger.
 */
export const LEDGER_RECORD_KINDS = ['transaction', 'price_version', 'key_state', 'epoch'] as const
export type LedgerRecordKind = (typeof LEDGER_RECORD_KINDS)[number]

/** Subject of a record: `ledger.v1.<kind>`. */
export const ledgerSubject = (kind: LedgerRecordKind): string => `ledger.v1.${kind}`

/**
 * One record of stream LEDGER, message id `<kind>:<id of the row>:<outbox id>`. `record` is the row as PostgreSQL wrote it
 * (snake_case, amounts may exceed 2^53): read it with PostgreSQL again, never with JSON.parse.
 */
export const ledgerRecordSchema = z.object({
  v: z.number().int().min(1),
  kind: z.enum(LEDGER_RECORD_KINDS),
  /** `ledger_outbox.id`: orders records of one database. */
  outboxId: z.string().regex(/^\d{1,19}$/),
  /** JSON text. */
  record: z.string().max(256 * 1024),
})
export type LedgerRecord = z.infer<typeof ledgerRecordSchema>
