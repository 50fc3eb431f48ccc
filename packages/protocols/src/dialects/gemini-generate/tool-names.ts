import type { CanonicalRequest } from '../../canonical/request.js'

/** What the vendor takes: a letter or underscore first, 64 characters at most. */
const NAME = /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/
const MAX_CHARACTERS = 64
const HASH_CHARACTERS = 8

/**
 * Names of functions as the client uses them → as the vendor takes them. The same request gives the same names, in
 * declarations, calls, results and choices alike; names that the vendor takes are not touched.
 */
export function planToolNames(request: CanonicalRequest): ReadonlyMap<string, string> {
  const names = namesOf(request)
  const taken = new Set(names.filter((name) => NAME.test(name)))
  const renamed = new Map<string, string>()
  for (const name of names) {
    if (NAME.test(name) || renamed.has(name)) continue
    const plain = toPlain(name)
    const free = plain.length <= MAX_CHARACTERS && !taken.has(plain) ? plain : withHash(plain, name)
    taken.add(free)
    renamed.set(name, free)
  }
  return renamed
}

function namesOf({ tools, messages, settings }: CanonicalRequest): string[] {
  const choice = settings.toolChoice
  return [
    ...tools.flatMap((tool) => (tool.type === 'function' ? [tool.name] : [])),
    ...messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool-call' ? [part.name] : []))),
    ...(choice?.type === 'tool' ? [choice.name] : choice?.type === 'allowed' ? choice.names : []),
  ]
}

function toPlain(name: string): string {
  const plain = name.replace(/[^a-zA-Z0-9_.:-]/g, '_')
  return /^[a-zA-Z_]/.test(plain) ? plain : `_${plain}`
}

const withHash = (plain: string, name: string): string =>
  `${plain.slice(0, MAX_CHARACTERS - HASH_CHARACTERS - 1)}_${hash(name)}`

/** FNV-1a, 32 bits: two long names with one beginning must not become one. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value.toString(16).padStart(HASH_CHARACTERS, '0')
}
