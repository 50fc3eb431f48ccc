import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateTime, Money } from '../../graphql/scalars.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { User } from '../users/users.types.js'

export const REDEEM_CODE_STATE = {
  UNUSED: 'unused',
  REDEEMED: 'redeemed',
  REVOKED: 'revoked',
  EXPIRED: 'expired',
} as const
export type RedeemCodeStateName = (typeof REDEEM_CODE_STATE)[keyof typeof REDEEM_CODE_STATE]
registerEnumType(REDEEM_CODE_STATE, {
  name: 'RedeemCodeState',
  description: 'What a redeem code is good for.',
  valuesMap: {
    UNUSED: { description: 'Credits whoever redeems it first.' },
    REDEEMED: { description: 'Has credited somebody.' },
    REVOKED: { description: 'Withdrawn before anybody used it.' },
    EXPIRED: { description: 'Its end, or that of its money, came before anybody used it.' },
  },
})

@ObjectType({
  description: 'Redeem codes that were made together. The codes themselves were shown once and are stored nowhere.',
})
export class RedeemBatch {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'What it is for; whoever redeems a code reads it.' })
  name!: string

  @Field(() => Money, { name: 'amount', description: 'What one code is worth.' })
  amountNanos!: bigint

  @Field(() => DateTime, { nullable: true, description: 'Codes cannot be redeemed after it; null: for ever.' })
  expiresAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When the credited money expires; null: never.' })
  moneyExpiresAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When what was unused was withdrawn; null: it was not.' })
  revokedAt!: Date | null

  @Field(() => User, { nullable: true, description: 'Who made it.' })
  createdBy?: User | null

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => Int, { description: 'Codes of the batch.' })
  codeCount!: number

  @Field(() => Int, { description: 'Codes that have credited somebody.' })
  redeemedCount!: number

  @Field(() => Int, { description: 'Codes that still work.' })
  unusedCount!: number

  @Field(() => Money, { name: 'redeemedAmount', description: 'What all redeemed codes credited.' })
  redeemedNanos!: bigint

  createdByUserId!: string
}

@ObjectType({ description: 'One page of batches.' })
export class RedeemBatchConnection extends connectionOf(RedeemBatch, { name: 'RedeemBatch', of: 'batches' }) {}

@ObjectType({ description: 'One code of a batch, as far as it is known.' })
export class RedeemCode {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'Its last four characters.' })
  lastFour!: string

  @Field(() => REDEEM_CODE_STATE, { description: 'What it is good for.' })
  state!: RedeemCodeStateName

  @Field(() => User, { nullable: true, description: 'Whom it credited.' })
  redeemedBy?: User | null

  @Field(() => DateTime, { nullable: true, description: 'When it was redeemed.' })
  redeemedAt!: Date | null

  @Field(() => ID, { nullable: true, description: 'The ledger transaction.' })
  transactionId!: string | null

  redeemedByUserId!: string | null
}

@ObjectType({ description: 'One page of codes.' })
export class RedeemCodeConnection extends connectionOf(RedeemCode, { name: 'RedeemCode', of: 'codes' }) {}

@ObjectType({ description: 'Outcome of making or withdrawing a batch.' })
export class RedeemBatchPayload extends Payload {
  @Field(() => RedeemBatch, { nullable: true, description: 'The batch.' })
  batch?: RedeemBatch | undefined

  @Field(() => [String], {
    nullable: true,
    description: 'The codes, shown this once and stored nowhere; null where the batch was made before or withdrawn.',
  })
  codes?: string[] | undefined

  @Field(() => Boolean, { nullable: true, description: 'It was done before.' })
  isRepeat?: boolean | undefined
}

@ObjectType({ description: 'Outcome of redeeming a code.' })
export class RedeemCodePayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The ledger transaction.' })
  transactionId?: string | undefined

  @Field(() => Money, { nullable: true, description: 'What the code was worth.' })
  amount?: bigint | undefined

  @Field(() => LedgerAccount, { nullable: true, description: 'The wallet after it.' })
  account?: LedgerAccount | undefined

  @Field(() => Boolean, { nullable: true, description: 'You redeemed this code before: it has credited you once.' })
  isRepeat?: boolean | undefined
}
