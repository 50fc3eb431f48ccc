import { describe, expect, it } from 'vitest'
import {
  type AssistantTurn,
  countImages,
  createAnswer,
  dividersOf,
  isRunning,
  lastModelOf,
  reduceConversation,
  type Turn,
  turnsBefore,
  type UserTurn,
} from './conversation'

const question = (id: string, text = 'why?', images: string[] = []): UserTurn => ({ role: 'user', id, text, images })
const answer = (id: string, model: string): AssistantTurn => ({ ...createAnswer(id, model), state: 'done', text: id })

describe('reduceConversation', () => {
  const asked = reduceConversation([], { type: 'asked', question: question('q'), answer: createAnswer('a', 'm') })

  it('adds the question and an answer that waits', () => {
    expect(asked.map(({ id }) => id)).toEqual(['q', 'a'])
    expect(asked.map(isRunning)).toEqual([false, true])
  })

  it('gathers text and reasoning, and leaves other turns the same objects', () => {
    const grown = [
      { type: 'received', id: 'a', text: '', reasoning: 'hm' },
      { type: 'received', id: 'a', text: 'Be', reasoning: '' },
      { type: 'received', id: 'a', text: 'cause', reasoning: '' },
    ].reduce<readonly Turn[]>((turns, action) => reduceConversation(turns, action as never), asked)
    expect(grown[1]).toMatchObject({ text: 'Because', reasoning: 'hm', state: 'streaming' })
    expect(grown[0]).toBe(asked[0])
  })

  it('keeps what came when an answer is stopped, and takes nothing more', () => {
    const some = reduceConversation(asked, { type: 'received', id: 'a', text: 'Be', reasoning: '' })
    const ended = reduceConversation(some, { type: 'ended', id: 'a', state: 'stopped', facts: { requestId: 'r' } })
    const late = reduceConversation(ended, { type: 'received', id: 'a', text: 'cause', reasoning: '' })
    expect(late[1]).toMatchObject({ text: 'Be', state: 'stopped', facts: { requestId: 'r' } })
  })

  it('replaces an answer in its place', () => {
    const turns = [question('q1'), answer('a1', 'm'), question('q2')]
    const again = reduceConversation(turns, { type: 'asked-again', answer: createAnswer('a2', 'n'), replaces: 'a1' })
    expect(again.map(({ id }) => id)).toEqual(['q1', 'a2', 'q2'])
  })

  it('deletes one turn only', () => {
    expect(reduceConversation(asked, { type: 'deleted', id: 'q' }).map(({ id }) => id)).toEqual(['a'])
  })
})

describe('dividersOf', () => {
  it('marks the answers of another model, not the first one', () => {
    const turns = [question('q1'), answer('a1', 'm'), question('q2'), answer('a2', 'm'), answer('a3', 'n')]
    expect([...dividersOf(turns)]).toEqual(['a3'])
    expect(lastModelOf(turns)).toBe('n')
  })
})

it('asks again with what stood before the answer', () => {
  const turns = [question('q1'), answer('a1', 'm'), question('q2'), answer('a2', 'm')]
  expect(turnsBefore(turns, 'a2').map(({ id }) => id)).toEqual(['q1', 'a1', 'q2'])
})

it('counts pictures', () => {
  expect(countImages([question('q', '', ['data:1', 'data:2']), answer('a', 'm')])).toBe(2)
})
