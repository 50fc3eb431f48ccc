import { type Fields, isFields } from './wire.js'

const MAX_DEPTH = 64
/** Keywords whose value is a list of schemas, or schemas by name. */
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems']
const MAPS = ['properties', '$defs', 'definitions']
/** What the vendor does not hold a model to, and therefore refuses in a strict schema. */
const REFUSED = [
  'oneOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
]

/**
 * Whether a schema may be called strict: an object at its root, every object closed with all of its properties required. A
 * strict schema that is not so is refused.
 */
export const isStrictSchema = (schema: unknown): boolean =>
  isFields(schema) && schema.type === 'object' && schema.anyOf === undefined && isStrict(schema, 0)

function isStrict(schema: Fields, depth: number): boolean {
  if (depth > MAX_DEPTH || REFUSED.some((name) => schema[name] !== undefined)) return false
  if (isObject(schema) && !isClosed(schema)) return false
  const inner = (value: unknown): boolean => !isFields(value) || isStrict(value, depth + 1)
  return Object.entries(schema).every(([name, value]) => {
    if (LISTS.includes(name) && Array.isArray(value)) return value.every(inner)
    if (MAPS.includes(name) && isFields(value)) return Object.values(value).every(inner)
    return name === 'items' ? inner(value) : true
  })
}

const isObject = ({ type, properties }: Fields): boolean =>
  type === 'object' || (Array.isArray(type) && type.includes('object')) || isFields(properties)

function isClosed({ additionalProperties, properties = {}, required = [] }: Fields): boolean {
  if (additionalProperties !== false || !isFields(properties) || !Array.isArray(required)) return false
  return Object.keys(properties).every((name) => required.includes(name))
}
