import type { CallerReason, ExclusionReason, ExplainReply } from '@tollgate/protocols/events'
import type { Locale } from '../../graphql/locale.js'
import { CALLER_REASON_TEXTS, EXCLUSION_REASON_TEXTS } from './reason-texts.js'
import type { RouteExplanation } from './why.types.js'

export interface ExplanationOptions {
  modelName: string
  groupName: string
  locale: Locale
  /** Others see names of channels and reasons, not what is inside of them. */
  isStaff: boolean
  /** Of channel keys, for admins. */
  lastFours: ReadonlyMap<string, string>
}

/** A gateway's answer → what the asker may see of it, in words. */
export function toExplanation(
  reply: ExplainReply,
  { modelName, groupName, locale, isStaff, lastFours }: ExplanationOptions,
): RouteExplanation {
  const sentenceOf = (reason: ExclusionReason): string => EXCLUSION_REASON_TEXTS[reason][locale]
  const callerSentenceOf = (reason: CallerReason): string => CALLER_REASON_TEXTS[reason][locale]
  const counts = Object.entries(reply.counts) as [ExclusionReason, number][]
  return {
    ...{ modelName, groupName, isScheduled: reply.isScheduled, candidateCount: reply.candidateCount },
    at: new Date(reply.at),
    nodeId: isStaff ? reply.nodeId : '',
    callerReason: reply.callerReason ?? null,
    callerSentence: reply.callerReason == null ? null : callerSentenceOf(reply.callerReason),
    callerUntil: reply.callerUntil == null ? null : new Date(reply.callerUntil),
    counts: counts
      .toSorted(([, a], [, b]) => b - a)
      .map(([reason, count]) => ({ reason, count, sentence: sentenceOf(reason) })),
    candidates: reply.candidates.map(({ channelKeyId = null, reason = null, until = null, ...candidate }) => ({
      ...{ channelId: candidate.channelId, channelName: candidate.channelName, priority: candidate.priority },
      ...{ reason, sentence: reason === null ? null : sentenceOf(reason), rank: candidate.rank ?? null },
      until: until === null ? null : new Date(until),
      channelKeyId: isStaff ? channelKeyId : null,
      keyLastFour: channelKeyId === null ? null : (lastFours.get(channelKeyId) ?? null),
      upstreamModel: isStaff ? (candidate.upstreamModel ?? null) : null,
      detail: isStaff ? (candidate.detail ?? null) : null,
      usedShare: isStaff ? (candidate.usedShare ?? null) : null,
    })),
  }
}
