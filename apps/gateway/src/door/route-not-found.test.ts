import { describe, expect, it } from 'vitest'
import { routeNotFound } from './route-not-found.js'

describe('routeNotFound', () => {
  it.each([
    ['/openai/nothing', 'Of the OpenAI API'],
    ['/v1/responses/x/y', 'Of the OpenAI API'],
    ['/anthropic/v1/batches', 'Of the Anthropic API'],
    ['/v1beta/files', 'Of the Gemini API'],
  ])('%s: what the vendor’s clients find here', (url, expected) => {
    expect(routeNotFound({ url, headers: {} })).toMatchObject({
      code: 'route_not_found',
      message: expect.stringContaining(expected),
    })
  })

  it('tells nothing of the address back', () => {
    const { message } = routeNotFound({ url: '/v1beta/sk-secret/nothing?key=sk-canary', headers: {} })
    expect(message).not.toMatch(/sk-/)
  })
})
