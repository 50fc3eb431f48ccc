import { hashHumanCode, mintHumanCode, parseHumanCode } from '../../identity/human-code.js'

/** 105 random bits, five groups of five: guessing finds none, and its hash needs no pepper. */
const FORM = { purpose: 'redeem', randomSymbols: 21, checkSymbols: 4 }

/** Bytes that {@link mintRedeemCode} needs: one for each random symbol. */
export const RANDOM_BYTES = FORM.randomSymbols

/** A code `ABCDE-FGHJK-…`. @param random {@link RANDOM_BYTES} random bytes */
export const mintRedeemCode = (random: Uint8Array): string => mintHumanCode(FORM, random)

/** What somebody typed → the code as it was minted. @returns `undefined`: none of ours, or one with a typing error */
export const parseRedeemCode = (typed: string): string | undefined => parseHumanCode(FORM, typed)

/** SHA-256 in lower-case hex of the code as it was minted: all that leaves this service. */
export const hashRedeemCode = hashHumanCode
