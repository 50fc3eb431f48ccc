import type { Locale } from '../../graphql/locale.js'
import type { ReceiptRow } from './receipt-row.js'
import { refusalSentence } from './refusal-texts.js'
import type { RefusedCallRow } from './refusals.repository.js'

/** A call that was turned away: nothing was held, asked or booked for it, and every figure says so. */
export function refusedReceipt(
  { requestId, userId, keyId, code, status, message, modelName, nodeId, refusedAt }: RefusedCallRow,
  { locale, occurredOn, isNodeShown }: { locale: Locale; occurredOn: string; isNodeShown: boolean },
): ReceiptRow {
  return {
    ...{ requestId, userId, keyId, occurredOn, admittedAt: refusedAt, modelName: modelName ?? '' },
    ...{ status: 'refused', errorCode: code },
    refusal: { httpStatus: status, code, sentence: refusalSentence(code, locale), message },
    nodeId: isNodeShown ? nodeId : null,
    ...{ provenance: 'void', provenanceReason: null },
    ...{ reservedNanos: 0n, amountNanos: 0n, ratio: '1', lines: [], formula: '0', priceVersion: null },
    ...{ modelId: null, payerId: null, channelId: null, leaseId: null, route: null },
    ...{ isOverrun: false, isStreamed: false, attempts: 0, durationMs: 0, firstByteMs: null, steps: [] },
  }
}
