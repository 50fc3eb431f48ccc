import { describe, expect, it } from 'vitest'
import {
  type AssistantTurn,
  countImages,
  createAnswer,
  dividersOf,
  isFollowed,
  isRunning,
  lastModelOf,
  reduceConversation,
  type Turn,
  turnsBefore,
  type UserTurn,
  withoutRunning,
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

  it('replaces an answer; what was said after the old one goes', () => {
    const turns = [question('q1'), answer('a1', 'm'), question('q2')]
    const again = reduceConversation(turns, { type: 'asked-again', answer: createAnswer('a2', 'n'), replaces: 'a1' })
    expect(again.map(({ id }) => id)).toEqual(['q1', 'a2'])
  })

  it('asks something else in the place of a question; what followed goes', () => {
    const turns = [question('q1'), answer('a1', 'm'), question('q2'), answer('a2', 'm')]
    const action = {
      type: 'edited',
      question: question('q3'),
      answer: createAnswer('a3', 'm'),
      replaces: 'q2',
    } as const
    expect(reduceConversation(turns, action).map(({ id }) => id)).toEqual(['q1', 'a1', 'q3', 'a3'])
    expect(reduceConversation(turns, { ...action, replaces: 'q1' }).map(({ id }) => id)).toEqual(['q3', 'a3'])
  })

  it('knows the call of an answer before its first word, and its price after its end', () => {
    const begun = reduceConversation(asked, { type: 'begun', id: 'a', requestId: 'r' })
    expect(begun[1]).toMatchObject({ facts: { requestId: 'r' }, state: 'waiting' })
    const priced = reduceConversation(begun, { type: 'priced', id: 'a', cost: '0.1' })
    expect(priced[1]).toMatchObject({ facts: { requestId: 'r', cost: '0.1' } })
  })

  it('tells what would go if something was asked anew', () => {
    const turns = [question('q1'), answer('a1', 'm'), question('q2'), answer('a2', 'm')]
    expect(turns.map(({ id }) => isFollowed(turns, id))).toEqual([true, true, false, false])
  })

  it('takes a running answer for a stopped one when its page closes', () => {
    expect(withoutRunning(asked)[1]).toMatchObject({ state: 'stopped' })
    expect(withoutRunning([question('q')])).toHaveLength(1)
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
