import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'

export const INVARIANT_STATE = { HOLDS: 'holds', BROKEN: 'broken', UNCHECKED: 'unchecked' } as const
export type InvariantStateName = (typeof INVARIANT_STATE)[keyof typeof INVARIANT_STATE]
registerEnumType(INVARIANT_STATE, {
  name: 'InvariantState',
  description: 'What the last look at an invariant found.',
  valuesMap: {
    HOLDS: { description: 'No row breaks it.' },
    BROKEN: { description: 'Some rows break it: drift.' },
    UNCHECKED: { description: 'It could not be looked at lately; what is told is older.' },
  },
})

@ObjectType({ description: 'Something that is always true of the ledger, and what was last found of it.' })
export class InvariantCheck {
  @Field(() => ID, {
    description: 'L1 to L14, with a suffix where one has several checks; s: of the latest rows only.',
  })
  id!: string

  @Field(() => String, { description: 'What is always true, in English.' })
  says!: string

  @Field(() => INVARIANT_STATE, { description: 'What the last look found.' })
  state!: InvariantStateName

  @Field(() => [String], {
    description: 'Whose rows break it: ids of accounts, calls, leases or transactions; at most 100.',
  })
  brokenIds!: string[]

  @Field(() => DateTime, { nullable: true, description: 'When it was last looked at; null: never.' })
  checkedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Since when looking at it fails; null: it does not.' })
  failedAt!: Date | null
}

@ObjectType({ description: 'Whether the ledger is true to itself: checked every minute, all of it once a day.' })
export class Reconciliation {
  @Field(() => [InvariantCheck], { description: 'Broken ones first, then by id.' })
  checks!: InvariantCheck[]

  @Field(() => Int, { description: 'Leases that hold money for running calls.' })
  openLeaseCount!: number

  @Field(() => Int, { description: 'Leases whose calls are not settled ten minutes after their end.' })
  overdueLeaseCount!: number

  @Field(() => Int, { description: 'Events that can never be settled as they are, and nobody dealt with.' })
  poisonCount!: number

  @Field(() => Int, { description: 'Events that wait until what they name is known.' })
  unresolvedCount!: number
}

@ObjectType({ description: 'Outcome of a reconciliation.' })
export class ReconcilePayload extends Payload {
  @Field(() => Reconciliation, { nullable: true, description: 'What was found.' })
  reconciliation?: Reconciliation | undefined
}
