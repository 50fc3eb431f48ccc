import type { DialectId } from './dialect-id.js'

/** Fields of one vendor that the canonical model has no place for, by their wire names. */
export type VendorFields = Readonly<Record<string, unknown>>

/**
 * What rides along beside the canonical model. Only the codecs of a dialect write and read its entry; to all others it
 * is a loss that they must warn of.
 */
export type Residue = Readonly<Partial<Record<DialectId, VendorFields>>>

/** `{ residue }` with these fields of one dialect, or nothing where there are none: spread it into the value. */
export const residueOf = (dialect: DialectId, fields: VendorFields): { residue?: Residue } =>
  Object.keys(fields).length === 0 ? {} : { residue: { [dialect]: fields } }
