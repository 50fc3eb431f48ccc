import { type Fields, isFields } from './wire.js'

/** Under this name stands what a model wrote that is no JSON object. */
const RAW = '_raw'
/** Digits beyond these are lost when a number is parsed. */
const LONG_NUMBER = /\d{16}/

/**
 * Arguments as text → the object that the wire wants; empty text and `null` are no arguments. Never throws.
 * @returns `problem`: what became of arguments that could not be carried as they are, in a short phrase
 */
export function parseArguments(text: string): { args: Fields; problem?: string } {
  if (text.trim() === '') return { args: {} }
  const value = parse(text)
  if (value === null) return { args: {} }
  if (!isFields(value)) return { args: { [RAW]: text }, problem: `as ${RAW}, because they are no JSON object` }
  return LONG_NUMBER.test(text) && hasLostDigits(text, value)
    ? { args: value, problem: 'with rounded numbers' }
    : { args: value }
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a number of the text is not written with the same digits again; long digits in strings do not matter. */
function hasLostDigits(text: string, value: Fields): boolean {
  const written = new Set(JSON.stringify(value).match(/-?\d[\d.eE+-]*/g) ?? [])
  return (text.match(/-?\d[\d.eE+-]{15,}/g) ?? []).some((number) => !written.has(number))
}
