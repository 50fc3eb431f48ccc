import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import { UserPayload } from '../../modules/users/users.types.js'
import type { Caller } from '../caller.js'
import { OidcService } from './oidc.service.js'
import {
  BeginOidcLogInInput,
  BeginOidcLogInPayload,
  CompleteOidcLogInInput,
  CompleteOidcLogInPayload,
  WaysIn,
  WaysInPayload,
} from './oidc.types.js'
import { OidcConnectionService } from './oidc-connection.service.js'

@Resolver()
export class OidcResolver {
  constructor(
    private readonly oidc: OidcService,
    private readonly connection: OidcConnectionService,
  ) {}

  @Mutation(() => BeginOidcLogInPayload, {
    description: 'Begins a log-in at the organisation’s provider (`installation.logInProvider`). Visitors.',
  })
  async beginOidcLogIn(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Where to go afterwards.' }) input: BeginOidcLogInInput,
  ) {
    const result = await this.oidc.begin(caller, { next: input.next ?? null })
    return { ...toPayload('url', result, caller.locale), url: result.type === 'ok' ? result.value.url : undefined }
  }

  @Mutation(() => CompleteOidcLogInPayload, {
    description:
      'Ends what beginOidcLogIn or beginOidcConnection began in this browser, within ten minutes and once. Problems: EXPIRED (begin again), PROVIDER_UNAVAILABLE, LOG_IN_REFUSED (the message says whom to ask), ACCOUNT_DISABLED, CONFLICT.',
  })
  async completeOidcLogIn(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The provider’s answer.' }) input: CompleteOidcLogInInput,
  ) {
    const result = await this.oidc.complete(caller, input)
    if (result.type === 'failed') return toPayload('user', result, caller.locale)
    const { signIn, next, isConnected } = result.value
    return { ...signIn, next, isConnected, problems: [] }
  }

  @Mutation(() => BeginOidcLogInPayload, {
    description: 'Begins to connect the own account to the provider, beside its password. In a browser.',
  })
  async beginOidcConnection(
    @CurrentCaller() caller: Caller,
    @Args('password', { type: () => String, description: 'The own password, once more.' }) password: string,
  ) {
    const result = await this.oidc.beginConnection(caller, { password })
    return { ...toPayload('url', result, caller.locale), url: result.type === 'ok' ? result.value.url : undefined }
  }

  @Mutation(() => WaysInPayload, {
    description: 'Takes the provider off the own account, which has a password to log in with.',
  })
  async removeOidcConnection(
    @CurrentCaller() caller: Caller,
    @Args('password', { type: () => String, description: 'The own password, once more.' }) password: string,
  ) {
    return toPayload('waysIn', await this.connection.disconnect(caller, password), caller.locale)
  }

  @Mutation(() => UserPayload, {
    description:
      'Takes the provider off somebody’s account and ends his sessions, where the wrong person is connected. Admins; of admins: root.',
  })
  async resetOidcConnection(
    @CurrentCaller() caller: Caller,
    @Args('userId', { type: () => ID, description: 'The user.' }) userId: string,
    @Args('reason', { type: () => String, description: 'Why; kept in the audit log, 1 to 500 characters.' })
    reason: string,
  ) {
    return toPayload('user', await this.connection.reset(caller, { userId, reason }), caller.locale)
  }

  @Query(() => WaysIn, { description: 'How the caller can log in.' })
  myWaysIn(@CurrentCaller() caller: Caller) {
    return this.connection.waysIn(caller)
  }

  @Query(() => WaysIn, { description: 'How somebody can log in. Staff.' })
  waysInOf(
    @CurrentCaller() caller: Caller,
    @Args('userId', { type: () => ID, description: 'The user.' }) userId: string,
  ) {
    return this.connection.waysInOf(caller, userId)
  }

  @Query(() => String, {
    nullable: true,
    description:
      'Where the caller ends his session at the provider as well, after logOut; null where this session did not begin there.',
  })
  providerLogOutUrl(@CurrentCaller() caller: Caller) {
    return this.connection.logOutUrl(caller)
  }
}
