import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../graphql/context.js'
import type { Locale } from '../graphql/locale.js'
import { AFTER, firstOf } from '../graphql/page-args.js'
import { type Result, toPayload } from '../graphql/problem.js'
import type { Caller } from './caller.js'
import { CredentialsService } from './credentials.service.js'
import { ChangePasswordInput, CreatePersonalAccessTokenInput, LogInInput, RegisterInput } from './login.inputs.js'
import { LoginService } from './login.service.js'
import {
  LogInConnection,
  PersonalAccessToken,
  PersonalAccessTokenPayload,
  Session,
  SessionPayload,
  SignInState,
} from './login.types.js'
import type { SignIn } from './session-opener.js'

/** What every way to sign in answers. */
export const toSessionPayload = (result: Result<SignIn>, locale: Locale) =>
  result.type === 'ok' ? { ...result.value, problems: [] } : toPayload('user', result, locale)

@Resolver()
export class LoginResolver {
  constructor(
    private readonly login: LoginService,
    private readonly credentials: CredentialsService,
  ) {}

  @Mutation(() => SessionPayload, {
    description: 'Makes an account and logs in: active with a join code, else pending.',
  })
  async register(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new account.' }) input: RegisterInput,
  ) {
    return toSessionPayload(await this.login.register(caller, input), caller.locale)
  }

  @Mutation(() => SessionPayload, {
    description: 'Logs in. At most 10 wrong passwords per account and network in 15 minutes, then RATE_LIMITED.',
  })
  async logIn(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'User name and password.' }) input: LogInInput,
  ) {
    return toSessionPayload(await this.login.logIn(caller, input), caller.locale)
  }

  @Mutation(() => Boolean, { description: 'Ends this session; false where there was none.' })
  logOut(@CurrentCaller() caller: Caller) {
    return this.login.logOut(caller)
  }

  @Mutation(() => SessionPayload, {
    description: 'Sets a new password and ends all other sessions and all personal access tokens.',
  })
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Old and new password.' }) input: ChangePasswordInput,
  ) {
    return toSessionPayload(await this.login.changePassword(caller, input), caller.locale)
  }

  @Query(() => SignInState, { nullable: true, description: 'How far the caller has signed in; null for visitors.' })
  signInState(@CurrentCaller() { actor }: Caller) {
    return actor && { obstacle: actor.obstacle }
  }

  @Query(() => [Session], { description: 'Browsers in which the caller is logged in, last used first; at most 100.' })
  mySessions(@CurrentCaller() caller: Caller) {
    return this.credentials.listSessions(caller)
  }

  @Query(() => LogInConnection, { description: 'How a user logged in, newest first, log-ins that ended too. Admins.' })
  logIns(
    @CurrentCaller() caller: Caller,
    @Args('userId', { type: () => ID, description: 'Whose.' }) userId: string,
    @Args('first', firstOf(20)) first: number,
    @Args('after', AFTER) after?: string,
  ) {
    return this.credentials.listLogIns(caller, { userId, first, after })
  }

  @Mutation(() => Boolean, { description: 'Ends one of the own sessions.' })
  revokeSession(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The session.' }) id: string,
  ) {
    return this.credentials.revokeSession(caller, id)
  }

  @Query(() => [PersonalAccessToken], { description: 'The own tokens, newest first, revoked ones too; at most 200.' })
  myPersonalAccessTokens(@CurrentCaller() caller: Caller) {
    return this.credentials.listTokens(caller)
  }

  @Mutation(() => PersonalAccessTokenPayload, { description: 'Makes a token that acts as the caller.' })
  async createPersonalAccessToken(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new token.' }) input: CreatePersonalAccessTokenInput,
  ) {
    const result = await this.credentials.createToken(caller, input)
    if (result.type === 'failed') return toPayload('token', result, caller.locale)
    return { ...result.value, problems: [] }
  }

  @Mutation(() => PersonalAccessTokenPayload, { description: 'Ends one of the own tokens.' })
  async revokePersonalAccessToken(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The token.' }) id: string,
  ) {
    return toPayload('token', await this.credentials.revokeToken(caller, id), caller.locale)
  }
}
