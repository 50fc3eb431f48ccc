const DATA_URL_PREFIX = 'data:'
/** A media type and its parameters are short; looking no further keeps megabytes of base64 untouched. */
const MAX_HEAD_CHARACTERS = 256
const HEAD = /^data:([\w.+-]+\/[\w.+-]+)(?:;[^,;]+)*;base64$/i

/**
 * `data:image/png;base64,…` → its type and data; parameters such as a charset are dropped.
 * @returns `undefined` for anything that is not base64
 */
export function parseDataUrl(url: string): { mediaType: string; data: string } | undefined {
  if (!url.slice(0, DATA_URL_PREFIX.length).toLowerCase().startsWith(DATA_URL_PREFIX)) return undefined
  const comma = url.slice(0, MAX_HEAD_CHARACTERS).indexOf(',')
  const mediaType = HEAD.exec(url.slice(0, Math.max(comma, 0)))?.[1]?.toLowerCase()
  if (mediaType === undefined) return undefined
  // vendors know one of the two names
  return { mediaType: mediaType === 'image/jpg' ? 'image/jpeg' : mediaType, data: url.slice(comma + 1) }
}

export const formatDataUrl = ({ mediaType, data }: { mediaType: string; data: string }): string =>
  `${DATA_URL_PREFIX}${mediaType};base64,${data}`
