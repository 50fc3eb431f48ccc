import { describe, expect, it } from 'vitest'
import { takeSentences } from './sentences'

describe('takeSentences', () => {
  it('says whole sentences, each once', () => {
    const first = takeSentences('One. Two is', 0)
    expect(first.sentences).toBe('One.')
    expect(takeSentences('One. Two is here! Thr', first.next).sentences).toBe('Two is here!')
  })

  it('knows Chinese full stops, and no end inside a number', () => {
    expect(takeSentences('光会折射。因为', 0).sentences).toBe('光会折射。')
    expect(takeSentences('about 3.14 or so', 0)).toEqual({ sentences: '', next: 0 })
  })
})
