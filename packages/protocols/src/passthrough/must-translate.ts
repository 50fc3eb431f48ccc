import type { DialectId } from '../canonical/dialect-id.js'
import { foreignFields } from '../canonical/foreign-fields.js'
import type { CanonicalRequest } from '../canonical/request.js'

/** Dialects whose vendors refuse thinking that they did not sign. */
const SIGNED: readonly DialectId[] = ['anthropic-messages']
/** Dialects in which state of other vendors can ride along (PROTOCOLS 6). */
const CARRIERS: readonly DialectId[] = ['anthropic-messages', 'openai-responses']

/**
 * Whether a body may not pass as it is, though the upstream speaks its dialect: it holds thinking of another vendor, from
 * the time when another channel answered this conversation. Encoding it anew leaves that out.
 */
export function mustTranslate(request: CanonicalRequest, dialect: DialectId): boolean {
  if (!CARRIERS.includes(dialect)) return false
  if (foreignFields(request, dialect).length > 0) return true
  return (
    SIGNED.includes(dialect) &&
    request.messages.some(({ parts }) =>
      parts.some((part) => part.type === 'reasoning' && part.residue?.[dialect] === undefined),
    )
  )
}
