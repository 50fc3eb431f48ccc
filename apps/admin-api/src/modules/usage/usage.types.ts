import { Field, ID, InputType, ObjectType } from '@nestjs/graphql'
import { connectionOf } from '../../graphql/payload.types.js'
import { BigIntScalar, DateScalar, DateTime, Money } from '../../graphql/scalars.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { CallFacts } from './call-facts.types.js'
import { CallSums } from './call-sums.types.js'
import { USAGE_STATUS, type UsageStatusName } from './usage-enums.types.js'

@InputType({ description: 'Which calls; every given field must match.' })
export class UsageFilter {
  @Field(() => ID, { nullable: true, description: 'Whose calls; others than the own ones: staff only.' })
  userId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only calls with this key.' })
  apiKeyId?: string | null

  @Field(() => String, { nullable: true, description: 'Only this model, by its name at the time.' })
  modelName?: string | null

  @Field(() => USAGE_STATUS, { nullable: true, description: 'Only calls that ended so; not for summaries.' })
  status?: UsageStatusName | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Admitted from this instant on; summaries: from its hour on, 30 days ago if absent.',
  })
  from?: Date | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Admitted before this instant; summaries: before its hour is over.',
  })
  to?: Date | null

  @Field(() => ID, { nullable: true, description: 'Only this call; not for summaries.' })
  requestId?: string | null
}

@ObjectType({ description: 'One settled call.' })
export class UsageRow extends CallFacts {
  @Field(() => String, { description: 'The model asked for.' })
  modelName!: string

  @Field(() => BigIntScalar, { description: 'All input tokens, cached ones included.' })
  inputTokens!: number

  @Field(() => BigIntScalar, { description: 'Input tokens that were read from a cache.' })
  cachedTokens!: number

  @Field(() => BigIntScalar, { description: 'All output tokens, reasoning included.' })
  outputTokens!: number

  @Field(() => BigIntScalar, { description: 'Output tokens spent on reasoning.' })
  reasoningTokens!: number

  @Field(() => Money, { name: 'amount', description: 'What it cost.' })
  amountNanos!: bigint

  @Field(() => Money, { description: 'What was given back of it later.' })
  refunded?: bigint
}

@ObjectType({ description: 'One page of calls.' })
export class UsageRowConnection extends connectionOf(UsageRow, { name: 'UsageRow', of: 'calls' }) {}

@ObjectType({ description: 'Sums of one model on one campus day.' })
export class UsageDay extends CallSums {
  @Field(() => DateScalar, { description: 'The campus day.' })
  date!: string

  @Field(() => String, { description: 'The model, by its present name.' })
  modelName!: string
}

@ObjectType({ description: 'Sums of one model over a time.' })
export class UsageOfModel extends CallSums {
  @Field(() => String, { description: 'The model, by its present name.' })
  modelName!: string
}

@ObjectType({ description: 'Sums of one key over a time.' })
export class UsageOfKey extends CallSums {
  @Field(() => ID, { description: 'The key.' })
  keyId!: string

  @Field(() => ApiKey, { nullable: true, description: 'The key; null: it is not there any more.' })
  apiKey?: ApiKey | null
}

@ObjectType({ description: 'Sums over a time, and by day and model.' })
export class UsageSummary extends CallSums {
  @Field(() => [UsageDay], { description: 'By day, latest first, then by cost; at most 5,000 rows.' })
  days!: UsageDay[]

  @Field(() => [UsageOfModel], { description: 'By model, what cost most first; at most 1,000.' })
  models?: UsageOfModel[]

  @Field(() => [UsageOfKey], { description: 'By key, what cost most first; at most 1,000.' })
  keys?: UsageOfKey[]
}
