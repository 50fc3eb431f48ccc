import { expect, it } from 'vitest'
import { nativeFields } from './native-fields.js'

const NONE = { vision: false, audio: false, document: false, tools: false, json: false, reasoning: false }
const named = (dialect: Parameters<typeof nativeFields>[1], ...nativeOnly: string[]) =>
  nativeFields({ facts: { ...NONE, nativeOnly } }, dialect)

it('names fields as the client wrote them, each once', () => {
  expect(named('openai-chat', 'tools[1]', 'messages[2]')).toEqual(['tools[1]', 'messages[2]'])
  expect(named('gemini-generate', 'cachedContent', 'messages[1]', 'messages[2]', 'tools[0]')).toEqual([
    'cachedContent',
    'contents',
    'tools',
  ])
  expect(named('openai-responses', 'messages[0]')).toEqual(['input'])
  expect(named('gemini-generate', 'requests[].outputDimensionality')).toEqual(['requests[].outputDimensionality'])
})

it('names a few of many', () => {
  expect(named('openai-chat', ...Array.from({ length: 2_000 }, (_, index) => `tools[${index}]`))).toHaveLength(5)
})
