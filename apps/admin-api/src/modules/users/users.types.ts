import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateTime, Money } from '../../graphql/scalars.js'
import { CourseMembership } from '../courses/courses.types.js'
import { Group } from '../groups/groups.types.js'

export const ROLE = { STUDENT: 'student', FINANCE: 'finance', ADMIN: 'admin', ROOT: 'root' } as const
registerEnumType(ROLE, {
  name: 'Role',
  description: 'What somebody may do in the whole installation.',
  valuesMap: {
    STUDENT: { description: 'Uses models, keys and the playground; sees what is his own.' },
    FINANCE: { description: 'Also reads everybody’s usage, ledger and prices; grants nothing.' },
    ADMIN: { description: 'Also manages users, groups, courses, models, prices and channels, and grants money.' },
    ROOT: { description: 'Also makes admins and allows private addresses of channels.' },
  },
})

export const USER_STATE = { PENDING: 'pending', ACTIVE: 'active', DISABLED: 'disabled' } as const
registerEnumType(USER_STATE, {
  name: 'UserState',
  description: 'Whether an account works.',
  valuesMap: {
    PENDING: { description: 'Registered without a join code: waits for an admin and can do nothing.' },
    ACTIVE: { description: 'Works.' },
    DISABLED: { description: 'Cannot log in; its keys are refused.' },
  },
})

@ObjectType({ description: 'Who pays: a wallet. Amounts are in the currency of the installation.' })
export class Account {
  @Field(() => ID, { description: 'Id of the account in the ledger.' })
  id!: string

  @Field(() => Money, { name: 'balance', description: 'Sum of all its ledger entries.' })
  balanceNanos!: bigint

  @Field(() => Money, { name: 'held', description: 'Reserved for running calls; part of the balance.' })
  heldNanos!: bigint

  @Field(() => Money, { name: 'available', description: 'Balance less what is held.' })
  availableNanos!: bigint
}

@ObjectType({ description: 'Somebody with an account.' })
export class User {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'Student ID or staff name, lower case, unique.' })
  username!: string

  @Field(() => String, { nullable: true, description: 'Name to show; null: the user name serves.' })
  displayName!: string | null

  @Field(() => ROLE, { description: 'What the user may do.' })
  role!: (typeof ROLE)[keyof typeof ROLE]

  @Field(() => USER_STATE, { description: 'Whether the account works.' })
  state!: (typeof USER_STATE)[keyof typeof USER_STATE]

  @Field(() => String, { nullable: true, description: 'zh-CN or en; null follows the browser.' })
  locale!: string | null

  @Field(() => [Group], { description: 'Groups whose models the user may use; the default group is among them.' })
  groups?: Group[]

  @Field(() => [CourseMembership], { description: 'Courses of the user.' })
  courses?: CourseMembership[]

  @Field(() => Account, { description: "The user's own money; before the first grant all amounts are 0." })
  wallet?: Account

  walletAccountId!: string

  @Field(() => String, { nullable: true, description: 'Tier whose limits count; null: the default one.' })
  tier!: string | null

  @Field(() => Boolean, { description: 'The user accepts models without a price.' })
  acceptsUnpriced!: boolean

  @Field(() => Boolean, { description: 'The password was given by somebody else: ask for a new one.' })
  mustChangePassword!: boolean

  @Field(() => Boolean, { description: 'A second factor is asked for at log-in.' })
  hasSecondFactor!: boolean

  @Field(() => String, { nullable: true, description: 'Version of the terms that the user accepted; null: none.' })
  termsVersion!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When the terms were accepted; null: never.' })
  termsAcceptedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Version of the notice that the user closed; null: none.' })
  noticeClosed!: string | null

  @Field(() => DateTime, { description: 'When the account was made.' })
  createdAt!: Date

  @Field(() => Int, { description: 'Grows with each change; give it back when you change the user.' })
  version!: number
}

@ObjectType({ description: 'One page of users.' })
export class UserConnection extends connectionOf(User, { name: 'User', of: 'users' }) {}

@ObjectType({ description: 'Outcome of a change of a user.' })
export class UserPayload extends Payload {
  @Field(() => User, { nullable: true, description: 'The user; on a conflict as he is now.' })
  user?: User | undefined
}
