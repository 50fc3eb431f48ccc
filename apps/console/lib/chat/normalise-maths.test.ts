import { describe, expect, it } from 'vitest'
import { normaliseMaths } from './normalise-maths'

describe('normaliseMaths', () => {
  it('turns brackets into dollars', () => {
    expect(normaliseMaths('so \\(E=mc^2\\) holds')).toBe('so $$E=mc^2$$ holds')
    expect(normaliseMaths('\\[\na\n\\]')).toBe('\n$$\na\n$$\n')
  })

  it.each([
    ['动能 $E_k=\\frac12mv^2$，其中 $m$ 是质量', '动能 $$E_k=\\frac12mv^2$$，其中 $$m$$ 是质量'],
    ['$a$, $b$', '$$a$$, $$b$$'],
    ['a price of $5 and $10', 'a price of $5 and $10'],
    ['costs $5', 'costs $5'],
    ['\\$5 and \\$6', '\\$5 and \\$6'],
    ['$$x$$ and $y$', '$$x$$ and $$y$$'],
    ['$$\na\n$$', '$$\na\n$$'],
  ])('reads single dollars as Pandoc does: %s', (text, maths) => expect(normaliseMaths(text)).toBe(maths))

  it('leaves code alone, also a block that is still being written', () => {
    for (const text of ['`\\(a\\)`', '```\n\\[a\\]\n```', '```tex\n\\(a\\)', 'no maths (here) [or there]'])
      expect(normaliseMaths(text)).toBe(text)
  })
})
