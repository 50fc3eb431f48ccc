import { NO_QUANTITIES } from '@tollgate/protocols/canonical'
import type { CompletionRecord, IntentRecord, ProgressRecord } from '../usage/journal-records.js'

export const recordId = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`

/** Records of made-up calls, by a number that is also the end of the request id. */
export const intentOf = (n: number, changes: Partial<IntentRecord> = {}): IntentRecord => ({
  requestId: recordId(n),
  nodeId: 'g1',
  leaseId: recordId(900),
  payerId: recordId(901),
  userId: recordId(902),
  keyId: recordId(903),
  groupId: recordId(904),
  modelId: recordId(905),
  modelName: 'm',
  groupRatio: '1',
  reservedNanos: '100',
  dialect: 'openai-chat',
  isStreamed: true,
  admittedAtMs: 1,
  ...changes,
})

export const progressOf = (n: number, tokens = 4): ProgressRecord => ({
  requestId: recordId(n),
  channelId: recordId(906),
  channelKeyId: null,
  priceVersionId: recordId(907),
  quantities: { ...NO_QUANTITIES, inputTokens: 3, outputTokens: tokens },
  costNanos: String(10 * tokens),
  attempts: 1,
})

export const completionOf = (n: number, changes: Partial<IntentRecord> = {}): CompletionRecord => ({
  event: {
    ...intentOf(n, changes),
    v: 1,
    channelId: recordId(906),
    priceVersionId: recordId(907),
    quantities: { ...NO_QUANTITIES, outputTokens: n + 1 },
    provenance: 'reported',
    reason: 'reported',
    status: 'completed',
    attempts: 1,
    durationMs: 5,
  },
  costNanos: String(n + 1),
})
