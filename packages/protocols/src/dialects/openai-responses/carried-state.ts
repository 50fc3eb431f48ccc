import { isDialectId } from '../../canonical/dialect-id.js'
import type { Residue, VendorFields } from '../../canonical/residue.js'
import { isFields } from './wire.js'

const DIALECT = 'openai-responses'
/** The vendor's encrypted texts are base64url: a dot is never in one. */
const PREFIX = 'tollgate.'
const MAX_CHARACTERS = 1024 * 1024

/**
 * What proves thinking to another vendor, as an encrypted content of ours: clients keep it and send it back, so that the
 * next call has that vendor's state without a store.
 * @returns `undefined` where there is none, or more than a client should carry
 */
export function toEncryptedContent(residue: Residue | undefined): string | undefined {
  const { [DIALECT]: _, ...foreign } = residue ?? {}
  if (Object.keys(foreign).length === 0) return undefined
  const carried = PREFIX + Buffer.from(JSON.stringify(foreign), 'utf8').toString('base64url')
  return carried.length > MAX_CHARACTERS ? undefined : carried
}

export const isCarriedState = (encrypted: string): boolean => encrypted.startsWith(PREFIX)

/** What we carried; it comes from a client, so anything that we cannot have written is ignored. */
export function fromEncryptedContent(encrypted: string): Residue | undefined {
  if (encrypted.length > MAX_CHARACTERS) return undefined
  const carried = parse(Buffer.from(encrypted.slice(PREFIX.length), 'base64url').toString('utf8'))
  const residue: Partial<Record<string, VendorFields>> = {}
  for (const [dialect, fields] of Object.entries(isFields(carried) ? carried : {})) {
    if (isDialectId(dialect) && dialect !== DIALECT && isFields(fields)) residue[dialect] = fields
  }
  return Object.keys(residue).length === 0 ? undefined : residue
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
