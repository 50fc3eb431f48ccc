import type { Warning } from '../../canonical/warning.js'
import { type Fields, isFields } from './wire.js'

const MAX_DEPTH = 64

/** Constraints that the vendor's structured output refuses; a model still heeds them in words. */
const REFUSED = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern'],
  ...['maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains', 'minProperties', 'maxProperties'],
  ...['patternProperties', 'propertyNames', 'unevaluatedProperties', 'unevaluatedItems', 'dependentRequired', 'not'],
  ...['dependentSchemas', 'if', 'then', 'else'],
]
/** Of `minItems` the vendor takes these. */
const MIN_ITEMS: readonly unknown[] = [0, 1]
const FORMATS: readonly unknown[] = [
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'],
]
/** Keywords whose value is a schema, a list of them, or schemas by name: a property may be called `pattern`. */
const LISTS = ['anyOf', 'allOf', 'prefixItems']
const MAPS = ['properties', '$defs', 'definitions']

/**
 * A JSON Schema as structured output takes it: every object closed, `oneOf` as `anyOf`, refused constraints told in the
 * description. A schema that is so already stays as it is.
 */
export function closeSchema(schema: unknown, path: string, warnings: Warning[]): Fields {
  const state = { isChanged: false }
  const closed = isFields(schema) ? close(schema, state, 0) : { type: 'object', additionalProperties: false }
  if (state.isChanged) {
    warnings.push({ type: 'changed', field: path, how: 'objects are closed, some constraints are told in words' })
  }
  return closed
}

function close(schema: Fields, state: { isChanged: boolean }, depth: number): Fields {
  if (depth > MAX_DEPTH) return {}
  const inner = (value: unknown): unknown => (isFields(value) ? close(value, state, depth + 1) : value)
  const closed: Fields = {}
  const refused: Fields = {}
  for (const [name, value] of Object.entries(schema)) {
    if (isRefused(name, value)) refused[name] = value
    else if (LISTS.includes(name) && Array.isArray(value)) closed[name] = value.map(inner)
    else if (MAPS.includes(name) && isFields(value)) closed[name] = mapValues(value, inner)
    else if (name === 'oneOf' && Array.isArray(value)) closed.anyOf = value.map(inner)
    else closed[name] = name === 'items' ? inner(value) : value
  }
  if (isObject(schema)) closed.additionalProperties = false
  if (Object.keys(refused).length > 0) closed.description = described(schema.description, refused)
  if (Object.keys(refused).length > 0 || 'oneOf' in schema) state.isChanged = true
  if (isObject(schema) && schema.additionalProperties !== false) state.isChanged = true
  return closed
}

function isRefused(name: string, value: unknown): boolean {
  if (name === 'minItems') return !MIN_ITEMS.includes(value)
  if (name === 'format') return !FORMATS.includes(value)
  return REFUSED.includes(name)
}

const isObject = ({ type, properties }: Fields): boolean =>
  type === 'object' || (Array.isArray(type) && type.includes('object')) || (type === undefined && isFields(properties))

function described(description: unknown, refused: Fields): string {
  const words = Object.entries(refused).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return [...(typeof description === 'string' ? [description] : []), `(${words.join(', ')})`].join(' ')
}

const mapValues = (map: Fields, change: (value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]))
