import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { CreateGroupInput, UpdateGroupInput } from './groups.inputs.js'
import { GroupsService } from './groups.service.js'
import { Group, GroupConnection, GroupPayload } from './groups.types.js'

@Resolver(() => Group)
export class GroupsResolver {
  constructor(private readonly groups: GroupsService) {}

  @Query(() => GroupConnection, { name: 'groups', description: "The caller's own groups by name; staff see all." })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(100)) first: number,
    @Args('after', AFTER) after?: string,
  ) {
    return this.groups.list(caller, { first, after })
  }

  @Mutation(() => GroupPayload, { description: 'Makes an access group. Admins.' })
  async createGroup(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new group.' }) input: CreateGroupInput,
  ) {
    return toPayload('group', await this.groups.create(caller, input), caller.locale)
  }

  @Mutation(() => GroupPayload, { description: 'Changes an access group. Admins.' })
  async updateGroup(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateGroupInput,
  ) {
    const result = await this.groups.update(caller, input)
    return withCurrent(toPayload('group', result, caller.locale), 'group', () => this.groups.current(input.id))
  }

  @Mutation(() => GroupPayload, { description: 'Removes a group that no working key uses. Admins.' })
  async deleteGroup(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The group.' }) id: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
  ) {
    const result = await this.groups.delete(caller, { id, version })
    return withCurrent(toPayload('group', result, caller.locale), 'group', () => this.groups.current(id))
  }
}
