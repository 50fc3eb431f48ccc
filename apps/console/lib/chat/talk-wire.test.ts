import { expect, it } from 'vitest'
import { createAnswer } from './conversation'
import type { Talk } from './talk'
import { parseConversation, toWireTalk } from './talk-wire'

const talk: Talk = {
  parameters: { systemPrompt: 'Be brief.', temperature: 0, stop: ['END'], reasoningEffort: 'low', isJson: true },
  lanes: [
    {
      model: 'm',
      turns: [
        { role: 'user', id: 'q', text: '光？', images: ['data:image/png;base64,AA=='], omittedImageCount: 2 },
        {
          ...createAnswer('a', 'm'),
          text: 'Light.',
          reasoning: 'hm',
          state: 'failed',
          facts: { usage: { inputTokens: 0 }, cost: '0.1', firstTokenMs: 12.5 },
          error: { code: 'network', message: '' },
        },
      ],
    },
    { model: null, turns: [] },
  ],
}
const place = { id: 'c', title: 'Light', version: 3, updatedAt: '2026-11-21T00:00:00.000Z' }

it('comes back from the API as it was, zeros included and nothing invented', () => {
  const answered = JSON.parse(JSON.stringify({ ...place, ...toWireTalk(talk) }))
  answered.parameters.topP = null
  answered.lanes[0].messages[0].facts = null
  expect(parseConversation(answered)).toEqual({ place, talk })
})

it('keeps an answer that is still coming as one that was stopped', () => {
  const turns = [createAnswer('a', 'm')]
  expect(toWireTalk({ parameters: {}, lanes: [{ model: 'm', turns }] }).lanes[0]?.messages[0]).toMatchObject({
    state: 'STOPPED',
  })
})

it('takes nothing else for a conversation', () => {
  expect(() => parseConversation({ ...place, parameters: {}, lanes: [{ messages: [{ id: 1 }] }] })).toThrow()
})
