import { Inject, Injectable } from '@nestjs/common'
import { Database, LEDGER_DATABASE, type Statement } from '../database/database.repository.js'
import type { StoredPosition } from './decide-recovery.js'

/** Up to where stream USAGE is settled, for a transaction to write beside what it settles. */
export interface SettledMark {
  /** Of the database that this was found out on: another one is not written. */
  epoch: bigint
  streamCreated: string
  settledSeq: number
  /** What this process last saw stored; a database that says less is an older one. */
  storedSeq: number
}

/** The one row of `ledger_state`. Each change names what it was decided on, so of several billings one succeeds. */
@Injectable()
export class LedgerStateRepository {
  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  async read(): Promise<StoredPosition> {
    const [row] = await this.database.rows<Row>({ sql: READ, values: [] })
    if (row === undefined) throw new Error('ledger_state has no row')
    return {
      epoch: row.ledger_epoch,
      streamCreated: row.usage_stream_created,
      settledSeq: Number(row.usage_settled_seq),
      recoveringUntilSeq: row.recovering_until_seq === null ? null : Number(row.recovering_until_seq),
    }
  }

  /** The stream's identity and what of it is known to be settled. @returns false: somebody else changed the row */
  adopt(seen: StoredPosition, next: { created: string; settledSeq: number }): Promise<boolean> {
    return this.#change(ADOPT, seen, [next.created, BigInt(next.settledSeq)])
  }

  /** Raises the epoch above this database's and the bus's, and stops all grants. */
  beginRecovery(
    seen: StoredPosition,
    next: { created: string; fromSeq: number; untilSeq: number; busEpoch: bigint },
  ): Promise<boolean> {
    const values = [next.created, BigInt(next.fromSeq - 1), BigInt(next.untilSeq), next.busEpoch]
    return this.#change(BEGIN, seen, values)
  }

  /** The stream was replaced: what the new one has is settled as well before anything is granted. */
  moveRecovery(seen: StoredPosition, next: { created: string; untilSeq: number }): Promise<boolean> {
    return this.#change(MOVE, seen, [next.created, BigInt(next.untilSeq)])
  }

  endRecovery(seen: StoredPosition): Promise<boolean> {
    return this.#change(END, seen, [])
  }

  async remember(mark: SettledMark): Promise<void> {
    await this.database.rows(rememberStatement(mark))
  }

  async #change(sql: string, seen: StoredPosition, values: readonly unknown[]): Promise<boolean> {
    const seenValues = [seen.epoch, seen.streamCreated, BigInt(seen.settledSeq), bigintOrNull(seen.recoveringUntilSeq)]
    return (await this.database.rows({ sql, values: [...seenValues, ...values] })).length === 1
  }
}

/**
 * Last in a settlement's transaction. The row is passed over where another billing has it in hand: what is stored is a
 * lower bound, and no batch waits for another.
 */
export const rememberStatement = (mark: SettledMark): Statement => ({
  sql: REMEMBER,
  values: [mark.epoch, mark.streamCreated, BigInt(mark.storedSeq), BigInt(mark.settledSeq)],
})

const bigintOrNull = (value: number | null): bigint | null => (value === null ? null : BigInt(value))

interface Row {
  ledger_epoch: bigint
  usage_stream_created: string | null
  usage_settled_seq: bigint
  recovering_until_seq: bigint | null
}

const READ = 'SELECT ledger_epoch, usage_stream_created, usage_settled_seq, recovering_until_seq FROM ledger_state'

const SEEN = `ledger_epoch = $1::bigint AND usage_stream_created IS NOT DISTINCT FROM $2::text
  AND recovering_until_seq IS NOT DISTINCT FROM $4::bigint`

const ADOPT = `
UPDATE ledger_state SET usage_stream_created = $5::text, usage_settled_seq = $6::bigint
WHERE ${SEEN} AND usage_settled_seq >= $3::bigint
  AND (usage_stream_created IS DISTINCT FROM $5::text OR usage_settled_seq < $6::bigint) RETURNING id`

const BEGIN = `
UPDATE ledger_state SET ledger_epoch = GREATEST(ledger_epoch, $8::bigint) + 1, usage_stream_created = $5::text,
  usage_settled_seq = $6::bigint, recovering_until_seq = $7::bigint, recovering_since = now()
WHERE ${SEEN} AND usage_settled_seq = $3::bigint RETURNING id`

const MOVE = `
UPDATE ledger_state SET usage_stream_created = $5::text, usage_settled_seq = 0, recovering_until_seq = $6::bigint
WHERE ${SEEN} AND usage_settled_seq >= $3::bigint RETURNING id`

const END = `
UPDATE ledger_state SET usage_settled_seq = GREATEST(usage_settled_seq, recovering_until_seq),
  recovering_until_seq = NULL, recovering_since = NULL
WHERE ${SEEN} AND usage_settled_seq >= $3::bigint RETURNING id`

const REMEMBER = `
UPDATE ledger_state SET usage_settled_seq = $4::bigint
WHERE id = (SELECT id FROM ledger_state FOR UPDATE SKIP LOCKED) AND ledger_epoch = $1::bigint
  AND usage_stream_created = $2::text AND usage_settled_seq >= $3::bigint AND usage_settled_seq < $4::bigint
RETURNING id`
