import { GatewayError } from '../canonical/error.js'

/** Deeper bodies are refused before anything recursive sees them. */
export const MAX_JSON_DEPTH = 64
/** More object keys than any request needs; a million of them would stall the event loop. */
export const MAX_JSON_KEYS = 100_000
/** Brackets that open and commas: each may become a value that takes a hundred times its own room in memory. */
export const MAX_JSON_PIECES = 250_000

/** Where a member of the outermost object stands in the source text. */
export interface JsonMember {
  name: string
  valueStart: number
  /** After the last character of the value. */
  valueEnd: number
}

export interface JsonScan {
  /** Of the outermost object, in order; empty where the text is no object. */
  members: JsonMember[]
  /** In any object of the text: another parser may take another of them than ours. */
  hasDuplicateKeys: boolean
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const LETTER_U = 0x75

const badJson = (message: string): GatewayError => new GatewayError('invalid_request', { message })

/**
 * One pass over JSON text, without recursion and in linear time. It does not check the grammar (`JSON.parse` does, later)
 * and gives nonsense, but always an end, for text that is no JSON.
 * @throws GatewayError `invalid_request` beyond the depth, the number of keys or of values, and for text that parsers
 * read in different ways or databases cannot hold: a `__proto__` key, half a surrogate pair, NUL
 */
export function scanJson(text: string): JsonScan {
  const members: JsonMember[] = []
  /** One entry per open bracket: the keys of an object so far, `undefined` for an array. */
  const open: (Set<string> | undefined)[] = []
  const checkEscapes = createEscapeCheck(text)
  let hasDuplicateKeys = false
  let keyCount = 0
  let pieceCount = 0
  let isKeyNext = false

  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case QUOTE: {
        const end = endOfString(text, index)
        checkEscapes(index, end)
        const keys = open.at(-1)
        if (isKeyNext && keys !== undefined) addKey(keys, index, end)
        isKeyNext = false
        index = end
        break
      }
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (open.length === MAX_JSON_DEPTH) throw badJson(`The body is nested deeper than ${MAX_JSON_DEPTH} levels.`)
        countPiece()
        isKeyNext = text.charCodeAt(index) === OPEN_BRACE
        open.push(isKeyNext ? new Set() : undefined)
        break
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (open.length === 1) endMember(index)
        open.pop()
        isKeyNext = false
        break
      case COMMA:
        countPiece()
        if (open.length === 1) endMember(index)
        isKeyNext = open.at(-1) !== undefined
        break
      case COLON:
        if (open.length === 1) startMember(index + 1)
        break
    }
  }
  return { members, hasDuplicateKeys }

  function countPiece(): void {
    if (++pieceCount > MAX_JSON_PIECES) throw badJson(`The body has more than ${MAX_JSON_PIECES} values.`)
  }

  function addKey(keys: Set<string>, start: number, end: number): void {
    const name = keyName(text.slice(start, end + 1))
    if (name === '__proto__') throw badJson('The body has a key named __proto__.')
    if (++keyCount > MAX_JSON_KEYS) throw badJson(`The body has more than ${MAX_JSON_KEYS} keys.`)
    if (keys.has(name)) hasDuplicateKeys = true
    keys.add(name)
    if (open.length === 1) members.push({ name, valueStart: end + 1, valueEnd: end + 1 })
  }

  function startMember(from: number): void {
    const member = members.at(-1)
    if (member === undefined) return
    let start = from
    while (isSpace(text.charCodeAt(start))) start++
    member.valueStart = start
  }

  function endMember(at: number): void {
    const member = members.at(-1)
    if (member === undefined) return
    let end = at
    while (end > member.valueStart && isSpace(text.charCodeAt(end - 1))) end--
    member.valueEnd = end
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

/** Index of the quote that closes the string opened at `start`; the text's end where there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return end
  }
  return text.length
}

function keyName(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted // no JSON: the parser says so in a moment
  }
}

/** Looks at escapes only, from one backslash to the next, so that text without any costs nothing. */
function createEscapeCheck(text: string): (start: number, end: number) => void {
  let next = text.indexOf('\\')
  return (start, end) => {
    while (next !== -1 && next < start) next = text.indexOf('\\', start)
    while (next !== -1 && next < end) {
      next = text.indexOf('\\', next + escapeLength(text, next))
    }
  }
}

/** Characters that the escape at `at` takes, a surrogate pair being one. */
function escapeLength(text: string, at: number): number {
  const unit = unicodeEscape(text, at)
  if (unit === undefined) return 2
  if (unit === 0) throw badJson('The body holds the character U+0000.')
  if (unit < 0xd800 || unit > 0xdfff) return 6
  const low = unit <= 0xdbff ? unicodeEscape(text, at + 6) : undefined
  if (low === undefined || low < 0xdc00 || low > 0xdfff) throw badJson('The body holds half a surrogate pair.')
  return 12
}

/** The code unit of the `\uXXXX` at `at`; `undefined` where there is none. By arithmetic, because a body can be all escapes. */
function unicodeEscape(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== BACKSLASH || text.charCodeAt(at + 1) !== LETTER_U) return undefined
  let unit = 0
  for (let index = at + 2; index < at + 6; index++) {
    const digit = hexDigit(text.charCodeAt(index))
    if (digit === -1) return undefined
    unit = unit * 16 + digit
  }
  return unit
}

/** -1 for what is no digit, also beyond the text's end. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1
}
