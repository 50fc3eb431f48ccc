import { expect, it } from 'vitest'
import { createAnswer } from './conversation'
import { type Draft, parseDraft, withoutPictures, writeDraft } from './draft'

const draft: Draft = {
  writtenAtMs: 1,
  isDirty: true,
  place: { id: 'c', version: 2, title: '光' },
  talk: {
    parameters: { temperature: 0, stop: ['END'], reasoningEffort: 'high' },
    lanes: [
      {
        model: 'm',
        turns: [
          { role: 'user', id: 'q', text: 'x', images: ['data:image/png;base64,AA=='] },
          { ...createAnswer('a', 'm'), state: 'done', text: 'y', facts: { usage: { outputTokens: 0 } } },
        ],
      },
    ],
  },
}

it('comes back as it was written', () => expect(parseDraft(writeDraft(draft))).toEqual(draft))

it('takes an answer that was running when the page closed for a stopped one', () => {
  const turns = [{ ...createAnswer('a', 'm'), state: 'streaming' as const, text: 'half', facts: { requestId: 'r' } }]
  const running = { ...draft, talk: { parameters: {}, lanes: [{ model: 'm', turns }] } }
  expect(parseDraft(writeDraft(running))?.talk.lanes[0]?.turns[0]).toMatchObject({
    state: 'stopped',
    text: 'half',
    facts: { requestId: 'r' },
  })
})

it.each([null, '', '{}', '{"version":1}', '{"version":2,"talk":{"lanes":[]}}'])('knows nothing of %j', (written) =>
  expect(parseDraft(written)).toBeUndefined(),
)

it('counts the pictures that it gives up', () => {
  expect(withoutPictures(draft).talk.lanes[0]?.turns[0]).toMatchObject({ images: [], omittedImageCount: 1 })
})
