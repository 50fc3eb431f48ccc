import { CALLER_REASONS, EXCLUSION_REASONS, explainReplySchema } from '@tollgate/protocols/events'
import { expect, it } from 'vitest'
import { CALLER_REASON_TEXTS, EXCLUSION_REASON_TEXTS } from './reason-texts.js'
import { toExplanation } from './to-explanation.js'

const ID = '0190a0b0-0000-7000-8000-000000000001'
const reply = explainReplySchema.parse({
  ...{ v: 1, nodeId: 'g1', at: '2026-11-21T10:00:00.000Z', isScheduled: true, candidateCount: 2 },
  counts: { cooling: 1, inactive: 3 },
  candidates: [
    {
      channelId: ID,
      channelName: 'a',
      channelKeyId: ID,
      upstreamModel: 'inner',
      priority: 1,
      weight: 1,
      rank: 1,
      usedShare: 0.5,
    },
    {
      ...{ channelId: ID, channelName: 'b', priority: 0, weight: 1, reason: 'cooling', detail: 'status 429' },
      until: '2026-11-21T10:01:00.000Z',
    },
  ],
})
const options = { modelName: 'm', groupName: 'default', locale: 'en' as const, lastFours: new Map([[ID, '1234']]) }

it('names every candidate with its reason in words', () => {
  const told = toExplanation(reply, { ...options, isStaff: true })
  expect(told.counts.map(({ reason, count }) => [reason, count])).toEqual([
    ['inactive', 3],
    ['cooling', 1],
  ])
  expect(told.candidates).toMatchObject([
    { channelName: 'a', rank: 1, keyLastFour: '1234', upstreamModel: 'inner', usedShare: 0.5, reason: null },
    { channelName: 'b', reason: 'cooling', sentence: expect.stringContaining('rests'), detail: 'status 429' },
  ])
})

it('shows others than staff neither keys nor upstreams', () => {
  const told = toExplanation(reply, { ...options, isStaff: false, lastFours: new Map() })
  expect(told.nodeId).toBe('')
  expect(told.candidates).toMatchObject([
    { channelName: 'a', channelKeyId: null, keyLastFour: null, upstreamModel: null, usedShare: null },
    { channelName: 'b', reason: 'cooling', detail: null, until: new Date('2026-11-21T10:01:00.000Z') },
  ])
})

it('has a sentence for every reason in both languages', () => {
  for (const reason of CALLER_REASONS) expect(CALLER_REASON_TEXTS[reason]['zh-CN'].length).toBeGreaterThan(4)
  for (const reason of EXCLUSION_REASONS) expect(EXCLUSION_REASON_TEXTS[reason]['zh-CN'].length).toBeGreaterThan(4)
})
