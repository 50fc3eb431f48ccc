import { expect, it } from 'vitest'
import { createAnswer, type Turn } from './conversation'
import { titleOf } from './title-of'

const ask = (text: string): Turn => ({ role: 'user', id: text, text, images: [] })

it('is the first sentence of the first question', () => {
  expect(titleOf([createAnswer('a', 'm'), ask('  '), ask('Why is the sky blue? Be brief.')])).toBe(
    'Why is the sky blue',
  )
  expect(titleOf([ask('什么是折射。请用例子说明')])).toBe('什么是折射')
  expect(titleOf([ask('Version 3.14 of pi\nmore')])).toBe('Version 3.14 of pi')
  expect(titleOf([])).toBe('')
})

it('is cut between words, and never inside a character', () => {
  expect(titleOf([ask('a word after another word until there is no room any more at all')])).toBe(
    'a word after another word until there is no room…',
  )
  expect(titleOf([ask('𝛼'.repeat(60))])).toBe(`${'𝛼'.repeat(48)}…`)
})

it('has no marks that turn the text around', () => {
  expect(titleOf([ask('safe \u202Etxt.exe')])).toBe('safe txt.exe')
})
