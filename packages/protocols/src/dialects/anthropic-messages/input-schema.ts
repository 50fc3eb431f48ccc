import type { Warning } from '../../canonical/warning.js'
import { type Fields, isFields } from './wire.js'

const UNIONS = ['anyOf', 'oneOf', 'allOf'] as const

/** Parameters as this vendor wants them: always an object, and no union at the top. */
export function toInputSchema(parameters: unknown, path: string, warnings: Warning[]): Fields {
  if (!isFields(parameters)) return { type: 'object', properties: {} }
  if (UNIONS.some((name) => Array.isArray(parameters[name]))) {
    warnings.push({ type: 'changed', field: path, how: 'the alternatives at the top are one object' })
    return withoutUnions(parameters)
  }
  if (parameters.type === 'object') return parameters
  return { ...parameters, type: 'object', ...(parameters.properties === undefined && { properties: {} }) }
}

/** Properties of all alternatives; required is what each of them requires, in `allOf` what any does. */
function withoutUnions({ anyOf, oneOf, allOf, ...rest }: Fields): Fields {
  const alternatives = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isFields) : []))
  const conjuncts = Array.isArray(allOf) ? allOf.filter(isFields) : []
  const properties = Object.assign({}, ...[...alternatives, ...conjuncts, rest].map((schema) => schema.properties))
  const [first, ...others] = alternatives.map(requiredOf)
  const shared = (first ?? []).filter((name) => others.every((names) => names.includes(name)))
  const required = [...new Set([...requiredOf(rest), ...conjuncts.flatMap(requiredOf), ...shared])]
  return { ...rest, type: 'object', properties, ...(required.length > 0 && { required }) }
}

const requiredOf = ({ required }: Fields): string[] =>
  Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
