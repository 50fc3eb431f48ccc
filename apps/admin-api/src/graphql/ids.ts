import { ApiError } from './errors.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * An `ID` of a caller → as the database writes it, so that text which names the same row is the same text.
 * @returns `undefined` for what cannot be one of ours
 */
export const toId = (text: string): string | undefined => (UUID.test(text) ? text.toLowerCase() : undefined)

/** An `ID` that cannot be one of ours names nothing. @throws ApiError NOT_FOUND */
export function parseId(text: string): string {
  const id = toId(text)
  if (id === undefined) throw new ApiError('NOT_FOUND')
  return id
}

/** Each of them once. @returns `undefined` where there are none or more than `max`, or one that cannot be ours */
export function toIds(texts: readonly string[], max: number): string[] | undefined {
  const ids = new Set<string>()
  for (const text of texts) {
    const id = toId(text)
    if (id === undefined) return undefined
    ids.add(id)
  }
  return ids.size >= 1 && ids.size <= max ? [...ids] : undefined
}
