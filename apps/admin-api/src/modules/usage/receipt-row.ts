import type { PriceRow } from '../prices/prices.repository.js'
import type { CostLine } from './explain-cost.js'
import type { RouteRow } from './to-route.js'
import type { SettledCallRow } from './usage.repository.js'
import type { UsageReasonName } from './usage-enums.types.js'

/** What is told of every call as billing wrote it. */
type ToldFields =
  | 'requestId'
  | 'admittedAt'
  | 'occurredOn'
  | 'userId'
  | 'keyId'
  | 'modelName'
  | 'channelId'
  | 'ratio'
  | 'reservedNanos'
  | 'amountNanos'
  | 'provenance'
  | 'leaseId'
  | 'status'
  | 'errorCode'
  | 'isOverrun'
  | 'isStreamed'
  | 'attempts'
  | 'durationMs'
  | 'firstByteMs'

export interface ReceiptRow extends Pick<SettledCallRow, ToldFields> {
  /** Null: refused, before a model was found. */
  modelId: string | null
  /** Null: refused, so nobody pays. */
  payerId: string | null
  /** Null: not theirs to see. */
  nodeId: string | null
  /** Null: not theirs to see, or there was none. */
  route: RouteRow | null
  provenanceReason: UsageReasonName | null
  refusal: { httpStatus: number; code: string; sentence: string; message: string } | null
  lines: CostLine[]
  formula: string
  steps: { name: string; ms: number }[]
  priceVersion: PriceRow | null
}
