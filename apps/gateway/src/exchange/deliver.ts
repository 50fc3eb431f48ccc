import { formatNanos } from '@tollgate/pricing'
import { GatewayError } from '@tollgate/protocols/canonical'
import { CODECS } from '@tollgate/protocols/dialects'
import { headersToClient } from '@tollgate/protocols/passthrough'
import type { StreamEnd } from '../stream/answer-stream.js'
import { toJsonArray } from '../stream/to-json-array.js'
import { type CallContext, identityOf } from './call-context.js'
import type { Conclusion } from './conclusion.js'
import type { Delivery } from './delivery.js'
import { describeWarnings } from './describe-warnings.js'
import type { SettledUsage } from './settle.js'
import { type ToldCost, toToldCost, withCostInBody, withCostInStream } from './tell-cost.js'
import type { Answered } from './try-targets.js'
import type { UsageMeter } from './usage-meter.js'

/** Vendor bytes leave on our origin: they must not become a page with our rights. */
export const RELAY_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store, no-transform',
}

/** A finished answer in one piece: settled and on disk before a byte of it leaves. */
export async function deliverWhole(
  context: CallContext,
  answered: Extract<Answered, { type: 'whole' }>,
  conclusion: Conclusion,
): Promise<Delivery> {
  const { call } = context
  const isGone = call.presence.isGone()
  const ending = { status: isGone ? 'aborted' : 'completed', isBillable: true, isDrained: isGone } as const
  const settled = await conclusion.conclude(ending, answered.meter)
  const body = answered.answer.encode({ identity: identityOf(context), settled }) ?? answered.bytes
  const headers = answerHeaders(context, answered, 'application/json; charset=utf-8')
  headers['x-tollgate-cost'] = formatNanos(settled.costNanos)
  return {
    status: 200,
    headers,
    body: context.wantsCost ? withCostInBody(body.toString(), costOf(context, settled)) : body,
  }
}

/** A stream whose first event is there: headers leave now, the last bytes when `concludeStream` has resolved. */
export function deliverStream(context: CallContext, answered: Extract<Answered, { type: 'stream' }>): Delivery {
  const isArray = context.call.streamForm === 'json-array'
  answered.stream.startKeepAlive()
  const contentType = isArray ? 'application/json; charset=utf-8' : 'text/event-stream; charset=utf-8'
  const headers = answerHeaders(context, answered, contentType)
  headers['x-accel-buffering'] = 'no'
  return {
    status: 200,
    headers,
    body: isArray ? toJsonArray(answered.stream.out) : answered.stream.out,
  }
}

/** How a stream ended → what is billed and recorded, and the last bytes for the client. */
export async function concludeStream(
  context: CallContext,
  conclusion: Conclusion,
  { end, held, meter }: { end: StreamEnd; held: Uint8Array; meter: UsageMeter },
): Promise<Uint8Array> {
  const codec = CODECS[context.call.dialect]
  switch (end.type) {
    case 'finished': {
      const settled = await conclusion.conclude({ status: 'completed', isBillable: true }, meter)
      if (!context.wantsCost) return held
      return withCostInStream(held, {
        dialect: context.call.dialect,
        told: costOf(context, settled),
        identity: identityOf(context),
        usage: meter.usage(),
        settled,
      })
    }
    case 'aborted': {
      const { isDrained, isDrainBound = false } = end
      const isBillable = conclusion.hasForwarded() || isDrained
      await conclusion.conclude({ status: 'aborted', isBillable, isDrained, isDrainBound }, meter)
      return held
    }
    case 'failed': {
      const status = end.isInterrupted ? 'interrupted' : 'failed'
      await conclusion.conclude({ status, isBillable: conclusion.hasForwarded() }, meter, end.error.code)
      return Buffer.from(codec.encodeStreamError(end.error, context.call.requestId), 'utf8')
    }
  }
}

const costOf = ({ reservation, call }: CallContext, settled: SettledUsage): ToldCost =>
  toToldCost(settled, { availableNanos: reservation.availableNanos, requestId: call.requestId })

function answerHeaders(
  context: CallContext,
  { attempt, head, warnings: carried }: Extract<Answered, { type: 'stream' | 'whole' }>,
  contentType: string,
): Record<string, string> {
  const { call, plan, steps } = context
  const isSameDialect = attempt.dialect === call.dialect
  const headers = isSameDialect ? headersToClient(head.headers, call.dialect) : {}
  Object.assign(headers, RELAY_HEADERS)
  headers['content-type'] = contentType
  headers['x-tollgate-channel'] = encodeURIComponent(attempt.candidate.target.channelName)
  headers['server-timing'] = steps.header()
  if (plan.warnings.length > 0 || carried.length > 0) {
    const { dropped, clamped } = describeWarnings([...plan.warnings, ...carried])
    if (dropped !== '') headers['x-tollgate-dropped'] = dropped
    if (clamped !== '') headers['x-tollgate-clamped'] = clamped
  }
  return headers
}

/** What a caller who has gone is not told any more; for logs and the record. */
export const clientGone = (): GatewayError => new GatewayError('request_timeout', { message: 'The client has gone.' })
