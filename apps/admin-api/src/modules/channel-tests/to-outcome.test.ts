import { expect, it } from 'vitest'
import { toOutcome } from './to-outcome.js'

const facts = { upstreamModel: 'up', dialect: 'openai-chat', latencyMs: 12, status: 200 }

it('keeps answers, refusals and what stood in the way', () => {
  const answered = { type: 'answered' as const, ...facts, text: 'o\0k\ud800', inputTokens: 3, outputTokens: 1 }
  expect(toOutcome({ v: 1, nodeId: 'g', result: answered, facts: [] })).toMatchObject({
    ...{ isOk: true, nodeId: 'g', status: 200, latencyMs: 12, text: 'ok\uFFFD', code: null, inputTokens: 3 },
  })
  const refused = {
    type: 'refused' as const,
    ...facts,
    status: 403,
    code: 'upstream_error',
    reason: 'no',
    isAccessDenied: true,
  }
  expect(toOutcome({ v: 1, nodeId: 'g', result: refused, facts: [] })).toMatchObject({
    ...{ isOk: false, status: 403, text: 'no', code: 'upstream_error', isAccessDenied: true, blockedHostPort: null },
  })
  expect(toOutcome({ v: 1, nodeId: 'g', result: { type: 'impossible', problem: 'busy' }, facts: [] })).toMatchObject({
    ...{ isOk: false, code: 'busy', status: null },
  })
  expect(toOutcome(undefined)).toMatchObject({ isOk: false, code: 'no_gateway', nodeId: null })
})
