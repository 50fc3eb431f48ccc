import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { reasonField } from '../../graphql/fields.js'
import { failed, problemsOf, toPayload } from '../../graphql/problem.js'
import { UserPayload } from '../../modules/users/users.types.js'
import type { Caller } from '../caller.js'
import { toSessionPayload } from '../login.resolver.js'
import { SessionPayload } from '../login.types.js'
import { SecondFactorService } from './second-factor.service.js'
import {
  RecoveryCodesPayload,
  SecondFactor,
  SecondFactorPayload,
  SecondFactorSetupPayload,
} from './second-factor.types.js'

const CODE = { description: 'Six digits of the app, or a recovery code.' }
const PASSWORD = { description: 'The own password.' }

@Resolver()
export class SecondFactorResolver {
  constructor(private readonly factors: SecondFactorService) {}

  @Query(() => SecondFactor, { description: 'The own second factor.' })
  mySecondFactor(@CurrentCaller() caller: Caller) {
    return this.factors.state(caller)
  }

  @Mutation(() => SecondFactorSetupPayload, {
    description: 'Makes a seed for an authenticator app. Nothing changes until confirmSecondFactor.',
  })
  async beginSecondFactor(@CurrentCaller() caller: Caller, @Args('password', PASSWORD) password: string) {
    const result = await this.factors.begin(caller, { password })
    return result.type === 'ok' ? { ...result.value, problems: [] } : toPayload('secret', result, caller.locale)
  }

  @Mutation(() => RecoveryCodesPayload, {
    description: 'Turns the second factor on by its first code. All other sessions of the caller end.',
  })
  async confirmSecondFactor(@CurrentCaller() caller: Caller, @Args('code', CODE) code: string) {
    const result = await this.factors.confirm(caller, { code })
    return result.type === 'ok' ? { ...result.value, problems: [] } : toPayload('recoveryCodes', result, caller.locale)
  }

  @Mutation(() => SessionPayload, {
    description: 'Second step of a log-in. At most 5 wrong codes in 5 minutes, then RATE_LIMITED.',
  })
  async verifySecondFactor(@CurrentCaller() caller: Caller, @Args('code', CODE) code: string) {
    return toSessionPayload(await this.factors.verify(caller, { code }), caller.locale)
  }

  @Mutation(() => SecondFactorPayload, { description: 'Turns the own second factor off.' })
  async removeSecondFactor(
    @CurrentCaller() caller: Caller,
    @Args('password', PASSWORD) password: string,
    @Args('code', CODE) code: string,
  ) {
    return toPayload('secondFactor', await this.factors.remove(caller, { password, code }), caller.locale)
  }

  @Mutation(() => RecoveryCodesPayload, { description: 'New recovery codes; the old ones end.' })
  async renewRecoveryCodes(
    @CurrentCaller() caller: Caller,
    @Args('password', PASSWORD) password: string,
    @Args('code', CODE) code: string,
  ) {
    const result = await this.factors.renewRecoveryCodes(caller, { password, code })
    return result.type === 'ok' ? { ...result.value, problems: [] } : toPayload('recoveryCodes', result, caller.locale)
  }

  @Mutation(() => UserPayload, {
    description: 'Takes somebody’s second factor off, and ends his sessions. Admins; only root for admins and roots.',
  })
  async resetSecondFactor(
    @CurrentCaller() caller: Caller,
    @Args('userId', { type: () => ID, description: 'Whose.' }) userId: string,
    @Args('reason', { description: 'Why, for the audit log; 1 to 500 characters.' }) reason: string,
  ) {
    const parsed = reasonField.safeParse(reason)
    const result = parsed.success
      ? await this.factors.reset(caller, { userId, reason: parsed.data })
      : failed(problemsOf(parsed.error, ['reason']))
    return toPayload('user', result, caller.locale)
  }
}
