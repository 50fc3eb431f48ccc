import { describe, expect, it } from 'vitest'
import { toFacts } from './to-facts.js'

describe('the figures of an alert', () => {
  it('are told in currency units, text and lists', () => {
    const detail = { balanceNanos: '-1500000000', percent: 80, ids: ['a', 'b'], isRecovering: false, says: 'so' }
    expect(toFacts(detail)).toEqual([
      { name: 'balance', value: '-1.5' },
      { name: 'percent', value: '80' },
      { name: 'ids', value: 'a, b' },
      { name: 'isRecovering', value: 'false' },
      { name: 'says', value: 'so' },
    ])
  })

  it('leave out what they cannot tell', () => {
    expect(toFacts({ spentNanos: 'much', amountNanos: 1, inner: {}, nothing: null })).toEqual([])
    expect(toFacts(null)).toEqual([])
    expect(toFacts('text')).toEqual([])
  })
})
