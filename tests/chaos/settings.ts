import { randomInt } from 'node:crypto'

const numberOf = (name: string): number | undefined => {
  const text = process.env[name]
  return text === undefined || text === '' ? undefined : Number(text)
}

/** What `npm run test:chaos` was asked for; absent numbers make the short form. */
export const SETTINGS = {
  seed: numberOf('CHAOS_SEED') ?? randomInt(2 ** 31),
  /** Of the long form. */
  minutes: numberOf('CHAOS_MINUTES'),
  calls: numberOf('CHAOS_CALLS'),
  kills: numberOf('CHAOS_KILLS'),
} as const

export const IS_LONG = [SETTINGS.minutes, SETTINGS.calls, SETTINGS.kills].some((number) => number !== undefined)
