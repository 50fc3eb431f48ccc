import type { FinishReason, UnifiedFinishReason } from '../../canonical/finish-reason.js'

/** The vendor's words and those of servers that imitate it. */
const UNIFIED: Readonly<Record<string, UnifiedFinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool',
  function_call: 'tool',
  content_filter: 'filter',
  // servers behind a compatible face leak other vendors' words
  eos: 'stop',
  end_turn: 'stop',
  max_tokens: 'length',
  sensitive: 'filter',
}

/** Words that mean "the answer broke off": a failure, never a finish. */
const FAILURES: readonly string[] = ['error', 'insufficient_system_resource', 'abort']

const WIRE: Record<UnifiedFinishReason, string> = {
  stop: 'stop',
  length: 'length',
  tool: 'tool_calls',
  filter: 'content_filter',
  other: 'stop',
}

export const isFailureReason = (raw: string): boolean => FAILURES.includes(raw)

/**
 * Wire → ours. A choice with a tool call ended for that call, even where the server says `stop`; but one that was cut or
 * filtered was so in spite of it, and its arguments may be broken.
 */
export function decodeFinishReason(raw: string | undefined, hasToolCall: boolean): FinishReason {
  const told = raw === undefined ? 'other' : (UNIFIED[raw] ?? 'other')
  const unified = hasToolCall && (told === 'stop' || told === 'other') ? 'tool' : told
  return raw === undefined ? { unified } : { unified, raw }
}

export const encodeFinishReason = ({ unified }: FinishReason): string => WIRE[unified]
