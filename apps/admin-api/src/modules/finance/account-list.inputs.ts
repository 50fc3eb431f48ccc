import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql'
import { SORT_DIRECTION, type SortDirection } from '../../graphql/payload.types.js'
import {
  LEDGER_ACCOUNT_KIND,
  LEDGER_ACCOUNT_STATE,
  type LedgerAccountKindName,
  type LedgerAccountStateName,
} from './ledger-account.types.js'

@InputType({ description: 'Which accounts; every given field must match.' })
export class LedgerAccountFilter {
  @Field(() => LEDGER_ACCOUNT_KIND, { nullable: true, description: 'Only this kind.' })
  kind?: LedgerAccountKindName | null

  @Field(() => LEDGER_ACCOUNT_STATE, { nullable: true, description: 'Only this state.' })
  state?: LedgerAccountStateName | null

  @Field(() => ID, { nullable: true, description: 'Only pools of this course.' })
  courseId?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Part of a pool’s name, or of its owner’s user name or name; at most 64 characters count.',
  })
  search?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Only those that hold money for running calls.' })
  isHolding?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Only those below 0.' })
  isOverdrawn?: boolean | null
}

export const LEDGER_ACCOUNT_SORT_FIELD = {
  NAME: 'name',
  BALANCE: 'balance',
  HELD: 'held',
  CREATED_AT: 'createdAt',
} as const
export type LedgerAccountSortField = (typeof LEDGER_ACCOUNT_SORT_FIELD)[keyof typeof LEDGER_ACCOUNT_SORT_FIELD]
registerEnumType(LEDGER_ACCOUNT_SORT_FIELD, {
  name: 'LedgerAccountSortField',
  description: 'What accounts are sorted by.',
  valuesMap: {
    NAME: { description: 'The pool’s name, or the owner’s user name.' },
    BALANCE: { description: 'The balance.' },
    HELD: { description: 'What is held.' },
    CREATED_AT: { description: 'When it first had money.' },
  },
})

@InputType({ description: 'Order of accounts.' })
export class LedgerAccountSort {
  @Field(() => LEDGER_ACCOUNT_SORT_FIELD, { description: 'What to sort by.' })
  field!: LedgerAccountSortField

  @Field(() => SORT_DIRECTION, { description: 'Which end first.' })
  direction!: SortDirection
}
