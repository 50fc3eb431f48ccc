import { Field, ID, InputType, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { BigIntScalar, DateTime, Money } from '../../graphql/scalars.js'
import { TokenPrices } from '../prices/token-prices.types.js'

@ObjectType({
  description:
    'What the school pays for a model on a channel, from an instant on, in `currency`; reasoning counts as output. Nobody is billed by it: it gives margins. Never changes: a new one is a new version.',
})
export class ChannelCost extends TokenPrices {
  @Field(() => String, { description: 'Public name of the model, as it is now.' })
  modelName!: string

  @Field(() => DateTime, { description: 'Counts for the hours from then on, until a later version does.' })
  validFrom!: Date

  @Field(() => String, { description: "Currency of the provider's bill." })
  currency!: string

  @Field(() => String, {
    description: "Units of the installation's currency for one unit of `currency`, as decimal text.",
  })
  exchangeRate!: string

  @Field(() => Money, {
    name: 'cacheWritePerMillion',
    nullable: true,
    description: 'For a million input tokens written to a cache; null: as input.',
  })
  cacheWritePerMillionNanos!: bigint | null
}

@InputType({ description: 'What is paid for a model on a channel from now on, or from a later instant.' })
export class SetChannelCostInput {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => String, { description: 'Public name of a model that there is.' })
  modelName!: string

  @Field(() => DateTime, { nullable: true, description: 'From when; absent: now. It may be in the past.' })
  validFrom?: Date | null

  @Field(() => String, {
    nullable: true,
    description: "Three capital letters; absent: the installation's own currency.",
  })
  currency?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      "Units of the installation's currency for one unit of `currency`, more than 0; needed for a foreign one alone.",
  })
  exchangeRate?: string | null

  @Field(() => Money, { description: 'For a million input tokens.' })
  inputPerMillion!: bigint

  @Field(() => Money, { description: 'For a million output tokens, reasoning included.' })
  outputPerMillion!: bigint

  @Field(() => Money, { nullable: true, description: 'For a million cached input tokens; absent: as input.' })
  cacheReadPerMillion?: bigint | null

  @Field(() => Money, { nullable: true, description: 'For a million tokens written to a cache; absent: as input.' })
  cacheWritePerMillion?: bigint | null

  @Field(() => Money, { nullable: true, description: 'For each answered call; absent: 0.' })
  perRequest?: bigint | null
}

@ObjectType({ description: 'Outcome of entering a cost.' })
export class SetChannelCostPayload extends Payload {
  @Field(() => ChannelCost, { nullable: true, description: 'The cost.' })
  cost?: ChannelCost | undefined
}

@ObjectType({ description: 'What one model on one channel brought in and cost over some campus days.' })
export class Margin {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => String, { description: 'Its name.' })
  channelName!: string

  @Field(() => String, { description: 'The model, by its present name.' })
  modelName!: string

  @Field(() => BigIntScalar, { description: 'Calls, failed ones included.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Calls of hours for which no cost is known: they are missing in `cost`.' })
  uncostedCalls!: bigint

  @Field(() => Money, { name: 'charged', description: 'What users were debited, less what was given back.' })
  chargedNanos!: bigint

  @Field(() => Money, {
    name: 'cost',
    nullable: true,
    description: "What it cost us, in the installation's currency, rounded up; null: no cost is known for any of it.",
  })
  costNanos!: bigint | null

  @Field(() => Money, {
    name: 'margin',
    nullable: true,
    description: 'Charged less cost; null while the cost of some calls is unknown.',
  })
  marginNanos!: bigint | null
}
