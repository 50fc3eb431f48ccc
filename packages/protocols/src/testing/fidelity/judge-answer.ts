import type { DialectId } from '../../canonical/dialect-id.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { CODECS } from '../../dialects/index.js'
import type { AnswerFeature } from './answer-features.js'
import { isSame } from './judge-request.js'

/** `unsaid`: the upstream's dialect has no words for it; `lost`: the client's has none. */
export type AnswerVerdict = 'passed' | 'carried' | 'lost' | 'unsaid'

const IDENTITY = { id: 'x', model: 'm', createdAtSeconds: 1, isReasoningShown: true }

/** How a part of an upstream's answer fares on its way to a client of another dialect. */
export function judgeAnswer(
  { client, upstream }: { client: DialectId; upstream: DialectId },
  { events, view }: AnswerFeature,
): AnswerVerdict {
  const told = written(upstream, events)
  if (!isSame(view(told), view(events))) return 'unsaid'
  if (client === upstream) return 'passed'
  return isSame(view(written(client, told)), view(events)) ? 'carried' : 'lost'
}

/** Written down in a dialect and read again. */
function written(dialect: DialectId, events: readonly StreamEvent[]): StreamEvent[] {
  const codec = CODECS[dialect]
  return codec.decodeResponse(codec.encodeResponse(events, IDENTITY))
}
