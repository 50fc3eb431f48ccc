import type { Citation } from '../../canonical/part.js'
import { type Fields, isFields } from './wire.js'

const FIELDS = new Set(['type', 'url_citation'])
const CITATION_FIELDS = new Set(['url', 'title', 'start_index', 'end_index'])

/**
 * What a text is said after. The vendor counts in the whole text of a choice, the canonical model in that of a block.
 * @param offset where the block begins in the whole text
 * @returns `undefined` where any of them is something else, or tells more than the canonical model has
 */
export function decodeAnnotations(list: unknown, offset: number): Citation[] | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined
  const citations = list.map((annotation) => decodeAnnotation(annotation, offset))
  return citations.every((citation) => citation !== undefined) ? citations : undefined
}

function decodeAnnotation(annotation: unknown, offset: number): Citation | undefined {
  if (!isFields(annotation) || annotation.type !== 'url_citation' || !isFields(annotation.url_citation))
    return undefined
  if (hasOther(annotation, FIELDS) || hasOther(annotation.url_citation, CITATION_FIELDS)) return undefined
  const { url, title, start_index: start, end_index: end } = annotation.url_citation
  if (typeof url !== 'string') return undefined
  return {
    url,
    ...(typeof title === 'string' && { title }),
    ...(isPlace(start, offset) && { startIndex: start - offset }),
    ...(isPlace(end, offset) && { endIndex: end - offset }),
  }
}

const isPlace = (index: unknown, offset: number): index is number =>
  typeof index === 'number' && Number.isInteger(index) && index >= offset

const hasOther = (fields: Fields, known: ReadonlySet<string>): boolean =>
  Object.keys(fields).some((name) => !known.has(name))

/**
 * All four fields exist, because clients demand them; where nobody told the place it is the text so far. A source that has
 * no address is left out: there is no annotation for it.
 */
export const encodeAnnotations = (
  citations: readonly Citation[],
  { offset, length }: { offset: number; length: number },
): Fields[] =>
  citations.flatMap(({ url, title, startIndex = 0, endIndex = length }) =>
    url === undefined
      ? []
      : [
          {
            type: 'url_citation',
            url_citation: { url, title: title ?? url, start_index: offset + startIndex, end_index: offset + endIndex },
          },
        ],
  )
