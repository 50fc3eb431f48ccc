import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql'
import { RateLimits, RateLimitsInput } from '../../graphql/rate-limits.types.js'

export const ROUTING_STRATEGY = { USAGE: 'usage', WEIGHTED: 'weighted' } as const
registerEnumType(ROUTING_STRATEGY, {
  name: 'RoutingStrategy',
  description: 'How one of several channels of the same priority is chosen.',
  valuesMap: {
    USAGE: { description: 'The key that used the least share of its requests and tokens of this minute.' },
    WEIGHTED: { description: 'Channels by chance, in proportion to their weights; of its keys the least used.' },
  },
})

@ObjectType({ description: 'A limit of a tier.' })
export class TierLimit extends RateLimits {
  @Field(() => String, { nullable: true, description: 'Calls of this model alone; null: all models together.' })
  modelName?: string | null
}

@InputType({ description: 'A limit of a tier.' })
export class TierLimitInput extends RateLimitsInput {
  @Field(() => String, { nullable: true, description: 'Calls of this model alone; absent: all models together.' })
  modelName?: string | null
}

@ObjectType({ description: 'What one user may do with all keys together.' })
export class Tier {
  @Field(() => String, { description: 'Unique name.' })
  name!: string

  @Field(() => Boolean, { description: 'Whether it counts for users who are in no other.' })
  isDefault!: boolean

  @Field(() => [TierLimit], { description: 'Every one that fits a call counts.' })
  limits!: TierLimit[]
}

@InputType({ description: 'What one user may do with all keys together.' })
export class TierInput {
  @Field(() => String, { description: 'Unique name, 1 to 64 characters.' })
  name!: string

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it counts for users who are in no other.' })
  isDefault!: boolean

  @Field(() => [TierLimitInput], { description: 'At most 1,000; every one that fits a call counts.' })
  limits!: TierLimitInput[]
}
