/** What a client's path asks for. */
export interface ModelPath {
  /** As the client named it, decoded, without `models/`; it may hold `/` and `:`. */
  model: string
  /** Such as `generateContent`. */
  action: string
}

const COLLECTION = 'models/'
const ACTION = /^[a-zA-Z]{1,64}$/

/**
 * What follows the version in a path, `models/{model}:{action}` → its parts. Names hold `/` and `:`, raw or
 * percent-encoded, so that the last colon divides; one `models/` that a client put before the name again is dropped.
 * @param tail without a query and a leading slash, as it came
 * @returns `undefined` for anything else
 */
export function parseModelPath(tail: string): ModelPath | undefined {
  const name = parseModelName(tail)
  if (name === undefined) return undefined
  const colon = name.lastIndexOf(':')
  if (colon <= 0) return undefined
  const action = name.slice(colon + 1)
  return ACTION.test(action) ? { model: name.slice(0, colon), action } : undefined
}

/** `models/{model}` → the name, which may hold colons: a path without an action. */
export function parseModelName(tail: string): string | undefined {
  const decoded = decode(tail)
  if (decoded === undefined || !decoded.startsWith(COLLECTION)) return undefined
  const rest = decoded.slice(COLLECTION.length)
  const name = rest.startsWith(COLLECTION) ? rest.slice(COLLECTION.length) : rest
  return name === '' ? undefined : name
}

/** The upstream's path of a call; the vendor's tuned models are named with a collection of their own. */
export function encodeModelPath(model: string, action: string): string {
  const name = model.startsWith(COLLECTION) ? model.slice(COLLECTION.length) : model
  const collection = name.startsWith('tunedModels/') ? '' : COLLECTION
  return `/${collection}${name.split('/').map(encodeURIComponent).join('/')}:${action}`
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
