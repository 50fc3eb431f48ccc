import type { KeyRow } from '../admin-api/keys'
import type { PageArgs, PageOf } from '../admin-api/pages'
import { csvResponse } from './csv-response'

const HEADER = [
  ...['name', 'key', 'group', 'state', 'models', 'last_used', 'expires', 'created', 'id'],
  ...['requests_per_minute', 'tokens_per_minute', 'calls_at_once'],
]

/** Keys as a file, without what opens anything. */
export const keysCsv = (list: (page: PageArgs) => Promise<PageOf<KeyRow>>): Promise<Response> =>
  csvResponse({
    fileName: 'keys',
    header: HEADER,
    list,
    cellsOf: ({ name, prefix, lastFour, group, state, modelNames, lastUsedAt, expiresAt, createdAt, id, limits }) => [
      ...[name, `${prefix ?? ''}…${lastFour ?? ''}`, group.name, state, modelNames.join(' ')],
      ...[lastUsedAt, expiresAt, createdAt, id, limits.rpm, limits.tpm, limits.concurrency],
    ],
  })
