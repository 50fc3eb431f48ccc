import { expect, it } from 'vitest'
import { textOfWhy } from './why-text.mjs'

it('names every candidate with its reason, and what stands in the way of the caller', () => {
  const text = textOfWhy({
    ...{ modelName: 'm', groupName: 'vip', isScheduled: false, callerSentence: 'No price.', callerUntil: null },
    candidateCount: 3,
    counts: [
      { count: 2, sentence: 'It rests.' },
      { count: 1, sentence: 'Off.' },
    ],
    candidates: [
      { channelName: 'a', keyLastFour: '1234', upstreamModel: 'inner', reason: null, rank: 1 },
      {
        channelName: 'b',
        reason: 'cooling',
        sentence: 'It rests.',
        detail: 'status 429',
        until: '2026-11-21T10:00:00Z',
      },
    ],
  })
  expect(text.split('\n')).toEqual([
    'm in group vip: not scheduled',
    '  No price.',
    '  1. a, key …1234, as inner: would be tried',
    '   - b: It rests. (status 429) Until 2026-11-21T10:00:00Z.',
    '  … and 1 more',
    '',
    '2 × It rests.',
    '1 × Off.',
  ])
  const none = { modelName: 'm', groupName: 'g', isScheduled: false, candidates: [], counts: [], candidateCount: 0 }
  expect(textOfWhy(none)).toContain('No channel names this model.')
})
