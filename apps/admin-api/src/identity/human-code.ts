import { createHash, randomBytes } from 'node:crypto'

/** Digits and letters without I, L, O and U: what is read as another one is taken for it. 32 of them: 5 bits each. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }
const GROUP = 5
/** Longer texts cannot be a code, however they are spaced. */
const MAX_TYPED_LENGTH = 200

/** What a kind of code looks like; its symbols in all are a multiple of five. */
export interface HumanCodeForm {
  /** Makes the checksum of one kind useless for another. */
  purpose: string
  /** 5 random bits each. */
  randomSymbols: number
  /** Tell a typing error from a code that does not exist. */
  checkSymbols: number
}

/**
 * A code that people read aloud and type: groups of five joined by hyphens.
 * @param random one random byte for each random symbol; five bits of each are used
 */
export function mintHumanCode(form: HumanCodeForm, random: Uint8Array = randomBytes(form.randomSymbols)): string {
  if (random.length !== form.randomSymbols) throw new RangeError(`a code takes ${form.randomSymbols} random bytes`)
  const body = Array.from(random, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return inGroups(body + checksumOf(form, body))
}

/**
 * What somebody typed → the code as it was minted: case, spaces, hyphens and look-alikes do not matter.
 * @returns `undefined`: no code of this form, or one with a typing error
 */
export function parseHumanCode(form: HumanCodeForm, typed: string): string | undefined {
  if (typed.length > MAX_TYPED_LENGTH) return undefined
  const symbols = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll(/[ILO]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
  const isWritten = symbols.length === form.randomSymbols + form.checkSymbols
  if (!isWritten || [...symbols].some((symbol) => !ALPHABET.includes(symbol))) return undefined
  const body = symbols.slice(0, form.randomSymbols)
  return checksumOf(form, body) === symbols.slice(form.randomSymbols) ? inGroups(symbols) : undefined
}

/** SHA-256 in lower-case hex of a code as it was minted: all that is stored of it. */
export const hashHumanCode = (code: string): string => createHash('sha256').update(code, 'utf8').digest('hex')

function checksumOf({ purpose, checkSymbols }: HumanCodeForm, body: string): string {
  const digest = createHash('sha256').update(`${purpose}:${body}`, 'utf8').digest()
  return Array.from(digest.subarray(0, checkSymbols), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

const inGroups = (symbols: string): string => (symbols.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
