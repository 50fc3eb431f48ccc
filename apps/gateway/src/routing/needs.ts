import type { RequestFacts } from '@tollgate/protocols/canonical'
import type { Ability } from '@tollgate/protocols/events'

/** The facts of a request for which some upstreams are not good enough. Reasoning is asked of whoever can. */
const NEEDS: readonly (Ability & keyof RequestFacts)[] = ['vision', 'tools', 'json', 'audio', 'document']
const NONE: readonly Ability[] = []

/** What a request needs its model to be able to. */
export function needsOf(facts: RequestFacts): readonly Ability[] {
  const needed = NEEDS.filter((need) => facts[need])
  return needed.length === 0 ? NONE : needed
}
