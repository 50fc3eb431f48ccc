import { Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { ReconciliationService } from './reconciliation.service.js'
import { ReconcilePayload, Reconciliation } from './reconciliation.types.js'

@Resolver(() => Reconciliation)
export class ReconciliationResolver {
  constructor(private readonly service: ReconciliationService) {}

  @Query(() => Reconciliation, { description: 'What the last checks of the ledger found. Staff.' })
  reconciliation(@CurrentCaller() caller: Caller) {
    return this.service.get(caller)
  }

  @Mutation(() => ReconcilePayload, {
    description: 'Checks the whole ledger now, up to 5 s a check. Changes nothing. Staff.',
  })
  async reconcile(@CurrentCaller() caller: Caller) {
    return toPayload('reconciliation', await this.service.run(caller), caller.locale)
  }
}
