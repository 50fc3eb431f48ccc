import { Args, type ArgsOptions, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { Money } from '../../graphql/scalars.js'
import type { Caller } from '../../identity/caller.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { User } from '../users/users.types.js'
import type { UsageListRow } from './usage.repository.js'
import { UsageService, type UsageSummaryRow } from './usage.service.js'
import { UsageFilter, UsageOfKey, UsageOfModel, UsageRow, UsageRowConnection, UsageSummary } from './usage.types.js'
import { MAX_SUM_ROWS, type UsageKeyRow } from './usage-sums.repository.js'

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

const FIRST_KEYS: ArgsOptions = {
  type: () => Int,
  nullable: true,
  defaultValue: MAX_SUM_ROWS,
  description: `How many keys at most, 1 to ${MAX_SUM_ROWS}.`,
}

@Resolver(() => UsageSummary)
export class UsageSummaryResolver {
  constructor(private readonly usage: UsageService) {}

  @ResolveField(() => [UsageOfModel])
  models(@Parent() summary: UsageSummaryRow) {
    return this.usage.modelsOf(summary)
  }

  @ResolveField(() => [UsageOfKey])
  keys(@Parent() summary: UsageSummaryRow, @Args('first', FIRST_KEYS) first: number) {
    return this.usage.keysOf(summary, first)
  }
}

@Resolver(() => UsageOfKey)
export class UsageOfKeyResolver {
  @ResolveField(() => ApiKey)
  apiKey(@CurrentLoaders() loaders: Loaders, @Parent() { keyId }: UsageKeyRow) {
    return loaders.apiKey.load(keyId)
  }
}
