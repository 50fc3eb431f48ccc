import { type RequestFeature, SCHEMA, setting } from './request-samples.js'

/** The form of the answer, sampling and limits. */
export const SETTING_FEATURES: readonly RequestFeature[] = [
  setting('JSON of any form', { responseFormat: { type: 'json-object' } }),
  setting('JSON after a schema', { responseFormat: { type: 'json-schema', name: 'output', schema: SCHEMA } }),
  setting('output limit', { maxOutputTokens: 2_000 }),
  setting('temperature up to 1', { temperature: 0.5 }),
  setting('temperature above 1', { temperature: 1.5 }),
  setting('top_p', { topP: 0.9 }),
  setting('top_k', { topK: 40 }),
  setting('stop sequences, four', { stop: ['a', 'b', 'c', 'd'] }),
  setting('stop sequences, six', { stop: ['a', 'b', 'c', 'd', 'e', 'f'] }),
  setting('seed', { seed: 7 }),
  setting('penalties', { frequencyPenalty: 0.5, presencePenalty: 0.5 }),
  setting('several answers', { choiceCount: 2 }),
  setting('log probabilities', { logprobs: { isWanted: true, top: 2 } }),
]
