import { describe, expect, it } from 'vitest'
import { foreignFields } from './foreign-fields.js'
import type { CanonicalRequest } from './request.js'
import { SPELLING } from './residue.js'

const facts = {
  vision: false,
  audio: false,
  document: false,
  tools: false,
  json: false,
  reasoning: false,
  nativeOnly: [],
}
const residue = (name: string) => ({ 'openai-chat': { [name]: 1 }, 'gemini-generate': { own: 1 } })
const request: CanonicalRequest = {
  model: 'm',
  messages: [
    {
      role: 'tool',
      parts: [
        {
          type: 'tool-result',
          callId: 'c',
          parts: [{ type: 'text', text: 'x', residue: residue('deep') }],
          residue: residue('result'),
        },
        { type: 'opaque', dialect: 'openai-chat', value: {} },
      ],
      residue: residue('message'),
    },
    { role: 'user', parts: [{ type: 'text', text: 'y', residue: residue('deep') }] },
  ],
  tools: [{ type: 'function', name: 'f', residue: residue('tool') }],
  settings: {},
  isStreamed: false,
  wantsStreamUsage: false,
  facts,
  residue: { 'openai-chat': { top: 1, [SPELLING]: { limit: 'max_completion_tokens' } } },
}

describe('foreignFields', () => {
  it('names each field of others once, wherever it stands, and no mere spelling', () => {
    expect(foreignFields(request, 'gemini-generate').map((warning) => warning.field)).toEqual([
      'top',
      'message',
      'result',
      'deep',
      'tool',
    ])
  })

  it('passes over its own', () => {
    expect(foreignFields(request, 'openai-chat')).toEqual([{ type: 'dropped', field: 'own' }])
  })
})
