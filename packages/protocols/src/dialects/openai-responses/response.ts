import { GatewayError } from '../../canonical/error.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import type { JsonObject, ResponseIdentity } from '../../codec.js'
import { createAnswerReader } from './answer-reader.js'
import { createAnswerWriter } from './answer-writer.js'
import { newCallId } from './new-call-id.js'

/** A whole answer is a stream that arrived at once. */
export const decodeResponse = (body: unknown): StreamEvent[] => createAnswerReader({ newCallId }).readWhole(body)

/** @throws GatewayError that the events end with */
export function encodeResponse(events: readonly StreamEvent[], identity: ResponseIdentity): JsonObject {
  const answer = createAnswerWriter(identity, undefined)
  let response: JsonObject | undefined
  for (const event of events) {
    if (event.type === 'error') throw event.error
    response = answer.push(event) ?? response
  }
  if (response === undefined) throw new GatewayError('upstream_error', { message: 'The upstream gave no answer.' })
  return response
}
