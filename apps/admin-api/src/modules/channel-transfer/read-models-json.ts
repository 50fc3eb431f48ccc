import { type CatalogDraft, type ChannelDraft, emptyDraft, faultAt, type Place } from './catalog-draft.js'
import { MODEL_KINDS } from './model-kinds.js'
import { splitKeys } from './split-keys.js'

const KNOWN = ['name', 'endpoint', 'deployment', 'type', 'mapping', 'key', 'keys', 'description', 'priority', 'weight']
const DEFAULT_KIND = 'chat'
const DEFAULT_PATH = '/v1'

/** `{"models":[{name,endpoint,deployment,type,mapping}]}` (REQUIREMENTS B4): each entry is a channel with one model. */
export function readModelsJson(value: { models: readonly unknown[] }): CatalogDraft {
  const draft = emptyDraft()
  const unused = new Map<string, number>()
  for (const [index, entry] of value.models.entries()) readEntry(draft, entry, { row: index + 1, unused })
  for (const [field, count] of unused)
    draft.notes.push({ code: 'BAD_USER_INPUT', text: 'importUnusedField', values: { field, count } })
  return draft
}

function readEntry(
  draft: CatalogDraft,
  entry: unknown,
  { row, unused }: { row: number; unused: Map<string, number> },
): void {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    draft.faults.push(faultAt({ row }, 'importNoEntry'))
    return
  }
  const fields = entry as Record<string, unknown>
  for (const field of Object.keys(fields)) if (!KNOWN.includes(field)) unused.set(field, (unused.get(field) ?? 0) + 1)
  const place = { row, ...(typeof fields.name === 'string' && { name: fields.name }) }
  const faultCount = draft.faults.length
  const text = (field: string): string | undefined => {
    const value = fields[field]
    if (value === undefined || value === null || value === '') return undefined
    if (typeof value === 'string') return value.trim()
    draft.faults.push(faultAt(place, 'importNoText', { path: [field] }))
    return undefined
  }
  const number = (field: string): number | undefined => {
    const value = fields[field]
    if (value === undefined || value === null) return undefined
    if (typeof value === 'number') return value
    draft.faults.push(faultAt(place, 'importNoNumber', { path: [field] }))
    return undefined
  }
  const [name, endpoint, deployment, mapping] = [text('name'), text('endpoint'), text('deployment'), text('mapping')]
  const [description, priority, weight] = [text('description'), number('priority'), number('weight')]
  if (name === undefined) draft.faults.push(faultAt(place, 'nameRequired', { path: ['name'] }))
  if (endpoint === undefined) draft.faults.push(faultAt(place, 'importMissing', { path: ['endpoint'] }))
  const kind = text('type') ?? DEFAULT_KIND
  const abilities = Object.hasOwn(MODEL_KINDS, kind) ? MODEL_KINDS[kind] : undefined
  if (abilities === undefined) {
    const values = { type: kind, known: Object.keys(MODEL_KINDS).join(', ') }
    draft.faults.push(faultAt(place, 'importUnknownType', { path: ['type'], values }))
  }
  const keys = keysOf(draft, fields, place)
  if (draft.faults.length > faultCount || name === undefined || endpoint === undefined || abilities === undefined)
    return
  const publicName = mapping ?? deployment ?? name
  const upstreamName = deployment ?? publicName
  draft.channels.push({
    ...{ row, name, type: 'openai-compatible' as const, baseUrl: withPath(endpoint) },
    ...namesOf(publicName, upstreamName),
    lacks: abilities.lacks.length === 0 ? {} : { [publicName]: [...abilities.lacks] },
    ...(keys !== undefined && { keys }),
    ...(description !== undefined && { description }),
    ...(priority !== undefined && { priority }),
    ...(weight !== undefined && { weight }),
  })
  draft.models.push({ row, name: publicName, atLeastAbilities: [...abilities.has] })
}

const namesOf = (publicName: string, upstreamName: string): Pick<ChannelDraft, 'models' | 'modelMapping'> =>
  publicName === upstreamName
    ? { models: [publicName], modelMapping: {} }
    : { models: [], modelMapping: { [publicName]: upstreamName } }

/** `key`: one; `keys`: a list, or one a line. @returns `undefined` where the entry says nothing of keys */
function keysOf(
  draft: CatalogDraft,
  { key, keys = key }: Record<string, unknown>,
  place: Place & { name?: string },
): string[] | undefined {
  if (keys === undefined || keys === null) return undefined
  const lines = Array.isArray(keys) ? keys : [keys]
  if (!lines.every((line) => typeof line === 'string')) {
    draft.faults.push(faultAt(place, 'importNoText', { path: ['keys'] }))
    return undefined
  }
  const { keys: found, repeatedLines } = splitKeys(lines.join('\n'))
  const [repeated] = repeatedLines
  if (repeated !== undefined)
    draft.faults.push(
      faultAt(place, 'importKeyTwice', {
        path: ['keys'],
        values: { number: repeated.line, first: repeated.firstLine },
      }),
    )
  if (found.length === 0) draft.faults.push(faultAt(place, 'importNoKeys', { path: ['keys'] }))
  return found
}

/** An endpoint without a path is the root of an OpenAI-compatible server. What is no URL is left to the check of addresses. */
function withPath(endpoint: string): string {
  if (!URL.canParse(endpoint) || endpoint.includes('?') || endpoint.includes('#')) return endpoint
  const { pathname } = new URL(endpoint)
  return pathname === '/' || pathname === '' ? `${endpoint.replace(/\/+$/, '')}${DEFAULT_PATH}` : endpoint
}
