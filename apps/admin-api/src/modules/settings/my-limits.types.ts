import { Field, ObjectType } from '@nestjs/graphql'
import { TierLimit } from './tiers.types.js'

@ObjectType({ description: 'What you may do with all your keys together. A key may have limits of its own beside it.' })
export class MyLimits {
  @Field(() => Boolean, { description: 'Whether limits are in force at all.' })
  isEnabled!: boolean

  @Field(() => String, { nullable: true, description: 'Your tier; null: there is none, and so no limit.' })
  tier!: string | null

  @Field(() => [TierLimit], { description: 'Every one that fits a call counts.' })
  limits!: TierLimit[]
}
