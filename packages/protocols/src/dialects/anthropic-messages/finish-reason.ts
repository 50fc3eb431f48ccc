import type { FinishReason, UnifiedFinishReason } from '../../canonical/finish-reason.js'

/** The vendor's words, and some of servers that imitate it. */
const UNIFIED: Readonly<Record<string, UnifiedFinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool',
  refusal: 'filter',
  // the model waits for its own server's tools: the client is to ask again
  pause_turn: 'other',
  stop: 'stop',
  length: 'length',
  content_filter: 'filter',
}

/** Words that this dialect's clients do not know, or that are to read as another. */
const NOT_ITS_OWN: readonly string[] = ['stop', 'length', 'content_filter', 'tool_use']

const WIRE: Record<UnifiedFinishReason, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool: 'tool_use',
  filter: 'refusal',
  other: 'end_turn',
}

export interface StopFacts {
  hasToolCall: boolean
  /** The model called the tool that stands for its answer, and nothing else. */
  isAnswerTool: boolean
  stopSequence: string | undefined
}

/**
 * Wire → ours. An answer with a tool call ended for that call, whatever the server says; but one that was cut or refused
 * was so in spite of it, and its arguments may be broken.
 */
export function decodeFinishReason(raw: string, { hasToolCall, isAnswerTool, stopSequence }: StopFacts): FinishReason {
  const told = UNIFIED[raw] ?? 'other'
  const hasEnded = told === 'stop' || told === 'other' || told === 'tool'
  const unified = !hasEnded ? told : hasToolCall ? 'tool' : isAnswerTool && told === 'tool' ? 'stop' : told
  return { unified, raw, ...(raw === 'stop_sequence' && stopSequence !== undefined && { stopSequence }) }
}

/** Ours → wire: a stop sequence is told where its value is known. */
export const encodeFinishReason = ({ unified, stopSequence }: FinishReason): Record<string, string | null> =>
  unified === 'stop' && stopSequence !== undefined
    ? { stop_reason: 'stop_sequence', stop_sequence: stopSequence }
    : { stop_reason: WIRE[unified], stop_sequence: null }

/** Whether a word of the vendor's own is lost on its way through ours. */
export const isLostReason = (raw: string, reason: FinishReason): boolean =>
  reason.unified !== 'tool' && !NOT_ITS_OWN.includes(raw) && encodeFinishReason(reason).stop_reason !== raw
