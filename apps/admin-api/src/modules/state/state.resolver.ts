import { Args, Mutation, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { localizeProblem } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { ApplyStateService } from './apply-state.service.js'
import { ApplyStateInput, ApplyStatePayload } from './state.types.js'

@Resolver()
export class StateResolver {
  constructor(private readonly state: ApplyStateService) {}

  @Mutation(() => ApplyStatePayload, {
    description:
      'Applies the declarative state file (docs/operations.md): checked whole, then applied in one go; grants follow, each once per idempotency key. Admins; private addresses, admins and given keys: root only.',
  })
  async applyState(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What should exist.' }) input: ApplyStateInput,
  ) {
    const { problems, ...outcome } = await this.state.apply(caller, input)
    return { ...outcome, problems: problems.map((problem) => localizeProblem(problem, caller.locale)) }
  }
}
