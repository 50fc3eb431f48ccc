import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { ok, toPayload } from '../../graphql/problem.js'
import { DateTime } from '../../graphql/scalars.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { AccountLimit } from '../finance/account-money.types.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { Group } from '../groups/groups.types.js'
import { User } from '../users/users.types.js'
import { ApiKeyFilter, CreateApiKeyInput, RevokeApiKeyInput, UpdateApiKeyInput } from './api-keys.inputs.js'
import type { ApiKeyRow } from './api-keys.repository.js'
import { ApiKeysService } from './api-keys.service.js'
import {
  ApiKey,
  ApiKeyConnection,
  ApiKeyPayload,
  CreateApiKeyPayload,
  PlaygroundTicketPayload,
} from './api-keys.types.js'

@Resolver(() => ApiKey)
export class ApiKeysResolver {
  constructor(private readonly apiKeys: ApiKeysService) {}

  @Query(() => ApiKeyConnection, {
    name: 'apiKeys',
    description: "Own keys, newest first; with filter.userId another's (staff).",
  })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which keys; absent: all own ones.' }) filter?: ApiKeyFilter,
  ) {
    return this.apiKeys.list(caller, { first, after, filter })
  }

  @ResolveField(() => Group)
  group(@CurrentLoaders() loaders: Loaders, @Parent() key: ApiKeyRow) {
    return loaders.group.load(key.groupId)
  }

  @ResolveField(() => User)
  owner(@CurrentLoaders() loaders: Loaders, @Parent() key: ApiKeyRow) {
    return loaders.user.load(key.userId)
  }

  @ResolveField(() => LedgerAccount)
  payer(@CurrentLoaders() loaders: Loaders, @Parent() key: ApiKeyRow) {
    return loaders.ledgerAccount.load(key.payerAccountId)
  }

  @ResolveField(() => [AccountLimit])
  caps(@CurrentLoaders() loaders: Loaders, @Parent() key: ApiKeyRow) {
    return loaders.caps.load(key.id)
  }

  @ResolveField(() => DateTime)
  lastUsedAt(@CurrentLoaders() loaders: Loaders, @Parent() key: ApiKeyRow) {
    return loaders.lastUse.load(key.id)
  }

  @Mutation(() => CreateApiKeyPayload, { description: 'Makes a key. Its secret is in the answer and nowhere else.' })
  async createApiKey(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new key.' }) input: CreateApiKeyInput,
  ) {
    const result = await this.apiKeys.create(caller, input)
    if (result.type === 'failed') return toPayload('apiKey', result, caller.locale)
    return { ...toPayload('apiKey', ok(result.value.apiKey), caller.locale), secret: result.value.secret }
  }

  @Mutation(() => ApiKeyPayload, {
    description: 'Renames a key or changes who pays: own ones, or anybody’s for admins.',
  })
  async updateApiKey(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateApiKeyInput,
  ) {
    const result = await this.apiKeys.update(caller, input)
    return withCurrent(toPayload('apiKey', result, caller.locale), 'apiKey', () => this.apiKeys.current(input.id))
  }

  @Mutation(() => ApiKeyPayload, { description: 'Ends a key for good: own ones, or anybody’s for admins.' })
  async revokeApiKey(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which key, and why.' }) input: RevokeApiKeyInput,
  ) {
    return toPayload('apiKey', await this.apiKeys.revoke(caller, input), caller.locale)
  }

  @Mutation(() => PlaygroundTicketPayload, {
    description: "A ten-minute ticket for the caller's own playground key, which is in the default group.",
  })
  async createPlaygroundTicket(@CurrentCaller() caller: Caller) {
    const result = await this.apiKeys.createPlaygroundTicket(caller)
    if (result.type === 'failed') return toPayload('ticket', result, caller.locale)
    return { ...result.value, problems: [] }
  }
}
