import { type CsvRecord, parseCsv, unguard } from '../../csv/csv.js'
import { type ModelMapping, toMapping } from '../channels/model-mapping.js'
import { stateChannelSchema } from '../state/state-file.js'
import { type CatalogDraft, emptyDraft, faultAt } from './catalog-draft.js'
import { faultsOfSchema } from './faults-of-schema.js'
import { splitKeys } from './split-keys.js'

/** Columns of a CSV of channels, in the order in which they are written. Lists: one a line or between semicolons. */
export const CSV_COLUMNS = [
  'name',
  'type',
  'baseUrl',
  'keys',
  'models',
  'modelMapping',
  'priority',
  'weight',
  'groups',
  'tags',
  'isActive',
  'schedulable',
  'description',
  'apiVersion',
] as const
type Column = (typeof CSV_COLUMNS)[number]

const REQUIRED: readonly Column[] = ['name', 'baseUrl']
const YES = ['true', 'yes', '1']
const NO = ['false', 'no', '0']

/** One channel a row, below a header. An empty cell says nothing: the channel keeps what it has. */
export function readCsv(text: string): CatalogDraft {
  const draft = emptyDraft()
  const parsed = parseCsv(text)
  if (parsed.type === 'unclosed') {
    draft.faults.push(faultAt({ row: 0, line: parsed.line }, 'csvUnclosed'))
    return draft
  }
  const [header, ...records] = parsed.records
  const columns = header?.cells.map((cell) => columnOf(cell)) ?? []
  for (const [index, column] of columns.entries()) {
    const values = { column: header?.cells[index] ?? '' }
    if (column === undefined) draft.faults.push(faultAt({ row: 0, line: 1 }, 'csvUnknownColumn', { values }))
    else if (columns.indexOf(column) !== index)
      draft.faults.push(faultAt({ row: 0, line: 1 }, 'csvColumnTwice', { values }))
  }
  for (const column of REQUIRED)
    if (!columns.includes(column))
      draft.faults.push(faultAt({ row: 0, line: 1 }, 'csvMissingColumn', { values: { column } }))
  if (draft.faults.length > 0) return draft
  for (const [index, record] of records.entries()) readRecord(draft, record, { row: index + 1, columns })
  return draft
}

/** `base_url`, `Base URL` and `baseUrl` are the same column. */
function columnOf(cell: string): Column | undefined {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '')
  return CSV_COLUMNS.find((column) => plain(column) === plain(cell))
}

function readRecord(
  draft: CatalogDraft,
  { line, cells }: CsvRecord,
  { row, columns }: { row: number; columns: readonly (Column | undefined)[] },
): void {
  const texts = new Map<Column, string>()
  for (const [index, column] of columns.entries()) {
    const cell = unguard((cells[index] ?? '').trim())
    if (column !== undefined && cell !== '') texts.set(column, cell)
  }
  const place = { row, line, name: texts.get('name') }
  if (cells.length > columns.length) {
    draft.faults.push(faultAt(place, 'csvTooManyCells', { values: { count: cells.length, columns: columns.length } }))
    return
  }
  const keys = splitKeys((texts.get('keys') ?? '').replaceAll(';', '\n'))
  const [repeated] = keys.repeatedLines
  if (repeated !== undefined) {
    const values = { number: repeated.line, first: repeated.firstLine }
    draft.faults.push(faultAt(place, 'importKeyTwice', { path: ['keys'], values }))
  }
  const parsed = stateChannelSchema.safeParse(valuesOf(texts, keys.keys))
  if (parsed.success) draft.channels.push({ ...parsed.data, row, line })
  else draft.faults.push(...faultsOfSchema(parsed.error, place))
}

function valuesOf(texts: ReadonlyMap<Column, string>, keys: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [column, text] of texts) {
    switch (column) {
      case 'keys':
        values.keys = keys
        break
      case 'models':
      case 'groups':
      case 'tags':
        values[column] = listOf(text)
        break
      case 'modelMapping':
        values.modelMapping = mappingOf(text)
        break
      case 'priority':
      case 'weight':
        values[column] = Number(text)
        break
      case 'isActive':
      case 'schedulable':
        values[column] = yesOrNo(text)
        break
      case 'apiVersion':
        values.settings = { apiVersion: text }
        break
      default:
        values[column] = text
    }
  }
  return values
}

const listOf = (text: string): string[] =>
  text
    .split(/[;\r\n]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

/**
 * `public=upstream; …`; a public name may stand there several times. An entry without an upstream's name is kept empty,
 * and refused by the check that follows.
 */
const mappingOf = (text: string): ModelMapping =>
  toMapping(
    listOf(text).map((entry) => {
      const at = entry.indexOf('=')
      return at < 0
        ? { publicName: entry, upstreamName: '' }
        : { publicName: entry.slice(0, at).trim(), upstreamName: entry.slice(at + 1).trim() }
    }),
  )

function yesOrNo(text: string): boolean | string {
  const word = text.toLowerCase()
  return YES.includes(word) ? true : NO.includes(word) ? false : text
}
