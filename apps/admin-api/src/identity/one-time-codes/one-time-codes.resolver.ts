import { Args, ID, Mutation, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import type { Caller } from '../caller.js'
import { toSessionPayload } from '../login.resolver.js'
import { SessionPayload } from '../login.types.js'
import { SetPasswordWithCodeInput } from './one-time-codes.inputs.js'
import { OneTimeCodesService } from './one-time-codes.service.js'
import { OneTimeCodePayload } from './one-time-codes.types.js'

@Resolver()
export class OneTimeCodesResolver {
  constructor(private readonly codes: OneTimeCodesService) {}

  @Mutation(() => OneTimeCodePayload, {
    description:
      'A code with which the user sets a new password within seven days; an earlier code ends. Admins; only root for admins and roots.',
  })
  async createOneTimeCode(
    @CurrentCaller() caller: Caller,
    @Args('userId', { type: () => ID, description: 'Whose password is to be set.' }) userId: string,
  ) {
    const result = await this.codes.issue(caller, userId)
    if (result.type === 'failed') return toPayload('user', result, caller.locale)
    return { ...result.value, problems: [] }
  }

  @Mutation(() => SessionPayload, {
    description:
      'Sets a password by a one-time code, ends all other sessions and tokens, and logs in. Tries count like wrong passwords.',
  })
  async setPasswordWithCode(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Who, the code, and the new password.' }) input: SetPasswordWithCodeInput,
  ) {
    return toSessionPayload(await this.codes.setPassword(caller, input), caller.locale)
  }
}
