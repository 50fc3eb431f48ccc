import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateTime, Money } from '../../graphql/scalars.js'
import { User } from '../users/users.types.js'
import { LedgerAccount } from './ledger-account.types.js'

export const CORRECTION_KIND = { ADJUSTMENT: 'adjustment', REFUND: 'refund', MOVE: 'move' } as const
export type CorrectionKindName = (typeof CORRECTION_KIND)[keyof typeof CORRECTION_KIND]
registerEnumType(CORRECTION_KIND, {
  name: 'CorrectionKind',
  description: 'What a correction does.',
  valuesMap: {
    ADJUSTMENT: { description: 'Changes a balance.' },
    REFUND: { description: "Gives back a call's debit, or a part of it." },
    MOVE: { description: 'Takes from one account and gives to another.' },
  },
})

export const CORRECTION_STATE = { PENDING: 'pending', POSTED: 'posted', REFUSED: 'refused' } as const
export type CorrectionStateName = (typeof CORRECTION_STATE)[keyof typeof CORRECTION_STATE]
registerEnumType(CORRECTION_STATE, {
  name: 'CorrectionState',
  description: 'What became of a correction.',
  valuesMap: {
    PENDING: { description: 'Takes money, so it waits for a second person; nothing has moved.' },
    POSTED: { description: 'Is in the ledger.' },
    REFUSED: { description: 'A second person said no; nothing has moved.' },
  },
})

@ObjectType({ description: 'A change of balances by hand: with a reason and two names.' })
export class Correction {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => CORRECTION_KIND, { description: 'What it does.' })
  kind!: CorrectionKindName

  @Field(() => CORRECTION_STATE, { description: 'What became of it.' })
  state!: CorrectionStateName

  @Field(() => Money, { name: 'amount', description: 'What `account` gets; negative: what is taken from it.' })
  amountNanos!: bigint

  @Field(() => LedgerAccount, {
    nullable: true,
    description: 'Whose balance it changes; of a move, where it takes from.',
  })
  account?: LedgerAccount | null

  @Field(() => LedgerAccount, { nullable: true, description: 'Of a move, where it goes.' })
  toAccount?: LedgerAccount | null

  @Field(() => ID, { nullable: true, description: 'Of a refund, the call.' })
  requestId!: string | null

  @Field(() => String, { description: 'Why.' })
  reason!: string

  @Field(() => User, { nullable: true, description: 'Who asked for it.' })
  actor?: User | null

  @Field(() => User, { nullable: true, description: 'Who was named as the second person.' })
  secondPerson?: User | null

  @Field(() => User, { nullable: true, description: 'Who decided it; null: nobody had to, or nobody did yet.' })
  decidedBy?: User | null

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'What was said at the decision.' })
  decisionNote!: string | null

  @Field(() => Boolean, { description: 'It waits, and you may decide it.' })
  canDecide!: boolean

  @Field(() => ID, { nullable: true, description: 'The ledger transaction, once it is posted.' })
  transactionId!: string | null

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date

  accountId!: string
  toAccountId!: string | null
  actorUserId!: string
  secondUserId!: string
  decidedByUserId!: string | null
}

@ObjectType({ description: 'One page of corrections.' })
export class CorrectionConnection extends connectionOf(Correction, { name: 'Correction', of: 'corrections' }) {}

@ObjectType({ description: 'Outcome of a correction.' })
export class CorrectionPayload extends Payload {
  @Field(() => Correction, { nullable: true, description: 'The correction as it is now: PENDING where it waits.' })
  correction?: Correction | undefined

  @Field(() => Boolean, { nullable: true, description: 'It was done before under the same idempotency key.' })
  isRepeat?: boolean | undefined
}
