import type pg from 'pg'
import type { RecordSubject } from './ahead-row.js'

/** A record that is newer than its row: epoch and version are the record's. */
export type AheadRow = RecordSubject & { epoch: number; version: number }

const NOT_LOCKED_MS = 5_000

/**
 * After a restore: each row's version jumps above what gateways have seen of it, so that later changes win; a key that was
 * refused there stays refused until an administrator allows it again; and the ledger's epoch is raised above the bus's.
 */
export async function catchUp(client: pg.Client, ahead: readonly AheadRow[]): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL lock_timeout = ${NOT_LOCKED_MS}`)
    await client.query(RAISE_EPOCH, [Math.max(...ahead.map(({ epoch }) => epoch))])
    await client.query(KEYS, [JSON.stringify(ahead.filter(({ table }) => table === 'api_key'))])
    for (const table of ['access_group', 'model', 'channel'] as const)
      await client.query(rowsOf(table), [JSON.stringify(ahead.filter((row) => row.table === table))])
    const settings = ahead.filter(({ table }) => table === 'setting').map(({ version }) => version)
    if (settings.length > 0) await client.query(SETTING, [Math.max(...settings)])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

const RAISE_EPOCH = 'UPDATE ledger_state SET ledger_epoch = GREATEST(ledger_epoch, $1::bigint) + 1'

const RANK = `array_position(ARRAY['active', 'disabled', 'revoked', 'leaked'], %)`
const rankOf = (column: string): string => RANK.replace('%', column)

const KEYS = `
UPDATE api_key k SET version = a.version + 1,
  state = CASE WHEN ${rankOf('a.state')} > ${rankOf('k.state')} THEN a.state ELSE k.state END,
  state_reason = CASE WHEN ${rankOf('a.state')} > ${rankOf('k.state')} THEN 'restored: gateways knew it as ' || a.state ELSE k.state_reason END,
  revoked_at = CASE WHEN a.state IN ('revoked', 'leaked') THEN COALESCE(k.revoked_at, now()) ELSE k.revoked_at END
FROM jsonb_to_recordset($1::jsonb) AS a(id uuid, state text, version bigint)
WHERE k.id = a.id AND k.version <= a.version`

const rowsOf = (table: 'access_group' | 'model' | 'channel'): string => `
UPDATE ${table} t SET version = a.version + 1
FROM jsonb_to_recordset($1::jsonb) AS a(id uuid, version bigint) WHERE t.id = a.id AND t.version <= a.version`

const SETTING = 'UPDATE setting SET version = $1::bigint + 1 WHERE version <= $1::bigint'
