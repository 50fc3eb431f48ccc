import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { BigIntScalar, DateTime } from '../../graphql/scalars.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { User } from '../users/users.types.js'

export const DEAD_LETTER_KIND = { POISON: 'poison', UNRESOLVED: 'unresolved' } as const
export type DeadLetterKindName = (typeof DEAD_LETTER_KIND)[keyof typeof DEAD_LETTER_KIND]
registerEnumType(DEAD_LETTER_KIND, {
  name: 'DeadLetterKind',
  description: 'Why a usage event was put aside.',
  valuesMap: {
    POISON: { description: 'It can never be settled as it is: unreadable, absurd, or at odds with what is settled.' },
    UNRESOLVED: { description: 'It names a price, key or user that is not known; it is tried again every minute.' },
  },
})

@ObjectType({ description: 'What the event says of its call, as far as it can be read.' })
export class DeadLetterCall {
  @Field(() => User, { nullable: true, description: 'Who called.' })
  user?: User | null

  @Field(() => ApiKey, { nullable: true, description: 'With which key.' })
  apiKey?: ApiKey | null

  @Field(() => LedgerAccount, { nullable: true, description: 'Who is to pay.' })
  payer?: LedgerAccount | null

  @Field(() => String, { nullable: true, description: 'The model asked for.' })
  modelName!: string | undefined

  @Field(() => DateTime, { nullable: true, description: 'When the gateway took it.' })
  admittedAt!: Date | undefined

  @Field(() => BigIntScalar, { nullable: true, description: 'All input tokens; null: not told.' })
  inputTokens!: number | undefined

  @Field(() => BigIntScalar, { nullable: true, description: 'All output tokens; null: not told.' })
  outputTokens!: number | undefined
}

@ObjectType({ description: 'A usage event that could not be settled and was put aside.' })
export class DeadLetter {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => DEAD_LETTER_KIND, { description: 'Why it was put aside.' })
  kind!: DeadLetterKindName

  @Field(() => String, { description: 'What is wrong with it, or what is not known.' })
  reason!: string

  @Field(() => ID, { nullable: true, description: 'Its request id; null: it has none that can be read.' })
  requestId!: string | null

  @Field(() => String, { description: 'Where it lay: stream, and when that was created.' })
  stream!: string

  @Field(() => BigIntScalar, { description: 'Its number in the stream.' })
  sequence!: bigint

  @Field(() => DeadLetterCall, { nullable: true, description: 'Its call; null: no usage event.' })
  call?: DeadLetterCall | null

  @Field(() => String, { description: 'The event itself: quantities and ids, no prompts; at most 8,000 characters.' })
  text!: string

  @Field(() => Int, { description: 'How often it was tried again.' })
  attempts!: number

  @Field(() => User, { nullable: true, description: 'Who last tried it by hand.' })
  replayedBy?: User | null

  @Field(() => DateTime, { nullable: true, description: 'When it was last tried by hand.' })
  replayedAt!: Date | null

  @Field(() => DateTime, { description: 'When it was put aside.' })
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it was settled; null: it waits.' })
  resolvedAt!: Date | null
}

@ObjectType({ description: 'One page of events that were put aside.' })
export class DeadLetterConnection extends connectionOf(DeadLetter, { name: 'DeadLetter', of: 'dead letters' }) {}

@InputType({ description: 'Which dead letters; every given field must match.' })
export class DeadLetterFilter {
  @Field(() => DEAD_LETTER_KIND, { nullable: true, description: 'Only this kind.' })
  kind?: DeadLetterKindName | null

  @Field(() => Boolean, { nullable: true, description: 'Only settled ones; false: only those that wait.' })
  isResolved?: boolean | null

  @Field(() => ID, { nullable: true, description: 'Only this call.' })
  requestId?: string | null
}

@InputType({ description: 'Trying to settle an event that was put aside.' })
export class ReplayDeadLetterInput {
  @Field(() => ID, { description: 'Which one.' })
  id!: string

  @Field(() => String, { description: 'Why now; 1 to 500 characters, kept in the audit log.' })
  reason!: string
}

@ObjectType({ description: 'Outcome of trying to settle an event.' })
export class DeadLetterPayload extends Payload {
  @Field(() => DeadLetter, { nullable: true, description: 'The event as it is now.' })
  deadLetter?: DeadLetter | undefined

  @Field(() => Boolean, { nullable: true, description: 'It was settled before.' })
  isRepeat?: boolean | undefined
}
