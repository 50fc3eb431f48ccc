import { targetTraitsSchema } from '@tollgate/protocols/events'
import { z } from 'zod'
import type { TraitsInput } from './traits.types.js'

/** As it is stored and as gateways read it: only what was said. */
export type StoredTraits = z.infer<typeof targetTraitsSchema>

/** GraphQL's flat fields → stored traits. Half a budget is none. */
export const traitsField = z
  .custom<TraitsInput>((value) => typeof value === 'object' && value !== null)
  .transform((given, context): StoredTraits => {
    const { thinkingBudgetMin: min, thinkingBudgetMax: max, ...rest } = given
    const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null))
    const budget = min == null && max == null ? {} : { thinkingBudget: { min: min ?? 0, max: max ?? 0 } }
    if ((min != null) !== (max != null) || (min ?? 0) > (max ?? 0)) {
      context.addIssue({ code: 'custom', message: 'invalid', path: ['thinkingBudgetMin'] })
      return z.NEVER
    }
    const parsed = targetTraitsSchema.safeParse({ ...said, ...budget })
    if (parsed.success) return parsed.data
    for (const { path } of parsed.error.issues)
      context.addIssue({ code: 'custom', message: 'invalid', path: [...path] })
    return z.NEVER
  })

/** Stored traits → GraphQL's flat fields. */
export const toTraits = ({ thinkingBudget, ...rest }: StoredTraits): TraitsInput => ({
  ...rest,
  ...(thinkingBudget && { thinkingBudgetMin: thinkingBudget.min, thinkingBudgetMax: thinkingBudget.max }),
})

/** A column of JSON; what cannot be read says nothing. */
export const readTraits = (stored: unknown): StoredTraits => targetTraitsSchema.safeParse(stored).data ?? {}
