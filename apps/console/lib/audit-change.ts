import { formatNanos } from './money'

export interface FieldChange {
  field: string
  before: string | undefined
  after: string | undefined
}

/** Two JSON texts → the fields that differ. Text that is no JSON object is one field without a name. */
export function changesOf(before: string | null, after: string | null): readonly FieldChange[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((field) => ({ field, before: old.get(field), after: fresh.get(field) }))
    .filter((change) => change.before !== change.after)
}

function fieldsOf(text: string | null): ReadonlyMap<string, string> {
  if (text === null) return new Map()
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map([['', text]])
  return new Map(Object.entries(value).map(([field, content]) => readable(field, textOf(content))))
}

/** `amountNanos: 12500000000` → `amount: 12.5`. */
const readable = (field: string, text: string): [string, string] =>
  field.endsWith('Nanos') && /^-?\d{1,30}$/.test(text)
    ? [field.slice(0, -'Nanos'.length), formatNanos(BigInt(text))]
    : [field, text]

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
