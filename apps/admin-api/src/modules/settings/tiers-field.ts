import { z } from 'zod'
import { nameField } from '../../graphql/fields.js'
import { limitsField } from '../../graphql/rate-limits.types.js'

/** Tiers as gateways read them. Names are unique, and one at most is the default. */
export const tiersField = z
  .array(
    z.object({
      name: nameField(64),
      isDefault: z.boolean(),
      limits: z.array(limitsField.extend({ modelName: nameField(256).nullish() })).max(1_000, 'tooMany'),
    }),
  )
  .max(100, 'tooMany')
  .refine((tiers) => new Set(tiers.map(({ name }) => name)).size === tiers.length, 'duplicate')
  .refine((tiers) => tiers.filter(({ isDefault }) => isDefault).length <= 1, 'twoDefaultTiers')
  .transform((tiers) =>
    tiers.map(({ limits, ...tier }) => ({
      ...tier,
      limits: limits.map(({ rpm = null, tpm = null, concurrency = null, modelName = null }) => ({
        ...{ rpm, tpm, concurrency, modelName },
      })),
    })),
  )

export type StoredTiers = z.infer<typeof tiersField>
