import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf } from '../../graphql/payload.types.js'
import { DateTime, Money } from '../../graphql/scalars.js'
import { Course } from '../courses/courses.types.js'
import { User } from '../users/users.types.js'

export const LEDGER_ACCOUNT_KIND = {
  WALLET: 'wallet',
  POOL: 'pool',
  SUSPENSE: 'suspense',
  REVENUE: 'revenue',
  FUNDING: 'funding',
} as const
export type LedgerAccountKindName = (typeof LEDGER_ACCOUNT_KIND)[keyof typeof LEDGER_ACCOUNT_KIND]
registerEnumType(LEDGER_ACCOUNT_KIND, {
  name: 'LedgerAccountKind',
  description: 'Whose money an account is.',
  valuesMap: {
    WALLET: { description: "A user's own money." },
    POOL: { description: 'Money that several people may spend.' },
    SUSPENSE: { description: 'Pays for calls whose payer is unknown, until somebody clears it.' },
    REVENUE: { description: 'Gets what calls cost; has no balance of its own here.' },
    FUNDING: { description: 'Gives what is granted and takes back what expires; has no balance of its own here.' },
  },
})

export const LEDGER_ACCOUNT_STATE = { ACTIVE: 'active', CLOSED: 'closed' } as const
export type LedgerAccountStateName = (typeof LEDGER_ACCOUNT_STATE)[keyof typeof LEDGER_ACCOUNT_STATE]
registerEnumType(LEDGER_ACCOUNT_STATE, {
  name: 'LedgerAccountState',
  description: 'Whether money comes in and is spent.',
  valuesMap: {
    ACTIVE: { description: 'Works.' },
    CLOSED: { description: 'Nothing is spent from it or given to it; what is in it stays.' },
  },
})

@ObjectType({ description: 'An account of the ledger: a wallet, a pool, or one of the installation itself.' })
export class LedgerAccount {
  @Field(() => ID, { description: 'Id of the account in the ledger.' })
  id!: string

  @Field(() => LEDGER_ACCOUNT_KIND, { description: 'Whose money it is.' })
  kind!: LedgerAccountKindName

  @Field(() => LEDGER_ACCOUNT_STATE, { description: 'Whether it works.' })
  state!: LedgerAccountStateName

  @Field(() => String, { nullable: true, description: 'Name of a pool; null: not a pool.' })
  name!: string | null

  @Field(() => User, { nullable: true, description: 'Its owner; null: nobody, or somebody you may not see.' })
  owner?: User | null

  @Field(() => Course, { nullable: true, description: 'Of a pool: the course whose members may spend from it.' })
  course?: Course | null

  @Field(() => Money, { nullable: true, description: 'Sum of all its entries; null where it is not yours to see.' })
  balance?: bigint | null

  @Field(() => Money, { nullable: true, description: 'Reserved for running calls; part of the balance.' })
  held?: bigint | null

  @Field(() => Money, { nullable: true, description: 'Balance less what is held.' })
  available?: bigint | null

  @Field(() => DateTime, { description: 'When it was opened, of a wallet when it first had money.' })
  createdAt!: Date

  ownerUserId!: string | null
  courseId!: string | null
}

@ObjectType({ description: 'One page of accounts.' })
export class LedgerAccountConnection extends connectionOf(LedgerAccount, { name: 'LedgerAccount', of: 'accounts' }) {}
