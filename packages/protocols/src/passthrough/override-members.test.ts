import { expect, it } from 'vitest'
import { overrideMembers } from './override-members.js'

it('sets and takes out members, and leaves the digits of the others alone', () => {
  const text = '{ "model": "m", "seed": 12345678901234567890, "top_k" : 5, "a\\u0062": [1, {"top_k": 2}] }'
  expect(overrideMembers(text, { top_k: null, reasoning: { effort: 'low' }, model: 'n' })).toBe(
    '{"seed":12345678901234567890,"ab":[1, {"top_k": 2}],"reasoning":{"effort":"low"},"model":"n"}',
  )
  expect(overrideMembers('{}', { a: 1 })).toBe('{"a":1}')
  expect(overrideMembers('{"a":1}', { a: null })).toBe('{}')
})
