import { describe, expect, it } from 'vitest'
import { normaliseMaths } from './normalise-maths'

describe('normaliseMaths', () => {
  it('turns brackets into dollars', () => {
    expect(normaliseMaths('so \\(E=mc^2\\) holds')).toBe('so $$E=mc^2$$ holds')
    expect(normaliseMaths('\\[\na\n\\]')).toBe('\n$$\na\n$$\n')
  })

  it('leaves code alone, also a block that is still being written', () => {
    for (const text of ['`\\(a\\)`', '```\n\\[a\\]\n```', '```tex\n\\(a\\)', 'no maths (here) [or there]'])
      expect(normaliseMaths(text)).toBe(text)
  })
})
