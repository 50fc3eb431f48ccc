/** JSON-like values of a call. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

/** As JSON, which is JavaScript too. @param depth of the line that it begins on, in steps of two spaces */
export const toJavaScript = (value: Value, depth = 0): string =>
  JSON.stringify(value, null, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`)

const PYTHON_STEP = '    '

/** As a literal of Python. Its strings know every escape that JSON writes. */
export function toPython(value: Value, depth = 0): string {
  const inner = PYTHON_STEP.repeat(depth + 1)
  const outer = PYTHON_STEP.repeat(depth)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return String(value)
  if (isList(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => `${inner}${toPython(item, depth + 1)},\n`).join('')}${outer}]`
  }
  const fields = Object.entries(value)
  if (fields.length === 0) return '{}'
  const lines = fields.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${toPython(item, depth + 1)},\n`)
  return `{\n${lines.join('')}${outer}}`
}

/** The arguments of a call in Python, one a line. */
export const toKeywordArguments = (fields: { readonly [key: string]: Value }): string =>
  Object.entries(fields)
    .map(([key, value]) => `${PYTHON_STEP}${key}=${toPython(value, 1)},\n`)
    .join('')

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
