import { native, type RequestFeature, setting } from './request-samples.js'
import { thoughtsOf } from './request-views.js'

/** How much is to be thought, and what was thought before. */
export const THINKING_FEATURES: readonly RequestFeature[] = [
  setting('thinking by effort', { reasoningEffort: 'high', maxOutputTokens: 40_000 }),
  setting('thinking by budget', { reasoningBudgetTokens: 5_000, maxOutputTokens: 40_000 }),
  setting('thinking switched off', { reasoningEffort: 'none' }),
  {
    ...setting('thinking shown', { reasoningEffort: 'high', isReasoningShown: true, maxOutputTokens: 40_000 }),
    unasked: {
      'openai-chat': [{ type: 'changed', field: 'thinking', how: 'shown where the upstream shows it unasked' }],
    },
  },
  {
    ...native('thinking of earlier turns', {
      'openai-chat': {
        messages: [
          { role: 'user', content: 'Hello' },
          { role: 'assistant', content: 'Hi', reasoning_content: 'Hm' },
          { role: 'user', content: 'And?' },
        ],
      },
      'openai-responses': {
        input: [
          { type: 'message', role: 'user', content: 'Hello' },
          { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }], encrypted_content: 'e' },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi', annotations: [] }] },
          { type: 'message', role: 'user', content: 'And?' },
        ],
      },
      'anthropic-messages': {
        messages: [
          { role: 'user', content: 'Hello' },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm', signature: 's' },
              { type: 'text', text: 'Hi' },
            ],
          },
          { role: 'user', content: 'And?' },
        ],
      },
      'gemini-generate': {
        contents: [
          { role: 'user', parts: [{ text: 'Hello' }] },
          {
            role: 'model',
            parts: [
              { text: 'Hm', thought: true },
              { text: 'Hi', thoughtSignature: 'cw==' },
            ],
          },
          { role: 'user', parts: [{ text: 'And?' }] },
        ],
      },
    }),
    view: thoughtsOf,
  },
  native('proof of thinking on a call', {
    'gemini-generate': {
      contents: [
        { role: 'user', parts: [{ text: 'Hello' }] },
        { role: 'model', parts: [{ functionCall: { id: 'c', name: 'clock', args: {} }, thoughtSignature: 'cw==' }] },
        { role: 'user', parts: [{ functionResponse: { id: 'c', name: 'clock', response: { output: 'noon' } } }] },
      ],
    },
  }),
  native('thinking that is kept secret', {
    'anthropic-messages': {
      messages: [
        { role: 'user', content: 'Hello' },
        {
          role: 'assistant',
          content: [
            { type: 'redacted_thinking', data: 'e' },
            { type: 'text', text: 'Hi' },
          ],
        },
        { role: 'user', content: 'And?' },
      ],
    },
  }),
]
