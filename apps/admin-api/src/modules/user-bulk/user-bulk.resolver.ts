import { Args, Mutation, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { localizeProblem, toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { UserBulkService } from './user-bulk.service.js'
import { ChangeUsersInput, ChangeUsersPayload } from './user-bulk.types.js'

@Resolver()
export class UserBulkResolver {
  constructor(private readonly bulk: UserBulkService) {}

  @Mutation(() => ChangeUsersPayload, {
    description:
      'Changes many users alike: state, tier, groups, a course. All or none unless `partial`; each change is in the audit log. Admins; only root changes admins and roots.',
  })
  async changeUsers(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Who, and what changes.' }) input: ChangeUsersInput,
  ) {
    const { result, rows } = await this.bulk.change(caller, input)
    const told = rows.map((row) => ({
      ...row,
      problems: row.problems.map((problem) => localizeProblem(problem, caller.locale)),
    }))
    return { ...toPayload('done', result, caller.locale), rows: told }
  }
}
