import { formatNanos, parseNanos } from '@tollgate/pricing'
import { GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { ApiError } from './errors.js'
import { isStorableDate } from './fields.js'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Amounts are bigint nanos inside, decimal text outside. A number is refused: it may have lost digits already. */
export const Money = textScalar<bigint>({
  name: 'Money',
  description: 'Currency units as decimal text with at most 9 decimals, never a float: "0.000000001" is the smallest.',
  parse: parseNanos,
  format: (value) => (typeof value === 'bigint' ? formatNanos(value) : undefined),
})

export const DateTime = textScalar<Date>({
  name: 'DateTime',
  description: 'RFC 3339 instant such as 2026-09-01T08:00:00Z; answers are in UTC with milliseconds.',
  parse(text) {
    const date = INSTANT.test(text) ? new Date(text) : undefined
    return date !== undefined && isStorableDate(date) ? date : undefined
  },
  format: (value) => (value instanceof Date ? value.toISOString() : undefined),
})

/** Days are text inside too: a day has no instant. */
export const DateScalar = textScalar<string>({
  name: 'Date',
  description: 'Day in the campus time zone as YYYY-MM-DD.',
  parse: (text) => (isDay(text) ? text : undefined),
  format: (value) => (typeof value === 'string' ? value : undefined),
})

export const BigIntScalar = textScalar<bigint>({
  name: 'BigInt',
  description: 'A whole number as decimal text: counts that may pass 2^53.',
  parse: (text) => (/^-?\d{1,18}$/.test(text) ? BigInt(text) : undefined),
  format: (value) => (typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : undefined),
})

function isDay(text: string): boolean {
  const date = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return date !== undefined && isStorableDate(date) && date.toISOString().startsWith(text)
}

interface TextScalarOptions<T> {
  name: string
  description: string
  parse(text: string): T | undefined
  format(value: unknown): string | undefined
}

function textScalar<T>({ name, description, parse, format }: TextScalarOptions<T>): GraphQLScalarType<T, string> {
  const read = (value: unknown): T => {
    const parsed = typeof value === 'string' ? parse(value) : undefined
    if (parsed === undefined) throw new ApiError('BAD_USER_INPUT', `A ${name} is needed here, as text.`)
    return parsed
  }
  return new GraphQLScalarType<T, string>({
    name,
    description,
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : undefined),
    serialize(value) {
      const text = format(value)
      if (text === undefined) throw new Error(`a ${name} was expected, not ${typeof value}`)
      return text
    },
  })
}
