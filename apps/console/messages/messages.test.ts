import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/lib/locale'

interface Messages {
  [key: string]: string | Messages
}

const read = (locale: string): Map<string, string> =>
  new Map(flatten(JSON.parse(readFileSync(new URL(`./${locale}.json`, import.meta.url), 'utf8'))))

function flatten(messages: Messages, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )
}

/** The values that a message wants: `{count, plural, …}` and `{name}`. */
const valuesOf = (message: string) =>
  [...new Set([...message.replaceAll(/'[^']*'/g, '').matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort()

describe('messages', () => {
  const [chinese, english] = [read('zh-CN'), read('en')]

  it('are complete in every language', () => {
    expect(LOCALES).toEqual(['zh-CN', 'en'])
    expect([...chinese.keys()]).toEqual([...english.keys()])
  })

  it('want the same values in every language', () => {
    for (const [key, message] of english) expect(valuesOf(chinese.get(key) ?? ''), key).toEqual(valuesOf(message))
  })

  it('are not empty, shout at nobody and apologise for nothing', () => {
    for (const message of [...chinese.values(), ...english.values()]) {
      expect(message.trim()).not.toBe('')
      expect(message).not.toMatch(/[!！]|oops/i)
    }
  })

  it('are written in Chinese for Chinese readers: full-width punctuation, a space beside Latin', () => {
    const prose = [...chinese.values()].filter((message) => /\p{Script=Han}/u.test(message))
    for (const message of prose) {
      expect(message).not.toMatch(/\p{Script=Han}[,;?]/u)
      expect(message.replaceAll(/\{[^{}]*\}/g, '')).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)
    }
  })
})
