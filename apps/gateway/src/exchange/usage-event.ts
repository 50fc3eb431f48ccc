import type { Usage } from '@tollgate/protocols/canonical'
import {
  type RouteNote,
  toNanosText,
  USAGE_EVENT_VERSION,
  type UsageEventMessage,
  type UsageStatus,
} from '@tollgate/protocols/events'
import type { IntentRecord } from '../usage/journal-records.js'
import type { CallContext } from './call-context.js'
import type { AttemptPlan } from './plan.js'
import type { SettledUsage } from './settle.js'

const MAX_RAW_USAGE_CHARACTERS = 1_024
const MAX_CLIENT_REF_CHARACTERS = 128

/** What is known of a call before the first attempt: the journal's `I`, and the trunk of the usage event. */
export function toIntent(context: CallContext, nodeId: string): IntentRecord {
  const { call, caller, model, group, reservation, request } = context
  const clientRef = clientRefOf(call.headers['x-request-id'])
  const intent: IntentRecord = {
    requestId: call.requestId,
    nodeId,
    leaseId: reservation.leaseId,
    payerId: caller.record.payerId,
    userId: caller.record.userId,
    keyId: caller.record.keyId,
    groupId: group.groupId,
    modelId: model.modelId,
    modelName: model.name,
    groupRatio: group.ratio,
    reservedNanos: toNanosText(reservation.reservedNanos),
    dialect: call.dialect,
    isStreamed: request.isStreamed,
    admittedAtMs: reservation.admittedAtMs,
  }
  if (caller.record.courseId != null) intent.courseId = caller.record.courseId
  if (clientRef !== undefined) intent.clientRef = clientRef
  return intent
}

export interface EventEnding {
  status: UsageStatus
  errorCode: string | undefined
  settled: SettledUsage
  usage: Usage | undefined
  /** The attempt that answered, or the last one that was made. */
  attempt: AttemptPlan | undefined
  attempts: number
  durationMs: number
  firstByteMs: number | undefined
  stepsMs: Record<string, number>
  route: RouteNote | undefined
}

/**
 * Every field by its name, absent ones too, which JSON leaves out: to spread the intent and to add the rest to it would
 * take longer than all else that is done to an event.
 */
export function toUsageEvent(intent: IntentRecord, ending: EventEnding): UsageEventMessage {
  const { settled, attempt } = ending
  const target = attempt?.candidate.target
  return {
    v: USAGE_EVENT_VERSION,
    requestId: intent.requestId,
    nodeId: intent.nodeId,
    leaseId: intent.leaseId,
    payerId: intent.payerId,
    userId: intent.userId,
    keyId: intent.keyId,
    courseId: intent.courseId,
    groupId: intent.groupId,
    modelId: intent.modelId,
    modelName: intent.modelName,
    groupRatio: intent.groupRatio,
    reservedNanos: intent.reservedNanos,
    dialect: intent.dialect,
    isStreamed: intent.isStreamed,
    admittedAtMs: intent.admittedAtMs,
    clientRef: intent.clientRef,
    channelId: target?.channelId ?? null,
    channelKeyId: target?.channelKeyId ?? null,
    priceVersionId: attempt?.price?.priceVersionId ?? null,
    quantities: settled.quantities,
    rawUsage: settled.provenance === 'void' ? undefined : rawText(ending.usage?.raw),
    provenance: settled.provenance,
    reason: settled.reason,
    status: ending.status,
    errorCode: ending.errorCode,
    attempts: ending.attempts,
    durationMs: Math.round(ending.durationMs),
    firstByteMs: ending.firstByteMs === undefined ? undefined : Math.round(ending.firstByteMs),
    stepsMs: ending.stepsMs,
    route: ending.route,
  } satisfies Record<keyof UsageEventMessage, unknown>
}

/** Longer objects are not cut, because half a JSON says nothing: they are left out. */
function rawText(raw: unknown): string | undefined {
  const text = raw === undefined ? undefined : JSON.stringify(raw)
  return text !== undefined && text.length <= MAX_RAW_USAGE_CHARACTERS ? text : undefined
}

/** The client's own id, as far as it is harmless text. */
const clientRefOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) ? value.slice(0, MAX_CLIENT_REF_CHARACTERS) : undefined
