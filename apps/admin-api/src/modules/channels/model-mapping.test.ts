import { describe, expect, it } from 'vitest'
import { toMapping, toPairs } from './model-mapping.js'

describe('the mapping of models', () => {
  it('keeps one name as text and several that share a public one as a list, in their order', () => {
    const pairs = [
      { publicName: 'claude', upstreamName: 'qwen-a' },
      { publicName: 'alone', upstreamName: 'inner' },
      { publicName: 'claude', upstreamName: 'qwen-b' },
    ]
    const mapping = toMapping(pairs)
    expect(mapping).toEqual({ claude: ['qwen-a', 'qwen-b'], alone: 'inner' })
    expect(toPairs(mapping)).toEqual([pairs[0], pairs[2], pairs[1]])
    expect(toMapping(toPairs(mapping))).toEqual(mapping)
  })

  it('takes any name', () => {
    expect(Object.entries(toMapping([{ publicName: '__proto__', upstreamName: 'm' }]))).toEqual([['__proto__', 'm']])
  })
})
