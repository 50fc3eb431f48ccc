import * as z from 'zod/mini'
import type { TierInput } from '@/gql/graphql'
import type { SettingsView } from '@/lib/admin-api/settings'

type Tier = SettingsView['tiers'][number]

/** '' of a model: all models together; '' of a count: no limit. */
export function createTierSchema(
  taken: readonly string[],
  words: Record<'nameMissing' | 'nameTwice' | 'countWrong', string>,
) {
  const count = z.string().check(z.trim(), z.regex(/^\d{0,9}$/, words.countWrong))
  return z.object({
    name: z.string().check(
      z.trim(),
      z.minLength(1, words.nameMissing),
      z.refine((name) => !taken.includes(name), words.nameTwice),
    ),
    isDefault: z.boolean(),
    limits: z.array(z.object({ modelName: z.string().check(z.trim()), rpm: count, tpm: count, concurrency: count })),
  })
}

export type TierValues = z.infer<ReturnType<typeof createTierSchema>>

export const EMPTY_LIMIT: TierValues['limits'][number] = { modelName: '', rpm: '', tpm: '', concurrency: '' }

const textOf = (count: number | null | undefined): string => (count == null ? '' : String(count))
const countOf = (text: string): number | null => (text === '' ? null : Number(text))

export const toTierValues = (tier: Tier | undefined): TierValues => ({
  name: tier?.name ?? '',
  isDefault: tier?.isDefault ?? false,
  limits: tier?.limits.map((limit) => ({
    modelName: limit.modelName ?? '',
    ...{ rpm: textOf(limit.rpm), tpm: textOf(limit.tpm), concurrency: textOf(limit.concurrency) },
  })) ?? [EMPTY_LIMIT],
})

/** All tiers with one of them changed, or a new one behind them; a new default takes the place of the old one. */
export function toTiersInput(tiers: readonly Tier[], edited: Tier | undefined, values: TierValues): TierInput[] {
  const changed: TierInput = {
    ...{ name: values.name, isDefault: values.isDefault },
    limits: values.limits.map(({ modelName, rpm, tpm, concurrency }) => ({
      modelName: modelName || null,
      ...{ rpm: countOf(rpm), tpm: countOf(tpm), concurrency: countOf(concurrency) },
    })),
  }
  const others = tiers.map((tier): TierInput => {
    if (tier === edited) return changed
    return { ...tier, isDefault: tier.isDefault && !values.isDefault }
  })
  return edited === undefined ? [...others, changed] : others
}
