import type { CanonicalRequest, MediaPart, MediaSource, Part } from '@tollgate/protocols/canonical'
import type { WantedMedium } from './fetch-media.js'

/** More than this many in one request are a mistake, or an attempt to make us fetch the web. */
export const MAX_FETCHED_MEDIA = 32

type FetchedMedia = ReadonlyMap<string, MediaSource>

/** Addresses of media in a request, each once. Addresses of the vendor's own stores are for the vendor to read. */
export function mediaUrlsOf(request: CanonicalRequest): WantedMedium[] {
  const wanted = new Map<string, WantedMedium>()
  const visit = (part: Part): void => {
    if (part.type === 'tool-result') for (const inner of part.parts) visit(inner)
    else if (part.type === 'media' && part.source.type === 'url' && /^https?:/i.test(part.source.url)) {
      wanted.set(part.source.url, { url: part.source.url, kind: part.kind })
    }
  }
  for (const { parts } of request.messages) for (const part of parts) visit(part)
  return [...wanted.values()]
}

/** The request with bytes in the place of addresses. */
export function inlineMedia(request: CanonicalRequest, media: FetchedMedia): CanonicalRequest {
  if (media.size === 0) return request
  return {
    ...request,
    messages: request.messages.map((message) => ({
      ...message,
      parts: message.parts.map((part) => inlined(part, media)),
    })),
  }
}

function inlined(part: Part, media: FetchedMedia): Part {
  if (part.type === 'tool-result') return { ...part, parts: part.parts.map((inner) => inlined(inner, media)) }
  const source = part.type === 'media' && part.source.type === 'url' ? media.get(part.source.url) : undefined
  return source === undefined ? part : { ...(part as MediaPart), source }
}
