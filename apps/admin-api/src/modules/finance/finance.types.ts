import { Field, ID, InputType, ObjectType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateScalar, DateTime, Money } from '../../graphql/scalars.js'
import { Account, User } from '../users/users.types.js'

@ObjectType({ description: 'One leg of a ledger transaction.' })
export class LedgerEntry {
  @Field(() => ID, { description: 'The account that it changes.' })
  accountId!: string

  @Field(() => Boolean, { description: "The other side: the installation's own revenue or funding, nobody's wallet." })
  isRevenue!: boolean

  @Field(() => Money, { name: 'amount', description: 'What is added to the balance; negative: taken away.' })
  amountNanos!: bigint
}

@ObjectType({ description: 'A move of money: its entries add up to 0 and never change.' })
export class LedgerTransaction {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => ID, { nullable: true, description: 'The call that it pays for; null: not a call.' })
  requestId!: string | null

  @Field(() => String, { description: 'usage, grant, course_grant, redeem, adjustment, refund, move or expire.' })
  kind!: string

  @Field(() => DateScalar, { description: 'Campus day that it belongs to.' })
  occurredOn!: string

  @Field(() => String, { description: 'Accounting period as YYYY-MM.' })
  period!: string

  @Field(() => DateTime, { description: 'When it was posted.' })
  createdAt!: Date

  @Field(() => String, { nullable: true, description: 'Why, where somebody gave a reason.' })
  reason!: string | null

  @Field(() => User, { nullable: true, description: 'Who did it; null: the system, or somebody you may not see.' })
  actor?: User | null

  @Field(() => User, {
    nullable: true,
    description: 'The second name on a correction; null: none, or not yours to see.',
  })
  secondPerson?: User | null

  actorUserId!: string | null
  secondUserId!: string | null

  @Field(() => [LedgerEntry], { description: 'Its legs, by account.' })
  entries!: LedgerEntry[]
}

@ObjectType({ description: 'One page of ledger transactions.' })
export class LedgerTransactionConnection extends connectionOf(LedgerTransaction, {
  name: 'LedgerTransaction',
  of: 'ledger transactions',
}) {}

@InputType({ description: "Money for a user's wallet, or for a pool." })
export class GrantInput {
  @Field(() => ID, { nullable: true, description: 'Whose wallet; absent: poolId says which pool.' })
  userId?: string | null

  @Field(() => ID, { nullable: true, description: 'Which pool; absent: userId says whose wallet.' })
  poolId?: string | null

  @Field(() => Money, { description: 'Currency units, above 0 and at most 10,000,000.' })
  amount!: bigint

  @Field(() => DateTime, {
    nullable: true,
    description: 'When what is left of it is taken back; absent: never. Money that ends earliest is used first.',
  })
  expiresAt?: Date | null

  @Field(() => String, { description: 'Why; 1 to 500 characters, kept in the ledger.' })
  reason!: string

  @Field(() => String, {
    description: 'Your own name of this grant, 1 to 200 characters: the same again books nothing more.',
  })
  idempotencyKey!: string
}

@ObjectType({ description: 'Outcome of a grant.' })
export class GrantPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The ledger transaction.' })
  transactionId?: string | undefined

  @Field(() => Account, { nullable: true, description: 'The wallet or pool after it.' })
  account?: Account | undefined

  @Field(() => Boolean, { nullable: true, description: 'It was booked before under the same idempotency key.' })
  isRepeat?: boolean | undefined
}
