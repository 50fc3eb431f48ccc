import type { Warning } from '../../canonical/warning.js'
import { type Fields, isFields } from './wire.js'

export const CALL = 'function_call'
export const RESULT = 'function_call_output'
const NO_RESULT = 'No result.'

/** Marks media of a tool result for a target that takes them in messages of a user alone. */
export const MEDIA_MESSAGE = Symbol('media message')

export interface Item extends Fields {
  [MEDIA_MESSAGE]?: true
}

/**
 * What the vendor demands of results: those of a turn stand together, media that the target takes apart follow them, no
 * call is left without one, as a user leaves it who interrupts, and none stands without its call.
 * @param isContinued the calls may stand in what the upstream keeps
 */
export function arrangeItems(
  items: readonly Item[],
  { isContinued, warnings }: { isContinued: boolean; warnings: Warning[] },
): Fields[] {
  const answered = new Set<unknown>()
  const called = new Set<unknown>()
  for (const item of items) if (item.type === RESULT) answered.add(item.call_id)
  const ordered: Fields[] = []
  let unanswered: unknown[] = []
  let media: Fields[] = []
  for (const item of items) {
    if (item[MEDIA_MESSAGE] === true) {
      if (Array.isArray(item.content)) media.push(...item.content.filter(isFields))
      continue
    }
    if (item.type === CALL) {
      called.add(item.call_id)
      if (!answered.has(item.call_id)) unanswered.push(item.call_id)
    } else if (item.type !== RESULT && item.type !== 'reasoning') closeTurn()
    if (item.type !== RESULT || isContinued || called.has(item.call_id)) ordered.push(item)
    else tellAsWords(item)
  }
  closeTurn()
  return ordered

  function tellAsWords({ output }: Item): void {
    ordered.push({ type: 'message', role: 'user', content: output })
    warnings.push({ type: 'changed', field: 'messages', how: 'results without their call go as words of the user' })
  }

  function closeTurn(): void {
    for (const callId of unanswered) ordered.push({ type: RESULT, call_id: callId, output: NO_RESULT })
    if (unanswered.length > 0)
      warnings.push({ type: 'changed', field: 'messages', how: 'calls without result got one' })
    if (media.length > 0) ordered.push({ type: 'message', role: 'user', content: media })
    unanswered = []
    media = []
  }
}
