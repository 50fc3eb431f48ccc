import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import { toId } from '../../graphql/ids.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import type { Caller } from '../../identity/caller.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import type { AlertRow } from './alerts.repository.js'
import { AlertsService } from './alerts.service.js'
import { Alert, AlertConnection, AlertFact, AlertFilter } from './alerts.types.js'
import { toFacts } from './to-facts.js'

@Resolver(() => Alert)
export class AlertsResolver {
  constructor(private readonly service: AlertsService) {}

  @Query(() => AlertConnection, { description: 'Those that go on first, then the newest. Staff.' })
  alerts(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which alerts; absent: all.' }) filter?: AlertFilter,
  ) {
    return this.service.list(caller, { first, after, filter })
  }

  @ResolveField(() => LedgerAccount)
  account(@CurrentLoaders() loaders: Loaders, @Parent() { accountId }: AlertRow) {
    const id = toId(accountId ?? '')
    return id === undefined ? null : loaders.ledgerAccount.load(id)
  }

  @ResolveField(() => [AlertFact])
  facts(@Parent() alert: AlertRow) {
    return toFacts(alert.detail)
  }
}
