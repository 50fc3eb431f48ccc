import { expect, it } from 'vitest'
import { CODECS } from '../dialects/index.js'
import { mustTranslate } from './must-translate.js'

const DIALECT = 'anthropic-messages'
const conversation = (thinking: object) =>
  CODECS[DIALECT].decodeRequest({
    model: 'm',
    max_tokens: 10,
    messages: [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: [thinking, { type: 'text', text: 'hello' }] },
      { role: 'user', content: 'again' },
    ],
  })

it('passes what the vendor signed itself', () => {
  expect(mustTranslate(conversation({ type: 'thinking', thinking: 'so', signature: 'EqQBCkYIBxgC' }), DIALECT)).toBe(
    false,
  )
})

it.each(['', 'tollgate.eyJnZW1pbmktZ2VuZXJhdGUiOnsidGhvdWdodFNpZ25hdHVyZSI6IngifX0'])(
  'writes thinking anew that was signed by "%s"',
  (signature) => {
    expect(mustTranslate(conversation({ type: 'thinking', thinking: 'so', signature }), DIALECT)).toBe(true)
  },
)

it('leaves dialects alone that carry no state', () => {
  const request = CODECS['openai-chat'].decodeRequest({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
  expect(mustTranslate(request, 'openai-chat')).toBe(false)
})
