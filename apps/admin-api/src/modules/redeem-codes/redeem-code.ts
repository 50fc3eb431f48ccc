import { createHash } from 'node:crypto'

/** Digits and letters without I, L, O and U: what is read as another one is taken for it. 32 of them: 5 bits each. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }
const RANDOM_SYMBOLS = 21 // 105 bits
const CHECK_SYMBOLS = 4
const GROUP = 5
const WRITTEN = new RegExp(`^[${ALPHABET}]{${RANDOM_SYMBOLS + CHECK_SYMBOLS}}$`)
/** Longer texts cannot be a code, however they are spaced. */
const MAX_TYPED_LENGTH = 200

/** Bytes that {@link mintRedeemCode} needs: one for each random symbol. */
export const RANDOM_BYTES = RANDOM_SYMBOLS

/**
 * A code of 105 random bits and a checksum: `ABCDE-FGHJK-…`, five groups of five.
 * @param random {@link RANDOM_BYTES} random bytes; five bits of each are used
 */
export function mintRedeemCode(random: Uint8Array): string {
  if (random.length !== RANDOM_BYTES) throw new RangeError(`a code takes ${RANDOM_BYTES} random bytes`)
  const body = Array.from(random, (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return inGroups(body + checksumOf(body))
}

/**
 * What somebody typed → the code as it was minted: case, spaces, hyphens and look-alikes do not matter.
 * @returns `undefined`: no code of ours, or one with a typing error
 */
export function parseRedeemCode(typed: string): string | undefined {
  if (typed.length > MAX_TYPED_LENGTH) return undefined
  const symbols = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll(/[ILO]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
  if (!WRITTEN.test(symbols)) return undefined
  const body = symbols.slice(0, RANDOM_SYMBOLS)
  return checksumOf(body) === symbols.slice(RANDOM_SYMBOLS) ? inGroups(symbols) : undefined
}

/** SHA-256 in lower-case hex of the code as it was minted: all that leaves this service. 105 bits need no pepper. */
export const hashRedeemCode = (code: string): string => createHash('sha256').update(code, 'utf8').digest('hex')

function checksumOf(body: string): string {
  const digest = createHash('sha256').update(`redeem:${body}`, 'utf8').digest()
  return Array.from(digest.subarray(0, CHECK_SYMBOLS), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

const inGroups = (symbols: string): string => (symbols.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
