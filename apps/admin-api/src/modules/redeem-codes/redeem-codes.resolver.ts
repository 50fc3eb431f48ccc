import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { type Result, toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { loadVisibleUser } from '../finance/visible-user.js'
import { User } from '../users/users.types.js'
import { CreateRedeemBatchInput, RedeemCodeInput, RevokeRedeemBatchInput } from './redeem-codes.inputs.js'
import type { RedeemBatchRow, RedeemCodeRow } from './redeem-codes.repository.js'
import { type ChangedBatch, RedeemCodesService } from './redeem-codes.service.js'
import {
  REDEEM_CODE_STATE,
  RedeemBatch,
  RedeemBatchConnection,
  RedeemBatchPayload,
  RedeemCode,
  RedeemCodeConnection,
  RedeemCodePayload,
  type RedeemCodeStateName,
} from './redeem-codes.types.js'

const BATCH_ID = { type: () => ID, description: 'The batch.' }

@Resolver(() => RedeemBatch)
export class RedeemBatchesResolver {
  constructor(private readonly codes: RedeemCodesService) {}

  @Query(() => RedeemBatchConnection, {
    description: 'Batches of redeem codes with their counts, newest first. Staff.',
  })
  redeemBatches(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(50)) first: number,
    @Args('after', AFTER) after?: string,
  ) {
    return this.codes.listBatches(caller, { first, after })
  }

  @Query(() => RedeemBatch, { description: 'One batch. Staff.' })
  redeemBatch(@CurrentCaller() caller: Caller, @Args('id', BATCH_ID) id: string) {
    return this.codes.getBatch(caller, id)
  }

  @ResolveField(() => User)
  createdBy(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() batch: RedeemBatchRow) {
    return loadVisibleUser(caller, loaders, batch.createdByUserId)
  }

  @Mutation(() => RedeemBatchPayload, {
    description: 'Makes redeem codes. They are in the answer and nowhere else: keep them now. Admins.',
  })
  async createRedeemBatch(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'How many, of what worth, until when.' }) input: CreateRedeemBatchInput,
  ) {
    return payloadOf(await this.codes.create(caller, input), caller)
  }

  @Mutation(() => RedeemBatchPayload, {
    description: 'Withdraws the unused codes of a batch; what was credited stays. Admins.',
  })
  async revokeRedeemBatch(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which batch, and why.' }) input: RevokeRedeemBatchInput,
  ) {
    return payloadOf(await this.codes.revoke(caller, input), caller)
  }
}

@Resolver(() => RedeemCode)
export class RedeemCodesResolver {
  constructor(private readonly codes: RedeemCodesService) {}

  @Query(() => RedeemCodeConnection, { description: 'Codes of a batch, as far as they are known. Staff.' })
  redeemCodes(
    @CurrentCaller() caller: Caller,
    @Args('batchId', BATCH_ID) batchId: string,
    @Args('first', firstOf(100)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('state', { type: () => REDEEM_CODE_STATE, nullable: true, description: 'Only this state; absent: all.' })
    state?: RedeemCodeStateName,
  ) {
    return this.codes.listCodes(caller, { first, after, batchId, state })
  }

  @ResolveField(() => User)
  redeemedBy(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() code: RedeemCodeRow) {
    return loadVisibleUser(caller, loaders, code.redeemedByUserId)
  }

  @Mutation(() => RedeemCodePayload, {
    description: 'Credits the own wallet with what a code is worth; each code once. Wrong codes are counted.',
  })
  async redeemCode(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The code.' }) input: RedeemCodeInput,
  ) {
    const result = await this.codes.redeem(caller, input.code)
    if (result.type === 'failed') return toPayload('account', result, caller.locale)
    return { ...result.value, problems: [] }
  }
}

function payloadOf(result: Result<ChangedBatch>, caller: Caller) {
  if (result.type === 'failed') return toPayload('batch', result, caller.locale)
  return { ...result.value, problems: [] }
}
