import { Field, ID, InputType, ObjectType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { DateScalar, Money } from '../../graphql/scalars.js'
import { LIMIT_PERIOD, type LimitPeriodName } from '../finance/account-money.types.js'

@InputType({
  description:
    'What may be spent in each period: by one key, by all calls of a course, or of a budget above courses. Exactly one of keyId, courseId and budgetName. There is one active limit for a key or course and period.',
})
export class SetSpendLimitInput {
  @Field(() => ID, { nullable: true, description: 'The limit to change; null: a new one.' })
  id?: string | null

  @Field(() => ID, { nullable: true, description: 'The key that it caps.' })
  keyId?: string | null

  @Field(() => ID, { nullable: true, description: 'The course that it bounds.' })
  courseId?: string | null

  @Field(() => String, { nullable: true, description: 'Name of the budget that it is, 1 to 200 characters.' })
  budgetName?: string | null

  @Field(() => ID, { nullable: true, description: 'The budget that hands out its money; never of a key; null: none.' })
  parentId?: string | null

  @Field(() => LIMIT_PERIOD, { description: 'How long it counts; never changes.' })
  period!: LimitPeriodName

  @Field(() => Money, { description: 'What may be spent in each period, 0 or more; the present one follows at once.' })
  amount!: bigint

  @Field(() => DateScalar, { nullable: true, description: 'First day of a term; else null.' })
  startsOn?: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Last day of a term; else null.' })
  endsOn?: string | null

  @Field(() => Boolean, { nullable: true, description: 'false: it bounds nothing any more; absent: true.' })
  isActive?: boolean | null

  @Field(() => String, { description: 'Your own name of this act: the same again makes no second limit.' })
  idempotencyKey!: string
}

@ObjectType({ description: 'Outcome of setting a limit.' })
export class SetSpendLimitPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The limit.' })
  limitId?: string | undefined

  @Field(() => Boolean, { nullable: true, description: 'It was so before; nothing was changed.' })
  isRepeat?: boolean | undefined
}
