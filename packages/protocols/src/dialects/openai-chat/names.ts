import { createHash } from 'node:crypto'
import type { CanonicalRequest } from '../../canonical/request.js'

const NAME = /^[a-zA-Z0-9_-]{1,64}$/
const MAX_NAME_CHARACTERS = 64
const HASH_CHARACTERS = 8
/** The vendor's limit of ids; other servers have none. */
const MAX_ID_CHARACTERS = 40
const ID_HASH_CHARACTERS = 32

const hash = (text: string, length: number): string =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, length)

/** Ids of calls that are too long become a hash: the same in call and result, and in every later turn. */
export const toCallId = (callId: string): string =>
  callId.length <= MAX_ID_CHARACTERS ? callId : `call_${hash(callId, ID_HASH_CHARACTERS)}`

/** A name in the letters that the vendor takes: what is written for a schema, which nobody has to recognise. */
export const toPlainName = (name: string): string =>
  NAME.test(name) ? name : name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, MAX_NAME_CHARACTERS) || '_'

/**
 * Names of functions that the vendor does not take → as it does: letters, digits, `_` and `-`, 64 characters at most. Two
 * names never become one, and the same request gives the same names everywhere.
 */
export function planNames(request: CanonicalRequest): ReadonlyMap<string, string> {
  const names = new Set(namesOf(request))
  const taken = new Set([...names].filter((name) => NAME.test(name)))
  const renamed = new Map<string, string>()
  for (const name of names) {
    if (NAME.test(name)) continue
    const plain = name.replace(/[^a-zA-Z0-9_-]/g, '_')
    const isFree = NAME.test(plain) && !taken.has(plain)
    const short = plain.slice(0, MAX_NAME_CHARACTERS - HASH_CHARACTERS - 1)
    const free = isFree ? plain : `${short}_${hash(name, HASH_CHARACTERS)}`
    taken.add(free)
    renamed.set(name, free)
  }
  return renamed
}

function* namesOf({ tools, messages, settings }: CanonicalRequest): Generator<string> {
  for (const tool of tools) if (tool.type === 'function') yield tool.name
  for (const { parts } of messages) for (const part of parts) if (part.type === 'tool-call') yield part.name
  const choice = settings.toolChoice
  if (choice?.type === 'tool') yield choice.name
  else if (choice?.type === 'allowed') yield* choice.names
}
