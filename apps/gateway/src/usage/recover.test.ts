import { NO_QUANTITIES } from '@tollgate/protocols/canonical'
import { usageEventSchema } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { encodeFrame, type FrameType, readFrames } from './frame.js'
import type { CompletionRecord, IntentRecord, ProgressRecord } from './journal-records.js'
import { createRecovery } from './recover.js'

const id = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`
const intent = (n: number): IntentRecord => ({
  requestId: id(n),
  nodeId: 'g1',
  leaseId: id(900),
  payerId: id(901),
  userId: id(902),
  keyId: id(903),
  groupId: id(904),
  modelId: id(905),
  modelName: 'm',
  groupRatio: '1',
  reservedNanos: '100',
  dialect: 'openai-chat',
  isStreamed: true,
  admittedAtMs: 1,
})
const progress = (n: number): ProgressRecord => ({
  requestId: id(n),
  channelId: id(906),
  channelKeyId: null,
  priceVersionId: id(907),
  quantities: { ...NO_QUANTITIES, inputTokens: 3, outputTokens: 4 },
  costNanos: '70',
  attempts: 1,
})
const completion = (n: number): CompletionRecord => ({
  event: {
    ...intent(n),
    v: 1,
    priceVersionId: id(907),
    quantities: { ...NO_QUANTITIES, outputTokens: 1 },
    provenance: 'reported',
    status: 'completed',
    attempts: 1,
    durationMs: 5,
  },
  costNanos: '10',
})
const recover = (...segments: [FrameType, unknown][][]) => {
  const recovery = createRecovery()
  for (const [index, records] of segments.entries()) {
    const bytes = Buffer.concat(records.map(([type, value]) => encodeFrame(type, JSON.stringify(value))))
    for (const frame of readFrames(bytes).frames) recovery.push(index, frame)
  }
  return recovery.end({ nodeId: 'g1' })
}

describe('createRecovery', () => {
  it('finds completions that the stream has not acknowledged, where they lie', () => {
    const recovered = recover(
      [
        ['I', intent(1)],
        ['C', completion(1)],
        ['I', intent(2)],
        ['C', completion(2)],
      ],
      [['A', { ids: [id(1)] }]],
    )
    expect(recovered.unacknowledged).toMatchObject([{ requestId: id(2), segment: 0 }])
    expect(recovered.orphans).toEqual([])
    expect(recovered.spentByLease.get(id(900))).toBe(20n)
  })

  it('settles an orphan without progress with 0, one with progress by it', () => {
    const { orphans, spentByLease } = recover(
      [
        ['I', intent(1)],
        ['I', intent(2)],
      ],
      [['P', progress(2)]],
    )
    expect(
      orphans.map(({ event, costNanos }) => [event.status, event.provenance, event.priceVersionId, costNanos]),
    ).toEqual([
      ['interrupted', 'void', null, '0'],
      ['interrupted', 'interrupted', id(907), '70'],
    ])
    expect(spentByLease.get(id(900))).toBe(70n)
    for (const { event } of orphans) expect(usageEventSchema.safeParse(event).success).toBe(true)
  })

  it('a call that billing has is no orphan, also where its completion is damaged', () => {
    const { orphans } = recover([['I', intent(1)]], [['A', { ids: [id(1)] }]])
    expect(orphans).toEqual([])
  })

  it('a void is a completion, and an intent after its completion is no orphan', () => {
    const { orphans, unacknowledged } = recover([['V', completion(1)]], [['I', intent(1)]])
    expect(orphans).toEqual([])
    expect(unacknowledged).toHaveLength(1)
  })

  it('tells full sums of the leases that are not settled, and nothing of the others', () => {
    const onLease = (n: number, lease: number): CompletionRecord => {
      const { event, costNanos } = completion(n)
      return { event: { ...event, leaseId: id(lease) }, costNanos }
    }
    const { spentByLease } = recover([
      ['C', onLease(1, 800)],
      ['C', onLease(2, 801)],
      ['C', onLease(3, 801)],
      ['I', { ...intent(4), leaseId: id(802) }],
      ['A', { ids: [id(1), id(2)] }],
    ])
    expect([...spentByLease]).toEqual([
      [id(801), 20n],
      [id(802), 0n],
    ])
  })

  it('counts what has a right checksum and is no record', () => {
    expect(
      recover([
        ['C', 'text'],
        ['I', intent(1)],
      ]).unreadable,
    ).toBe(1)
  })
})
