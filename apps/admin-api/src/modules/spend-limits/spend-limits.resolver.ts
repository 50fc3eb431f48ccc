import { Args, Mutation, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { SpendLimitsService } from './spend-limits.service.js'
import { SetSpendLimitInput, SetSpendLimitPayload } from './spend-limits.types.js'

@Resolver()
export class SpendLimitsResolver {
  constructor(private readonly limits: SpendLimitsService) {}

  @Mutation(() => SetSpendLimitPayload, {
    description: 'Makes or changes what may be spent in each period. Of a key its owner and admins; else admins.',
  })
  async setSpendLimit(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What is bounded, and by how much.' }) input: SetSpendLimitInput,
  ) {
    const result = await this.limits.set(caller, input)
    return result.type === 'ok' ? { ...result.value, problems: [] } : toPayload('limitId', result, caller.locale)
  }
}
