import type { DialectId } from '../../canonical/dialect-id.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { CODECS } from '../../dialects/index.js'
import { formatSse } from '../../sse/format-sse.js'
import { createSseParser } from '../../sse/parse-sse.js'
import { pump } from '../pump.js'
import { type AnswerFeature, callIdsOf } from './answer-features.js'
import { isSame } from './judge-request.js'

/** `unsaid`: the upstream's dialect has no words for it; `lost`: the client's has none. */
export type AnswerVerdict =
  | { type: 'passed' | 'carried' | 'lost' | 'unsaid' }
  | { type: 'noted'; how: string }
  /** Streams and whole answers differ, which they must not. */
  | { type: 'torn'; forms: readonly AnswerVerdict[] }

interface Pair {
  client: DialectId
  upstream: DialectId
}

/** How a part of an upstream's answer fares on its way to a client of another dialect, whole and as a stream. */
export function judgeAnswer(pair: Pair, feature: AnswerFeature): AnswerVerdict {
  if (feature.secret !== undefined) return judgeSecret(pair, feature, feature.secret)
  if (feature.form !== undefined) return judge(pair, feature, feature.form === 'whole' ? throughBody : throughStream)
  const streamed = judge(pair, feature, throughStream)
  const whole = judge(pair, feature, throughBody)
  return isSame(whole, streamed) ? whole : { type: 'torn', forms: [whole, streamed] }
}

/** Written down in a dialect and read again. */
type Through = (dialect: DialectId, events: readonly StreamEvent[]) => StreamEvent[]

function judge(
  { client, upstream }: Pair,
  { events, view, near = [] }: AnswerFeature,
  through: Through,
): AnswerVerdict {
  const told = through(upstream, events)
  if (!isSame(view(told), view(events))) return { type: 'unsaid' }
  if (client === upstream) return { type: 'passed' }
  const arrived = through(client, told)
  if (isSame(view(arrived), view(events))) return { type: 'carried' }
  const how = near.find((nearer) => isSame(nearer.view(arrived), nearer.view(events)))?.how
  return how === undefined ? { type: 'lost' } : { type: 'noted', how }
}

/** It comes back with the next request: in the client's own fields, or from the gateway's memory of the call. */
function judgeSecret(
  { client, upstream }: Pair,
  { events, view }: AnswerFeature,
  { dialect, text }: { dialect: DialectId; text: string },
): AnswerVerdict {
  if (upstream !== dialect) return { type: 'unsaid' }
  const told = throughBody(upstream, events)
  if (!isSame(view(told), view(events))) return { type: 'unsaid' }
  if (client === upstream) return { type: 'passed' }
  const words = JSON.stringify(CODECS[client].encodeResponse(told, IDENTITY)).split(/[^\w.-]+/)
  const isCarried = words.some((word) => Buffer.from(word.slice(word.indexOf('.') + 1), 'base64url').includes(text))
  if (isCarried) return { type: 'noted', how: 'sealed into the client’s own field for its vendor’s proofs' }
  return isSame(callIdsOf(throughBody(client, told)), callIdsOf(events))
    ? { type: 'noted', how: 'kept by the gateway under the id of the call' }
    : { type: 'lost' }
}

const IDENTITY = { id: 'x', model: 'm', createdAtSeconds: 1, isReasoningShown: true }

const throughBody: Through = (dialect, events) =>
  CODECS[dialect].decodeResponse(JSON.parse(JSON.stringify(CODECS[dialect].encodeResponse(events, IDENTITY))))

const throughStream: Through = (dialect, events) => {
  const codec = CODECS[dialect]
  const messages = pump(codec.createStreamEncoder({ ...IDENTITY, includeUsage: true }), events)
  const bytes = Buffer.from(messages.map(formatSse).join(''), 'utf8')
  return pump(codec.createStreamDecoder(), pump(createSseParser(), [bytes]))
}
