import { expect, it } from 'vitest'
import { fitPictures, KEPT_PICTURE_CHARACTERS, largePictures } from './fit-pictures'
import type { Talk } from './talk'

const large = 'L'.repeat(KEPT_PICTURE_CHARACTERS + 1)
const talkOf = (...images: string[]): Talk => ({
  parameters: {},
  lanes: [
    { model: 'm', turns: images.map((image, index) => ({ role: 'user', id: `${index}`, text: 'x', images: [image] })) },
  ],
})
const keptOf = (talk: Talk) =>
  talk.lanes[0]?.turns.map((turn) => turn.role === 'user' && [turn.images, turn.omittedImageCount ?? 0])

it('keeps what is small and takes the smaller twin of what is large', () => {
  const talk = talkOf('small', large, large)
  expect(largePictures(talk)).toEqual([large])
  expect(keptOf(fitPictures(talk, { maxBytes: 1e6, twins: new Map([[large, 'twin']]) }))).toEqual([
    [['small'], 0],
    [['twin'], 0],
    [['twin'], 0],
  ])
})

it('leaves the oldest out, and counts them, until the rest fits', () => {
  const talk = talkOf(...['a', 'b', 'c'].map((letter) => letter.repeat(1_000)))
  const fitted = fitPictures(talk, { maxBytes: 2_500, twins: new Map() })
  expect(keptOf(fitted)).toEqual([
    [[], 1],
    [['b'.repeat(1_000)], 0],
    [['c'.repeat(1_000)], 0],
  ])
  expect(new TextEncoder().encode(JSON.stringify(fitted)).length).toBeLessThan(2_500)
})
