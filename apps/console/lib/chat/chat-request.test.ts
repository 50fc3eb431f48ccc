import { expect, it } from 'vitest'
import { toChatBody } from './chat-request'
import { createAnswer, type Turn } from './conversation'

const PICTURE = 'data:image/png;base64,AAAA'
const turns: readonly Turn[] = [
  { role: 'user', id: '1', text: 'What is this?', images: [PICTURE] },
  { ...createAnswer('2', 'm'), state: 'failed' },
]

it('sends nothing that is switched off', () => {
  const body = toChatBody({ model: 'm', turns, parameters: {}, canSee: true })
  expect(Object.keys(body).sort()).toEqual(['messages', 'model', 'stream', 'stream_options'])
  expect(body.stream_options).toEqual({ include_usage: true })
})

it('sends what is switched on, zero included', () => {
  const parameters = { temperature: 0, topP: 0.9, maxTokens: 64, frequencyPenalty: 0, seed: 0 }
  expect(toChatBody({ model: 'm', turns, parameters, canSee: true })).toMatchObject({
    temperature: 0,
    top_p: 0.9,
    max_tokens: 64,
    frequency_penalty: 0,
    seed: 0,
  })
})

it('sends pictures to a model that sees, and the text alone to one that does not', () => {
  const seen = toChatBody({ model: 'm', turns, parameters: {}, canSee: true }).messages
  expect(seen).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: PICTURE } },
      ],
    },
  ])
  const blind = toChatBody({ model: 'm', turns, parameters: {}, canSee: false }).messages
  expect(blind).toEqual([{ role: 'user', content: 'What is this?' }])
})

it('puts a system prompt first, unless it is blank', () => {
  const bodyOf = (systemPrompt: string) =>
    toChatBody({ model: 'm', turns, parameters: { systemPrompt }, canSee: false }).messages.map(({ role }) => role)
  expect(bodyOf('Be brief.')).toEqual(['system', 'user'])
  expect(bodyOf('  ')).toEqual(['user'])
})
