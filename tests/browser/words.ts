import { readFileSync } from 'node:fs'

export type Locale = 'zh-CN' | 'en'
type Messages = { [key: string]: string | Messages }

/** The console's own words: a test finds what a person reads, in either language. */
export type Words = (key: string, values?: Record<string, string>) => string

/** @returns a look-up by dotted key @throws Error for a key that the console does not have, and for plurals */
export function wordsOf(locale: Locale): Words {
  const path = new URL(`../../apps/console/messages/${locale}.json`, import.meta.url)
  const messages = JSON.parse(readFileSync(path, 'utf8')) as Messages
  return (key, values = {}) => {
    const found = key.split('.').reduce<Messages | string | undefined>(stepInto, messages)
    if (typeof found !== 'string') throw new Error(`the console has no words for ${key} in ${locale}`)
    return found.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`${key} wants a value for ${name}`)
      return value
    })
  }
}

const stepInto = (messages: Messages | string | undefined, step: string): Messages | string | undefined =>
  typeof messages === 'object' ? messages[step] : undefined
