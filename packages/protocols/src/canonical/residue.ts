import type { DialectId } from './dialect-id.js'

/** Fields of one vendor that the canonical model has no place for, by their wire names. */
export type VendorFields = Readonly<Record<string, unknown>>

/**
 * What rides along beside the canonical model. Only the codecs of a dialect write and read its entry; to all others it
 * is a loss that they must warn of.
 */
export type Residue = Readonly<Partial<Record<DialectId, VendorFields>>>

/**
 * Under this name, which no vendor uses, a dialect notes how it wrote something that the canonical model carries, such as
 * `{ limit: 'max_completion_tokens' }`: its own encoder writes it so again, to all others nothing is lost.
 */
export const SPELLING = '(spelling)'

/** `{ residue }` with these fields of one dialect, or nothing where there are none: spread it into the value. */
export const residueOf = (dialect: DialectId, fields: VendorFields): { residue?: Residue } =>
  Object.keys(fields).length === 0 ? {} : { residue: { [dialect]: fields } }

/** Two pieces of one answer: lists are joined, objects merged, of anything else the later counts. */
export function mergeResidue(earlier: Residue | undefined, later: Residue | undefined): Residue | undefined {
  if (earlier === undefined || later === undefined) return later ?? earlier
  return mergeFields(earlier, later)
}

function mergeFields(earlier: VendorFields, later: VendorFields): VendorFields {
  const merged: Record<string, unknown> = { ...earlier }
  for (const [name, value] of Object.entries(later)) {
    const before = merged[name]
    if (Array.isArray(before) && Array.isArray(value)) merged[name] = [...before, ...value]
    else if (isFields(before) && isFields(value)) merged[name] = mergeFields(before, value)
    else if (value !== null || before === undefined) merged[name] = value
  }
  return merged
}

const isFields = (value: unknown): value is VendorFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
