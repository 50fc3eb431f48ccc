import { expect, it } from 'vitest'
import { pathOfText } from './path-of-text.js'

const URL_TEXT = 'https://a/1.png'

it.each([
  ['messages[0].content[1].image_url.url', { messages: [{ content: [{}, { image_url: { url: URL_TEXT } }] }] }],
  ['input[0].output[0].image_url', { model: 'm', input: [{ output: [{ image_url: URL_TEXT }] }] }],
  ['contents[0].parts[0].file_data.file_uri', { contents: [{ parts: [{ file_data: { file_uri: URL_TEXT } }] }] }],
  ['', URL_TEXT],
])('finds the text at %s', (path, body) => expect(pathOfText(body, URL_TEXT)).toBe(path))

it('finds the first of several, and nothing where there is none', () => {
  expect(pathOfText({ a: [{ b: 'x' }], c: 'x' }, 'x')).toBe('a[0].b')
  expect(pathOfText({ a: [null, 5, 'xy'] }, 'x')).toBeUndefined()
})
