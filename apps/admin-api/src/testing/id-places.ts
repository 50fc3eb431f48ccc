import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

/** A place of an operation that takes the id of an object: `revokeApiKey.input.id`. */
export interface IdPlace {
  name: string
  kind: 'query' | 'mutation'
  field: GraphQLField<unknown, unknown>
  /** Argument, and fields of input objects below it. */
  path: readonly string[]
}

const MAX_DEPTH = 4
const isIdType = (type: GraphQLInputType): boolean => getNamedType(type).name === 'ID'

export const readSchema = (): GraphQLSchema =>
  buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))

/** Every place of the schema that takes an id, in its order. */
export function idPlacesOf(schema: GraphQLSchema): IdPlace[] {
  const roots = [
    { kind: 'query' as const, type: schema.getQueryType() },
    { kind: 'mutation' as const, type: schema.getMutationType() },
  ]
  return roots.flatMap(({ kind, type }) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((arg) =>
        pathsBelow(arg.type, [arg.name]).map((path) => ({ name: [field.name, ...path].join('.'), kind, field, path })),
      ),
    ),
  )
}

function pathsBelow(type: GraphQLInputType, path: readonly string[]): (readonly string[])[] {
  if (isIdType(type)) return [path]
  const named = getNamedType(type)
  if (!isInputObjectType(named) || path.length > MAX_DEPTH) return []
  return Object.values(named.getFields()).flatMap((field) => pathsBelow(field.type, [...path, field.name]))
}

/**
 * The operation with `id` at the place and something valid at every other required one.
 * @param more variables that the test knows better, by argument
 */
export function operationAt(
  { kind, field, path }: IdPlace,
  id: string,
  more: Readonly<Record<string, unknown>> = {},
): { query: string; variables: Record<string, unknown> } {
  const variables: Record<string, unknown> = {}
  for (const { name, type } of field.args)
    if (isNonNullType(type) || path[0] === name)
      variables[name] = valueFor(type, name === path[0] ? path.slice(1) : undefined, id)
  for (const [name, value] of Object.entries(more)) variables[name] = merge(variables[name], value)
  const used = field.args.filter(({ name }) => variables[name] !== undefined)
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ')
  return { query: `${kind} (${declared}) { ${field.name}(${passed}) ${selectionOf(field)} }`, variables }
}

const merge = (generated: unknown, given: unknown): unknown =>
  isRecord(generated) && isRecord(given)
    ? Object.fromEntries(
        [...new Set([...Object.keys(generated), ...Object.keys(given)])].map((key) => [
          key,
          key in given ? merge(generated[key], given[key]) : generated[key],
        ]),
      )
    : given

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @param path where the id goes below this value; empty: it is the value; undefined: nowhere */
function valueFor(type: GraphQLInputType, path: readonly string[] | undefined, id: string): unknown {
  const plain = getNullableType(type)
  if (isListType(plain)) return path === undefined ? [] : [valueFor(plain.ofType, path, id)]
  if (path?.length === 0) return id
  if (isInputObjectType(plain)) {
    const [next, ...rest] = path ?? []
    const fields = Object.values(plain.getFields()).filter((field) => isNonNullType(field.type) || field.name === next)
    return Object.fromEntries(
      fields.map((field) => [field.name, valueFor(field.type, field.name === next ? rest : undefined, id)]),
    )
  }
  if (isEnumType(plain)) return plain.getValues()[0]?.name
  return SCALARS[plain.name]
}

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: '00000000-0000-4000-8000-000000000000',
  String: 'something',
  Int: 1,
  Float: 1,
  Boolean: false,
  Money: '1',
  DateTime: '2999-01-01T00:00:00Z',
  Date: '2999-01-01',
  BigInt: '1',
}

/** Everything of the answer that takes no further question: two answers that differ in it tell a difference. */
function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type)
  if (!isObjectType(named)) return ''
  const fields = Object.values(named.getFields())
  if (fields.some(({ name }) => name === 'problems')) return '{ problems { code message } }'
  return `{ ${fields.flatMap((field) => (isLeafType(getNamedType(field.type)) ? field.name : [])).join(' ')} }`
}
