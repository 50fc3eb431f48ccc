import { type ApiKeyState, apiKeyState, BUCKETS, catalogKey } from '@tollgate/protocols/events'

/** Which row a record is of. */
export type RecordSubject =
  | { table: 'api_key'; id: string; state: ApiKeyState }
  | { table: 'access_group' | 'model' | 'channel'; id: string }
  | { table: 'setting' }
  /** A deletion, or of a kind that we do not know: it has no row to be changed. */
  | { table: undefined }

const TABLES = { group: 'access_group', model: 'model', channel: 'channel' } as const

/**
 * Name and content of a record → its row.
 * @param record as the bucket has it; `undefined` for a deletion
 */
export function toAheadRow(bucket: string, key: string, record: unknown): RecordSubject {
  if (bucket === BUCKETS.keys) {
    const { keyId, state } = (record ?? {}) as { keyId?: unknown; state?: unknown }
    const parsed = apiKeyState.safeParse(state)
    return typeof keyId === 'string' && parsed.success
      ? { table: 'api_key', id: keyId, state: parsed.data }
      : { table: undefined }
  }
  if (key === catalogKey.settings) return { table: 'setting' }
  const [kind = '', id = ''] = key.split('.')
  return Object.hasOwn(TABLES, kind) && id !== ''
    ? { table: TABLES[kind as keyof typeof TABLES], id }
    : { table: undefined }
}
