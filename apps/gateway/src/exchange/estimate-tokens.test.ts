import { CODECS } from '@tollgate/protocols/dialects'
import { expect, it } from 'vitest'
import { countBounded, estimateInputTokens } from './estimate-tokens.js'

it('C10: counts long texts by pieces and by their beginning', () => {
  const longest: number[] = []
  const count = (text: string): number => {
    longest.push(text.length)
    return text.length / 2
  }
  expect(countBounded('a'.repeat(1_000_000), count)).toBe(500_000)
  expect(Math.max(...longest)).toBeLessThanOrEqual(2_000)
  expect(longest.reduce((sum, length) => sum + length, 0)).toBe(200_000)
  expect(countBounded('', count)).toBe(0)
})

it('counts texts, calls, results and tools of a request', () => {
  const request = CODECS['openai-chat'].decodeRequest({
    model: 'm',
    messages: [
      { role: 'user', content: 'aaaa' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'bb', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'c', content: 'cccc' },
    ],
  })
  expect(estimateInputTokens(request, (text) => text.length)).toBe(4 * 3 + 4 + 2 + 2 + 4)
})
