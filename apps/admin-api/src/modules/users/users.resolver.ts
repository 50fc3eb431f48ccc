import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { CourseMembership } from '../courses/courses.types.js'
import { Group } from '../groups/groups.types.js'
import {
  CreateUserInput,
  DeleteUserInput,
  UpdateMyAccountInput,
  UpdateUserInput,
  UserFilter,
  UserSort,
} from './users.inputs.js'
import type { UserRow } from './users.repository.js'
import { UsersService } from './users.service.js'
import { Account, User, UserConnection, UserPayload } from './users.types.js'

@Resolver(() => User)
export class UsersResolver {
  constructor(private readonly users: UsersService) {}

  @Query(() => User, {
    nullable: true,
    description: 'The caller; null without a session or token, or before the second factor was shown.',
  })
  me(@CurrentCaller() caller: Caller) {
    return this.users.me(caller)
  }

  @Query(() => UserConnection, { name: 'users', description: 'All users, newest first unless sorted. Staff.' })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which users; absent: all.' }) filter?: UserFilter,
    @Args('sort', { nullable: true, description: 'Order; absent: newest first.' }) sort?: UserSort,
  ) {
    return this.users.list(caller, { first, after, filter, sort })
  }

  @Query(() => User, { description: 'One user: oneself, or anybody for staff.' })
  user(@CurrentCaller() caller: Caller, @Args('id', { type: () => ID, description: 'The user.' }) id: string) {
    return this.users.get(caller, id)
  }

  @ResolveField(() => [Group])
  groups(@CurrentLoaders() loaders: Loaders, @Parent() user: UserRow) {
    return loaders.groupsOfUser(user.id)
  }

  @ResolveField(() => [CourseMembership])
  courses(@CurrentLoaders() loaders: Loaders, @Parent() user: UserRow) {
    return loaders.membershipsOfUser.load(user.id)
  }

  @ResolveField(() => Account)
  wallet(@CurrentLoaders() loaders: Loaders, @Parent() user: UserRow) {
    return loaders.account.load(user.walletAccountId)
  }

  @Mutation(() => UserPayload, { description: 'Changes the own account.' })
  async updateMyAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateMyAccountInput,
  ) {
    return toPayload('user', await this.users.updateMyAccount(caller, input), caller.locale)
  }

  @Mutation(() => UserPayload, { description: 'Accepts the terms of use, kept with version and time.' })
  async acceptTerms(
    @CurrentCaller() caller: Caller,
    @Args('version', { description: '`installation.terms.version` of the text that was shown.' }) version: string,
  ) {
    return toPayload('user', await this.users.acceptTerms(caller, version), caller.locale)
  }

  @Mutation(() => UserPayload, { description: 'Makes an active user. Admins; only root makes admins and roots.' })
  async createUser(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new user.' }) input: CreateUserInput,
  ) {
    return toPayload('user', await this.users.create(caller, input), caller.locale)
  }

  @Mutation(() => UserPayload, {
    description:
      'Takes an account away: sessions and tokens end, keys are refused, nothing is reserved for them any more; running calls settle. Admins; of admins and roots: root.',
  })
  async deleteUser(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Whose, and why.' }) input: DeleteUserInput,
  ) {
    return toPayload('user', await this.users.delete(caller, input), caller.locale)
  }

  @Mutation(() => UserPayload, { description: 'Changes a user. Admins; only root changes admins and roots.' })
  async updateUser(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateUserInput,
  ) {
    const result = await this.users.update(caller, input)
    return withCurrent(toPayload('user', result, caller.locale), 'user', () => this.users.current(input.id))
  }
}
