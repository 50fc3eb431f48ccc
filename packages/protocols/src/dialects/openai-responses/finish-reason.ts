import type { FinishReason, UnifiedFinishReason } from '../../canonical/finish-reason.js'
import { type Fields, isFields, textOf } from './wire.js'

/** Why an answer is incomplete, in the vendor's words. */
const INCOMPLETE: Readonly<Record<string, UnifiedFinishReason>> = {
  max_output_tokens: 'length',
  max_tokens: 'length',
  content_filter: 'filter',
}

const WIRE: Record<UnifiedFinishReason, { status: 'completed' | 'incomplete'; reason?: string }> = {
  stop: { status: 'completed' },
  tool: { status: 'completed' },
  other: { status: 'completed' },
  length: { status: 'incomplete', reason: 'max_output_tokens' },
  filter: { status: 'incomplete', reason: 'content_filter' },
}

/** What the end of an answer means: a finish of some kind, or no end at all. */
export type AnswerEnd = FinishReason | 'failed'

/** Wire → ours. A whole answer with a call ended for that call; one that was cut was so in spite of it. */
export function decodeEnd(status: string, response: Fields, hasToolCall: boolean): AnswerEnd {
  switch (status) {
    case 'completed':
      return { unified: hasToolCall ? 'tool' : 'stop', raw: status }
    case 'incomplete': {
      const details = isFields(response.incomplete_details) ? response.incomplete_details : {}
      const raw = textOf(details.reason)
      return { unified: INCOMPLETE[raw ?? ''] ?? 'other', raw: raw ?? status }
    }
    default:
      return 'failed'
  }
}

export const encodeEnd = ({ unified }: FinishReason): { status: 'completed' | 'incomplete'; reason?: string } =>
  WIRE[unified]
