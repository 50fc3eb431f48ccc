import { Field, ID, InputType } from '@nestjs/graphql'
import { Money } from '../../graphql/scalars.js'
import {
  CORRECTION_KIND,
  CORRECTION_STATE,
  type CorrectionKindName,
  type CorrectionStateName,
} from './corrections.types.js'

@InputType({ description: 'Which corrections; every given field must match.' })
export class CorrectionFilter {
  @Field(() => CORRECTION_STATE, { nullable: true, description: 'Only this state.' })
  state?: CorrectionStateName | null

  @Field(() => CORRECTION_KIND, { nullable: true, description: 'Only this kind.' })
  kind?: CorrectionKindName | null

  @Field(() => ID, { nullable: true, description: 'Only those that take from this account or give to it.' })
  accountId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only refunds of this call.' })
  requestId?: string | null
}

/** What every correction says. */
@InputType({ isAbstract: true })
abstract class CorrectionInput {
  @Field(() => String, { description: 'Why; 1 to 500 characters, kept in the ledger.' })
  reason!: string

  @Field(() => ID, { description: 'Another active administrator, who stands for it as well.' })
  secondPersonId!: string

  @Field(() => String, {
    description: 'Your own name of this correction, 1 to 200 characters: the same again books nothing more.',
  })
  idempotencyKey!: string
}

@InputType({ description: 'A change of a balance.' })
export class AdjustAccountInput extends CorrectionInput {
  @Field(() => ID, { description: 'Which wallet or pool.' })
  accountId!: string

  @Field(() => Money, {
    description: 'Currency units; above 0 gives at once, below 0 takes and waits for the second person.',
  })
  amount!: bigint
}

@InputType({ description: "Giving back a call's debit." })
export class RefundCallInput extends CorrectionInput {
  @Field(() => ID, { description: 'The x-request-id of the call.' })
  requestId!: string

  @Field(() => Money, {
    nullable: true,
    description: 'Currency units, above 0; absent: all that is left of the debit.',
  })
  amount?: bigint | null
}

@InputType({ description: 'Money from one wallet or pool to another; waits for the second person.' })
export class MoveMoneyInput extends CorrectionInput {
  @Field(() => ID, { description: 'Where it is taken from.' })
  fromAccountId!: string

  @Field(() => ID, { description: 'Where it goes.' })
  toAccountId!: string

  @Field(() => Money, { description: 'Currency units, above 0 and at most what is free there.' })
  amount!: bigint
}

@InputType({ description: 'A word on a correction that waits.' })
export class DecideCorrectionInput {
  @Field(() => ID, { description: 'The correction.' })
  id!: string

  @Field(() => Boolean, { description: 'true posts it; false ends it, and nothing moves.' })
  isApproved!: boolean

  @Field(() => String, { nullable: true, description: 'What to say about it, at most 500 characters.' })
  note?: string | null
}
