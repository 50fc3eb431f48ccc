import { ROUTE_NOTE_MAX_TARGETS, type RouteNote } from '@tollgate/protocols/events'
import type { RouteDecision } from './route.js'

/**
 * What is kept of a decision, made when the call is over: the best targets and counts by reason, however many there were.
 * @returns `undefined` where there was one target and nothing spoke against another
 */
export function toRouteNote({
  candidates,
  exclusions,
}: Pick<RouteDecision, 'candidates' | 'exclusions'>): RouteNote | undefined {
  if (candidates.length <= 1 && Object.keys(exclusions).length === 0) return undefined
  return { best: candidates.slice(0, ROUTE_NOTE_MAX_TARGETS).map(({ target }) => target.id), excluded: exclusions }
}
