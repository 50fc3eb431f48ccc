import { Field, ID, InputType, Int } from '@nestjs/graphql'
import { DateTime, Money } from '../../graphql/scalars.js'

@InputType({ description: 'New redeem codes of one worth.' })
export class CreateRedeemBatchInput {
  @Field(() => String, { description: 'What they are for, 1 to 200 characters; whoever redeems one reads it.' })
  name!: string

  @Field(() => Int, { description: 'How many, 1 to 1,000.' })
  count!: number

  @Field(() => Money, { description: 'What each is worth: currency units, above 0.' })
  amount!: bigint

  @Field(() => DateTime, { nullable: true, description: 'Until when they can be redeemed; absent: for ever.' })
  expiresAt?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When the credited money expires; absent: never.' })
  moneyExpiresAt?: Date | null

  @Field(() => String, {
    description: 'Your own name of this batch, 1 to 200 characters: the same again makes no more, and shows no codes.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'Withdrawing what is unused of a batch.' })
export class RevokeRedeemBatchInput {
  @Field(() => ID, { description: 'The batch.' })
  id!: string

  @Field(() => String, { description: 'Why; 1 to 500 characters.' })
  reason!: string
}

@InputType({ description: 'A code to redeem.' })
export class RedeemCodeInput {
  @Field(() => String, { description: 'As printed; case, spaces and hyphens do not matter.' })
  code!: string
}
