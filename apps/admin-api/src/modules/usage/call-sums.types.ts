import { Field, ObjectType } from '@nestjs/graphql'
import { BigIntScalar, Money } from '../../graphql/scalars.js'

/** What every sum over calls tells. */
@ObjectType({ isAbstract: true })
export abstract class CallSums {
  @Field(() => BigIntScalar, { description: 'Calls, failed ones included.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Calls that did not complete.' })
  failedCalls!: bigint

  @Field(() => BigIntScalar, { description: 'Input tokens, cached ones included.' })
  inputTokens!: bigint

  @Field(() => BigIntScalar, { description: 'Output tokens, reasoning included.' })
  outputTokens!: bigint

  @Field(() => Money, { name: 'amount', description: 'What they cost, less what was given back.' })
  amountNanos!: bigint
}
