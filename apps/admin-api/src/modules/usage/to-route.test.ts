import { expect, it } from 'vitest'
import { EXCLUSION_REASON_TEXTS } from '../why/reason-texts.js'
import { toRoute } from './to-route.js'

const [c1, c2, k1] = ['1', '2', '3'].map((digit) => `0190a0b0-0000-7000-8000-00000000000${digit}`)

it('tells the choice, the best and what kept others away', () => {
  const route = { best: [`${c1}/${k1}`, `${c2}/-`, 'no id'], excluded: { new_reason: 1, cooling: 7, broken: 1 } }
  expect(toRoute({ channelId: c2 ?? '', channelKeyId: null, route }, 'en')).toEqual({
    chosen: { channelId: c2, channelKeyId: undefined },
    best: [
      { channelId: c1, channelKeyId: k1 },
      { channelId: c2, channelKeyId: undefined },
    ],
    excluded: [
      { reason: 'cooling', count: 7, sentence: EXCLUSION_REASON_TEXTS.cooling.en },
      { reason: 'broken', count: 1, sentence: EXCLUSION_REASON_TEXTS.broken.en },
      { reason: 'new_reason', count: 1, sentence: 'new_reason' },
    ],
  })
})

it('says what is known where nothing, or nothing readable, was kept', () => {
  const none = { chosen: null, best: [], excluded: [] }
  expect(toRoute({ channelId: null, channelKeyId: null, route: null }, 'en')).toEqual(none)
  expect(toRoute({ channelId: null, channelKeyId: null, route: { best: 7 } }, 'en')).toEqual(none)
})
