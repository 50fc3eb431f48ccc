import { expect, it } from 'vitest'
import { formatMapping, parseMapping, splitTags } from './mapping-text'

it('reads what it writes, and a name alone as both', () => {
  const entries = [
    { publicName: 'claude-3-opus', upstreamName: 'Qwen/Qwen3=x' },
    { publicName: 'a', upstreamName: 'b' },
  ]
  expect(parseMapping(formatMapping(entries))).toEqual(entries)
  expect(parseMapping(' same \n\n x= y ')).toEqual([
    { publicName: 'same', upstreamName: 'same' },
    { publicName: 'x', upstreamName: 'y' },
  ])
})

it('splits tags at commas of either width', () => {
  expect(splitTags(' lab, gpu，night shift,lab ')).toEqual(['lab', 'gpu', 'night shift'])
})
