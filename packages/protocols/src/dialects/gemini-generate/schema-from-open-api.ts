import { type Fields, isFields } from './wire.js'

/** Counts are written as text, because they are 64 bits wide. */
const COUNTS = new Set(['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties'])

/** Spellings of keywords, by place: the vendor takes both. */
const CAMEL: Readonly<Record<string, string>> = {
  any_of: 'anyOf',
  min_items: 'minItems',
  max_items: 'maxItems',
  min_length: 'minLength',
  max_length: 'maxLength',
  min_properties: 'minProperties',
  max_properties: 'maxProperties',
  property_ordering: 'propertyOrdering',
  additional_properties: 'additionalProperties',
}

/** Types by their numbers, which some clients write. */
const TYPES = ['type_unspecified', 'string', 'number', 'integer', 'boolean', 'array', 'object', 'null']

/** Deeper ones are left as they are: bodies are parsed with a limit of depth, this is only a floor under recursion. */
const MAX_DEPTH = 256

/**
 * The vendor's subset of OpenAPI 3.0 → JSON Schema: types in lower case, `nullable` as a type, counts as numbers, the
 * order of properties as they stand. By place, never by name: a property may be called `type` or `nullable`.
 */
export function fromOpenApi(schema: unknown, depth = 0): unknown {
  if (!isFields(schema) || depth > MAX_DEPTH) return schema
  const result: Fields = {}
  for (const [key, value] of Object.entries(schema)) {
    const name = CAMEL[key] ?? key
    if (value !== null && value !== undefined) setKeyword(result, { name, value, depth })
  }
  return nullable(ordered(result))
}

function setKeyword(result: Fields, { name, value, depth }: { name: string; value: unknown; depth: number }): void {
  const inner = (schema: unknown): unknown => fromOpenApi(schema, depth + 1)
  if (name === 'type') {
    const named = typeof value === 'number' ? TYPES[value] : value
    const type = typeof named === 'string' ? named.toLowerCase() : value
    if (type !== 'type_unspecified') result.type = type
  } else if (COUNTS.has(name))
    result[name] = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  else if (name === 'items' || name === 'additionalProperties') result[name] = inner(value)
  else if (name === 'anyOf' && Array.isArray(value)) result.anyOf = value.map(inner)
  else if (name === 'properties' && isFields(value)) result.properties = mapValues(value, inner)
  else if (name === 'example') result.examples = [value]
  else if (name === 'format' && value === 'enum')
    return // says no more than that there is an enum
  else result[name] = value
}

/** Objects keep their order, and models write properties in it: the list is not needed any more. */
function ordered({ propertyOrdering, ...schema }: Fields): Fields {
  const { properties } = schema
  if (!Array.isArray(propertyOrdering) || !isFields(properties)) return schema
  const names = new Set([...propertyOrdering.filter((name) => typeof name === 'string'), ...Object.keys(properties)])
  const sorted = [...names].flatMap((name) =>
    Object.hasOwn(properties, name) ? [[name, properties[name]] as const] : [],
  )
  return { ...schema, properties: fromPairs(sorted) }
}

function nullable({ nullable: isNullable, ...schema }: Fields): Fields {
  if (isNullable !== true) return schema
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null]
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] }
  return Array.isArray(schema.anyOf) ? { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] } : schema
}

const mapValues = (value: Fields, map: (field: unknown) => unknown): Fields =>
  fromPairs(Object.entries(value).map(([name, field]) => [name, map(field)] as const))

/** By definition, so that a property may be called `__proto__`. */
const fromPairs = (pairs: readonly (readonly [string, unknown])[]): Fields => Object.fromEntries(pairs)
