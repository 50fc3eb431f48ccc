import { type ExclusionReason, routeNoteSchema } from '@tollgate/protocols/events'
import { toId } from '../../graphql/ids.js'
import type { Locale } from '../../graphql/locale.js'
import { EXCLUSION_REASON_TEXTS } from '../why/reason-texts.js'

/** A channel, and the key of it where it has any. */
export interface RouteTargetRow {
  channelId: string
  channelKeyId: string | undefined
}

export interface RouteRow {
  chosen: RouteTargetRow | null
  best: RouteTargetRow[]
  excluded: { reason: string; sentence: string; count: number }[]
}

/** What billing kept of a decision → what administrators read. */
export function toRoute(
  { channelId, channelKeyId, route }: { channelId: string | null; channelKeyId: string | null; route: unknown },
  locale: Locale,
): RouteRow {
  const note = routeNoteSchema.safeParse(route).data
  return {
    chosen: channelId === null ? null : { channelId, channelKeyId: channelKeyId ?? undefined },
    best: (note?.best ?? []).flatMap(toTargets),
    excluded: Object.entries(note?.excluded ?? {})
      .map(([reason, count]) => ({ reason, count, sentence: sentenceOf(reason, locale) }))
      .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  }
}

const sentenceOf = (reason: string, locale: Locale): string =>
  Object.hasOwn(EXCLUSION_REASON_TEXTS, reason) ? EXCLUSION_REASON_TEXTS[reason as ExclusionReason][locale] : reason

/** `<channelId>/<channelKeyId>`, or `<channelId>/-` for a channel that asks for no key; anything else is left out. */
function toTargets(target: string): RouteTargetRow[] {
  const [channel = '', key = ''] = target.split('/')
  const [channelId, channelKeyId] = [toId(channel), toId(key)]
  if (channelId === undefined || (channelKeyId === undefined && key !== '-')) return []
  return [{ channelId, channelKeyId }]
}
