import { Field, ID, InputType, ObjectType } from '@nestjs/graphql'
import { DateTime, Money } from '../../graphql/scalars.js'
import { Group } from '../groups/groups.types.js'
import { TokenPrices } from './token-prices.types.js'

@ObjectType({
  description:
    'What a model costs from an instant on, in the currency of the installation. Never changes: a new price is a new version.',
})
export class PriceVersion extends TokenPrices {
  @Field(() => ID, { description: 'Opaque id; receipts name it.' })
  id!: string

  @Field(() => DateTime, { description: 'Counts for calls admitted from then on, until a later version does.' })
  validFrom!: Date

  @Field(() => Money, {
    name: 'cacheWritePerMillion',
    nullable: true,
    description: 'For a million input tokens written to a cache; null: as input.',
  })
  cacheWritePerMillionNanos!: bigint | null

  @Field(() => Money, {
    name: 'reasoningPerMillion',
    nullable: true,
    description: 'For a million reasoning tokens; null: as output.',
  })
  reasoningPerMillionNanos!: bigint | null

  @Field(() => DateTime, { description: 'When it was entered.' })
  createdAt!: Date
}

@ObjectType({
  description: 'The present price of a model times the ratio of a group, rounded up to 9 decimals for show.',
})
export class MyPrice extends TokenPrices {
  @Field(() => Group, { description: 'The group whose ratio is in it.' })
  group!: Group
}

@InputType({ description: 'A new price version; amounts are 0 or more and at most 10,000,000.' })
export class PriceInput {
  @Field(() => DateTime, { nullable: true, description: 'From when; absent: at once. Not in the past.' })
  validFrom?: Date | null

  @Field(() => Money, { description: 'For a million input tokens.' })
  inputPerMillion!: bigint

  @Field(() => Money, { description: 'For a million output tokens.' })
  outputPerMillion!: bigint

  @Field(() => Money, {
    nullable: true,
    description: 'For a million input tokens read from a cache; absent: as input.',
  })
  cacheReadPerMillion?: bigint | null

  @Field(() => Money, {
    nullable: true,
    description: 'For a million input tokens written to a cache; absent: as input.',
  })
  cacheWritePerMillion?: bigint | null

  @Field(() => Money, { nullable: true, description: 'For a million reasoning tokens; absent: as output.' })
  reasoningPerMillion?: bigint | null

  @Field(() => Money, { nullable: true, description: 'For each answered call; absent: 0.' })
  perRequest?: bigint | null
}

@InputType({ description: 'A new price of a model.' })
export class SetPriceInput {
  @Field(() => ID, { description: 'The model.' })
  modelId!: string

  @Field(() => PriceInput, { description: 'The price.' })
  price!: PriceInput
}
