import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { nameField } from './fields.js'
import { selectLocale } from './locale.js'
import { localizeProblem, problemsOf } from './problem.js'
import { CHANNEL_TEXTS } from './problem-texts/channel-texts.js'
import { CONSENT_TEXTS } from './problem-texts/consent-texts.js'
import { COURSE_TEXTS } from './problem-texts/course-texts.js'
import { GENERAL_TEXTS } from './problem-texts/general-texts.js'
import { IMPORT_TEXTS } from './problem-texts/import-texts.js'
import { MONEY_TEXTS } from './problem-texts/money-texts.js'
import { OIDC_TEXTS } from './problem-texts/oidc-texts.js'
import { PEOPLE_TEXTS } from './problem-texts/people-texts.js'
import { PROBLEM_TEXTS } from './problem-texts/problem-texts.js'

describe('problems', () => {
  it('every text has both languages and the same placeholders', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted()
    for (const texts of Object.values(PROBLEM_TEXTS))
      expect(placeholders(texts.en)).toEqual(placeholders(texts['zh-CN']))
  })

  it('no text is written twice', () => {
    const areas = [
      ...[CHANNEL_TEXTS, CONSENT_TEXTS, COURSE_TEXTS, GENERAL_TEXTS],
      ...[IMPORT_TEXTS, MONEY_TEXTS, OIDC_TEXTS, PEOPLE_TEXTS],
    ]
    const keys = areas.flatMap((area) => Object.keys(area))
    expect(keys.toSorted()).toEqual(Object.keys(PROBLEM_TEXTS).toSorted())
  })

  it('are told in the language of the caller with their values', () => {
    const draft = { code: 'IN_USE', text: 'groupInUse', values: { count: 3 } } as const
    expect(localizeProblem(draft, 'en').message).toBe('This group is still used by 3 keys.')
    expect(localizeProblem(draft, 'zh-CN').message).toBe('该分组仍被 3 个密钥使用。')
  })

  it('come from schemas with their path', () => {
    const parsed = z.object({ name: nameField(3), age: z.number() }).safeParse({ name: 'long', age: 'x' })
    expect(problemsOf(parsed.error ?? new z.ZodError([]), ['user'])).toMatchObject([
      { code: 'BAD_USER_INPUT', text: 'tooLong', path: ['user', 'name'] },
      { code: 'BAD_USER_INPUT', text: 'invalidBecause', path: ['user', 'age'] },
    ])
  })

  it('leave no placeholder unfilled', () => {
    const parsed = z.object({ name: nameField(9) }).safeParse({ name: 'half \ud800' })
    const messages = problemsOf(parsed.error ?? new z.ZodError([])).map((draft) => localizeProblem(draft, 'en').message)
    expect(messages).toEqual(['This value is not valid.'])
  })

  it('the language: own setting, browser, Chinese', () => {
    expect(selectLocale('en', 'zh-CN')).toBe('en')
    expect(selectLocale(null, 'fr, en-GB;q=0.8, zh;q=0.5')).toBe('en')
    expect(selectLocale(null, 'zh-TW')).toBe('zh-CN')
    expect(selectLocale(undefined, undefined)).toBe('zh-CN')
  })
})
