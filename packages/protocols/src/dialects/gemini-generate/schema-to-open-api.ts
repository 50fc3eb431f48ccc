import { type Fields, isEmpty, isFields } from './wire.js'

/** `$ref`s are written out in place: a small schema may stand for an endless one. */
const MAX_NODES = 5_000
const MAX_DEPTH = 64

/** Keywords that both sides have and that need no care. */
const PLAIN = ['title', 'description', 'pattern', 'minimum', 'maximum'] as const
const COUNTS = ['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties'] as const

/** Read elsewhere, or of no weight for what is valid. */
const SILENT = new Set<string>([
  ...PLAIN,
  ...COUNTS,
  ...['type', 'properties', 'required', 'items', 'prefixItems', 'anyOf', 'oneOf', 'allOf', 'enum', 'const', 'format'],
  ...['$schema', '$id', '$comment', '$defs', 'definitions', '$ref', '$anchor', 'default', 'examples', 'example'],
  ...['readOnly', 'writeOnly', 'deprecated', 'nullable', 'propertyOrdering', 'enumDescriptions'],
])

const FORMATS: Readonly<Record<string, readonly string[]>> = {
  string: ['enum', 'date-time'],
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
}

interface Walk {
  root: Fields
  /** Constraints that had to go. */
  lost: Set<string>
  nodeCount: number
}

interface Place {
  depth: number
  /** References that are being written out here: a second time would have no end. */
  refs: readonly string[]
}

/**
 * JSON Schema → the vendor's subset of OpenAPI 3.0, for models that do not take JSON Schema itself. Cleaned by place: a
 * property may be called `default` or `readOnly`.
 * @returns `lost`: keywords that limited what is valid and have no place there, by name
 */
export function toOpenApi(schema: unknown): { schema: Fields; lost: readonly string[] } {
  const walk: Walk = { root: isFields(schema) ? schema : {}, lost: new Set(), nodeCount: 0 }
  return { schema: convert(schema, walk, { depth: 0, refs: [] }), lost: [...walk.lost].sort() }
}

/** Takes anything. */
const ANY: Readonly<Fields> = { type: 'OBJECT' }

function convert(schema: unknown, walk: Walk, place: Place): Fields {
  walk.nodeCount++
  if (!isFields(schema)) return { ...ANY }
  if (walk.nodeCount > MAX_NODES || place.depth > MAX_DEPTH) {
    walk.lost.add('depth')
    return { ...ANY }
  }
  const deeper = { ...place, depth: place.depth + 1 }
  if (typeof schema.$ref === 'string') return convertReference(schema, walk, deeper)
  if (Array.isArray(schema.allOf)) return convert(mergeAll(schema, schema.allOf), walk, deeper)
  const { types, isNullable } = typesOf(schema)
  const variants = variantsOf(schema, types)
  for (const name of Object.keys(schema)) if (isLost(name, schema)) walk.lost.add(name)
  const base = {
    ...pick(schema, PLAIN),
    ...counts(schema),
    ...(isNullable && { nullable: true }),
  }
  if (variants !== undefined) return { ...base, ...convertVariants(variants, walk, deeper) }
  return { ...base, ...convertTyped(schema, types[0], { walk, place: deeper }) }
}

/** Closed objects are what models write anyway; a schema of further properties is a constraint. */
const isLost = (name: string, schema: Fields): boolean =>
  name === 'additionalProperties' ? isFields(schema[name]) : !SILENT.has(name)

function convertReference({ $ref: reference, ...siblings }: Fields, walk: Walk, place: Place): Fields {
  const name = String(reference)
  const target = place.refs.includes(name) ? undefined : resolve(walk.root, name)
  if (target === undefined) {
    walk.lost.add('$ref')
    return { ...ANY, ...pick(siblings, ['description']) }
  }
  return convert({ ...target, ...siblings }, walk, { ...place, refs: [...place.refs, name] })
}

function resolve(root: Fields, reference: string): Fields | undefined {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  let found: unknown = root
  for (const step of reference.slice(2).split('/')) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    found = isFields(found) && Object.hasOwn(found, name) ? found[name] : undefined
  }
  return isFields(found) ? found : undefined
}

/** All of them at once: properties and requirements are joined, of anything else the later counts. */
function mergeAll({ allOf: _, ...schema }: Fields, schemas: readonly unknown[]): Fields {
  let merged: Fields = schema
  for (const other of schemas) {
    if (!isFields(other)) continue
    const properties = { ...fieldsOf(merged.properties), ...fieldsOf(other.properties) }
    const required = [...new Set([...listOf(merged.required), ...listOf(other.required)])]
    merged = {
      ...merged,
      ...other,
      ...(isEmpty(properties) ? {} : { properties }),
      ...(required.length > 0 && { required }),
    }
  }
  return merged
}

function typesOf(schema: Fields): { types: string[]; isNullable: boolean } {
  const told = Array.isArray(schema.type) ? schema.type : [schema.type]
  const types = told.filter((type) => typeof type === 'string').map((type) => type.toLowerCase())
  const isNullable = schema.nullable === true || (types.includes('null') && types.length > 1)
  const others = types.filter((type) => type !== 'null')
  return { types: others.length > 0 ? others : guessed(schema), isNullable: isNullable || hasNullVariant(schema) }
}

function guessed(schema: Fields): string[] {
  if (isFields(schema.properties)) return ['object']
  if (schema.items !== undefined || schema.prefixItems !== undefined) return ['array']
  const [value] = 'const' in schema ? [schema.const] : listOf(schema.enum)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [typeof value]
  return []
}

const unionOf = ({ anyOf, oneOf }: Fields): readonly unknown[] | undefined =>
  Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined

const isNull = (schema: unknown): boolean => isFields(schema) && schema.type === 'null'

const hasNullVariant = (schema: Fields): boolean => unionOf(schema)?.some(isNull) ?? false

/** @returns `undefined` where there is only one */
function variantsOf(schema: Fields, types: readonly string[]): unknown[] | undefined {
  const union = unionOf(schema)
  if (union !== undefined) return union.filter((variant) => !isNull(variant))
  if (types.length < 2) return undefined
  const { title: _title, description: _description, ...rest } = schema
  return types.map((type) => ({ ...rest, type }))
}

function convertVariants(variants: readonly unknown[], walk: Walk, place: Place): Fields {
  const [only, ...others] = variants.map((variant) => convert(variant, walk, place))
  if (only === undefined) return { ...ANY }
  return others.length === 0 ? only : { anyOf: [only, ...others] }
}

function convertTyped(schema: Fields, type: string | undefined, at: { walk: Walk; place: Place }): Fields {
  const typed = { type: (type ?? 'object').toUpperCase(), ...formatOf(schema, type) }
  switch (type) {
    case 'object':
      return { ...typed, ...objectOf(schema, at) }
    case 'array':
      return { ...typed, items: itemsOf(schema, at) }
    case 'string':
      return { ...typed, ...enumOf(schema) }
    default:
      // only texts can be listed there
      if (schema.enum !== undefined || schema.const !== undefined) at.walk.lost.add('enum')
      return typed
  }
}

function formatOf({ format }: Fields, type: string | undefined): Fields {
  const known = typeof format === 'string' && type !== undefined && FORMATS[type]?.includes(format)
  return known ? { format } : {}
}

function objectOf(schema: Fields, { walk, place }: { walk: Walk; place: Place }): Fields {
  const properties = fieldsOf(schema.properties)
  if (isEmpty(properties)) return {} // an empty list is refused
  const required = listOf(schema.required).filter((name) => typeof name === 'string' && Object.hasOwn(properties, name))
  return {
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, convert(property, walk, place)]),
    ),
    ...(required.length > 0 && { required }),
  }
}

function itemsOf({ items, prefixItems }: Fields, { walk, place }: { walk: Walk; place: Place }): Fields {
  const tuple = Array.isArray(items) ? items : Array.isArray(prefixItems) ? prefixItems : undefined
  if (tuple === undefined) return isFields(items) ? convert(items, walk, place) : { type: 'STRING' }
  walk.lost.add('prefixItems')
  return convertVariants(tuple, walk, place)
}

function enumOf(schema: Fields): Fields {
  const values = 'const' in schema ? [schema.const] : schema.enum
  if (!Array.isArray(values)) return {}
  const texts = values.filter((value) => typeof value === 'string')
  return texts.length === 0 ? {} : { enum: texts }
}

const counts = (schema: Fields): Fields =>
  Object.fromEntries(COUNTS.flatMap((name) => (schema[name] === undefined ? [] : [[name, String(schema[name])]])))

const pick = (schema: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])))

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
