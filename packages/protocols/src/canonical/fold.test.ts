import { describe, expect, it } from 'vitest'
import { GatewayError } from './error.js'
import { foldEvents } from './fold.js'

describe('foldEvents', () => {
  it('puts blocks together in order, choice by choice', () => {
    const folded = foldEvents([
      { type: 'response-start', id: 'i', model: 'm', createdAtSeconds: 5 },
      { type: 'block-start', block: 0, choice: 1, kind: 'reasoning' },
      { type: 'block-start', block: 1, choice: 0, kind: 'text' },
      { type: 'block-delta', block: 1, text: 'A' },
      { type: 'block-delta', block: 0, text: 'hm' },
      { type: 'block-delta', block: 1, text: 'B' },
      { type: 'block-start', block: 2, choice: 1, kind: 'tool-call', callId: 'c', name: 'f' },
      { type: 'choice-end', choice: 1, reason: { unified: 'tool' } },
      { type: 'choice-end', choice: 0, reason: { unified: 'stop', raw: 'stop' } },
      { type: 'finish' },
    ])
    expect(folded).toEqual({
      id: 'i',
      model: 'm',
      createdAtSeconds: 5,
      opaque: [],
      choices: [
        { choice: 0, parts: [{ type: 'text', text: 'AB' }], reason: { unified: 'stop', raw: 'stop' } },
        {
          choice: 1,
          parts: [
            { type: 'reasoning', text: 'hm' },
            { type: 'tool-call', callId: 'c', name: 'f', argumentsText: '' },
          ],
          reason: { unified: 'tool' },
        },
      ],
    })
  })

  it('merges usage by the larger figure, never by sum', () => {
    const usage = (total: number) => ({ type: 'usage', usage: { input: { total: 9 }, output: { total } } }) as const
    expect(foldEvents([usage(1), usage(7), usage(3)]).usage).toMatchObject({
      input: { total: 9 },
      output: { total: 7 },
    })
  })

  it('joins lists of residue from piece to piece', () => {
    const piece = (token: string) =>
      ({
        type: 'block-delta',
        block: 0,
        text: token,
        residue: { 'openai-chat': { logprobs: { content: [token], refusal: null } } },
      }) as const
    const { choices } = foldEvents([{ type: 'block-start', block: 0, choice: 0, kind: 'text' }, piece('a'), piece('b')])
    expect(choices[0]?.parts).toEqual([
      { type: 'text', text: 'ab', residue: { 'openai-chat': { logprobs: { content: ['a', 'b'], refusal: null } } } },
    ])
  })

  it('keeps what there was of an answer that failed', () => {
    const error = new GatewayError('upstream_error', { message: 'cut' })
    const folded = foldEvents([
      { type: 'block-start', block: 0, choice: 0, kind: 'text' },
      { type: 'block-delta', block: 0, text: 'half' },
      { type: 'block-end', block: 0 },
      { type: 'error', error },
    ])
    expect(folded.error).toBe(error)
    expect(folded.choices).toEqual([{ choice: 0, parts: [{ type: 'text', text: 'half' }] }])
  })
})
