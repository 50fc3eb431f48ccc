import type { Citation } from '../../canonical/part.js'
import { type Fields, isFields, textOf } from './wire.js'

/** Stands where the vendor's own index would: a citation that came from elsewhere, for clients to show. */
const NO_INDEX = 'tollgate'

export interface DecodedCitations {
  citations: Citation[]
  /** The vendor's own, as they came: only these may go back to it. */
  raw: Fields[]
}

/** Citations of a block, in a request or an answer. Unknown kinds are kept, and told as far as they can be. */
export function decodeCitations(values: readonly unknown[]): DecodedCitations {
  const decoded: DecodedCitations = { citations: [], raw: [] }
  for (const value of values) {
    if (!isFields(value)) continue
    if (value.encrypted_index !== NO_INDEX) decoded.raw.push(value)
    decoded.citations.push(toCitation(value))
  }
  return decoded
}

function toCitation(value: Fields): Citation {
  const url = textOf(value.url) ?? textOf(value.source)
  const title = textOf(value.title) ?? textOf(value.document_title)
  const citedText = textOf(value.cited_text)
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(citedText !== undefined && { citedText }),
  }
}

/** A citation from elsewhere in this dialect's words; one without an address has no place. */
export const encodeCitation = ({ url, title, citedText }: Citation): Fields | undefined =>
  url === undefined
    ? undefined
    : {
        type: 'web_search_result_location',
        url,
        title: title ?? null,
        cited_text: citedText ?? '',
        encrypted_index: NO_INDEX,
      }
