import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { Money } from '../../graphql/scalars.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { ApiKey } from '../api-keys/api-keys.types.js'
import { LedgerTransaction } from '../finance/finance.types.js'
import { LedgerRepository } from '../finance/ledger.repository.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { Model } from '../models/models.types.js'
import { User } from '../users/users.types.js'
import { ReceiptService } from './receipt.service.js'
import { Receipt } from './receipt.types.js'
import type { ReceiptRow } from './receipt-row.js'

@Resolver(() => Receipt)
export class ReceiptResolver {
  constructor(
    private readonly receipts: ReceiptService,
    private readonly ledger: LedgerRepository,
  ) {}

  @Query(() => Receipt, {
    description:
      'Why a call cost what it cost, or why it was turned away: an own one, or anybody’s for staff. Of calls that were turned away the gateways tell a sample, and none that named no key.',
  })
  receipt(
    @CurrentCaller() caller: Caller,
    @Args('requestId', { type: () => ID, description: 'The x-request-id of the answer.' }) requestId: string,
  ) {
    return this.receipts.receipt(caller, requestId)
  }

  @ResolveField(() => User)
  user(@CurrentLoaders() loaders: Loaders, @Parent() receipt: ReceiptRow) {
    return loaders.user.load(receipt.userId)
  }

  @ResolveField(() => ApiKey)
  apiKey(@CurrentLoaders() loaders: Loaders, @Parent() receipt: ReceiptRow) {
    return loaders.apiKey.load(receipt.keyId)
  }

  /** A model that the caller could not list today is not shown to him here either; its name stays on the receipt. */
  @ResolveField(() => Model)
  async model(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() receipt: ReceiptRow) {
    const model = receipt.modelId === null ? null : await loaders.model.load(receipt.modelId)
    if (model === null || caller.actor === undefined || can(caller.actor, 'model:list-all')) return model
    const own = await loaders.groupsOfUser(caller.actor.userId)
    return model.isActive && own.some(({ id }) => model.groupIds.includes(id)) ? model : null
  }

  @ResolveField(() => Money)
  refunded(@CurrentLoaders() loaders: Loaders, @Parent() receipt: ReceiptRow) {
    return loaders.refunded.load(receipt.requestId)
  }

  @ResolveField(() => LedgerAccount)
  payer(@CurrentLoaders() loaders: Loaders, @Parent() receipt: ReceiptRow) {
    return receipt.payerId === null ? null : loaders.ledgerAccount.load(receipt.payerId)
  }

  @ResolveField(() => String)
  channelName(@CurrentLoaders() loaders: Loaders, @Parent() receipt: ReceiptRow) {
    return receipt.channelId === null ? null : loaders.channelName.load(receipt.channelId)
  }

  @ResolveField(() => [LedgerTransaction])
  transactions(@Parent() receipt: ReceiptRow) {
    return this.ledger.ofRequest(receipt.requestId)
  }
}
