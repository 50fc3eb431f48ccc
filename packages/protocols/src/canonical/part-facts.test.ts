import { expect, it } from 'vitest'
import type { MediaKind, Part } from './part.js'
import { partFactsOf } from './part-facts.js'

const NONE = { image: false, audio: false, document: false, video: false, tools: false }
const media = (kind: MediaKind): Part => ({ type: 'media', kind, source: { type: 'url', url: 'https://a.test' } })
const factsOf = (...parts: Part[]) => partFactsOf([{ role: 'user', parts }])

it('looks at every part', () => {
  expect(factsOf({ type: 'text', text: 'a' })).toEqual(NONE)
  expect(factsOf(media('image'), media('video'))).toEqual({ ...NONE, image: true, video: true })
  expect(factsOf({ type: 'tool-call', callId: 'c', name: 'f', argumentsText: '' })).toEqual({ ...NONE, tools: true })
})

it('looks into the results of tools', () => {
  const inner: Part = { type: 'tool-result', callId: 'd', parts: [media('document')] }
  expect(factsOf({ type: 'tool-result', callId: 'c', parts: [inner] })).toEqual({
    ...NONE,
    document: true,
    tools: true,
  })
})
