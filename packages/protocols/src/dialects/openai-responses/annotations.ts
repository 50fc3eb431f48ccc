import type { Citation } from '../../canonical/part.js'
import type { TokenLogprob } from '../../canonical/stream-event.js'
import { type Fields, isFields } from './wire.js'

const CITATION_FIELDS = new Set(['type', 'url', 'title', 'start_index', 'end_index'])

/** @returns `undefined` for a kind of annotation, or fields of one, that the canonical model does not have */
export function decodeAnnotation(annotation: unknown): Citation | undefined {
  if (!isFields(annotation) || annotation.type !== 'url_citation') return undefined
  if (Object.keys(annotation).some((name) => !CITATION_FIELDS.has(name))) return undefined
  const { url, title, start_index: startIndex, end_index: endIndex } = annotation
  if (typeof url !== 'string') return undefined
  return {
    url,
    ...(typeof title === 'string' && { title }),
    ...(typeof startIndex === 'number' && { startIndex }),
    ...(typeof endIndex === 'number' && { endIndex }),
  }
}

/**
 * All four fields exist, because clients demand them; where nobody told the place it is the whole text.
 * @returns `undefined` for a source that has no address: there is no annotation for it
 */
export function encodeCitation(citation: Citation, textLength: number): Fields | undefined {
  const { url, title, startIndex = 0, endIndex = textLength } = citation
  if (url === undefined) return undefined
  return { type: 'url_citation', url, title: title ?? url, start_index: startIndex, end_index: endIndex }
}

/** Log probabilities of a delta or a part; what is no list of tokens says nothing. */
export function decodeLogprobs(list: unknown): TokenLogprob[] {
  if (!Array.isArray(list) || list.length === 0) return []
  return list.flatMap((entry): TokenLogprob[] => {
    const told = tokenOf(entry)
    if (told === undefined || !isFields(entry)) return []
    const top = Array.isArray(entry.top_logprobs) ? entry.top_logprobs.flatMap((other) => tokenOf(other) ?? []) : []
    return [top.length === 0 ? told : { ...told, top }]
  })
}

function tokenOf(entry: unknown): { token: string; logprob: number; bytes?: readonly number[] } | undefined {
  if (!isFields(entry) || typeof entry.token !== 'string' || typeof entry.logprob !== 'number') return undefined
  const { token, logprob, bytes } = entry
  const isBytes = Array.isArray(bytes) && bytes.every((byte) => typeof byte === 'number')
  return { token, logprob, ...(isBytes && { bytes }) }
}

export const encodeLogprobs = (logprobs: readonly TokenLogprob[]): Fields[] =>
  logprobs.map(({ top = [], ...told }) => ({ ...told, top_logprobs: top }))

/** A list of annotations that holds nothing but what {@link decodeAnnotation} can read, else `undefined`. */
export function decodeAnnotations(list: readonly unknown[]): Citation[] | undefined {
  const citations = list.map(decodeAnnotation)
  return citations.every((citation) => citation !== undefined) ? citations : undefined
}
