import type { FinishReason, UnifiedFinishReason } from '../../canonical/finish-reason.js'

/** A prompt that was refused has no answer, and a reason of its own. */
const UNIFIED: Readonly<Record<string, UnifiedFinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'filter',
  RECITATION: 'filter',
  LANGUAGE: 'filter',
  BLOCKLIST: 'filter',
  PROHIBITED_CONTENT: 'filter',
  SPII: 'filter',
  IMAGE_SAFETY: 'filter',
  IMAGE_PROHIBITED_CONTENT: 'filter',
  IMAGE_RECITATION: 'filter',
  OTHER: 'other',
  IMAGE_OTHER: 'other',
  NO_IMAGE: 'other',
  MALFORMED_FUNCTION_CALL: 'other',
  UNEXPECTED_TOOL_CALL: 'other',
  TOO_MANY_TOOL_CALLS: 'other',
  MISSING_THOUGHT_SIGNATURE: 'other',
  MALFORMED_RESPONSE: 'other',
  CONTINUATION: 'other',
}

/** The vendor has no word for calls. */
const WIRE: Record<UnifiedFinishReason, string> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  tool: 'STOP',
  filter: 'SAFETY',
  other: 'OTHER',
}

/** `FINISH_REASON_UNSPECIFIED` is the unset value: the answer goes on. */
export const isFinishReason = (raw: unknown): raw is string =>
  typeof raw === 'string' && raw !== '' && raw !== 'FINISH_REASON_UNSPECIFIED'

/** Wire → ours. A call makes a normal end `tool`; one that was cut or filtered was so in spite of it. */
export function decodeFinishReason(raw: string, hasToolCall: boolean): FinishReason {
  const told = UNIFIED[raw] ?? 'other'
  return { unified: hasToolCall && told === 'stop' ? 'tool' : told, raw }
}

/** The vendor's own word where it said one, because it tells more. */
export function encodeFinishReason({ unified, raw }: FinishReason): string {
  const own = raw === undefined ? undefined : UNIFIED[raw]
  const isOwn = own === unified || (own === 'stop' && unified === 'tool')
  return raw !== undefined && isOwn ? raw : WIRE[unified]
}
