import { describe, expect, it } from 'vitest'
import { conversationBodySchema, parseBodyText, toBodyText } from './conversation-body.js'

const message = (fields: object) => ({ id: '1', role: 'user', text: '光', images: [], ...fields })
const body = (...messages: object[]) => ({ parameters: {}, lanes: [{ model: 'm', messages }] })

describe('the body of a conversation', () => {
  it('comes back as it was written; what was null was never said', () => {
    const parsed = conversationBodySchema.parse({
      parameters: { temperature: 0, topP: null, stop: ['。'] },
      lanes: [{ model: null, messages: [message({ error: null, omittedImageCount: 0 })] }],
    })
    expect(parseBodyText(toBodyText(parsed))).toEqual({
      parameters: { temperature: 0, stop: ['。'] },
      lanes: [{ messages: [{ id: '1', role: 'user', text: '光', images: [], omittedImageCount: 0 }] }],
    })
  })

  it.each([
    ['an address instead of a picture', message({ images: ['https://example.com/a.png'] })],
    ['a picture that is a program', message({ images: ['data:image/svg+xml;base64,AAAA'] })],
    ['a picture with more than its bytes', message({ images: ['data:image/png;base64,AAAA"><script>'] })],
    ['a message of a third party', message({ role: 'system' })],
    ['tokens below nothing', message({ role: 'assistant', facts: { inputTokens: -1 } })],
  ])('is not %s', (_, wrong) => expect(conversationBodySchema.safeParse(body(wrong)).success).toBe(false))

  it('has one lane or two', () => {
    const lane = { messages: [] }
    const countsOf = [0, 1, 2, 3].filter(
      (length) => conversationBodySchema.safeParse({ parameters: {}, lanes: Array(length).fill(lane) }).success,
    )
    expect(countsOf).toEqual([1, 2])
  })
})
