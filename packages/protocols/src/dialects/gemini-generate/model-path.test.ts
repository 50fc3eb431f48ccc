import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeModelPath, parseModelName, parseModelPath } from './model-path.js'

describe('parseModelPath', () => {
  it.each([
    ['models/gemini-2.5-pro:generateContent', 'gemini-2.5-pro', 'generateContent'],
    ['models/deepseek/deepseek-r1:countTokens', 'deepseek/deepseek-r1', 'countTokens'],
    ['models/deepseek%2Fdeepseek-r1:countTokens', 'deepseek/deepseek-r1', 'countTokens'],
    ['models/llama3.1:70b:streamGenerateContent', 'llama3.1:70b', 'streamGenerateContent'],
    ['models/llama3.1%3A70b:streamGenerateContent', 'llama3.1:70b', 'streamGenerateContent'],
    ['models/llama3.1%3a70b%3AgenerateContent', 'llama3.1:70b', 'generateContent'],
    ['models/models/m:embedContent', 'm', 'embedContent'],
    ['models/models%2Fm:embedContent', 'm', 'embedContent'],
    ['models/models/models/m:embedContent', 'models/m', 'embedContent'],
  ])('%s', (tail, model, action) => expect(parseModelPath(tail)).toEqual({ model, action }))

  it.each([
    '',
    'models/',
    'models/m',
    'models/:generateContent',
    'models/m:',
    'models/m:generate/Content',
    'models/%zz:generateContent',
    'files/m:generateContent',
  ])('refuses %j', (tail) => expect(parseModelPath(tail)).toBeUndefined())

  it('undoes encodeModelPath for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(!name.startsWith('models/') && !name.startsWith('tunedModels/'))
        const path = encodeModelPath(name, 'generateContent')
        expect(parseModelPath(path.slice(1))).toEqual({ model: name, action: 'generateContent' })
      }),
    )
  })
})

describe('parseModelName', () => {
  it.each([
    ['models/llama3.1:70b', 'llama3.1:70b'],
    ['models/a%2Fb', 'a/b'],
    ['models/models/a', 'a'],
    ['models/', undefined],
    ['a', undefined],
    ['models/%', undefined],
  ])('%s', (tail, name) => expect(parseModelName(tail)).toBe(name))
})

describe('encodeModelPath', () => {
  it.each([
    ['gemini-2.5-pro', '/models/gemini-2.5-pro:countTokens'],
    ['models/gemini-2.5-pro', '/models/gemini-2.5-pro:countTokens'],
    ['tunedModels/mine', '/tunedModels/mine:countTokens'],
    ['a/b:c?d#e', '/models/a/b%3Ac%3Fd%23e:countTokens'],
  ])('%s', (model, path) => expect(encodeModelPath(model, 'countTokens')).toBe(path))
})
