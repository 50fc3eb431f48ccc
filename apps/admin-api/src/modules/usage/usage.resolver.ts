import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { Money } from '../../graphql/scalars.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { LedgerTransaction } from '../finance/finance.types.js'
import { LedgerRepository } from '../finance/ledger.repository.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { Model } from '../models/models.types.js'
import { User } from '../users/users.types.js'
import type { UsageKeyRow, UsageListRow, UsageRecordRow } from './usage.repository.js'
import { type ReceiptRow, UsageService, type UsageSummaryRow } from './usage.service.js'
import {
  Receipt,
  UsageFilter,
  UsageOfKey,
  UsageOfModel,
  UsageRow,
  UsageRowConnection,
  UsageSummary,
} from './usage.types.js'

@Resolver(() => UsageRow)
export class UsageResolver {
  constructor(private readonly usage: UsageService) {}

  @Query(() => UsageRowConnection, {
    name: 'usage',
    description: "Own calls, newest first; finance and admins see everybody's unless filter.userId says whose.",
  })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which calls; absent: all.' }) filter?: UsageFilter,
  ) {
    return this.usage.list(caller, { first, after, filter })
  }

  @Query(() => UsageSummary, { description: 'Sums over calls; visibility as of `usage`.' })
  usageSummary(
    @CurrentCaller() caller: Caller,
    @Args('filter', { nullable: true, description: 'Which calls; absent: those of the last 30 days.' })
    filter?: UsageFilter,
  ) {
    return this.usage.summarize(caller, filter)
  }

  @Query(() => Receipt, { description: 'Why a call cost what it cost: an own one, or anybody’s for staff.' })
  receipt(
    @CurrentCaller() caller: Caller,
    @Args('requestId', { type: () => ID, description: 'The x-request-id of the answer.' }) requestId: string,
  ) {
    return this.usage.receipt(caller, requestId)
  }

  @ResolveField(() => User)
  user(@CurrentLoaders() loaders: Loaders, @Parent() row: UsageListRow) {
    return loaders.user.load(row.userId)
  }

  @ResolveField(() => ApiKey)
  apiKey(@CurrentLoaders() loaders: Loaders, @Parent() row: UsageListRow) {
    return loaders.apiKey.load(row.keyId)
  }

  @ResolveField(() => Money)
  refunded(@CurrentLoaders() loaders: Loaders, @Parent() row: UsageListRow) {
    return loaders.refunded.load(row.requestId)
  }
}

@Resolver(() => UsageSummary)
export class UsageSummaryResolver {
  constructor(private readonly usage: UsageService) {}

  @ResolveField(() => [UsageOfModel])
  models(@Parent() summary: UsageSummaryRow) {
    return this.usage.modelsOf(summary)
  }

  @ResolveField(() => [UsageOfKey])
  keys(@Parent() summary: UsageSummaryRow) {
    return this.usage.keysOf(summary)
  }
}

@Resolver(() => UsageOfKey)
export class UsageOfKeyResolver {
  @ResolveField(() => ApiKey)
  apiKey(@CurrentLoaders() loaders: Loaders, @Parent() { keyId }: UsageKeyRow) {
    return loaders.apiKey.load(keyId)
  }
}

@Resolver(() => Receipt)
export class ReceiptResolver {
  constructor(private readonly ledger: LedgerRepository) {}

  @ResolveField(() => User)
  user(@CurrentLoaders() loaders: Loaders, @Parent() receipt: UsageRecordRow) {
    return loaders.user.load(receipt.userId)
  }

  @ResolveField(() => ApiKey)
  apiKey(@CurrentLoaders() loaders: Loaders, @Parent() receipt: UsageRecordRow) {
    return loaders.apiKey.load(receipt.keyId)
  }

  /** A model that the caller could not list today is not shown to him here either; its name stays on the receipt. */
  @ResolveField(() => Model)
  async model(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() receipt: ReceiptRow) {
    const model = await loaders.model.load(receipt.modelId)
    if (model === null || caller.actor === undefined || can(caller.actor, 'model:list-all')) return model
    const own = await loaders.groupsOfUser(caller.actor.userId)
    return model.isActive && own.some(({ id }) => model.groupIds.includes(id)) ? model : null
  }

  @ResolveField(() => Money)
  refunded(@CurrentLoaders() loaders: Loaders, @Parent() receipt: UsageRecordRow) {
    return loaders.refunded.load(receipt.requestId)
  }

  @ResolveField(() => LedgerAccount)
  payer(@CurrentLoaders() loaders: Loaders, @Parent() receipt: UsageRecordRow) {
    return loaders.ledgerAccount.load(receipt.payerId)
  }

  @ResolveField(() => String)
  channelName(@CurrentLoaders() loaders: Loaders, @Parent() receipt: UsageRecordRow) {
    return receipt.channelId === null ? null : loaders.channelName.load(receipt.channelId)
  }

  @ResolveField(() => [LedgerTransaction])
  transactions(@Parent() receipt: UsageRecordRow) {
    return this.ledger.ofRequest(receipt.requestId)
  }
}
