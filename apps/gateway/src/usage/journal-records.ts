import type { BillableQuantitiesMessage, UsageEventMessage } from '@tollgate/protocols/events'

/**
 * `I`: a call that is about to be sent upstream. Everything that a settlement needs if the process dies now, in the words
 * of the usage event; what only an attempt knows stands in `P`.
 */
export type IntentRecord = Omit<
  UsageEventMessage,
  | 'v'
  | 'channelId'
  | 'channelKeyId'
  | 'priceVersionId'
  | 'quantities'
  | 'rawUsage'
  | 'provenance'
  | 'status'
  | 'errorCode'
  | 'attempts'
  | 'durationMs'
  | 'firstByteMs'
  | 'stepsMs'
  | 'route'
>

/** `P`: before the first byte of an answer is forwarded and at most once a second after it. */
export interface ProgressRecord {
  requestId: string
  channelId: string
  channelKeyId: string | null
  priceVersionId: string | null
  /** Estimates so far, such that their cost is at most the reservation. */
  quantities: BillableQuantitiesMessage
  costNanos: string
  attempts: number
}

/** `C` and `V`: how a call ended. `event` is published as it stands. */
export interface CompletionRecord {
  event: UsageEventMessage
  /** What the lease was charged: the sum of a lease is told to billing at the next boot. */
  costNanos: string
}

const BEFORE_EVENT = '{"event":'
const AFTER_EVENT = ',"costNanos":"'

/** Text of a completion, of which the event is text already. */
export const completionText = (eventText: string, costNanos: bigint): string =>
  `${BEFORE_EVENT}${eventText}${AFTER_EVENT}${costNanos}"}`

/** The event in the text of a completion, without reading all of it where it is written as above. */
export function eventTextOf(text: string): string {
  const end = text.lastIndexOf(AFTER_EVENT)
  const isPlain = text.startsWith(BEFORE_EVENT) && end !== -1 && /^\d+"}$/.test(text.slice(end + AFTER_EVENT.length))
  return isPlain ? text.slice(BEFORE_EVENT.length, end) : JSON.stringify((JSON.parse(text) as CompletionRecord).event)
}

const REQUEST_ID = /"requestId":"([0-9a-f-]{36})"/
const LEASE_ID = /"leaseId":"([0-9a-f-]{36})"/

/**
 * The call that the text of a record is about. Found, not parsed: to read all of half a million would take longer than a
 * start may. Quotation marks within values are escaped, so that no value can look like this.
 */
export const requestIdOf = (text: string): string | undefined => copyOf(REQUEST_ID.exec(text)?.[1])

/** The lease that pays, in the text of an intent or a completion. */
export const leaseIdOf = (text: string): string | undefined => copyOf(LEASE_ID.exec(text)?.[1])

/** A part of a text keeps all of the text in memory, for as long as the part is remembered. */
const copyOf = (part: string | undefined): string | undefined =>
  part === undefined ? undefined : Buffer.from(part, 'latin1').toString('latin1')

/** `A`: billing has them; a completion without one is published again at the next start. */
export interface AckRecord {
  ids: string[]
}
