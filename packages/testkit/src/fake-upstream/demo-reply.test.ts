import { describe, expect, it } from 'vitest'
import type { ChatRequest } from './chat-request.js'
import { demoReply, splitWords } from './demo-reply.js'

const ask = (content: ChatRequest['messages'][number]['content'], more: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'demo-chat',
  messages: [{ role: 'user', content }],
  ...more,
})
const textFor = (request: ChatRequest) => {
  const reply = demoReply(request, 'demo')
  if (reply.type !== 'text') throw new Error('a tool call')
  return reply.text
}
const WEATHER = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
}

describe('prose', () => {
  it('says what it is, repeats the question, has a code block', () => {
    const text = textFor(ask('What is a monad?'))
    expect(text).toContain('**demo upstream**')
    expect(text).toContain('no model behind me')
    expect(text).toContain('> What is a monad?')
    expect(text).toMatch(/```python\nprint\("[^"]+"\)\n```/)
    expect(textFor(ask('What is a monad?'))).toBe(text)
  })

  it('answers Chinese in Chinese', () => {
    const text = textFor(ask('什么是单子？'))
    expect(text).toContain('背后没有模型')
    expect(text).toContain('> 什么是单子？')
    expect(text).not.toMatch(/Hello/)
  })

  it('tells number and size of images', () => {
    const url = `data:image/png;base64,${Buffer.alloc(12_000).toString('base64')}`
    const image = { type: 'image_url' as const, image_url: { url } }
    expect(textFor(ask([{ type: 'text', text: 'look' }, image]))).toContain('I received 1 image of 12 kB.')
    const far = { type: 'image_url' as const, image_url: { url: 'https://example.test/a.png' } }
    expect(textFor(ask([image, far]))).toContain('2 images of 12 kB, unknown size (not fetched)')
  })
})

describe('structured output and tools', () => {
  it('fills a JSON schema', () => {
    const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }
    const text = textFor(ask('give me n', { response_format: { type: 'json_schema', json_schema: { schema } } }))
    expect(JSON.parse(text)).toEqual({ n: 0 })
    expect(JSON.parse(textFor(ask('x', { response_format: { type: 'json_object' } })))).toMatchObject({ prompt: 'x' })
  })

  it.each<[string, Partial<ChatRequest>, boolean]>([
    ['how is the weather?', {}, true],
    ['hello', {}, false],
    ['hello', { tool_choice: 'required' }, true],
    ['hello', { tool_choice: { function: { name: 'get_weather' } } }, true],
    ['how is the weather?', { tool_choice: 'none' }, false],
  ])('%s %j calls a tool: %s', (prompt, more, isCall) => {
    const reply = demoReply(ask(prompt, { tools: [WEATHER], ...more }), 'demo')
    expect(reply.type).toBe(isCall ? 'tool' : 'text')
    if (reply.type === 'tool') expect(JSON.parse(reply.arguments)).toEqual({ city: 'demo' })
  })

  it('answers with what the tool said, and calls none again', () => {
    const request = ask('how is the weather?', { tools: [WEATHER] })
    request.messages.push({ role: 'assistant', content: null }, { role: 'tool', content: 'sunny', tool_call_id: '1' })
    expect(textFor(request)).toContain('The tool answered: sunny')
  })
})

it('splits into words that put together are the text', () => {
  const text = 'Hello  world\n\n```js\nx = 1\n```\n你好，世界 😀!'
  expect(splitWords(text).join('')).toBe(text)
  expect(splitWords('你好 ab c')).toEqual(['你', '好', ' ', 'ab ', 'c'])
})
