import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { LEDGER_ACCOUNT_STATE, LedgerAccount, type LedgerAccountStateName } from '../finance/ledger-account.types.js'

@ObjectType({
  description: 'Money that several people may spend: of a course, of a project. Keys name it as their payer.',
})
export class Pool {
  @Field(() => ID, { description: 'Id of its account in the ledger.' })
  id!: string

  @Field(() => String, { description: 'What it is called.' })
  name!: string

  @Field(() => LEDGER_ACCOUNT_STATE, { description: 'Whether money comes in and is spent.' })
  state!: LedgerAccountStateName

  @Field(() => LedgerAccount, { description: 'Its account: owner, course and amounts.' })
  account?: LedgerAccount

  @Field(() => Boolean, { description: 'You may make keys that spend from it.' })
  isUsable!: boolean

  @Field(() => Int, { description: 'Active keys that spend from it.' })
  keyCount!: number

  @Field(() => DateTime, { description: 'When it was opened.' })
  createdAt!: Date
}

@ObjectType({ description: 'One page of pools.' })
export class PoolConnection extends connectionOf(Pool, { name: 'Pool', of: 'pools' }) {}

@InputType({ description: 'Which pools; every given field must match.' })
export class PoolFilter {
  @Field(() => LEDGER_ACCOUNT_STATE, { nullable: true, description: 'Only this state.' })
  state?: LedgerAccountStateName | null

  @Field(() => ID, { nullable: true, description: 'Only those of this course.' })
  courseId?: string | null

  @Field(() => String, { nullable: true, description: 'Part of the name; at most 64 characters count.' })
  search?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that you may spend from; others are told to staff alone.',
  })
  isUsable?: boolean | null
}

@InputType({ description: 'A new pool: of a course, of a person, or both.' })
export class OpenPoolInput {
  @Field(() => String, { description: 'What to call it, 1 to 200 characters.' })
  name!: string

  @Field(() => ID, { nullable: true, description: 'Its members may spend from it while the course lasts.' })
  courseId?: string | null

  @Field(() => ID, { nullable: true, description: 'May spend from it, and sees its history.' })
  ownerId?: string | null

  @Field(() => String, {
    description: 'Your own name of this pool, 1 to 200 characters: the same again opens no other.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'Closing a pool, or opening it again.' })
export class SetPoolStateInput {
  @Field(() => ID, { description: 'The pool.' })
  id!: string

  @Field(() => LEDGER_ACCOUNT_STATE, { description: 'CLOSED: nothing is spent from it or given to it.' })
  state!: LedgerAccountStateName

  @Field(() => String, { description: 'Why; 1 to 500 characters.' })
  reason!: string
}

@ObjectType({ description: 'Outcome of a change of a pool.' })
export class PoolPayload extends Payload {
  @Field(() => Pool, { nullable: true, description: 'The pool.' })
  pool?: Pool | undefined

  @Field(() => Boolean, { nullable: true, description: 'It was so before.' })
  isRepeat?: boolean | undefined
}
