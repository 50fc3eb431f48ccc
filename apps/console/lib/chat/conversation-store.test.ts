import { expect, it } from 'vitest'
import { parseSaved } from './conversation-store'

const answer = { role: 'assistant', id: 'a', model: 'm', text: 'Be', reasoning: '', state: 'streaming', facts: {} }
const saved = (turns: unknown[]) => JSON.stringify({ version: 1, model: 'm', turns })

it('counts an answer that was running as stopped', () => {
  expect(parseSaved(saved([answer]))).toEqual({ model: 'm', turns: [{ ...answer, state: 'stopped' }] })
})

it.each([null, '', '{', '[]', '{"version":2,"model":null,"turns":[]}', saved([{ role: 'system' }])])(
  'begins anew where %s was kept',
  (text) => {
    expect(parseSaved(text)).toBeUndefined()
  },
)
