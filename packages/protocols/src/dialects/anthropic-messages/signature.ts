import { isDialectId } from '../../canonical/dialect-id.js'
import type { Residue, VendorFields } from '../../canonical/residue.js'
import { isFields } from './wire.js'

const DIALECT = 'anthropic-messages'
/** The vendor's signatures are base64: a dot is never in one. */
const PREFIX = 'tollgate.'
const MAX_SIGNATURE_CHARACTERS = 1024 * 1024

/**
 * A signature for thinking that this vendor's models did not do; clients want one, and send it back. It carries what
 * proves the thinking to its own vendor, so that a client which drops nothing keeps that vendor's state for us.
 */
export function toGatewaySignature(residue: Residue | undefined): string {
  const { [DIALECT]: _, ...foreign } = residue ?? {}
  if (Object.keys(foreign).length === 0) return PREFIX
  const carried = PREFIX + Buffer.from(JSON.stringify(foreign), 'utf8').toString('base64url')
  return carried.length > MAX_SIGNATURE_CHARACTERS ? PREFIX : carried
}

export const isGatewaySignature = (signature: string): boolean => signature.startsWith(PREFIX)

/** What a signature of ours carries; it comes from a client, so anything that we did not write is ignored. */
export function fromGatewaySignature(signature: string): { residue?: Residue } {
  if (signature === PREFIX || signature.length > MAX_SIGNATURE_CHARACTERS) return {}
  const carried = parse(Buffer.from(signature.slice(PREFIX.length), 'base64url').toString('utf8'))
  if (!isFields(carried)) return {}
  const residue: Partial<Record<string, VendorFields>> = {}
  for (const [dialect, fields] of Object.entries(carried)) {
    if (isDialectId(dialect) && dialect !== DIALECT && isFields(fields)) residue[dialect] = fields
  }
  return Object.keys(residue).length === 0 ? {} : { residue }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
