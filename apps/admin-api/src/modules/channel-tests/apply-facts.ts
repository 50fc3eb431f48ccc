import { type Ability, type Capability, type CapabilityFact, targetTraitsSchema } from '@tollgate/protocols/events'
import { z } from 'zod'
import type { StoredTraits } from '../channels/traits-fields.js'

/** What the last probe of a model found, where and when: column `measured`. */
export const measuredSchema = z.object({
  at: z.iso.datetime(),
  channelId: z.string(),
  channelName: z.string(),
  facts: z.array(z.object({ capability: z.string(), verdict: z.enum(['yes', 'no', 'unknown']), note: z.string() })),
})
export type Measured = z.infer<typeof measuredSchema>

const ABILITY_OF: Partial<Record<Capability, Ability>> = {
  tools: 'tools',
  vision: 'vision',
  jsonSchema: 'json',
  reasoning: 'reasoning',
}

/** A model's columns as far as facts change them. */
export interface MeasuredModel {
  abilities: string[]
  traits: StoredTraits
}

/**
 * Facts of one channel → the model's abilities and traits. A yes adds an ability. A no takes one away only where no other
 * channel serves the model; else it is this channel that lacks it, see {@link lacksOf}.
 */
export function applyFacts(
  model: MeasuredModel,
  facts: readonly CapabilityFact[],
  { isOnlyChannel }: { isOnlyChannel: boolean },
): MeasuredModel {
  const abilities = new Set(model.abilities)
  const traits: StoredTraits = { ...model.traits }
  for (const { capability, verdict } of facts) {
    if (verdict === 'unknown') continue
    const ability = ABILITY_OF[capability]
    if (ability !== undefined && verdict === 'yes') abilities.add(ability)
    if (ability !== undefined && verdict === 'no' && isOnlyChannel) abilities.delete(ability)
    if (capability === 'jsonSchema') traits.takesJsonSchema = verdict === 'yes'
    if (capability === 'topPOfOne') traits.isTopPBelowOne = verdict === 'no'
  }
  return { abilities: [...abilities], traits: targetTraitsSchema.parse(traits) }
}

/** Abilities that the model lacks on this one channel. */
export function lacksOf(before: readonly string[], facts: readonly CapabilityFact[]): string[] {
  const lacks = new Set(before)
  for (const { capability, verdict } of facts) {
    const ability = ABILITY_OF[capability]
    if (ability === undefined || verdict === 'unknown') continue
    if (verdict === 'no') lacks.add(ability)
    else lacks.delete(ability)
  }
  return [...lacks].toSorted()
}
