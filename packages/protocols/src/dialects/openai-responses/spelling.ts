import { type Residue, SPELLING, type VendorFields } from '../../canonical/residue.js'
import { type Fields, isEmpty, isFields, present } from './wire.js'

const DIALECT = 'openai-responses'

interface Carrier {
  residue?: Residue
}

/**
 * Residue of this dialect: `lost` are fields that no other dialect has a place for, `spelled` how the wire said what the
 * canonical model carries (ids and states of items, where they begin): to others that is no loss.
 */
export function residueFrom(lost: Fields, spelled?: Fields): Carrier {
  // most parts have neither
  if (!hasTold(lost) && (spelled === undefined || !hasTold(spelled))) return NO_RESIDUE
  const fields = present(lost)
  const spelling = present(spelled ?? {})
  if (isEmpty(spelling)) return isEmpty(fields) ? {} : { residue: { [DIALECT]: fields } }
  return { residue: { [DIALECT]: { ...fields, [SPELLING]: spelling } } }
}

const NO_RESIDUE: Carrier = Object.freeze({})

function hasTold(fields: Fields): boolean {
  for (const name in fields) if (fields[name] != null) return true
  return false
}

const NOTHING = Object.freeze({ fields: Object.freeze({}), spelling: Object.freeze({}), isOwn: false })

/** What {@link residueFrom} kept, apart again. */
export function readResidue({ residue }: Carrier): { fields: VendorFields; spelling: VendorFields; isOwn: boolean } {
  const own = residue?.[DIALECT]
  if (own === undefined) return NOTHING
  const { [SPELLING]: spelling, ...fields } = own
  return { fields, spelling: isFields(spelling) ? spelling : {}, isOwn: true }
}
