import { Field, ID, ObjectType } from '@nestjs/graphql'
import { connectionOf } from '../../graphql/payload.types.js'
import { DateScalar, DateTime, Money } from '../../graphql/scalars.js'
import { User } from '../users/users.types.js'
import { LedgerAccount } from './ledger-account.types.js'

@ObjectType({ description: 'One line in the history of an account.' })
export class AccountEntry {
  @Field(() => ID, { description: 'Opaque id; lines follow each other in the order of posting.' })
  id!: string

  @Field(() => ID, { description: 'The ledger transaction that it is a leg of.' })
  transactionId!: string

  @Field(() => String, { description: 'usage, grant, course_grant, redeem, adjustment, refund, move or expire.' })
  kind!: string

  @Field(() => Money, { name: 'amount', description: 'What was added; negative: taken away.' })
  amountNanos!: bigint

  @Field(() => Money, { name: 'balanceAfter', description: 'The balance right after it.' })
  balanceAfterNanos!: bigint

  @Field(() => LedgerAccount, { nullable: true, description: 'The other side: where it came from or went.' })
  counterpart?: LedgerAccount | null

  @Field(() => ID, { nullable: true, description: 'The call that it pays for; null: not a call.' })
  requestId!: string | null

  @Field(() => ID, { nullable: true, description: 'The call that it corrects; null: corrects none.' })
  correctedRequestId!: string | null

  @Field(() => String, { nullable: true, description: 'Why, where somebody gave a reason.' })
  reason!: string | null

  @Field(() => User, { nullable: true, description: 'Who did it; null: the system, or somebody you may not see.' })
  actor?: User | null

  @Field(() => User, {
    nullable: true,
    description: 'The second name on a correction; null: none, or not yours to see.',
  })
  secondPerson?: User | null

  @Field(() => DateScalar, { description: 'Campus day that it belongs to.' })
  occurredOn!: string

  @Field(() => String, { description: 'Accounting period as YYYY-MM.' })
  period!: string

  @Field(() => DateTime, { description: 'When it was posted.' })
  createdAt!: Date

  actorUserId!: string | null
  secondUserId!: string | null
  counterpartId!: string
}

@ObjectType({ description: 'One page of the history of an account.' })
export class AccountEntryConnection extends connectionOf(AccountEntry, { name: 'AccountEntry', of: 'entries' }) {}

@ObjectType({ description: 'Money that came in together. Lots that end earliest are used first.' })
export class AccountLot {
  @Field(() => ID, { description: 'The transaction that brought it.' })
  id!: string

  @Field(() => String, { description: 'What brought it: grant, course_grant, redeem, adjustment, refund or move.' })
  kind!: string

  @Field(() => String, { nullable: true, description: 'Why it was given.' })
  reason!: string | null

  @Field(() => Money, { name: 'amount', description: 'What came in.' })
  amountNanos!: bigint

  @Field(() => Money, { name: 'rest', description: 'What is left of it, running calls included.' })
  restNanos!: bigint

  @Field(() => Money, { name: 'expired', description: 'What was taken back after its end.' })
  expiredNanos!: bigint

  @Field(() => DateTime, { nullable: true, description: 'When what is left is taken back; null: never.' })
  expiresAt!: Date | null

  @Field(() => DateTime, { description: 'When it came in.' })
  createdAt!: Date
}
