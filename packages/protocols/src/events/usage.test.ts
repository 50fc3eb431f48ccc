import { describe, expect, it } from 'vitest'
import { USAGE_SHARD_COUNT, type UsageEventMessage, usageEventSchema, usageSubject } from './usage.js'

const ID = '0192f0c1-2345-7abc-8def-0123456789ab'
const EVENT: UsageEventMessage = {
  v: 1,
  requestId: ID,
  nodeId: 'gateway-1',
  leaseId: ID,
  payerId: ID,
  userId: ID,
  keyId: ID,
  groupId: ID,
  modelId: ID,
  modelName: 'deepseek-ai/DeepSeek-V3',
  priceVersionId: null,
  groupRatio: '1.5',
  reservedNanos: '100',
  quantities: { inputTokens: 1, outputTokens: 2 },
  provenance: 'reported',
  status: 'completed',
  dialect: 'openai-chat',
  isStreamed: true,
  attempts: 1,
  admittedAtMs: 1,
  durationMs: 5,
}

describe('usageEventSchema', () => {
  it('reads amounts as bigint and fills what an older writer left out', () => {
    const event = usageEventSchema.parse(EVENT)
    expect(event.reservedNanos).toBe(100n)
    expect(event.quantities).toEqual({
      inputTokens: 1,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      outputTokens: 2,
      reasoningTokens: 0,
    })
  })

  it.each([
    { quantities: { inputTokens: -1, outputTokens: 0 } },
    { quantities: { inputTokens: 1.5, outputTokens: 0 } },
    { quantities: { inputTokens: 1e12, outputTokens: 0 } },
    { reservedNanos: '-1' },
    { groupRatio: '-1' },
    { groupRatio: '1e9' },
    { requestId: 'client-made' },
    { attempts: 17 },
    { rawUsage: 'x'.repeat(4_097) },
  ])('M17: refuses %j', (wrong) => expect(usageEventSchema.safeParse({ ...EVENT, ...wrong }).success).toBe(false))
})

describe('usageSubject', () => {
  it('spreads ids over the shards and no further', () => {
    const subjects = Array.from({ length: 256 }, (_, byte) =>
      usageSubject(`${ID.slice(0, -2)}${byte.toString(16).padStart(2, '0')}`),
    )
    expect(new Set(subjects).size).toBe(USAGE_SHARD_COUNT)
    expect(subjects.every((subject) => /^usage\.v1\.(\d|1[0-5])$/.test(subject))).toBe(true)
  })
})
