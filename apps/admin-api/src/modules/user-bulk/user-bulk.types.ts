import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql'
import { Payload, Problem } from '../../graphql/payload.types.js'
import type { LocalizedProblem } from '../../graphql/problem.js'

/** What an administrator makes of many accounts at once; nobody is made to wait again. */
export const BULK_USER_STATE = { ACTIVE: 'active', DISABLED: 'disabled' } as const
export type BulkUserState = (typeof BULK_USER_STATE)[keyof typeof BULK_USER_STATE]
registerEnumType(BULK_USER_STATE, {
  name: 'BulkUserState',
  description: 'Whether the accounts work from now on.',
  valuesMap: {
    ACTIVE: { description: 'They work.' },
    DISABLED: { description: 'They cannot log in; sessions and tokens end, keys are refused.' },
  },
})

export const USER_CHANGE_OUTCOME = { CHANGED: 'changed', UNCHANGED: 'unchanged', REFUSED: 'refused' } as const
export type UserChangeOutcome = (typeof USER_CHANGE_OUTCOME)[keyof typeof USER_CHANGE_OUTCOME]
registerEnumType(USER_CHANGE_OUTCOME, {
  name: 'UserChangeOutcome',
  description: 'What became of one account.',
  valuesMap: {
    CHANGED: { description: 'It was changed.' },
    UNCHANGED: { description: 'It was so already.' },
    REFUSED: { description: 'The problem says why not.' },
  },
})

@InputType({ description: 'One change of many users; a field left out stays as it is.' })
export class ChangeUsersInput {
  @Field(() => [ID], { description: 'The users, 1 to 1,000; one named twice counts once.' })
  userIds!: string[]

  @Field(() => BULK_USER_STATE, { nullable: true, description: 'Whether they work.' })
  state?: BulkUserState | null

  @Field(() => String, { nullable: true, description: 'Tier whose limits count; null: the default one.' })
  tier?: string | null

  @Field(() => [ID], { nullable: true, description: 'Groups that they get beside those that they have.' })
  addGroupIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Groups that they lose.' })
  removeGroupIds?: string[] | null

  @Field(() => ID, { nullable: true, description: 'Course that they join as students.' })
  addToCourseId?: string | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Change those that can be changed; else one refusal leaves all as they are.',
  })
  partial?: boolean | null
}

@ObjectType({ description: 'What became of one user.' })
export class UserChange {
  @Field(() => ID, { description: 'The user.' })
  userId!: string

  @Field(() => String, { nullable: true, description: 'His user name; null: there is no such user.' })
  username!: string | null

  @Field(() => USER_CHANGE_OUTCOME, { description: 'What was done.' })
  outcome!: UserChangeOutcome

  @Field(() => [Problem], { description: 'Why he was refused; else empty.' })
  problems!: LocalizedProblem[]
}

@ObjectType({ description: 'Outcome of a change of many users.' })
export class ChangeUsersPayload extends Payload {
  @Field(() => [UserChange], { description: 'One row a user, by the order of the input.' })
  rows!: UserChange[]
}
