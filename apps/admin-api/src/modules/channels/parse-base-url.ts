const MAX_LENGTH = 2_048

/** A channel's address as it is stored, and the origin that its keys are bound to. */
export interface BaseUrl {
  /** Without a slash at the end. */
  text: string
  /** Scheme, host and port. */
  origin: string
}

/** @returns `undefined` unless it is http(s) without user, query and fragment */
export function parseBaseUrl(given: string): BaseUrl | undefined {
  const text = given.trim()
  if (text.length > MAX_LENGTH || /[\s\\]|\p{Cc}/u.test(text) || text.includes('?') || text.includes('#'))
    return undefined
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') return undefined
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/]*@/i.test(text)) return undefined
  return { text: url.href.replace(/\/+$/, ''), origin: url.origin }
}
