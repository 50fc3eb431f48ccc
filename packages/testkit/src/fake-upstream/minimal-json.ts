const MAX_DEPTH = 32

type Schema = Record<string, unknown>

/**
 * The smallest value that a JSON Schema takes: required fields only, first of an enum or union. Covers what structured
 * output uses; formats and patterns are not looked at.
 */
export function minimalJson(schema: unknown, root: unknown = schema, depth = 0): unknown {
  if (!isSchema(schema) || depth > MAX_DEPTH) return null
  if (typeof schema.$ref === 'string') return minimalJson(resolve(root, schema.$ref), root, depth + 1)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  for (const union of [schema.anyOf, schema.oneOf])
    if (Array.isArray(union)) return minimalJson(union[0], root, depth + 1)
  if (Array.isArray(schema.allOf))
    return Object.assign({}, ...schema.allOf.map((part) => minimalJson(part, root, depth + 1)))
  return minimalOfType(schema, root, depth)
}

function minimalOfType(schema: Schema, root: unknown, depth: number): unknown {
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return 'demo'
        .padEnd(numberOr(schema.minLength, 0), '.')
        .slice(0, numberOr(schema.maxLength, Number.MAX_SAFE_INTEGER))
    case 'integer':
    case 'number':
      return numberOr(schema.minimum, numberOr(schema.exclusiveMinimum, -1) + 1)
    case 'boolean':
      return false
    case 'array':
      return Array.from({ length: numberOr(schema.minItems, 0) }, () => minimalJson(schema.items, root, depth + 1))
    case 'object':
    case undefined:
      return minimalObject(schema, root, depth)
    default:
      return null
  }
}

function minimalObject({ properties, required }: Schema, root: unknown, depth: number): object {
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
  const known = isSchema(properties) ? properties : {}
  return Object.fromEntries(names.map((name) => [name, minimalJson(known[name], root, depth + 1)]))
}

/** `#/$defs/name` */
function resolve(root: unknown, reference: string): unknown {
  let found: unknown = root
  for (const step of reference.split('/').slice(1)) found = isSchema(found) ? found[step] : undefined
  return found
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const numberOr = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback)
