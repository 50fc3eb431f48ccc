import { type CatalogDraft, emptyDraft, faultAt, type SecretValues } from './catalog-draft.js'
import { checkDraft } from './check-draft.js'
import { readCsv } from './read-csv.js'
import { readLitellm } from './read-litellm.js'
import { readModelsJson } from './read-models-json.js'
import { readState } from './read-state.js'
import { readYaml } from './read-yaml.js'

export const IMPORT_FORMATS = ['models-json', 'csv', 'state', 'litellm'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** Far above a school; a file with more is a mistake. */
export const MAX_IMPORT_ENTRIES = 10_000

export interface ReadImport {
  draft: CatalogDraft
  /** What the file turned out to be; absent: nothing that is known. */
  format: ImportFormat | undefined
}

/** A file of channels in any known format → what it describes, with everything that is wrong about it. */
export function readImport(text: string, secrets: SecretValues = new Map()): ReadImport {
  const read = readAny(text, secrets)
  const { channels, models } = read.draft
  if (Math.max(channels.length, models.length) > MAX_IMPORT_ENTRIES)
    return { ...read, draft: broken('importTooLarge', { values: { max: MAX_IMPORT_ENTRIES } }) }
  read.draft.faults.push(...checkDraft(read.draft))
  read.draft.faults.sort((a, b) => a.row - b.row)
  if (read.draft.faults.length === 0 && channels.length + models.length === 0)
    read.draft.faults.push(faultAt({ row: 0 }, 'importEmpty'))
  return read
}

function readAny(text: string, secrets: SecretValues): ReadImport {
  if (looksLikeCsv(text)) return { draft: readCsv(text), format: 'csv' }
  const yaml = readYaml(text)
  if (yaml.type === 'broken') {
    const { line, message: detail } = yaml
    return { draft: broken('importUnreadable', { line, values: { detail } }), format: undefined }
  }
  const { value, lineOf } = yaml
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { draft: broken('importUnknownFormat'), format: undefined }
  const file = value as Record<string, unknown>
  if (Array.isArray(file.model_list))
    return { draft: readLitellm({ model_list: file.model_list }, { lineOf, secrets }), format: 'litellm' }
  if ('version' in file || 'channels' in file) return { draft: readState(file, { lineOf, secrets }), format: 'state' }
  if (Array.isArray(file.models)) return { draft: readModelsJson({ models: file.models }), format: 'models-json' }
  return { draft: broken('importUnknownFormat'), format: undefined }
}

/** The first line is a list of words between commas, the column `name` among them. */
function looksLikeCsv(text: string): boolean {
  const [first = ''] = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split(/\r|\n/, 1)
  const words = first.split(',').map((word) => word.trim().replaceAll('"', '').toLowerCase())
  return words.length > 1 && words.includes('name') && !/[{}[\]:]/.test(first)
}

const broken = (
  text: Parameters<typeof faultAt>[1],
  { line, values }: { line?: number; values?: Record<string, string | number> } = {},
): CatalogDraft => ({
  ...emptyDraft(),
  faults: [faultAt({ row: 0, line }, text, values === undefined ? {} : { values })],
})
