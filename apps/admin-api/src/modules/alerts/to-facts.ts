import { formatNanos } from '@tollgate/pricing'

export interface Fact {
  name: string
  value: string
}

const NANOS = /^(.+)Nanos$/
const LONGEST_VALUE = 500

/**
 * The figures of an alert as its finder wrote them, for people: `…Nanos` become amounts in currency units under the name
 * without it, lists are joined, what is neither text nor figure is left out.
 */
export function toFacts(detail: unknown): Fact[] {
  if (typeof detail !== 'object' || detail === null) return []
  return Object.entries(detail).flatMap(([name, value]) => {
    const nanosOf = NANOS.exec(name)?.[1]
    const text = nanosOf === undefined ? textOf(value) : amountOf(value)
    return text === undefined ? [] : [{ name: nanosOf ?? name, value: text.slice(0, LONGEST_VALUE) }]
  })
}

const amountOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^-?\d{1,19}$/.test(value) ? formatNanos(BigInt(value)) : undefined

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.flatMap((one) => textOf(one) ?? []).join(', ')
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}
