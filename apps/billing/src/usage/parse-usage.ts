import { type UsageEvent, usageEventSchema, uuid } from '@tollgate/protocols/events'

/** An event is a few hundred bytes; what is beyond this is none of ours. */
const MAX_EVENT_BYTES = 64 * 1024
const MAX_REASON_LENGTH = 300

export type ParsedUsage = { type: 'event'; event: UsageEvent } | { type: 'poison'; reason: string }

/** Bytes of a message → event. Never throws, whatever the bytes. */
export function parseUsage(data: Uint8Array): ParsedUsage {
  if (data.byteLength > MAX_EVENT_BYTES) return { type: 'poison', reason: `larger than ${MAX_EVENT_BYTES} bytes` }
  const value = parseJson(data)
  if (value === undefined) return { type: 'poison', reason: 'not JSON' }
  const parsed = usageEventSchema.safeParse(value)
  if (parsed.success) return { type: 'event', event: parsed.data }
  const [issue] = parsed.error.issues
  const reason = `${issue?.path.join('.')}: ${issue?.message}`.slice(0, MAX_REASON_LENGTH)
  return { type: 'poison', reason }
}

/** The request id of whatever this is, so that `billing.settled` knows it even where the event is unreadable. */
export function requestIdOf(data: Uint8Array, messageId: string | undefined): string | undefined {
  const value = data.byteLength > MAX_EVENT_BYTES ? undefined : parseJson(data)
  const told = typeof value === 'object' && value !== null && 'requestId' in value ? value.requestId : undefined
  const candidate = uuid.safeParse(told).data ?? uuid.safeParse(messageId).data
  return candidate
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data))
  } catch {
    return undefined
  }
}
