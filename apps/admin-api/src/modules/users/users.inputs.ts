import { Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql'
import { SORT_DIRECTION, type SortDirection } from '../../graphql/payload.types.js'
import type { Role, UserState } from '../../identity/permissions.js'
import { ROLE, USER_STATE } from './users.types.js'

@InputType({ description: 'Which users; every given field must match.' })
export class UserFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Part of user name or display name; at most 64 characters count.',
  })
  search?: string | null

  @Field(() => ROLE, { nullable: true, description: 'Only this role.' })
  role?: Role | null

  @Field(() => USER_STATE, { nullable: true, description: 'Only this state.' })
  state?: UserState | null

  @Field(() => ID, { nullable: true, description: 'Only members of this group.' })
  groupId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only members of this course.' })
  courseId?: string | null
}

export const USER_SORT_FIELD = { USERNAME: 'username', CREATED_AT: 'createdAt' } as const
export type UserSortField = (typeof USER_SORT_FIELD)[keyof typeof USER_SORT_FIELD]
registerEnumType(USER_SORT_FIELD, {
  name: 'UserSortField',
  description: 'What users are sorted by.',
  valuesMap: { USERNAME: { description: 'The user name.' }, CREATED_AT: { description: 'When the account was made.' } },
})

@InputType({ description: 'Order of users.' })
export class UserSort {
  @Field(() => USER_SORT_FIELD, { description: 'What to sort by.' })
  field!: UserSortField

  @Field(() => SORT_DIRECTION, { description: 'Which end first.' })
  direction!: SortDirection
}

@InputType({ description: 'A new user made by an admin; active at once.' })
export class CreateUserInput {
  @Field(() => String, { description: 'Student ID or staff name: letters, digits and ._@-, stored in lower case.' })
  username!: string

  @Field(() => String, { nullable: true, description: 'Name to show; at most 64 characters.' })
  displayName?: string | null

  @Field(() => ROLE, { description: 'His role; only root makes admins and roots.' })
  role!: Role

  @Field(() => String, {
    nullable: true,
    description: 'First password, 8 to 200 characters, to be changed; null: he cannot log in yet.',
  })
  password?: string | null

  @Field(() => [ID], { nullable: true, description: 'Groups beside the default one.' })
  groupIds?: string[] | null
}

@InputType({ description: 'Changes of a user; a field left out stays as it is.' })
export class UpdateUserInput {
  @Field(() => ID, { description: 'The user.' })
  id!: string

  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true, description: 'New name to show; null: none.' })
  displayName?: string | null

  @Field(() => ROLE, { nullable: true, description: 'New role; only root changes from or to admin and root.' })
  role?: Role | null

  @Field(() => USER_STATE, {
    nullable: true,
    description: 'New state; DISABLED ends his sessions and tokens and refuses his keys. Nobody becomes PENDING.',
  })
  state?: UserState | null

  @Field(() => [ID], {
    nullable: true,
    description: 'All his groups beside the default one; keys of the others stop working.',
  })
  groupIds?: string[] | null

  @Field(() => String, { nullable: true, description: 'Tier whose limits count; null: the default one.' })
  tier?: string | null
}

@InputType({ description: 'Takes an account away. Its books, calls and receipts stay; its name is not given again.' })
export class DeleteUserInput {
  @Field(() => ID, { description: 'The user.' })
  id!: string

  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number

  @Field(() => String, { description: 'Why; kept in the audit log, 1 to 500 characters.' })
  reason!: string
}

@InputType({ description: 'Changes of the own account; a field left out stays as it is.' })
export class UpdateMyAccountInput {
  @Field(() => String, { nullable: true, description: 'Name to show; null: the user name serves.' })
  displayName?: string | null

  @Field(() => String, { nullable: true, description: 'zh-CN or en; null follows the browser.' })
  locale?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Accept models without a price: free, but recorded as calls.' })
  acceptsUnpriced?: boolean | null

  @Field(() => String, { nullable: true, description: '`installation.noticeVersion` of the notice that was closed.' })
  noticeClosed?: string | null
}
